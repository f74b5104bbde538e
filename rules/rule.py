"""
Define the rule file: one YAML file a rule, read strictly; the field docs are the authors' manual.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ingest.document import Role
from rules.marks_japanese import is_japanese

AgreementTypeName = Literal[
    "nda", "poc", "joint_development", "licence", "supply", "mou", "investment", "shareholders", "convertible",
    "safe", "term_sheet", "portfolio", "other",
]  # fmt: skip
UnitKind = Literal["document", "article", "provision", "sentence", "row", "table", "bundle"]
Effect = Literal["prohibits", "voids", "programme", "yardstick"]
Tree = dict[str, object]
"""A matcher tree as written: one key, the matcher's name, with its arguments."""
_WEIGHING = frozenset({"quantity", "sum_above", "term_over"})
"""Matchers that weigh figures."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_Strict):
    """
    Hold the same words in Korean and English; both are required.
    """

    ko: str
    en: str


class LawUse(_Strict):
    """
    Name a basis of rules/bases/ and, where this rule differs, what it does and when it applies.
    """

    basis: str
    """Id in rules/bases/, for example `venture.39-1-2-2`."""
    effect: Effect | None = None
    """What the basis does in this rule; where absent, its own."""
    only_if: dict[str, list[object]] = {}
    """Gate facts needed besides those of the basis."""
    where: Tree | None = None
    """For a basis that names only some of the clauses flagged: what one of them must match for it to be cited."""
    note: Text | None = None
    """Shown with the basis in place of its own remark."""


class Find(_Strict):
    """
    Say what is looked for: in each unit, `where` (or `loosely`) must match and `unless` must not.
    """

    each: UnitKind
    of: tuple[str, ...] = ()
    """For rows and tables: the kinds of table of rules/portfolio/columns.yaml, or of the sums of derived.py."""
    where: Tree
    loosely: Tree | None = None
    """For sentences: wider conditions. What only they read is told where the classifier hears the rule in it, too."""
    unless: Tree | None = None
    show: tuple[str, ...] = ()
    """For rows and tables: columns to show beside those that were judged."""
    papers: bool = False
    """For rows: they are set beside the investment papers of the same deal."""

    @cached_property
    def weighs_figures(self) -> bool:
        """
        Tell whether the conditions weigh figures.
        """
        return _weighs(self.where)


def _weighs(tree: object) -> bool:
    if isinstance(tree, dict):
        return not _WEIGHING.isdisjoint(tree) or any(_weighs(inner) for inner in tree.values())
    return isinstance(tree, (list, tuple)) and any(_weighs(inner) for inner in tree)


class CounterQuestion(_Strict):
    """
    Ask what could acquit the clause; `where` is looked for in the provision around the evidence, or the document.
    """

    question: Text
    where: Tree
    within: Literal["provision", "article", "document"] = "article"


class Wording(_Strict):
    """
    Offer fairer wording in up to three levels.
    """

    minimum: Text | None = None
    compromise: Text | None = None
    ideal: Text | None = None


class OtherText(_Strict):
    """
    Hold another document of the deal an example is about; evidence expected in it stands in ⟦ ⟧.
    """

    text: str
    type: AgreementTypeName
    parties: dict[str, Role] = {}
    signed_on: str | None = None
    facts: dict[str, object] = {}


class Example(_Strict):
    """
    Pin the rule: a text that flags, its evidence in ⟦ ⟧, or one that passes, with a note why.
    """

    flags: str | None = None
    passes: str | None = None
    parties: dict[str, Role] = {}
    type: AgreementTypeName | None = None
    signed_on: str | None = None
    facts: dict[str, object] = {}
    beside: tuple[OtherText, ...] = ()
    """The other documents, for rules over a deal."""
    note: str | None = None


class Rule(_Strict):
    """
    Hold one rule as its file says it.
    """

    id: Annotated[str, Field(pattern=r"^[A-Z]{2,4}-\d{2}$")]
    """Printed in letters to companies, so never reused, never renamed."""
    name: Annotated[str, Field(pattern=r"^[a-z_]+\.[a-z0-9-]+$")]
    revision: Annotated[int, Field(ge=1)]
    status: Literal["experimental", "test", "stable", "deprecated"]
    severity: Literal["critical", "high", "medium", "low", "info"]
    """The harm if true; how sure we are is the finding's certainty."""
    applies_to: tuple[AgreementTypeName, ...]
    protects: Role
    covers: Annotated[tuple[str, ...], Field(min_length=1, max_length=6)]
    """Slugs of the rule catalogue that this rule implements."""
    title: Text
    why: Text
    law: Annotated[tuple[LawUse, ...], Field(min_length=1)]
    find: Find
    counter_checks: tuple[CounterQuestion, ...] = ()
    message: Text
    """May use {clause} {favoured} {protected} {value} {limit}."""
    remedy: Text
    wording: Wording
    false_positives: tuple[str, ...] = ()
    examples: tuple[Example, ...]
    history: tuple[str, ...]
    replaced_by: str | None = None

    @cached_property
    def reads_japanese(self) -> bool:
        """
        Tell whether the rule judges Japanese: an example that it flags shows it.
        """
        return any(is_japanese(example.flags) for example in self.examples if example.flags)
