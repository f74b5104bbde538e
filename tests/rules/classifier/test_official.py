"""
What is worded like an official standard form is no suspicion by its sound.
"""

from __future__ import annotations

from datetime import date

import pytest

from ingest.document import Role
from rules import catalog, check, likened
from rules.classifier.official import is_official
from rules.classifier.sayings import marked
from tests.rules.documents import document

FORM = (
    "다만, 수급사업자가 원사업자 이외의 자로부터 비밀의 배부 요청이 있을 때에는 사전에 원사업자의 허가를 얻어야 한다."
)
CHECKED = date(2026, 11, 23)
SUBCONTRACT = {"원사업자": Role.CORPORATE, "수급사업자": Role.STARTUP}


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (FORM, True),
        (FORM.replace("수급사업자", "을").replace("원사업자", "갑"), True),
        (FORM.replace("허가를", "날인을"), False),
        (FORM.replace("수급사업자", "갑").replace("원사업자", "을"), False),
    ],
)
def test_a_sentence_of_a_form_is_known_by_its_words_and_sides(words: str, *, known: bool) -> None:
    """
    Whatever the parties are called, it is the same sentence; another word or the sides reversed make it another one.
    """
    assert is_official(marked(words)) is known


def test_what_stands_in_a_form_is_no_suspicion_by_likeness(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The same words are told as resembling an unfair saying where no form has them.
    """
    book, clause = catalog.load(), document(f"제7조(비밀) {FORM}", "supply", SUBCONTRACT)
    assert not check(clause, book, CHECKED).findings
    monkeypatch.setattr(likened, "is_official", lambda _: False)
    assert check(clause, book, CHECKED).findings
