"""
Read words into the codes of a list: a column that speaks another language is not understood, rather than wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.portfolio.cells.written import ColumnValues, folded, is_blank, is_placeholder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.portfolio.cells.written import Written
    from rules.portfolio.vocabulary import Words

UNDERSTOOD = 0.7
"""Share of the words of a column that a list of codes must know; below, the column is not understood at all."""


def read_codes(cells: Sequence[Written], words: Words) -> ColumnValues:
    """
    Read words as codes of a list; a known word that no code has is marked.
    """
    values = [None if not text.strip() else words.code(folded(text)) for text, _ in cells]
    known: list[object] = [
        None if is_blank(text) or is_placeholder(text) or (words.is_open and value is None) else value is not None
        for (text, _), value in zip(cells, values, strict=True)
    ]
    said = [one for one in known if one is not None]
    if sum(map(bool, said)) < UNDERSTOOD * len(said):
        # The column speaks another language than the list: it is not understood, rather than wrong row by row.
        return ColumnValues([None] * len(cells), {"understood": [False] * len(cells)})
    return ColumnValues(list(values), {"known": known})
