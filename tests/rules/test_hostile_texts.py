"""
Judge texts that repeat one thing without end: rules run in the worker, so their time may only grow with the text.

Source: ../shared/security/SECURITY.md 2.10 (backtracking, measured) and the twin in tests/ingest.
"""

from __future__ import annotations

import time
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from ingest.layout import Layout
from ingest.structure import build
from rules import catalog, check
from tests.ingest.test_hostile_texts import REPEATED, SOURCE, grows_in_line

if TYPE_CHECKING:
    from rules.catalog import Catalog

SAID = (
    *(
        "갑은 을에게 ",
        "갑은 을의 동의를 얻어야 한다. ",
        "을은 갑에게 지급하여야 하며, ",
        "갑 또는 을 ",
        "가  나  ",
        "가 나 다 ",
    ),
    *("하여야 한다 ", "아니한다 ", "다음 각 호\n", "1. 갑\n", "30일 이내에 ", "이 경우 ", "다만, ", "해지할 수 있다. "),
    *("The Company shall ", "provided that ", "and/or ", "The Company may, but is not obliged to, "),
)
DAY = date(2026, 11, 26)
SHORT = 4_000


@cache
def book() -> Catalog:
    """
    Load the catalog once.
    """
    return catalog.load().select()


def seconds(piece: str, length: int) -> float:
    """
    Measure the processor time of judging one piece, over and over.
    """
    document = build(Layout((piece * (length // len(piece) + 1))[:length]), SOURCE)
    began = time.process_time()
    check(document, book(), DAY)
    return time.process_time() - began


@pytest.mark.parametrize("piece", [*REPEATED, *SAID], ids=ascii)
def test_the_time_grows_with_the_text(piece: str) -> None:
    """Eight times the text takes about eight times as long, whatever is said in it."""
    assert grows_in_line(lambda length: seconds(piece, length), SHORT)
