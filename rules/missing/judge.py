"""
Judge what a project's stages require against what was registered, on a day: each duty ends in one of four outcomes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.document import Role, Span
from rules import law
from rules.evidence import filled
from rules.finding import Evidence, Finding, Outcome, Report, RuleOutcome, fingerprint
from rules.law import Ground
from rules.missing.book import digest, entries, entry_for
from rules.rule import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from ingest.document import Document
    from rules.law import Applied
    from rules.missing.book import Entry, Want

CERTAINTY: Mapping[Want, float] = {"none": 0.9, "late": 0.6, "not_submitted": 0.5}
"""The product's own estimate: what a programme said to be absent is surer than what nobody handed in."""
NOT_REQUIRED = RuleOutcome(
    Outcome.NOT_APPLICABLE, Text(ko="이 과제에 필요한 문서가 아님", en="the project does not require it")
)
UNDATED = RuleOutcome(
    Outcome.NOT_ASSESSABLE,
    Text(ko="기한이 되는 날을 알 수 없어 판단하지 못함", en="cannot be judged: the day it is required by is not known"),
)
UNSIGNED = RuleOutcome(
    Outcome.NOT_ASSESSABLE,
    Text(
        ko="등록된 문서의 체결일을 읽지 못하여 판단하지 못함", en="cannot be judged: the registered document has no day"
    ),
)
THERE = RuleOutcome(Outcome.CLEAR, Text(ko="등록되어 있거나 기한 전", en="registered, or not due yet"))
GRAVEST = (Outcome.FLAGGED, Outcome.NOT_ASSESSABLE, Outcome.CLEAR, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Required:
    """
    Hold one required document: before what and by which day, how it stands, and where that is written.

    `state` is registered, not_submitted, none or not_applicable; `signed_on` the day of the registered one; `key` tells
    it apart from every other requirement there is. `lines` are its places in the project's record.
    """

    document_type: str
    before: str
    due_on: date | None
    state: str
    key: str
    stage: Text
    document: Text
    lines: tuple[Span, ...]
    signed_on: date | None = None


def judge(record: Document, required: Sequence[Required], on: date) -> Report:
    """
    Judge a project's record on a day; `record.facts` are the gate facts that its programme knows.
    """
    findings: list[Finding] = []
    outcomes: dict[str, RuleOutcome] = dict.fromkeys(entries(), NOT_REQUIRED)
    for one in required:
        rule = entry_for(one.document_type, one.before)
        want, outcome = _standing(one, rule, on)
        if want is not None:
            findings.append(_finding(record, one, rule, want, on))
        outcomes[rule] = min(outcomes[rule], outcome, key=lambda each: GRAVEST.index(each.outcome))
    return Report(record.source.sha256, digest(), on, tuple(findings), outcomes)


def _standing(one: Required, rule: str, on: date) -> tuple[Want | None, RuleOutcome]:
    """
    Say how a document is wanting, if it is, and the outcome that follows.
    """
    if one.state == "not_applicable":
        return None, NOT_REQUIRED
    if one.state == "registered":
        return _registered(one, rule)
    if one.due_on is None:
        return None, UNDATED
    # A document may still be concluded on the very day.
    if one.due_on >= on:
        return None, THERE
    want: Want = "none" if one.state == "none" else "not_submitted"
    return want, _flagged()


def _registered(one: Required, rule: str) -> tuple[Want | None, RuleOutcome]:
    if "late" not in entries()[rule].message or one.due_on is None:
        return None, THERE
    if one.signed_on is None:
        return None, UNSIGNED
    return ("late", _flagged()) if one.signed_on > one.due_on else (None, THERE)


def _flagged() -> RuleOutcome:
    return RuleOutcome(Outcome.FLAGGED, Text(ko="미체결 문서 의심", en="a document is apparently missing"))


def _finding(record: Document, one: Required, rule: str, want: Want, on: date) -> Finding:
    entry = entries()[rule]
    applied = tuple(_applied(record, one, entry, on))
    mark = fingerprint(rule, one.key, 0)
    return Finding(
        rule=rule,
        revision=entry.revision,
        name=entry.name,
        covers=entry.covers,
        ground=_ground(applied, want),
        severity=entry.severity[want],
        certainty=CERTAINTY[want],
        evidence=tuple(_evidence(record, one)),
        favoured=None,
        protected=Role.STARTUP,
        legal_basis=applied,
        title=entry.title,
        message=_filled(entry.message[want], one),
        why=entry.why,
        remedy=entry.remedy,
        wording=entry.wording,
        counter_checks=(),
        fingerprint=mark,
        # Projects share no template: what is missing in one is not mended in another.
        template_key=mark,
        status=entry.status,
    )


def _applied(record: Document, one: Required, entry: Entry, on: date) -> Iterable[Applied]:
    """
    Apply the law: material is provided on its day; not to have a paper is an act that goes on until the check.
    """
    dates = law.Dates(None, None, one.due_on if one.before == "material" else None, on)
    return (law.apply(basis, record.facts, dates) for basis in entry.bases)


def _ground(applied: tuple[Applied, ...], want: Want) -> Ground:
    """
    Suspect a violation only where the law surely applies and the document surely was not there in time.
    """
    ground = law.ground(applied)
    is_violation = ground is Ground.SUSPECTED_VIOLATION and want != "not_submitted"
    return ground if is_violation else Ground.PROGRAMME_RULE


def _evidence(record: Document, one: Required) -> Iterable[Evidence]:
    return (Evidence(span, record.text[span.start : span.end], one.stage.ko, 1) for span in one.lines)


def _filled(message: Text, one: Required) -> Text:
    days = {name: (str(day), str(day)) for name, day in (("due", one.due_on), ("signed", one.signed_on))}
    return filled(
        message, {"stage": (one.stage.ko, one.stage.en), "document": (one.document.ko, one.document.en), **days}
    )
