"""
Read texts and firms' names as they are compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import re2

from rules.portfolio.cells.written import ColumnValues, folded, is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.portfolio.cells.written import Written
    from rules.portfolio.titles import Title
    from rules.portfolio.vocabulary import Column

COMPANY_FORMS = re2.compile(
    r"주식회사|유한회사|유한책임회사|\(주\)|\(유\)|㈜|,?inc\.?$|,?co\.?,?ltd\.?$|,?ltd\.?$|,?llc\.?$|,?corp(oration)?\.?$|,?pte\.?,?ltd\.?$|,?gmbh$|^주\)|\(주$"
)


def read_text(cells: Sequence[Written], _: Column, __: Title) -> ColumnValues:
    """
    Read texts, their blanks made single.
    """
    return ColumnValues([None if is_blank(text) else " ".join(text.split()) for text, _ in cells])


def name_of(text: str) -> str:
    """
    Give a firm's name as it is compared: without its legal form, blanks and marks.
    """
    bare = folded(text)
    plain = COMPANY_FORMS.sub("", bare)
    return "".join(letter for letter in plain if letter.isalnum()) or bare


def read_names(cells: Sequence[Written], _: Column, __: Title) -> ColumnValues:
    """
    Read firms' names as they are compared.
    """
    return ColumnValues([None if is_blank(text) else name_of(text) for text, _ in cells])
