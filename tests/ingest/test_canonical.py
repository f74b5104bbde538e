"""
Canonical text says what a reader sees, and every place in it leads back to the very characters of the original.
"""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.canonical import canonical
from ingest.document import Span

ALPHABET = "갑을은 제1조(목적)abc\n\u200b\u00ad\u3000㈜①“”「」ㆍ…½㎡ﬁ株式會社甲乙\u1100\u1161\u11a8é\u0301\ufeff１２％А"


@pytest.mark.parametrize(
    ("original", "folded"),
    [
        ("\u200b갑\u00ad은\ufeff", "갑은"),
        ("가나\u00a0다라\u3000마바", "가나 다라 마바"),
        ("“갑”과 「을」, ‘병’", '"갑"과 "을", \'병\''),
        ("특허ㆍ상표・디자인․저작권", "특허·상표·디자인·저작권"),
        ("株式會社 가나(甲)와 乙", "주식회사 가나(갑)와 을"),
        ("㈜가나", "(주)가나"),
        ("１００％", "100%"),
        ("제1조【목적】", "제1조[목적]"),
        ("① 항 ㉮ 목 ⓐ", "① 항 ㉮ 목 ⓐ"),
        ("⑴ ⒈", "(1) 1."),
        (unicodedata.normalize("NFD", "계약서"), "계약서"),
        ("ﬁnal…", "final..."),
        ("1⁄2 ½", "1/2 1/2"),
        ("Cоmpаny", "Company"),
        ("Αθήνα", "Αθήνα"),
        ("a\r\nb", "a\n\nb"),
        ("第１条（目的）は株式会社", "第1条(目的)は株式会社"),
        ("귀ㅤ속된다", "귀속된다"),
        ("—–−", "---"),
        ("ㄱ. 가", "ㄱ. 가"),
        ("ㄱㅟ속하여 ㅇㅑㅇ도", "귀속하여 양도"),
        ("特許를 받을 權利는 無償으로 歸屬", "특허를 받을 권리는 무상으로 귀속"),
        ("不履行과 不動産, 利率과 比率, 履行", "불이행과 부동산, 이율과 비율, 이행"),
        ("一切의 變更 및 契約更新은", "일체의 변경 및 계약갱신은"),
        ("갑에게 귀 속 된 다.", "갑에게 귀속된다."),
        ("을 의 지 식 재 산 권 은 갑 에 게", "을의 지식재산권은 갑에게"),
        ("귀·속, 귀-속, 위·약·금, 귀\u00ad속", "귀속, 귀속, 위약금, 귀속"),
    ],
)
def test_folds(original: str, folded: str) -> None:
    """
    Characters that read the same fold to the same.
    """
    assert canonical(original).text == folded


@pytest.mark.parametrize(
    "text", ["갑 및 을 간", "할 수 있는 자", "그 중 한 쪽", "제조·판매·수출", "제1항·제2항", "갑·을", "甲と乙は第3条の"]
)
def test_what_reads_so_stays(text: str) -> None:
    """
    Words of one syllable keep their blanks, lists their dots, and Japanese its characters but for the parties' letters.
    """
    assert canonical(text).text == text.replace("甲", "갑").replace("乙", "을")


def test_quote_is_verbatim() -> None:
    """
    The words found in canonical text lead to the characters as they stand in the file.
    """
    original = "제8조 「㈜가\u200b나」는 甲에게\u3000귀속된다…"
    folded = canonical(original)
    start = folded.text.index("(주)가나")
    found = folded.original(Span(start, start + len("(주)가나")))
    assert original[found.start : found.end] == "㈜가\u200b나"
    start = folded.text.index("갑에게 귀속")
    found = folded.original(Span(start, start + len("갑에게 귀속")))
    assert original[found.start : found.end] == "甲에게\u3000귀속"


