"""
Read the commands of a Hangul document's fields: what a click-here field asks for, who wrote a memo, where a link leads.

Both formats keep the same command text; HWP 5 has nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from ingest import late

# A click-here command: Clickhere:set:44:Direction:wstring:2:날짜 HelpState:wstring:0:
DIRECTION: Final = late.pattern(r"Direction:wstring:(\d{1,5}):")
# A memo command: "MEMO/<shape>/<number>/<time low>/<time high>/<author>/..."
MEMO_LOW, MEMO_HIGH, MEMO_AUTHOR = 3, 4, 5
FILE_TIME_START: Final = datetime(1601, 1, 1, tzinfo=UTC)
# A link command: "<target>|<tip>;<kind>;...": a link to a program or to another file.
OUTSIDE_KIND: Final = "3"
SEPARATOR: Final = late.pattern(r"(?<!\\);")
FILE_TARGET: Final = late.pattern(r"file:|[A-Za-z]:[\\/]|\\\\", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Memo:
    """
    Hold who wrote a memo, and when (ISO 8601, empty where the file does not say).
    """

    author: str
    at: str


def prompt_of(command: str) -> str:
    """
    Return what a click-here field asks for.
    """
    found = DIRECTION.search(command)
    return command[found.end() : found.end() + int(found.group(1))] if found else ""


def memo_of(command: str) -> Memo:
    """
    Return the author and date in a memo's command.
    """
    parts = command.split("/") + [""] * (MEMO_AUTHOR + 1)
    low, high = parts[MEMO_LOW], parts[MEMO_HIGH]
    at = _file_time(int(high) << 32 | int(low)) if low.isdecimal() and high.isdecimal() else ""
    return Memo(parts[MEMO_AUTHOR], at)


def leads_outside(command: str) -> bool:
    """
    Tell whether a link opens a program or a file of the reader's machine, rather than a web page or a place in the text.
    """
    target, *more = SEPARATOR.split(command)
    return more[:1] == [OUTSIDE_KIND] or FILE_TARGET.match(target) is not None


def _file_time(ticks: int) -> str:
    """
    Turn tenths of microseconds since 1601 into a date; empty for a time that no clock shows.
    """
    try:
        return (FILE_TIME_START + timedelta(microseconds=ticks // 10)).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        return ""
