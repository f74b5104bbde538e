"""
Fold a text into the one form in which it is judged, and keep the way back to every original character.

Canonical text: NFKC (marks of lists such as ① stay), Hangul composed, characters nobody sees removed, every
kind of space a space, quotation marks " and ', interpuncts "·" between words, brackets 【】〔〕 as [], hanja of contracts read,
a wrapped line end (with the spaces around it) one space, or nothing where it is known to cut a word. Every other line
end stays a line end.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from heapq import merge
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.characters import CHANGES_LENGTH, SAME_LENGTH, folded_words, may_change_length, replacement
from ingest.document import Span
from ingest.letterspacing import gaps_in_words
from ingest.word_breaks import blank_odds, least_odds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A file that breaks lines at any letter ends (or begins) about one line in four with the blank between two words.
_FEWEST_BLANK_ENDS: Final = 1
_BLANK_END_SHARE: Final = 0.1
_CUT_WORD: Final = late.pattern(r"\w\n\w")
# Endings and particles that begin no word: what stands before them is its first part, whatever else it sounds like.
_CUT_ENDING: Final = late.pattern(
    r"[가-힣]\n(?:다[.)\]]|니다|(?:는|를|의|에|로|와|과|에게|에서|으로|하여|하며|하고|한다|된다|하여야)(?=[\s,.]))"
)
_BLANKS: Final = " \t\u00a0\u3000"


@dataclass(frozen=True, slots=True)
class _Edit:
    """
    Say that `original[start:end]` became `text`; everything between two edits kept its length.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Canonical:
    """
    Hold a folded text, the places where a wrapped line end became a space, and the map to the original.

    `_here` and `_there` are the starts of the runs in canonical and in original offsets; `_copied` tells runs whose
    characters correspond one to one from runs that were replaced as a whole.
    """

    text: str
    wraps: tuple[int, ...]
    _here: tuple[int, ...] = field(repr=False)
    _there: tuple[int, ...] = field(repr=False)
    _copied: tuple[bool, ...] = field(repr=False)
    _length: int = field(repr=False)

    def original(self, span: Span) -> Span:
        """
        Map canonical offsets to the original; a character that was replaced as part of a run takes the whole run.
        """
        start = self._back(span.start)
        if span.end <= span.start:
            return Span(start, start)
        run = bisect_right(self._here, span.end - 1) - 1
        if self._copied[run]:
            return Span(start, self._there[run] + span.end - self._here[run])
        following = self._there[run + 1] if run + 1 < len(self._there) else self._length
        return Span(start, following)

    def canonical_of(self, span: Span) -> Span:
        """
        Map original offsets to the canonical text; a character inside a replaced run takes the whole run.
        """
        start = self._forth(span.start)
        if span.end <= span.start:
            return Span(start, start)
        run = bisect_right(self._there, span.end - 1) - 1
        if self._copied[run]:
            return Span(start, self._here[run] + span.end - self._there[run])
        return Span(start, self._here[run + 1] if run + 1 < len(self._here) else len(self.text))

    def joined(self) -> Joined:
        """
        Give the text with wrapped lines joined without a space (and without the hyphen that broke a Latin word).
        """
        return self._joined

    @cached_property
    def _joined(self) -> Joined:
        """
        Build the joined text once.
        """
        cuts = [_cut(self.text, wrap) for wrap in self.wraps]
        kept, starts, here, at = [], [0], [0], 0
        for first, last in cuts:
            kept.append(self.text[at:first])
            here.append(here[-1] + first - at)
            starts.append(last)
            at = last
        kept.append(self.text[at:])
        return Joined("".join(kept), tuple(here), tuple(starts))

    def _back(self, offset: int) -> int:
        """
        Map one canonical offset to the original.
        """
        run = max(bisect_right(self._here, offset) - 1, 0)
        moved = offset - self._here[run] if self._copied[run] else 0
        return min(self._there[run] + moved, self._length)

    def _forth(self, offset: int) -> int:
        """
        Map one original offset to the canonical text.
        """
        run = max(bisect_right(self._there, offset) - 1, 0)
        moved = offset - self._there[run] if self._copied[run] else 0
        return min(self._here[run] + moved, len(self.text))


@dataclass(frozen=True, slots=True)
class Joined:
    """
    Hold the canonical text without the spaces of wrapped lines; `here[i]` in it is `there[i]` in the canonical text.
    """

    text: str
    here: tuple[int, ...]
    there: tuple[int, ...]

    def canonical(self, span: Span) -> Span:
        """
        Map offsets of the joined text to the canonical text.
        """
        first = bisect_right(self.here, span.start) - 1
        start = self.there[first] + span.start - self.here[first]
        if span.end <= span.start:
            return Span(start, start)
        last = bisect_right(self.here, span.end - 1) - 1
        return Span(start, self.there[last] + span.end - self.here[last])


