"""
Count the numbers that fields of a DOCX file print without storing them: LISTNUM within a sentence, AUTONUM before one.

Source: ECMA-376 part 1, 17.16.5.4 to 17.16.5.6 (AUTONUM...), 17.16.5.32 (LISTNUM).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.office.word_fields import command
from ingest.office.word_numerals import write_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from ingest.office.word_numbering import Numbering

COUNTED: Final = frozenset({"LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT"})
LEVELS: Final = 9
# Lists that Word brings along: the format of the number and what stands around it, level by level.
LETTERED: Final = (
    ("decimal", "{})"), ("lowerLetter", "{})"), ("lowerRoman", "{})"), ("decimal", "({})"), ("lowerLetter", "({})"),
    ("lowerRoman", "({})"), ("decimal", "{}."), ("lowerLetter", "{}."), ("lowerRoman", "{}."),
)  # fmt: skip
OUTLINE: Final = (
    ("upperRoman", "{}."), ("upperLetter", "{}."), ("decimal", "{}."), ("lowerLetter", "{})"), ("decimal", "({})"),
    ("lowerLetter", "({})"), ("lowerRoman", "({})"), ("lowerLetter", "({})"), ("lowerRoman", "({})"),
)  # fmt: skip
LISTS: Final = {"NUMBERDEFAULT": LETTERED, "OUTLINEDEFAULT": OUTLINE, "AUTONUMOUT": OUTLINE}
# Lists that print the numbers of all levels: 1.1.1.
WHOLE_PATHS: Final = frozenset({"LEGALDEFAULT", "AUTONUMLGL"})
NAME: Final = late.pattern(r"LISTNUM\s+\"?([A-Za-z][\w ]*?)\"?\s*(?:\\|$)", re.IGNORECASE)
LEVEL: Final = late.pattern(r"\\l\s*\"?(\d)")
START: Final = late.pattern(r"\\s\s*\"?(\d{1,5})")
NO_STOP: Final = late.pattern(r"\\e\b")


class FieldNumbers:
    """
    Count the numbers of fields in one document.
    """

    def __init__(self, numbering: Numbering) -> None:
        """
        Take the automatic numbers, as a LISTNUM in a numbered paragraph counts with them.
        """
        self._numbering = numbering
        self._counters: dict[str, list[int]] = {}

    def printed(self, instruction: str, paragraph: Element, style: str, rank: int) -> str:
        """
        Return the number of a field in a paragraph of a style and outline level; empty for fields of another kind.
        """
        name = command(instruction)
        if name not in COUNTED:
            return ""
        level = LEVEL.search(instruction)
        wanted = int(level[1]) - 1 if level else None
        if name == "LISTNUM":
            named = NAME.match(instruction.strip())
            within = "" if named else self._numbering.within(paragraph, style, wanted)
            if within:
                return within
            name = named[1].upper() if named else "NUMBERDEFAULT"
            rank = wanted or 0
        start = START.search(instruction) if command(instruction) == "LISTNUM" else None
        # Text that is no heading counts on the highest level.
        reached = self._count(name, rank if 0 <= rank < LEVELS else 0, int(start[1]) if start else None)
        return _write(name, reached, has_stop=NO_STOP.search(instruction) is None)

    def _count(self, name: str, level: int, start: int | None) -> list[int]:
        """
        Count one number on a level; return the numbers from the highest level down to it.
        """
        counters = self._counters.setdefault(name, [])
        counters[level + 1 :] = []
        counters.extend([1] * (level - len(counters)))
        if len(counters) == level:
            counters.append(0)
        counters[level] = counters[level] + 1 if start is None else start
        return counters


def _write(name: str, reached: list[int], *, has_stop: bool) -> str:
    """
    Write a number in the manner of its list.
    """
    if name in WHOLE_PATHS:
        return ".".join(map(str, reached)) + ("." if has_stop else "")
    if name == "AUTONUM":
        return f"{reached[-1]}" + ("." if has_stop else "")
    kind, around = LISTS.get(name, LETTERED)[len(reached) - 1]
    return around.format(write_number(reached[-1], kind))
