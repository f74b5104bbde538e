"""
Read plain text and Markdown: find the encoding, keep every character, find the line ends that break sentences.

Marks of Markdown stay in the text, as quotes are verbatim.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Final

from ingest.errors import Malformed
from ingest.layout import Layout
from ingest.plain_text import PLAIN_SUFFIXES, decode
from ingest.running import hangs, is_lone_mark, may_continue, width
from ingest.tables import drawn_in

SUFFIXES = PLAIN_SUFFIXES
MEDIA_TYPE = "text/plain"
IS_FALLBACK = True

Measure = Callable[[str], int]

# A file is hard-wrapped when at least this share of its long lines ends within SLACK of the longest usual one.
WRAPPED_SHARE = 0.3
FEWEST_LONG_LINES = 3
# Narrower columns are lists and forms, wider ones no printer ever had.
NARROWEST, WIDEST = 40, 160


def looks_like(content: bytes) -> bool:
    """
    Tell whether the content decodes to text without control characters.
    """
    return decode(content) is not None


def read(content: bytes) -> Layout:
    """
    Lay out a text; the characters are the file's own, only line ends are made one kind.

    Raises:
        Malformed: the bytes are no text in any encoding we know.
    """
    text = decode(content)
    if text is None:
        raise Malformed(detail="no known encoding")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    return Layout(text=text, wraps=find_wraps(text), tables=drawn_in(text))


def find_wraps(text: str) -> tuple[int, ...]:
    """
    Return the offsets of the line ends inside running sentences.
    """
    lines = text.split("\n")
    columns = _columns(lines)
    wraps, offset = [], 0
    for line, following in pairwise(lines):
        offset += len(line)
        if may_continue(line, following) and (
            is_lone_mark(line) or _is_full(line, following, columns) or _is_cut(line, following)
        ):
            wraps.append(offset)
        offset += 1
    return tuple(wraps)


def _columns(lines: list[str]) -> dict[Measure, int]:
    """
    Find where the file was hard-wrapped, in each measure in which its lines end near one column.

    Editors wrap at a printed width, in which a Korean letter counts two; programs wrap at a number of characters.
    """
    found = {measure: find_column(lines, measure) for measure in (width, _length)}
    return {measure: column for measure, column in found.items() if column is not None}


def find_column(lines: list[str], measure: Measure = width) -> int | None:
    """
    Return the column at which the file was hard-wrapped; None where its lines end freely.
    """
    long = [line for line in lines if width(line) >= NARROWEST]
    if len(long) < FEWEST_LONG_LINES:
        return None
    sizes = sorted(map(measure, long))
    column = sizes[(len(sizes) - 1) * 19 // 20]
    near = sum(column - SLACK[measure] <= size <= column + 2 for size in sizes)
    return column if column <= WIDEST and near >= WRAPPED_SHARE * len(sizes) else None


def _length(line: str) -> int:
    """
    Return the number of characters.
    """
    return len(line.rstrip())


def _is_full(line: str, following: str, columns: dict[Measure, int]) -> bool:
    """
    Tell whether the next word would not have fitted on the line.
    """
    word = following.split(maxsplit=1)[0]
    return any(measure(line) + 1 + measure(word) > column - 2 for measure, column in columns.items())


SLACK: Final[dict[Measure, int]] = {width: 12, _length: 2}


def _is_cut(line: str, following: str) -> bool:
    """
    Tell whether a long line stops at a word that needs more, or the next begins in the middle of an English sentence.
    """
    return width(line) >= NARROWEST and (hangs(line) or following.lstrip()[0].islower())
