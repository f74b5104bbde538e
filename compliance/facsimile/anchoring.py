"""
Find the words of a finding again in a text that may have been read anew: by their place, and by the words themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import Final

from ingest.document import Span

# Blanks and quotation marks are what two readings of the same paper differ in most.
LEFT_OUT: Final = re.compile(r"[\s\"'“”‘’「」『』]+")
END_LETTERS: Final = 8
"""Letters at either end of a quote by which it is found again where one in between was read otherwise."""
LONGEST: Final = 1.3
"""How much longer than the quote the words between its ends may be."""


class Anchors:
    """
    Find quotes in one text.
    """

    def __init__(self, text: str) -> None:
        """
        Take the text.
        """
        self._text = text

    def find(self, quote: str, start: int | None, end: int | None) -> Span | None:
        """
        Return where a quote stands that was once read at `start`; the nearest of several, None where it is gone.
        """
        if start is None or end is None or not quote:
            return None
        if self._text[start:end] == quote:
            return Span(start, end)
        words = LEFT_OUT.sub("", quote)
        at = self._nearest(words, start) if words else None
        if at is not None:
            return self._span(at, at + len(words))
        return self._between(words, start)

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        """
        Hold the text without what two readings differ in, and where each of its letters stands in the text.
        """
        places = [at for at, letter in enumerate(self._text) if not LEFT_OUT.match(letter)]
        return "".join(self._text[at] for at in places), places

    def _nearest(self, words: str, start: int) -> int | None:
        """
        Return the occurrence of some words that is nearest to an offset of the text.
        """
        folded, places = self._folded
        expected = bisect_left(places, start)
        before = folded.rfind(words, 0, expected + len(words))
        behind = folded.find(words, expected)
        found = [at for at in (before, behind) if at >= 0]
        return min(found, key=lambda at: abs(at - expected)) if found else None

    def _between(self, words: str, start: int) -> Span | None:
        """
        Find a quote by its two ends alone.
        """
        if len(words) < 2 * END_LETTERS:
            return None
        at = self._nearest(words[:END_LETTERS], start)
        if at is None:
            return None
        folded, _ = self._folded
        last = folded.find(words[-END_LETTERS:], at + END_LETTERS, at + round(LONGEST * len(words)))
        return self._span(at, last + END_LETTERS) if last >= 0 else None

    def _span(self, first: int, last: int) -> Span:
        _, places = self._folded
        return Span(places[first], places[last - 1] + 1)
