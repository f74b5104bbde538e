"""
Read 사업자등록번호: ten figures of which the last is given by the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.portfolio.cells.written import ColumnValues, folded, is_blank, is_placeholder, usual_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.portfolio.cells.written import Written
    from rules.portfolio.titles import Title
    from rules.portfolio.vocabulary import Column

WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
"""Weights of the first nine figures of a 사업자등록번호. Source: National Tax Service."""
DIGITS = 10


def read_registration(cells: Sequence[Written], _: Column, __: Title) -> ColumnValues:
    """
    Read registration numbers: only one that checks is a value; length, check and form are marked.
    """
    digits = ["".join(letter for letter in folded(text) if letter.isdigit()) for text, _ in cells]
    blank = [is_blank(text) or is_placeholder(text) for text, _ in cells]
    read = [None if gone else one for one, gone in zip(digits, blank, strict=True)]
    forms = ["number" if figure is not None else "text" for (_, figure), one in zip(cells, read, strict=True) if one]
    usual = usual_form(forms)
    return ColumnValues(
        [one if one is not None and checks(one) else None for one in read],
        {
            "length": [None if one is None else len(one) for one in read],
            "check": [checks(one) if one is not None and len(one) == DIGITS else None for one in read],
            "form": [
                None if one is None or usual is None else ("number" if figure is not None else "text") == usual
                for (_, figure), one in zip(cells, read, strict=True)
            ],
        },
    )


def checks(digits: str) -> bool:
    """
    Tell whether the last figure of a 사업자등록번호 is the one that the others give.
    """
    if len(digits) != DIGITS:
        return False
    figures = [int(one) for one in digits]
    total = sum(weight * one for weight, one in zip(WEIGHTS, figures, strict=False)) + figures[8] * 5 // 10
    return (10 - total % 10) % 10 == figures[9]
