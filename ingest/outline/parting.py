"""
Part lines in which the next article begins after the end of a sentence, as badly extracted pages have them.

Only a number that carries the count on parts a line; a reference in running text stays where it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.outline.headings import KOREAN, PARTICLE
from ingest.outline.marks import TextLine
from ingest.outline.numerals import written_number

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

_KOREAN_WITHIN: Final = late.pattern(
    r"(?<=[.다)\]] )제 ?(\d{1,3}) ?조 ?(?:\([^()\n]{1,40}\)|\[[^\[\]\n]{1,40}\])(?! ?제 ?\d+ ?[항호조])"
)
_DECIMAL_AHEAD: Final = late.pattern(r"(\d{1,2}(?:\.\d{1,2}){0,2})\.? +(?=[A-Z\"])")
_DECIMAL_WITHIN: Final = late.pattern(r"(?<=[.;:)\" ] )(\d{1,2}(?:\.\d{1,2}){0,2})\.? +(?=[A-Z\"])")
_LONG: Final = 240


def parted(lines: Sequence[TextLine]) -> list[TextLine]:
    """
    Give the lines again, each article and each numbered clause at the start of one.
    """
    result: list[TextLine] = []
    article = 0
    count: tuple[int, ...] = (0,)
    for line in lines:
        cuts = []
        ahead = KOREAN.match(line.text)
        if ahead and ahead.group(2) == "조":
            article = written_number(ahead.group(1))
        for found in _KOREAN_WITHIN.finditer(line.text):
            if int(found.group(1)) == article + 1 and PARTICLE.match(line.text, found.end()) is None:
                cuts.append(found.start())
                article += 1
        numbered, count = _numbered_cuts(line.text, count)
        result.extend(_cut(line, sorted({*cuts, *numbered})))
    return result


def _numbered_cuts(text: str, count: tuple[int, ...]) -> tuple[list[int], tuple[int, ...]]:
    """
    Find "2.1 Title" inside a long line where it follows on the number before; gives the places and the last number.
    """
    ahead = _DECIMAL_AHEAD.match(text)
    if ahead:
        count = _value(ahead)
    cuts = []
    if len(text) > _LONG:
        for found in _DECIMAL_WITHIN.finditer(text):
            value = _value(found)
            if value in _next(count):
                cuts.append(found.start(1))
                count = value
    return cuts, count


def _value(found: re.Match[str]) -> tuple[int, ...]:
    """
    Read "2.1" as (2, 1).
    """
    return tuple(int(part) for part in found.group(1).split("."))


def _next(count: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """
    Walk over the numbers that may follow: 2.1 is followed by 2.2, 2.1.1, 3 or 3.1.
    """
    for depth in range(len(count)):
        yield (*count[:depth], count[depth] + 1)
        yield (*count[:depth], count[depth] + 1, 1)
    yield (*count, 1)


def _cut(line: TextLine, places: Sequence[int]) -> Iterator[TextLine]:
    """
    Cut one line at the places.
    """
    for start, end in zip((0, *places), (*places, len(line.text)), strict=True):
        words = line.text[start:end].rstrip()
        yield TextLine(line.start + start, line.start + start + len(words), words)
