"""
Define what a check says: findings with evidence, and one of four outcomes for each rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ingest.document import AgreementType, Role, Span
    from rules.balance import Row
    from rules.law import Applied, Ground
    from rules.portfolio.figures.figure import Figure
    from rules.portfolio.frame import Place
    from rules.portfolio.outline import Sheet
    from rules.portfolio.quality import DataError
    from rules.portfolio.validations import Validation
    from rules.rule import Text, Wording
    from rules.terms.value import TermRead

Severity = Literal["critical", "high", "medium", "low", "info"]
SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium", "low", "info")


class Outcome(StrEnum):
    """
    Say how a rule ended; a rule never passes in silence.
    """

    FLAGGED = "flagged"
    CLEAR = "clear"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASSESSABLE = "not_assessable"


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    Point at one piece of evidence: `quote` is verbatim `Document.text[span]`; page counted from 1, boxes in PDF points.
    """

    span: Span
    quote: str
    clause: str
    page: int | None
    boxes: tuple[tuple[float, float, float, float], ...] = ()
    document: str | None = None
    """sha256 of another document of the deal in which it stands."""
    place: Place | None = None
    """The cell of a table that it is."""


@dataclass(frozen=True, slots=True)
class CounterCheck:
    """
    Hold the answer to one question that could acquit the clause, with the words that answer it.
    """

    question: Text
    answer: Literal["yes", "no"]
    evidence: str


@dataclass(frozen=True, slots=True)
class Finding:
    """
    Hold one suspicion: which rule, where, why it may matter in law, and fairer wording.

    `fingerprint` survives renumbering and new versions; `template_key` also masks parties, dates and amounts.
    """

    rule: str
    revision: int
    name: str
    covers: tuple[str, ...]
    ground: Ground
    severity: Severity
    certainty: float
    evidence: tuple[Evidence, ...]
    favoured: Role | None
    protected: Role
    legal_basis: tuple[Applied, ...]
    title: Text
    message: Text
    why: Text
    remedy: Text
    wording: Wording
    counter_checks: tuple[CounterCheck, ...]
    fingerprint: str
    template_key: str
    status: str


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """
    Say how one rule ended and why, in Korean and English.
    """

    outcome: Outcome
    why: Text


@dataclass(frozen=True, slots=True)
class Report:
    """
    Hold the answer of a catalog about one document on one day.
    """

    sha256: str
    catalog_digest: str
    checked_on: date
    findings: tuple[Finding, ...]
    outcomes: Mapping[str, RuleOutcome]
    balance: tuple[Row, ...] = ()
    data_errors: tuple[DataError, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    """The tables whose rows were judged, with how their columns were read."""
    agreement: AgreementType | None = None
    """The kind of agreement it was judged as."""
    figures: tuple[Figure, ...] = ()
    """What the judged rows add up to, for charts."""
    terms: tuple[TermRead, ...] = ()
    """The terms of an investment paper; nothing for any other agreement."""
    validations: tuple[Validation, ...] = ()
    """What became of every expectation asked of a table."""


def fingerprint(rule: str, quote: str, ordinal: int) -> str:
    """
    Identify a finding by rule and folded quote, so that renumbering or re-reading loses no review.
    """
    folded = "".join(letter for letter in quote if not letter.isspace() and letter not in "\"'“”‘’「」『』")
    return sha256(f"{rule}\n{folded}\n{ordinal}".encode()).hexdigest()


def absence_fingerprint(rule: str) -> str:
    """
    Identify the finding that something is missing: there is one per document.
    """
    return sha256(f"{rule}\nabsent".encode()).hexdigest()
