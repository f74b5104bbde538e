"""
Search texts that repeat one thing without end: the time grows with the text, not with its square, and it has an end.

Source: ../shared/security/SECURITY.md 2.1 (each file ends within 60 s) and 2.10 (backtracking, measured).
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import ingest
from ingest.cage import DEFAULT_LIMITS
from ingest.document import Source
from ingest.errors import OutOfMemory, TimedOut
from ingest.layout import LONGEST_TEXT, Layout
from ingest.structure import build
from tests.ingest.traces import MIB, resident

if TYPE_CHECKING:
    from collections.abc import Callable

REPEATED = (
    *("a", "A", "ａ", "가", "9", "-", "(", "“", "\n", "\t", "·", "ﷺ", "\u200b", "\u0301"),
    *(
        "제1조 ",
        "제1조(목적)\n",
        "제1조제2항제3호",
        "1.\n",
        "가.\n",
        "①",
        "(a)\n",
        "1.1.1.1.",
        "Article 1 ",
        "Section 1.1(a) ",
    ),
    *("“갑”", "갑을", "이하 “갑”이라 한다 ", "means ", "㈜가나 ", "대표이사 가나다 (인)\n", "123-45-67890 "),
    *(
        "1,000원 ",
        "2026년 1월 1일 ",
        "1 2 ",
        "별지 제1호 ",
        "전항의 ",
        "준용한다 ",
        "「가」 제1조에 따라 ",
        "우선한다 ",
        "한다.",
    ),
)
SHORT = 8_000
LONG = SHORT * 8
SLOWEST = 0.15
"""Seconds for a thousand letters on a busy machine; ordinary agreements take a hundredth."""
QUICK = 0.5
"""Seconds that show nothing: whatever took less has no need to be measured against a shorter text."""
SOURCE = Source("", "text/plain", "", 0)


def seconds(piece: str, length: int) -> float:
    """
    Measure the processor time of building a document out of one piece, over and over.
    """
    layout = Layout((piece * (length // len(piece) + 1))[:length])
    began = time.process_time()
    build(layout, SOURCE)
    return time.process_time() - began


def grows_in_line(measure: Callable[[int], float], short: int) -> bool:
    """
    Tell whether eight times the length takes at most four times eight the time; the square would be 64 times.

    A neighbour on the machine makes single measurements many times too long, so any of five may show it.
    """
    return any(measure(short * 8) < max(QUICK, measure(short) * 8 * 4) for _ in range(5))


@pytest.mark.parametrize("piece", REPEATED, ids=ascii)
def test_the_time_grows_with_the_text(piece: str) -> None:
    """Eight times the text takes about eight times as long: whatever is searched for, nothing is searched twice."""
    took = seconds(piece, LONG)
    assert took < SLOWEST * LONG / 1000
    assert took < QUICK or grows_in_line(lambda length: seconds(piece, length), SHORT)


def test_a_text_that_takes_too_long_has_an_end() -> None:
    """The longest text there may be is read or refused by the limits of the cage, which bind its structure too."""
    before = resident()
    with pytest.raises((TimedOut, OutOfMemory)):
        ingest.read(b"(a)\n" * (LONGEST_TEXT // 4), "a.txt", limits=replace(DEFAULT_LIMITS, cpu=2))
    assert resident() - before < 20 * MIB
