"""
A clause that refers to a table leads to the table and its row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.document import Document

TEXT = "계약서\n\n제1조(위약벌) {words}\n제2조(기타) 끝.\n\n[표 1] 납기\n1차: 3월\n\n[표 2] 위약벌\n{rows}\n"
PLAIN = "A등급: 계약금액의 10%\nB등급: 계약금액의 300%"
DRAWN = "| 등급 | 금액 |\n|---|---|\n| A등급 | 계약금액의 10% |\n| B등급 | 계약금액의 300% |"


@pytest.mark.parametrize("rows", [PLAIN, DRAWN])
def test_row(read: Callable[[str], Document], rows: str) -> None:
    """
    [표 2]의 B등급 is the line of that grade, whether the table is drawn or written.
    """
    document = read(TEXT.format(words="위약벌은 [표 2]의 B등급에 따른다.", rows=rows))
    target = next(one.target for one in document.references if one.kind == "table")
    assert target is not None
    row = document.text[target.start : target.end]
    assert "B등급" in row
    assert "300%" in row
    assert "10%" not in row


def test_whole_table(read: Callable[[str], Document]) -> None:
    """
    Without a row the whole table is meant, and not the one before it.
    """
    document = read(TEXT.format(words="위약벌은 표 2에 따른다.", rows=PLAIN))
    target = next(one.target for one in document.references if one.kind == "table")
    assert target is not None
    assert document.text[target.start : target.end].strip() == f"[표 2] 위약벌\n{PLAIN}"


def test_missing_table(read: Callable[[str], Document]) -> None:
    """
    A bracketed table that no caption names dangles; 대표 1인 and 표 1장 are no tables.
    """
    document = read(TEXT.format(words="[표 7]에 따른다. 대표 1인이 표 1장을 낸다.", rows=PLAIN))
    assert [(one.number, one.dangling) for one in document.references] == [("[표 7]", True)]