def canonical(text: str, wraps: Sequence[int] = ()) -> Canonical:
    """
    Fold a text; `wraps` are the offsets of the line ends in it that merely break a running sentence.

    Source: ../shared/design/DECISIONS.md 8 and 9.
    """
    same = folded_words(text.translate(SAME_LENGTH))
    pieces: list[str] = []
    places: list[int] = []
    here, there, copied = [0], [0], [True]
    at = length = 0
    for edit in _edits(text, same, wraps):
        pieces.append(same[at : edit.start])
        length += edit.start - at
        if edit.text == " ":
            places.append(length)
        here.extend((length, length + len(edit.text)))
        there.extend((edit.start, edit.end))
        copied.extend((False, True))
        pieces.append(edit.text)
        length += len(edit.text)
        at = edit.end
    pieces.append(same[at:])
    return Canonical("".join(pieces), tuple(places), tuple(here), tuple(there), tuple(copied), len(text))


def _edits(text: str, same: str, wraps: Sequence[int]) -> Iterator[_Edit]:
    """
    Walk over the places where the length changes, in order and without overlap.
    """
    breaks = _breaks(same, sorted(wrap for wrap in wraps if 0 <= wrap < len(text)))
    gaps = (_Edit(gap.start, gap.end, "") for gap in gaps_in_words(same))
    at = 0
    for edit in merge(breaks, _replaced(text), gaps, key=lambda edit: edit.start):
        if edit.start >= at:
            yield edit
            at = edit.end


def _replaced(text: str) -> Iterator[_Edit]:
    """
    Walk over the characters that vanish or grow.
    """
    if not may_change_length(text):
        return
    for found in CHANGES_LENGTH.finditer(text):
        new = replacement(found.group())
        if len(new) != 1 or len(found.group()) != 1:
            yield _Edit(found.start(), found.end(), new)


def _breaks(text: str, wraps: Sequence[int]) -> Iterator[_Edit]:
    """
    Make each wrapped line end one space, or nothing where it cuts a word.

    Where the file keeps the blanks at its line ends, one without cuts a word; elsewhere the syllables around it tell.
    """
    edits = [_around(text, wrap) for wrap in wraps]
    blank = sum(edit.end - edit.start > 1 for edit in edits)
    keeps_blanks = blank >= _FEWEST_BLANK_ENDS and blank >= _BLANK_END_SHARE * len(edits)
    if keeps_blanks:
        cuts = [_CUT_WORD.match(text, edit.start - 1) is not None for edit in edits]
    else:
        cuts = _cut_by_sound(text, edits)
    for edit, is_cut in zip(edits, cuts, strict=True):
        yield _Edit(edit.start, edit.end, "") if is_cut and edit.end - edit.start == 1 else edit


def _cut_by_sound(text: str, edits: Sequence[_Edit]) -> list[bool]:
    """
    Tell which line ends cut a word, by the syllables around them.
    """
    odds = [blank_odds(text, edit.start, edit.end) for edit in edits]
    least = least_odds([each for each in odds if each is not None])
    return [
        _CUT_ENDING.match(text, edit.start - 1) is not None or (each is not None and each < least)
        for edit, each in zip(edits, odds, strict=True)
    ]


def _around(text: str, wrap: int) -> _Edit:
    """
    Widen a wrapped line end over the blanks beside it.
    """
    start, end = wrap, wrap + 1
    while start > 0 and text[start - 1] in _BLANKS:
        start -= 1
    while end < len(text) and text[end] in _BLANKS:
        end += 1
    return _Edit(start, end, " ")


_BROKEN_WORD: Final = late.pattern(r"[A-Za-z]-$")


def _cut(text: str, wrap: int) -> tuple[int, int]:
    """
    Name what to leave out so that the word around a wrapped line end becomes whole.
    """
    hyphenated = _BROKEN_WORD.search(text[max(wrap - 2, 0) : wrap]) and text[wrap + 1 : wrap + 2].islower()
    return (wrap - 1 if hyphenated else wrap), wrap + 1


def spans_in(sorted_offsets: Sequence[int], span: Span) -> Sequence[int]:
    """
    Select the offsets of an ordered list that lie inside a span.
    """
    return sorted_offsets[bisect_left(sorted_offsets, span.start) : bisect_left(sorted_offsets, span.end)]
