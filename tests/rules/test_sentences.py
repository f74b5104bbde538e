"""
Hold the cutting of text into sentences to what a reader would call one.
"""

from __future__ import annotations

import pytest

from ingest.document import Clause, Level, Span
from rules.sentences import cut, sentences


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("을은 하자담보책임(제5조)을 진다. 갑은 통지한다.", ["을은 하자담보책임(제5조)을 진다.", "갑은 통지한다."]),
        ("을은 제출한다\n. 갑은 지급한다.", ["을은 제출한다\n.", "갑은 지급한다."]),
        ("계약일은 2026. 9. 14.로 한다.", ["계약일은 2026. 9. 14.로 한다."]),
        ("을이 “동의한다.”라고 적으면 효력이 있다.", ["을이 “동의한다.”라고 적으면 효력이 있다."]),
        ("자료를 제출한다.② 갑은 검토한다.", ["자료를 제출한다.", "② 갑은 검토한다."]),
        ("을은 제출한다; 갑은 지급한다.", ["을은 제출한다;", "갑은 지급한다."]),
        ("을의 비용으로 함\n갑이 승인함", ["을의 비용으로 함", "갑이 승인함"]),
        ("대가는 반씩 나눔. 남는 것은 을이 가짐.", ["대가는 반씩 나눔.", "남는 것은 을이 가짐."]),
        ("갑이 시스템.zip 파일을 보낸다.", ["갑이 시스템.zip 파일을 보낸다."]),
        ("Acme Co. Ltd. shall pay. It may sue.", ["Acme Co. Ltd. shall pay.", "It may sue."]),
        (
            "It pays on 29 September 2026. If it fails, it owes interest.",
            ["It pays on 29 September 2026.", "If it fails, it owes interest."],
        ),
    ],
)
def test_a_full_stop_ends_a_sentence_only_where_a_reader_would_stop(text: str, pieces: list[str]) -> None:
    """
    Abbreviations, dates, numbers, quotations and brackets do not end a sentence.
    """
    assert [text[span.start : span.end] for span in cut(text, Span(0, len(text)))] == pieces


def test_an_enumeration_hangs_on_the_sentence_that_announces_it() -> None:
    """
    A proviso between the head and its items does not take the head's place.
    """
    head, proviso, item = (
        "을은 다음 각 호의 행위를 하지 아니한다.",
        "다만, 동의가 있으면 그러하지 아니하다.",
        "1. 복제하는 행위",
    )
    text = f"{head} {proviso}\n{item}"
    start = text.index(item)
    child = Clause("1", "", Level.ITEM, Span(start, len(text)))
    clause = Clause("제1조", "", Level.ARTICLE, Span(0, len(text)), (child,))
    last = sentences(text, (clause,), lambda span: span)[-1]
    assert last.head is not None
    assert text[last.head.start : last.head.end] == head


def test_a_nested_item_hangs_on_both_heads_and_not_on_the_items_between() -> None:
    """
    The words of an earlier item are no part of a later one, though both complete the same head.
    """
    head, first, inner, nested = "The Supplier shall:", "(a) pay interest;", "(b) give notice where:", "(i) it is late."
    text = f"{head}\n{first} The interest runs from the day on which the price falls due.\n{inner}\n{nested}"
    at = [text.index(one) for one in (first, inner, nested)]
    deepest = Clause("(i)", "", Level.SUBITEM, Span(at[2], len(text)))
    items = (
        Clause("(a)", "", Level.ITEM, Span(at[0], at[1])),
        Clause("(b)", "", Level.ITEM, Span(at[1], len(text)), (deepest,)),
    )
    clause = Clause("1", "", Level.ARTICLE, Span(0, len(text)), items)
    last = sentences(text, (clause,), lambda span: span)[-1]
    assert [text[zone.start : zone.end] for zone in last.zones] == [head, inner, nested]


@pytest.mark.parametrize(
    ("level", "lines", "pieces"),
    [
        (Level.PREAMBLE, ["투자계약서", "체결일: 2027년 5월 11일", "당사자", "\ue003: 갑"], 4),
        (Level.PREAMBLE, ["투자계약서", "투자자와 회사는 다음과", "같이 계약을 체결한다."], 2),
        (Level.ARTICLE, ["수신: 회사 대표이사", "┌───┬───┐", "상환 상환권을 두지 아니함"], 3),
        (Level.ARTICLE, ["수신: 회사", "대표이사"], 1),
    ],
)
def test_titles_labelled_lines_and_ruled_ones_never_run_on(level: Level, lines: list[str], pieces: int) -> None:
    """
    A printed page sets them apart by no blank line, and no rule reads from one into the next.
    """
    text = "\n".join(lines)
    found = sentences(text, (Clause("", "", level, Span(0, len(text))),), lambda span: span)
    assert len(found) == pieces


def test_a_row_of_a_table_that_says_something_is_a_sentence_and_a_provision_of_its_own() -> None:
    """
    Terms in the rows of one table have nothing to do with each other; a table of mere figures stays whole.
    """
    rows = [
        "| 3-1 | 이사회 | 투자자는 이사를 지명하지 않고 참관인 1인을 보낼 수 있음 | - |",
        "| 3-2 | 책임 | 창업자는 회사의 의무를 보증하거나 연대하지 않음 | - |",
    ]
    sides = [
        "| \ue001 → \ue002 | 회원 명부와 회원별 결제 내역 | 매주 월요일 |",
        "| \ue002 → \ue001 | 가명처리된 검색 조건과 상품 재고 | 실시간 |",
    ]
    for lines, count in ((rows, 2), (sides, 2), (["| 구분 | 갑 | 을 |", "| 기한 | 3년 | 10년 |"], 1)):
        text = "\n".join(lines)
        clause = Clause("제1조", "", Level.ARTICLE, Span(0, len(text)))
        found = sentences(text, (clause,), lambda span: span)
        assert len(found) == count
        assert all(one.provision == one.span for one in found)
