"""
A layout becomes a document whose parts agree with each other and with the original text.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Declaration, DeclaredParty, Document, Role, Source
from ingest.layout import Layout
from ingest.outline import walk
from ingest.structure import build

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = Source("계약.txt", "text/plain", "0" * 64, 1)
TEXT = (
    "비밀유지계약서\n㈜가나(이하 “갑”이라 한다)와 다라 주식회사(이하 “을”이라 한다)는 다음과 같이\n계약한다.\n"
    "제1조(목적) 을은 갑의 기술자료를 비밀로 유지한다.\n제2조(위약벌) 을은 금 １억원을 30일 이내에 지급한다.\n"
    "2026년 3월 2일\n갑 ㈜가나 대표이사 ○○○ (인)\n을 다라 주식회사 대표이사 ○○○ (인)\n"
)


def document(declared: Declaration | None = None) -> Document:
    """
    Build the sample document; its third line end is a wrapped one.
    """
    return build(Layout(TEXT, wraps=(TEXT.index("\n계약한다"),)), SOURCE, declared)


def test_everything_is_read() -> None:
    """
    Type, parties, date, clauses, quantities and language come out of one pass.
    """
    found = document()
    assert found.agreement.value == "nda"
    assert found.language == "ko"
    assert found.signed_on == date(2026, 3, 2)
    assert [clause.number for clause in found.clauses] == ["전문", "제1조", "제2조", "서명란"]
    assert [party.label for party in found.parties] == ["갑", "을"]
    assert {quantity.kind for quantity in found.quantities} == {"money", "period", "date"}


def test_spans_point_into_the_original() -> None:
    """
    Full-width digits, curly quotes and ㈜ stay in every quote as they stand in the file.
    """
    found = document()
    money = next(quantity for quantity in found.quantities if quantity.kind == "money")
    assert (found.text[money.span.start : money.span.end], money.value) == ("１억원", Decimal(100_000_000))
    span = found.parties[0].span
    assert span is not None
    assert found.text[span.start : span.end] == "㈜가나"


def test_declaration_wins() -> None:
    """
    What the submitter says beats what is read.
    """
    declared = Declaration(
        "mou", date(2020, 1, 1), (DeclaredParty("갑", "㈜가나", Role.INVESTOR),), {"consignment": True}
    )
    found = document(declared)
    assert (found.agreement.value, found.agreement.certainty, found.agreement.declared) == ("mou", 1.0, True)
    assert found.signed_on == date(2020, 1, 1)
    assert (found.parties[0].role, found.parties[0].certainty) == (Role.INVESTOR, 1.0)
    assert found.facts == {"consignment": True}


def test_same_layout_same_document() -> None:
    """
    Reading is deterministic.
    """
    assert document() == document()


def test_nothing_at_all() -> None:
    """
    A layout without text is a document without clauses, parties or a type.
    """
    found = build(Layout(""), SOURCE)
    assert (found.clauses, found.parties, found.quantities, found.signed_on) == ((), (), (), None)
    assert (found.agreement.value, found.language) == ("other", "other")


def test_exam_types_and_dates(shared: Path) -> None:
    """
    Over the development exam the kind of agreement and the day of signing are read without help.
    """
    wrong = []
    for path in sorted((shared / "corpus" / "exam_dev").glob("*/*.txt")):
        key = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        found = build(Layout(path.read_text(encoding="utf-8")), SOURCE)
        if (found.agreement.value, str(found.signed_on)) != (key["agreement_type"], key["signed_on"]):
            wrong.append((path.name, found.agreement.value, found.signed_on))
    assert wrong == []


def test_every_sentence_of_real_texts_is_inside_a_clause(shared: Path) -> None:
    """
    No visible character of a standard form lies outside the clauses, but for marks before a heading.
    """
    for path in sorted((shared / "corpus" / "ko_standard").glob("*.txt"))[::8]:
        text = path.read_text(encoding="utf-8")
        found = build(Layout(text), SOURCE)
        covered = bytearray(len(text))
        for clause in walk(found.clauses):
            covered[clause.span.start : clause.span.end] = b"\x01" * (clause.span.end - clause.span.start)
        outside = {text[place] for place in range(len(text)) if not covered[place] and not text[place].isspace()}
        assert not {character for character in outside if character.isalnum()}, path.name


PIECES = [
    "계약서",
    '(이하 "갑"이라 한다)',
    "주식회사 가나(이하 “을”)",
    "투자자 : 다라벤처투자조합 제3호",
    "본 계약서 (이하 ''라 한다) : ",
    "담당 : 홍길동",
    "제1조(목적) 갑은 을에게 1억원을 30일 이내에 지급한다.",
    "① 연 5%의 이자 1. 하나 2. 둘",
    '("Investor") the "Company" means X Ltd',
    'between Foo Bar Inc. (hereinafter "Foo") and Baz Ltd (Baz)',
    "2026년 13월 40일",
    "이상의 증거로 서명한다.",
    "갑 : (인)",
    "[별지 1]",
    "((()))\"'",
    "갑 을 병 정",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=12))
def test_any_text_makes_a_document(pieces: list[str]) -> None:
    """
    No text, however broken, keeps a document from being built, and every party has a label.
    """
    text = "\n".join(pieces)
    found = build(Layout(text), SOURCE)
    assert all(party.label for party in found.parties)
    assert all(0 <= clause.span.start <= clause.span.end <= len(text) for clause in walk(found.clauses))
