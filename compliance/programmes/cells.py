"""
Read the cell of a programme's table as what its column holds: a name, names, a year, a day, a word of a list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from compliance.programmes.words import WORDS, meaning
from ingest.dates import DATE, date_of

if TYPE_CHECKING:
    from datetime import date

LONGEST_NAME: Final = 200
MOST_NAMES: Final = 30
YEARS: Final = range(2000, 2100)
NAMES_APART: Final = re.compile(r"[;\n]")
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


class Unusable(Exception):
    """
    Say in both languages why a cell is of no use; the cell itself is not repeated.
    """

    def __init__(self, ko: str, en: str) -> None:
        """
        Keep the words.
        """
        super().__init__(en)
        self.ko = ko
        self.en = en


def value_of(holds: str, written: str) -> object:
    """
    Read what a cell says; `holds` is what its column holds.

    Raises:
        Unusable: it says nothing of the kind.
    """
    if holds == "before":
        return meaning("before", written) or day(written)
    read = {"name": name, "names": names, "year": year, "day": day, "truth": truth}.get(holds)
    return read(written) if read else word(holds, written)


def name(written: str) -> str:
    """
    Read one name.
    """
    said = " ".join(written.split())
    if len(said) > LONGEST_NAME or CONTROL.search(said):
        raise Unusable(f"{LONGEST_NAME}자를 넘거나 쓸 수 없는 글자가 있습니다", "it is too long or holds other letters")
    return said


def names(written: str) -> tuple[str, ...]:
    """
    Read several names, set apart by semicolons or lines.
    """
    said = tuple(dict.fromkeys(name(one) for one in NAMES_APART.split(written) if one.strip()))
    if len(said) > MOST_NAMES:
        raise Unusable(f"이름이 {MOST_NAMES}개를 넘습니다", f"there are more than {MOST_NAMES} names")
    return said


def year(written: str) -> int:
    """
    Read a year: 2026, 2026년, 2026년도.
    """
    said = written.removesuffix("도").removesuffix("년").strip()
    if not (said.isascii() and said.isdecimal() and len(said) == len("2026") and int(said) in YEARS):
        raise Unusable("연도(예: 2026)로 읽을 수 없습니다", "this is no year such as 2026")
    return int(said)


def day(written: str) -> date:
    """
    Read a day: 2026-08-03, 2026. 8. 3., 2026년 8월 3일.
    """
    found = DATE.fullmatch(written.removesuffix(".").strip()) or DATE.fullmatch(written)
    said = date_of(found) if found else None
    if said is None:
        raise Unusable("날짜(예: 2026-08-03)로 읽을 수 없습니다", "this is no day such as 2026-08-03")
    return said


def truth(written: str) -> bool:
    """
    Read yes or no.
    """
    return word("truth", written) == "yes"


def word(kind: str, written: str) -> str:
    """
    Read one of the words of a list.
    """
    said = meaning(kind, written)
    if said is None:
        usual = ", ".join(each[0] for each in WORDS[kind].values())
        raise Unusable(f"쓸 수 있는 값: {usual}", f"use one of: {', '.join(WORDS[kind])}")
    return said
