"""
Keep what became of every expectation asked of a table: rows looked at, rows that do not meet it, or why it was not asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

from rules.portfolio import plain, suites, vocabulary
from rules.portfolio.expectations import expectation_of
from rules.rule import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Protocol

    from rules.catalog import Compiled
    from rules.portfolio.derived.world import World
    from rules.portfolio.expectations import Failing, Node
    from rules.portfolio.frame import Frame, Place
    from rules.portfolio.suites import Planned

    class Bench(Protocol):
        """
        Name what is needed of the bench.
        """

        frames: Mapping[str, Frame]
        failing: dict[str, Failing]
        world: World

        def limit(self, name: str) -> float:
            """
            Give a dated number on the day of the check.
            """


MOST_CELLS = 5
"""Cells shown of those that do not meet an expectation."""
NULLS = ("expect_column_values_to_not_be_null", "expect_column_values_to_be_null")
"""Expectations that look at empty cells too."""
ABSENT = Text(ko="표에 없는 열", en="not in the table")
MOSTLY_EMPTY = Text(
    ko="대부분의 행이 비어 있어 빠진 값으로 보지 않음", en="most rows have none, so none counts as missing"
)
NOTHING_TO_COMPARE = Text(ko="견줄 다른 표나 열이 없음", en="there is no other table or column to compare it with")
Part = Literal["data", "condition", "exception"]


@dataclass(frozen=True, slots=True)
class Validation:
    """
    Hold one expectation with its answer.

    id: the kind of data error or the rule it belongs to. part: an expectation of the data, a condition of the rule (a
    row that does not meet it may be a finding), or an exception from it (such a row is spared). empty: rows without a
    value, which meet every expectation of values. skipped: why it was not asked.
    """

    id: str
    part: Part
    table: str
    expectation: str
    columns: tuple[str, ...]
    words: Text
    rows: int = 0
    empty: int = 0
    unexpected: int = 0
    places: tuple[Place, ...] = ()
    skipped: Text | None = None


def of_check(planned: Planned, frame: Frame, rows: Iterable[int]) -> Validation:
    """
    Keep what became of an expectation of the data; `rows` do not meet it.
    """
    failed = sorted(rows)
    looked_at = planned.expectation.columns
    return Validation(
        planned.check.kind,
        "data",
        frame.kind,
        planned.expectation.type,
        planned.columns,
        planned.check.why,
        len(frame),
        0 if planned.expectation.type in NULLS else _empty(frame, looked_at),
        len(failed),
        _places(frame, failed, planned.columns),
    )


def unasked(frame: Frame, planned: Sequence[Planned]) -> Iterator[Validation]:
    """
    Walk over the expectations of the data that could not be asked of a table, one for each check and reason.
    """
    asked = {(id(one.check), one.columns) for one in planned}
    known = vocabulary.load().kinds[frame.kind].columns
    for check in suites.load():
        reasons: dict[Text, list[str]] = {}
        for columns in suites.targets(check, frame.kind):
            if (id(check), columns) not in asked and any(name in known for name in columns):
                absent = [name for name in columns if name in known and not frame.has(name)]
                usual = MOSTLY_EMPTY if check.of.needed == "usual" else NOTHING_TO_COMPARE
                reasons.setdefault(ABSENT if absent else usual, []).extend(absent or columns)
        for why, names in reasons.items():
            columns = tuple(dict.fromkeys(names))
            yield Validation(check.kind, "data", frame.kind, next(iter(check.expect)), columns, check.why, skipped=why)


def of_rules(rules: Sequence[Compiled], bench: Bench) -> Iterator[Validation]:
    """
    Walk over the expectations of the rules, for each table that a rule is about.
    """
    for one in rules:
        present = [kind for kind in one.rule.find.of if kind in bench.frames]
        for kind in present:
            for tree, part in ((one.rows, "condition"), (one.rows_unless, "exception")):
                for leaf, is_exception in _leaves(tree, is_exception=part == "exception"):
                    yield _of_leaf(one.rule.id, leaf, "exception" if is_exception else "condition", kind, bench)


def _leaves(node: Node | None, *, is_exception: bool) -> Iterator[tuple[Node, bool]]:
    """
    Walk over the leaves of a tree; what stands under `not` spares a row instead of accusing it.
    """
    if node is None:
        return
    if node.how == "leaf":
        yield node, is_exception
    for child in node.children:
        yield from _leaves(child, is_exception=is_exception != (node.how == "not"))


def _of_leaf(rule: str, leaf: Node, part: Part, kind: str, bench: Bench) -> Validation:
    frame = bench.frames[kind]
    expectation = expectation_of(leaf, bench.limit)
    words = plain.expected(expectation, kind, bench.world.parameters)
    absent = [one for name in leaf.columns if not frame.has(name) for one in frame.lacking.get(name, (name,))]
    if absent:
        names = [plain.column(name, kind) for name in dict.fromkeys(absent)]
        why = Text(
            ko=f"표에 없는 열: {', '.join(one.ko for one in names)}",
            en=f"not in the table: {', '.join(one.en for one in names)}",
        )
        return Validation(rule, part, kind, leaf.type, leaf.columns, words, skipped=why)
    failed = sorted(bench.failing[kind][id(leaf)])
    return Validation(
        rule,
        part,
        kind,
        leaf.type,
        leaf.columns,
        words,
        len(frame),
        0 if leaf.type in NULLS else _empty(frame, leaf.columns),
        len(failed),
        _places(frame, failed, leaf.columns),
    )


def _empty(frame: Frame, columns: Sequence[str]) -> int:
    return sum(None in values for values in zip(*(frame.column(name) for name in columns), strict=True))


def _places(frame: Frame, rows: Sequence[int], columns: Sequence[str]) -> tuple[Place, ...]:
    """
    Give the first cell of each of the first rows.
    """
    found = (next(iter(_cells(frame, row, columns)), None) for row in islice(rows, MOST_CELLS))
    return tuple(one for one in found if one is not None)


def _cells(frame: Frame, row: int, columns: Sequence[str]) -> Iterator[Place]:
    for name in columns:
        yield from frame.places(row, name)
