"""
Run the examples and pins of a rule over tables: an example is a small table, its evidence in ⟦ ⟧.

    # 투자내역                     a sheet's name, where there are several
    피투자기업 | 지분율(%)         a line for each row, its cells parted by bars
    누리랩 | ⟦27⟧
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.document import Cell, Span, Table
from ingest.sheets.places import letters_of
from rules.portfolio.expectations import Missing, Node
from rules.portfolio.judge import bench_of, read_sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from ingest.document import Document
    from rules.catalog import Compiled
    from rules.parameters import Parameter
    from rules.portfolio.judge import Bench
    from rules.portfolio.papers import Paper
    from rules.rule import Example

BAR = "|"
OPEN, CLOSE = "⟦", "⟧"
Cells = frozenset[tuple[str | None, int, str]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """
    Hold a table drawn in words: the text without marks, the tables in it, and the marked cells.
    """

    text: str
    tables: tuple[Table, ...]
    marked: Cells


def drawn(written: str) -> Drawn:
    """
    Read tables drawn with bars.
    """
    sheets: list[tuple[str | None, list[list[str]]]] = [(None, [])]
    for line in written.strip().split("\n"):
        if line.startswith("#"):
            sheets.append((line.strip("# "), []))
        else:
            sheets[-1][1].append([part.strip() for part in line.split(BAR)])
    tables, marked, text = [], set(), ""
    for name, rows in sheets:
        cells = []
        for row, parts in enumerate(rows):
            for column, part in enumerate(parts):
                words = part.replace(OPEN, "").replace(CLOSE, "")
                if OPEN in part:
                    marked.add((name, row + 1, letters_of(column)))
                if words:
                    cells.append(Cell(row, column, words, Span(len(text), len(text) + len(words))))
                    text += words + "\n"
        if cells:
            tables.append(Table(name or "표 1", None, tuple(cells), f"{name}!A1" if name else "A1"))
    return Drawn(text, tuple(tables), frozenset(marked))


@dataclass(frozen=True, slots=True)
class Tried:
    """
    Hold an example with the bench it was laid on.
    """

    example: Example
    marked: Cells
    bench: Bench

    def broken(self, compiled: Compiled) -> str | None:
        """
        Say how the example does not hold for a rule, or for a copy of it with a condition dropped.
        """
        found = list(self._flagged(compiled))
        if self.example.flags is None:
            return f"flagged {sorted(found[0])}" if found else None
        if not found:
            return "not flagged"
        return None if not self.marked or any(self.marked & cells for cells in found) else "flagged elsewhere"

    def _flagged(self, compiled: Compiled) -> Iterator[Cells]:
        for kind in compiled.rule.find.of:
            if kind not in self.bench.frames:
                continue
            rows = self.bench.rows(compiled, kind)
            for row in sorted(rows) if not isinstance(rows, Missing) else ():
                one = self.bench.finding(compiled, kind, row)
                if one is not None:
                    yield frozenset((p.sheet, p.row, p.column) for e in one.evidence if (p := e.place) is not None)


def lay_out(
    compiled: Compiled,
    build: Callable[[Drawn, Example], Document],
    parameters: Mapping[str, Parameter],
    on: date,
    papers: Callable[[Example], Sequence[Paper]],
) -> list[Tried]:
    """
    Lay every example of a rule on a bench of its own.
    """
    tried = []
    for example in compiled.rule.examples:
        table = drawn(example.flags or example.passes or "")
        document = build(table, example)
        bench = bench_of(document, read_sheets(document), parameters, on, papers(example))
        bench.prepare([compiled])
        tried.append(Tried(example, table.marked, bench))
    return tried


def mutants(node: Node, path: str) -> Iterator[tuple[str, Node]]:
    """
    Give a copy of a tree for each condition, with that condition dropped.
    """
    for order, child in enumerate(node.children):
        rest = node.children[:order] + node.children[order + 1 :]
        if rest and node.how in {"all", "any"}:
            yield f"{path}.{node.how}[{order}]", Node(node.how, rest)
        for deeper, changed in mutants(child, f"{path}.{node.how}[{order}]"):
            yield deeper, Node(node.how, (*node.children[:order], changed, *node.children[order + 1 :]))


def is_noticed(changed: Compiled, tried: Sequence[Tried]) -> bool:
    """
    Tell whether any example breaks under a changed rule.
    """
    return any(one.broken(changed) is not None for one in tried)
