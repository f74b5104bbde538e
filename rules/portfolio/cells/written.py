"""
Hold what a cell says and how it is written: folded, blank or still to come, and the form a column usually has.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import re2

if TYPE_CHECKING:
    from collections.abc import Sequence

Written = tuple[str, float | None]
"""A cell as it stands: its text and the number stored behind it."""
REMEMBERED = 50_000
"""Texts whose reading is kept: most cells of a column say what others of it do."""
BLANKS = frozenset(
    {"", "-", "–", "—", "n/a", "na", "nil", "null", "해당없음", "해당사항없음", "없음", "none", "notapplicable", "."}
)
PLACEHOLDERS = re2.compile(
    r"^(tbd|tbc|tba|미정|추후(입력|기재|확인|확정)?|확인중|확인필요|확인요망|작성중|입력예정|미확인|미상|pending|unknown|xxx+|\?+|000-?00-?00000|0000[-.]00[-.]00|1900[-./]0?1[-./]0?[01]|9999[-./]12[-./]31|임시|test|asdf|미기재|미입력)$"
)
FEWEST = 5
"""Values a column must have before one of them is called an outlier."""
MOSTLY = 0.8
ROOM = 3
"""How many times beyond its usual values a corrected one may lie and still be of its column."""


@dataclass(slots=True)
class ColumnValues:
    """
    Hold the values of a column in the order of the rows, and its aspects by name.
    """

    values: list[object]
    aspects: dict[str, list[object]] = field(default_factory=dict)


@lru_cache(maxsize=REMEMBERED)
def folded(text: str) -> str:
    """
    Give a cell's text in one width, lower case, without blanks.
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(maxsize=REMEMBERED)
def is_blank(text: str) -> bool:
    """
    Tell whether a cell says nothing.
    """
    return folded(text) in BLANKS


@lru_cache(maxsize=REMEMBERED)
def is_placeholder(text: str) -> bool:
    """
    Tell whether a cell says that its value is still to come.
    """
    return PLACEHOLDERS.search(folded(text)) is not None


def usual_form(forms: Sequence[str]) -> str | None:
    """
    Give the form that nearly all cells of a column have; None where there is none.
    """
    if len(forms) < FEWEST:
        return None
    form, often = Counter(forms).most_common(1)[0]
    return form if often >= MOSTLY * len(forms) else None
