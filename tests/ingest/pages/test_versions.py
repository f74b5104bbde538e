"""
Show that a clause and its translation side by side are read one after the other, and that forms are not torn apart.
"""

from __future__ import annotations

import pytest

from ingest.canonical import canonical
from ingest.formats.pdf import read
from tests.ingest.pages.printed import page, paragraphs

STYLE = "table{width:100%;border-collapse:collapse}td{width:50%;vertical-align:top;padding:1pt}"
KOREAN = "을에게 발생한 손해에 대하여 갑은 고의나 중대한 과실이 있는 경우에도 그 책임을 지지 아니한다."
ENGLISH = "The parties shall cooperate in good faith and shall share the costs of the joint development equally."
ABOVE = "제1조(목적) 이 계약은 갑과 을의 공동개발에 필요한 사항을 정함을 목적으로 하며 두 당사자는 이를 성실히 지킨다."
BELOW = "제3조(효력) 이 계약은 갑과 을이 서명한 날부터 효력이 있고, 어느 당사자도 이를 일방적으로 해지하지 못한다."


@pytest.mark.parametrize("pair", [(KOREAN, ENGLISH), (ENGLISH, KOREAN)], ids=["Korean left", "Korean right"])
def test_a_clause_beside_its_translation_is_read_whole(pair: tuple[str, str]) -> None:
    """E28: two lines amid running text with no rule between them are still two columns."""
    left, right = pair
    table = f"<table><tr><td>{left}<td>{right}</table>"
    layout = read(page(paragraphs(ABOVE) + table * 2 + paragraphs(BELOW), STYLE))
    text = canonical(layout.text, layout.wraps).text
    assert (text.count(KOREAN), text.count(ENGLISH)) == (2, 2)
    assert ABOVE in text
    assert BELOW in text


def test_a_form_with_foreign_values_is_read_line_by_line() -> None:
    """Labels and values in two languages are rows of a form, not versions of a text."""
    rows = (
        ("성명", "John Smith, Managing Director"),
        ("주소", "1 Long Street, Springfield"),
        ("직책", "Chief Executive"),
    )
    table = "<table>" + "".join(f"<tr><td>{label}<td>{value}" for label, value in rows) + "</table>"
    lines = ["".join(line.split()) for line in read(page(paragraphs(ABOVE) + table, STYLE)).text.split("\n")]
    assert ["".join((label + value).split()) for label, value in rows] == lines[-3:]


def test_english_words_in_a_korean_clause_part_nothing() -> None:
    """Names in the other language stay in their sentence."""
    clause = "을은 Software as a Service Agreement 및 Statement of Work Schedule Number One에 따라 서비스를 제공한다."
    layout = read(page(paragraphs(clause, clause), STYLE))
    assert canonical(layout.text, layout.wraps).text.count(clause) == 2
