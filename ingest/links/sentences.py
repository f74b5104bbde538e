"""
Cut canonical text into sentences, roughly: far enough to tell which words belong to a reference.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from ingest.document import Span

_END: Final = re.compile(
    r"\n|。|(?<=[가-힣])\.(?![\d.])|(?<=[A-Za-z)\"\]])[.;](?=\s+(?:[A-Z(\"]|\d{1,2}\.)|\s*\n)|(?<=\d)\.(?=\s+[A-Z])"
)
_ABBREVIATED: Final = re.compile(r"(?:\b(?:No|Nos|Art|Sec|Inc|Ltd|Co|Corp|Mr|Ms|Dr|v|vs|e\.g|i\.e|cf|para|[A-Z])|주)$")
_AROUND: Final = " \n,.·-①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"
_BEHIND: Final = " \n,"
_LONGEST: Final = 1200
"""Letters on either side of a place that are looked at; no sentence that binds anybody is longer."""


class Sentences:
    """
    Know where the sentences of a text end.
    """

    def __init__(self, text: str) -> None:
        """
        Find the ends once.
        """
        self.text = text
        self._ends = [
            found.end()
            for found in _END.finditer(text)
            if found.group() != "." or not _ABBREVIATED.search(text, max(0, found.start() - 6), found.start())
        ]

    def around(self, offset: int) -> Span:
        """
        Give the sentence that an offset lies in.
        """
        place = bisect_right(self._ends, offset)
        start = self._ends[place - 1] if place else 0
        end = self._ends[place] if place < len(self._ends) else len(self.text)
        return Span(max(start, offset - _LONGEST), min(end, offset + _LONGEST))

    def words_before(self, offset: int) -> str:
        """
        Give the words of the sentence in front of an offset.
        """
        return self.text[self.around(offset).start : offset]

    def words_after(self, offset: int) -> str:
        """
        Give the words of the sentence behind an offset.
        """
        return self.text[offset : self.around(max(offset - 1, 0)).end]


def trimmed(text: str, span: Span) -> Span:
    """
    Leave out blanks and list marks around words.
    """
    start, end = span.start, span.end
    while start < end and text[start] in _AROUND:
        start += 1
    while start < end and text[end - 1] in _BEHIND:
        end -= 1
    return Span(start, end)
