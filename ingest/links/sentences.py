"""
Cut canonical text into sentences, roughly: far enough to tell which words belong to a reference.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_END: Final = late.pattern(
    r"\n|。|(?<=[가-힣])\.(?![\d.])|(?<=[A-Za-z)\"\]])[.;](?=\s+(?:[A-Z(\"]|\d{1,2}\.)|\s*\n)|(?<=\d)\.(?=\s+[A-Z])"
)
_ABBREVIATED: Final = late.pattern(
    r"(?:\b(?:No|Nos|Art|Sec|Inc|Ltd|Co|Corp|Mr|Ms|Dr|v|vs|e\.g|i\.e|cf|para|[A-Z])|주)$"
)
_AROUND: Final = " \n,.、"
_BEHIND: Final = " \n,、"
_NUMBER_AHEAD: Final = late.pattern(
    r"[ \n#*>|\-·]+|[제第] ?\d+ ?[조条](?:의 ?\d+)?(?: ?\([^()\n]{0,60}\)| ?\[[^\[\]\n]{0,60}\])?|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s)|(?:\d{1,2}|[가-하])[.)]|[①-⑳]|\(\w{1,3}\)"
)
_LONGEST: Final = 2400
"""Letters; no sentence that binds anybody is longer, and a hostile file must not make every look a long one."""


class Sentences:
    """
    Know where the sentences of a text end.
    """

    def __init__(self, text: str) -> None:
        """
        Find the ends once.
        """
        self.text = text
        self._ends = list(_ends(text))

    def around(self, offset: int) -> Span:
        """
        Give the sentence that an offset lies in.
        """
        place = bisect_right(self._ends, offset)
        start = self._ends[place - 1] if place else 0
        return Span(start, self._ends[place] if place < len(self._ends) else len(self.text))

    def words_before(self, offset: int) -> str:
        """
        Give the words of the sentence in front of an offset.
        """
        return self.text[self.around(offset).start : offset]


def _ends(text: str) -> Iterator[int]:
    """
    Walk over the ends of sentences; what goes on for longer than any sentence is cut where it stands.
    """
    last = 0
    for found in _END.finditer(text):
        if found.group() == "." and _ABBREVIATED.search(text, max(0, found.start() - 6), found.start()):
            continue
        yield from range(last + _LONGEST, found.end(), _LONGEST)
        last = found.end()
        yield last
    yield from range(last + _LONGEST, len(text), _LONGEST)


def trimmed(text: str, span: Span) -> Span:
    """
    Leave out blanks and commas around words.
    """
    start, end = span.start, span.end
    while start < end and text[start] in _AROUND:
        start += 1
    while start < end and text[end - 1] in _BEHIND:
        end -= 1
    return Span(start, end)


def unnumbered(text: str, span: Span) -> Span:
    """
    Leave out the number and the title of the clause in front of words.
    """
    start = span.start
    while (number := _NUMBER_AHEAD.match(text, start, span.end)) is not None and number.end() > start:
        start = number.end()
    return Span(start, span.end)
