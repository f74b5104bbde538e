"""
Show which lines open a clause and which only look so.
"""

from __future__ import annotations

import pytest

from ingest.running import may_continue, opens_clause, width

OPENING = (
    "제1조(목적) 이 계약은", "제3조 (정의)", "제2장 비밀유지", "제 5 조 【손해배상】", "① 갑은", "1. 결과물", "가. 설계도면",
    "(가) 도면", "1) 도면", "1.1 Definitions", "2.10Change Order", "Article 3 Term", "(a) the Company", "부칙", "별첨 1",
    "- 항목", "※ 주의", "【첨부 1】", "별지 1 이용료", "[별지 제3호] 의견서",
)  # fmt: skip
RUNNING = (
    "제3조에 따라 갑은", "제2항의 규정", "제5조 및 제6조", "30일 이내에 지급한다", "3개월 전에", "갑은 을에게", "and the Company",
    "을이 지급한 금액", "2024년 3월",
    "[별지 1]과 같다", "별표 2에 따라", "[별지]는 상품의 종류를", "첨부의 도면",
)  # fmt: skip


@pytest.mark.parametrize("line", OPENING)
def test_numbers_and_marks_open_a_clause(line: str) -> None:
    """A line that begins with the number of an article, item or list opens something."""
    assert opens_clause(line)


@pytest.mark.parametrize("line", RUNNING)
def test_words_that_refer_do_not_open_a_clause(line: str) -> None:
    """A line that begins with a reference or an amount goes on with the sentence before."""
    assert not opens_clause(line)


@pytest.mark.parametrize(
    ("line", "following", "expected"),
    [
        ("갑은 을에게 지급하여야 한", "다. ② 을은", True),
        ("나. 연구자료", "다. 기타 자료", False),
        ("(이하 수급사업", "자)라 한다", True),
        ("for a term of ten", "(10) years", True),
        ("amended to reflect the terms in", "Schedule 1; (b) resolutions", True),
        ("means payment under Section", "2.3. The price is due", True),
        ("Section 4 and", "Section 5 apply", True),
        ("the warranties; and", "Section 5. Term", False),
        ("the price of clean-rooms;", "working capital", True),
        ("The parties agree as follows", "(1) the Company", False),
        ("대금을 지급한다.", "을은 납품한다", False),
        ("제3조(비밀유지)", "갑은 비밀을 지킨다", False),
        ("made by Foo Co.", "and Bar Inc", True),
        ("", "갑은", False),
    ],
)
def test_a_sentence_runs_on_where_the_words_allow(line: str, following: str, *, expected: bool) -> None:
    """Sentence ends, headings and clause numbers stop a sentence; slipped syllables and brackets do not."""
    assert may_continue(line, following) is expected


def test_korean_letters_are_two_columns_wide() -> None:
    """Widths are counted as a terminal prints: Korean letters take two columns."""
    assert width("가나 ab ") == 7
