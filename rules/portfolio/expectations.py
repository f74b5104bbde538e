"""
Compile the tree of a rule over tables into expectations and the logic that joins the rows failing them.

    expect: {<expectation>: {column, …}}   rows that do not meet it (rows without a value meet every expectation of values)
    is: {column: [code, …], …}             rows that have one of these codes in each column
    all / any / not                        rows in all, in any, or in none
A bound may be a dated parameter: {parameter: name}, or {parameter: name, years: true} for one that counts years in a
column of days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rules.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from rules.portfolio.frame import Frame

Rows = frozenset[int]
COLUMN_KEYS = ("column", "column_A", "column_B")
ROW_TYPES = ("expect_column_values_", "expect_column_pair_values_", "expect_compound_columns_", "expect_multicolumn_")
"""Expectations that name the rows that fail them."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """
    Hold one expectation of Great Expectations with its arguments, and the columns that it looks at.
    """

    type: str
    arguments: tuple[tuple[str, object], ...]
    columns: tuple[str, ...]
    parameter: str | None = None
    """The dated parameter its bound comes from."""


@dataclass(frozen=True, slots=True)
class Node:
    """
    Hold a node of a tree: a leaf with its expectation as written, or logic over children.
    """

    how: Literal["leaf", "all", "any", "not"]
    children: tuple[Node, ...] = ()
    type: str = ""
    written: Mapping[str, object] | None = None

    def leaves(self) -> Iterator[Node]:
        """
        Walk over the leaves.
        """
        if self.how == "leaf":
            yield self
        for child in self.children:
            yield from child.leaves()

    @property
    def columns(self) -> tuple[str, ...]:
        """
        Give the columns a leaf looks at.
        """
        written = self.written or {}
        listed = written.get("column_list")
        names = [written[key] for key in COLUMN_KEYS if key in written] + (listed if isinstance(listed, list) else [])
        return tuple(str(name) for name in names)

    @property
    def parameter(self) -> str | None:
        """
        Give the dated parameter in a leaf's bound.
        """
        bounds = [value for value in (self.written or {}).values() if isinstance(value, dict) and "parameter" in value]
        return str(bounds[0]["parameter"]) if bounds else None


def compile_node(tree: Mapping[str, object], rule: str) -> Node:
    """
    Compile one tree as a rule file writes it.

    Raises:
        RuleError: it has other than one key, or a form that is not known.

    """
    if len(tree) != 1:
        raise RuleError(rule, f"a matcher has exactly one key, this has {sorted(tree)}")
    [(name, inner)] = tree.items()
    if name in {"all", "any"} and isinstance(inner, list):
        return Node("all" if name == "all" else "any", tuple(compile_node(child, rule) for child in inner))
    if name == "not" and isinstance(inner, dict):
        return Node("not", (compile_node(inner, rule),))
    if name == "is" and isinstance(inner, dict) and inner:
        members = tuple(_member(column, codes) for column, codes in inner.items())
        return members[0] if len(members) == 1 else Node("all", members)
    if name == "expect" and isinstance(inner, dict) and len(inner) == 1:
        [(kind, arguments)] = inner.items()
        if isinstance(arguments, dict) and str(kind).startswith(ROW_TYPES):
            return Node("leaf", (), str(kind), arguments)
    raise RuleError(rule, f"not a matcher of tables: {name!r}")


def _member(column: str, codes: object) -> Node:
    return Node("leaf", (), "expect_column_values_to_not_be_in_set", {"column": column, "value_set": codes})


def expectation_of(leaf: Node, value: Callable[[str], float]) -> Expectation:
    """
    Give a leaf's expectation with its parameters filled in.
    """
    arguments = {
        name: value(str(written["parameter"]))
        if isinstance(written, dict) and "parameter" in written
        else _plain(written)
        for name, written in (leaf.written or {}).items()
    }
    return Expectation(leaf.type, tuple(arguments.items()), leaf.columns, leaf.parameter)


def _plain(written: object) -> object:
    """
    Give exact decimals of a rule file as the plain numbers that the library takes.
    """
    if isinstance(written, list):
        return [_plain(one) for one in written]
    if isinstance(written, str | bool | int) or written is None:
        return written
    return float(str(written))


@dataclass(frozen=True, slots=True)
class Missing:
    """
    Say that a tree could not be judged: the columns that are not in the table.
    """

    columns: tuple[str, ...]


Failing = dict[int, Rows]
"""The rows that fail each leaf, by the leaf's identity."""


def settle(node: Node, frame: Frame, failing: Failing) -> Rows | Missing:
    """
    Join the rows that fail the leaves as a tree says.

    A branch of `any` whose columns are absent falls away; under `not` what cannot be seen speaks for nobody.
    """
    if node.how == "leaf":
        absent = tuple(one for name in node.columns if not frame.has(name) for one in frame.lacking.get(name, (name,)))
        return Missing(absent) if absent else failing[id(node)]
    parts = [settle(child, frame, failing) for child in node.children]
    known = [part for part in parts if not isinstance(part, Missing)]
    everything = frozenset(range(len(frame)))
    if node.how == "not":
        return everything - known[0] if known else everything
    absent = tuple(name for part in parts if isinstance(part, Missing) for name in part.columns)
    if node.how == "any":
        return frozenset().union(*known) if known else Missing(absent)
    return Missing(absent) if absent else everything.intersection(*known)


def holds(node: Node, row: int, frame: Frame, failing: Failing) -> bool:
    """
    Tell whether a tree holds for one row; what cannot be seen holds nowhere, and under `not` everywhere.
    """
    if node.how == "leaf":
        return frame.has(*node.columns) and row in failing[id(node)]
    each = (holds(child, row, frame, failing) for child in node.children)
    return not any(each) if node.how == "not" else all(each) if node.how == "all" else any(each)


def evidence_of(node: Node, row: int, frame: Frame, failing: Failing) -> Iterator[Node]:
    """
    Walk over the leaves that speak for a flagged row.
    """
    if node.how == "leaf":
        if holds(node, row, frame, failing):
            yield node
    elif node.how != "not":
        for child in node.children:
            if holds(child, row, frame, failing):
                yield from evidence_of(child, row, frame, failing)