def test_wrapped_line_end_is_one_space() -> None:
    """
    A line end that merely breaks a sentence becomes one space with the blanks around it; a real one stays.
    """
    original = "을은 \n  갑에게\n제2조"
    folded = canonical(original, [original.index("\n")])
    assert folded.text == "을은 갑에게\n제2조"
    assert folded.wraps == (2,)
    assert folded.original(Span(2, 3)) == Span(2, 6)


def test_an_ending_or_particle_begins_no_line() -> None:
    """
    What cannot begin a word belongs to the word that the line end cut, in any file.
    """
    original = "제공하여야 한\n다. 성과\n는 을에게\n귀속"
    wraps = [at for at, letter in enumerate(original) if letter == "\n"]
    assert canonical(original, wraps).text == "제공하여야 한다. 성과는 을에게 귀속"


def test_joined_without_the_wrap() -> None:
    """
    Wrapped words are whole in the joined text, in Korean and with an English hyphen, and lead back.
    """
    original = "손해배\n상과 agree-\nment"
    folded = canonical(original, [3, 13])
    joined = folded.joined()
    assert joined.text == "손해배상과 agreement"
    start = joined.text.index("손해배상")
    back = folded.original(joined.canonical(Span(start, start + 4)))
    assert original[back.start : back.end] == "손해배\n상"


@given(st.text(alphabet=ALPHABET, max_size=80), st.lists(st.integers(0, 79), max_size=6))
def test_round_trip(original: str, places: list[int]) -> None:
    """
    Every stretch of canonical text leads to an original stretch that folds to words containing it, and back.
    """
    wraps = sorted({place for place in places if place < len(original) and original[place] == "\n"})
    folded = canonical(original, wraps)
    for start in range(0, len(folded.text), 3):
        span = Span(start, min(start + 5, len(folded.text)))
        back = folded.original(span)
        assert 0 <= back.start <= back.end <= len(original)
        assert folded.canonical_of(back).covers(span)
    whole = folded.original(Span(0, len(folded.text)))
    assert (
        canonical(
            original[whole.start : whole.end], [wrap - whole.start for wrap in wraps if whole.start <= wrap < whole.end]
        ).text
        == folded.text
    )


@given(st.text(max_size=60))
def test_any_text(original: str) -> None:
    """
    No text breaks the folding, and each canonical character comes from inside the original.
    """
    folded = canonical(original)
    spans = [folded.original(Span(at, at + 1)) for at in range(len(folded.text))]
    assert all(0 <= span.start < span.end <= len(original) for span in spans)
    assert [span.start for span in spans] == sorted(span.start for span in spans)


@given(st.text(alphabet=ALPHABET, max_size=80))
def test_joined_round_trip(original: str) -> None:
    """
    Every character of the joined text is the same character of the canonical text.
    """
    folded = canonical(original, [at for at, character in enumerate(original) if character == "\n"])
    joined = folded.joined()
    for at, character in enumerate(joined.text):
        span = joined.canonical(Span(at, at + 1))
        assert folded.text[span.start : span.end] == character


def test_folding_twice_changes_nothing() -> None:
    """
    Canonical text is its own canonical form.
    """
    text = canonical("“갑”과 ㈜을ㆍ병… ①").text
    assert canonical(text).text == text


def test_fast_enough() -> None:
    """
    Twenty thousand characters fold in a moment.
    """
    text = ("제1조(목적) “갑”은 을에게\u3000대금ㆍ비용을 지급한다.\n" * 1000)[:20_000]
    started = time.perf_counter()
    canonical(text)
    assert time.perf_counter() - started < 5


def test_marks_of_footnotes_vanish_and_squares_stay() -> None:
    """A superscript figure behind a word is no part of it; behind a unit of length it is a square, and alone it stays."""
    assert canonical("비밀정보¹는 30일²⁾ 안에 12³ 퍼센트").text == "비밀정보는 30일 안에 12 퍼센트"
    assert canonical("면적 30m² 이내").text == "면적 30m2 이내"
    assert canonical("¹ 각주").text == "1 각주"
