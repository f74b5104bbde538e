"""
Compose what the result page says, for results that must never read like a pass.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from api.languages import Language, say
from api.pages.cards import lay_out, stretch
from api.pages.rendering import _environment
from api.pages.result import advice, outcome_counts, reasons, sentences
from ingest.codes import REASONS
from tests.api import sample


def emptied(outcome: str) -> dict[str, Any]:
    """
    Give a screening without findings in which every rule ended like this.
    """
    whole = sample.screening()
    ended = {rule: {"outcome": outcome, "why": {"ko": "", "en": ""}} for rule in whole["outcomes"]}
    return whole | {"findings": [], "outcomes": ended, "warnings": [], "codes": []}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_judged_is_not_nothing_found(language: Language) -> None:
    """
    Where no rule could be judged the page says so, twice, instead of saying that nothing was found.
    """
    unjudged = emptied("not_assessable")
    counts = outcome_counts(unjudged)
    said = sentences(unjudged, [], counts, language)
    assert said[1] == say(language, "sentence_nothing_judged")
    assert reasons(unjudged, counts, language) == [say(language, "reason_nothing_judged")]


def test_nothing_found_is_no_guarantee() -> None:
    """
    A clear result tells its limits and gives no further reason for alarm.
    """
    clear = emptied("clear")
    counts = outcome_counts(clear)
    assert "보증은 아닙니다" in sentences(clear, [], counts, "ko")[1]
    assert reasons(clear, counts, "ko") == []


def test_unread_ink_is_told() -> None:
    """
    A document of which visible text was not read is for a person, whatever else was found.
    """
    whole = sample.screening()
    whole["document"]["coverage"] = 0.91
    assert say("ko", "reason_coverage") in reasons(whole, outcome_counts(whole), "ko")


def test_each_warning_code_comes_with_its_advice_once() -> None:
    """
    Two unread pages give one advice, and a code nobody knows gives none.
    """
    warned = [{"code": code, "text": "x"} for code in (201, 201, 206, 999)]
    told = advice(sample.screening() | {"warnings": warned}, "en")
    assert told == [REASONS[201].advice_en, REASONS[206].advice_en]


def test_the_gravest_comes_first() -> None:
    """
    Cards are ordered by gravity and then by place, and numbered from one.
    """
    cards = lay_out(stretch(sample.screening()["findings"]), [])
    assert [card.finding["clause"] for card in cards] == ["제5조", "제6조", "제7조", "제9조"]
    assert [card.number for card in cards] == [1, 2, 3, 4]


def test_an_unknown_fact_may_weigh_more() -> None:
    """
    An advisory card with a prohibition still to be checked says that this may change; others do not.
    """
    whole = sample.screening()
    advisory = next(each for each in whole["findings"] if each["ground"] == "advisory")
    advisory["legal_basis"] = [sample.basis("법 제1조", "prohibits", applies=None, why=sample.UNKNOWN)]
    told = {card.finding["rule"]: card.may_be_graver for card in lay_out(whole["findings"], [])}
    assert told == {"IP-01": False, "TECH-01": False, "TERM-01": True, "DISP-01": False}


def test_a_law_to_come_is_shown_with_its_day() -> None:
    """
    A basis that was still to come into force reads as to come, with its day and what else to know, never as applying.
    """
    why = sample.text("시행 전", "not yet in force")
    coming = sample.basis("법 제52조의2", "prohibits", applies=False, why=why)
    coming |= {"in_force": "2027-03-30", "upcoming": True, "note": sample.text("대통령령 미확인", "decree not seen")}
    parts = _environment().get_template("parts.html").module
    page = str(parts.law(lambda key, **words: say("ko", key, **words), lambda text: text["ko"], [coming]))  # type: ignore[attr-defined]
    assert "시행 예정 2027. 3. 30." in page
    assert "대통령령 미확인" in page
    assert say("ko", "applies_true") not in page


def test_every_evidence_is_marked_where_it_stands() -> None:
    """
    The marks of a card cover exactly its quote.
    """
    for card in lay_out(stretch(sample.screening()["findings"]), []):
        assert [sample.document_of(UUID(int=1)).text[m.start : m.end] for m in card.marks] == [card.finding["quote"]]


@pytest.mark.parametrize(("sureness", "told"), [([None, 0.93], True), ([], False)])
def test_pages_read_by_character_recognition_are_named(sureness: list[float | None], *, told: bool) -> None:
    """
    The page names which pages were read from a picture, counted from 1, and how sure that is; else it says nothing.
    """
    parts = _environment().get_template("parts.html").module
    shown = str(parts.recognised_pages(lambda key, **words: say("en", key, **words), sureness))  # type: ignore[attr-defined]
    assert ("93%" in shown) == told
    assert (say("en", "page_number", page=2) in shown) == told
    assert say("en", "page_number", page=1) not in shown


def test_what_rests_on_cells_shows_each_with_its_value() -> None:
    """
    A finding in a table names its cells and what stands in them, and marks nothing in a text.
    """
    found = sample.screening()["findings"][0]
    cells = [{"cell": "투자내역!L3", "quote": "31.0%", "start": None, "end": None}]
    [shown] = lay_out([{**found, "evidence": cells}], [])
    assert (shown.in_cells, shown.marks) == (True, [])
    parts = _environment().get_template("parts.html").module
    page = str(parts.finding_body(lambda key, **words: say("ko", key, **words), lambda text: text["ko"], shown, {}))  # type: ignore[attr-defined]
    assert "투자내역!L3" in page
    assert "31.0%" in page


def test_evidence_in_another_document_is_named_and_not_marked_here() -> None:
    """
    The place of evidence in another document of the deal means nothing in this text; the page links to that document.
    """
    found = sample.screening()["findings"][0]
    there = {**found["evidence"][0], "document": "ab" * 32, "clause": "제3조"}
    [shown] = lay_out([{**found, "evidence": [*found["evidence"], there]}], [])
    assert len(shown.marks) == len(found["evidence"])
    parts = _environment().get_template("parts.html").module
    siblings = {"ab" * 32: SimpleNamespace(id=UUID(int=7), name="부속합의서.pdf")}
    page = str(
        parts.finding_body(lambda key, **words: say("ko", key, **words), lambda text: text["ko"], shown, siblings)  # type: ignore[attr-defined]
    )
    assert f'href="/submissions/{UUID(int=7)}">부속합의서.pdf</a> 제3조' in page
