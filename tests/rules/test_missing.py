"""
Judge required documents by themselves: how each stands decides finding and outcome.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ingest.document import Span
from rules.examples import reading_of
from rules.law import load_bases
from rules.missing.book import entries
from rules.missing.judge import Required, judge
from rules.rule import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rules.finding import Report

ON, DUE = date(2026, 11, 2), date(2026, 6, 1)
RECORD = reading_of("비밀유지계약 · 없음", "other").document
NDA = Required(
    "nda", "material", DUE, "registered", "p/match/nda", Text(ko="매칭", en="matching"),
    Text(ko="비밀유지계약", en="NDA"), (Span(0, 6),),
)  # fmt: skip
GATES = {"consignment": True, "startup_is_sme": True}


def judged(one: Required, facts: Mapping[str, object] = GATES) -> Report:
    """
    Judge one requirement of a project with these gate facts.
    """
    return judge(replace(RECORD, facts=facts), [one], ON)


def test_every_entry_names_bases_and_words_that_exist() -> None:
    """
    Each basis is in the registry, and each way of being wanting that has words has a severity.
    """
    known = load_bases()
    for entry in entries().values():
        assert set(entry.law) <= known.keys()
        assert entry.message.keys() == entry.severity.keys()


@pytest.mark.parametrize(
    ("signed_on", "outcome", "severity"),
    [(date(2026, 6, 1), "clear", None), (date(2026, 6, 2), "flagged", "medium"), (None, "not_assessable", None)],
)
def test_a_registered_nda_may_be_late(signed_on: date | None, outcome: str, severity: str | None) -> None:
    """
    Signed on the day itself it is in time, a day later it is flagged with its day, and without a day nothing is claimed.
    """
    report = judged(replace(NDA, signed_on=signed_on))
    assert report.outcomes["DOC-01"].outcome == outcome
    assert [one.severity for one in report.findings] == ([severity] if severity else [])
    assert all("2026-06-02" in one.message.ko for one in report.findings)


def test_a_law_that_does_not_apply_is_no_ground() -> None:
    """
    Material that passed before any text of Art. 21-2 was in force leaves what the programme requires.
    """
    early = replace(NDA, state="none", due_on=date(2021, 3, 2))
    [finding] = judged(early, {**GATES, "subcontract": False}).findings
    assert finding.ground == "programme_rule"
    assert not any(one.applies for one in finding.legal_basis)


def test_a_stage_begun_without_its_agreement_is_another_duty() -> None:
    """
    A PoC agreement before the start falls under Art. 21, any other document under what the programme requires.
    """
    poc = replace(NDA, document_type="poc", before="start", state="none", key="p/poc/poc")
    [finding] = judged(poc).findings
    assert (finding.rule, finding.ground) == ("DOC-02", "suspected_violation")
    assert {"제21조 제1항", "제3조 제1항"} == {one.basis.at for one in finding.legal_basis}
    [other] = judged(replace(poc, document_type="mou", before="end")).findings
    assert (other.rule, other.ground, other.severity) == ("DOC-03", "programme_rule", "medium")
    assert len({finding.fingerprint, other.fingerprint, finding.template_key, other.template_key}) == 2


@pytest.mark.parametrize(
    ("state", "due", "outcome"),
    [("not_applicable", DUE, "not_applicable"), ("none", ON, "clear"), ("none", None, "not_assessable")],
)
def test_nothing_is_claimed_of_what_is_exempt_not_due_or_undated(state: str, due: date | None, outcome: str) -> None:
    """
    Each ends in an outcome with its reason; duties that the project does not have are not applicable.
    """
    report = judged(replace(NDA, state=state, due_on=due))
    assert report.findings == ()
    assert report.outcomes["DOC-01"].outcome == outcome
    assert report.outcomes["DOC-02"].outcome == "not_applicable"
