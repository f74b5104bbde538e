"""
Look for patterns with counted gaps where they can match at all, and nowhere else.

RE2 keeps a state for every letter that a gap ("up to forty characters") may still have: such patterns take milliseconds
to compile and a hundred times as long to run as the same with gaps of any length. These say more, never less: where
they find nothing the counted ones find nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

import re2

from rules.sieve import needed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rules.sieve import Needed

CACHE = 64 << 10
"""
Bytes that RE2 may keep of one pattern and its states, for as long as it is kept compiled: with 8 MiB a worker takes two
to three times the memory, and judging a fifteenth less time. Source: docs/measurements/sieve-2026-11-30.txt.
"""
LARGE_CACHE = 1 << 20
"""The same for the few patterns that are too large for that."""
MOST_COMPILED = 12_000
"""Patterns that are kept compiled, those used last; one agreement needs some fifteen hundred."""


def _options(most: int) -> re2.Options:
    options = re2.Options()
    options.max_mem = most
    options.log_errors = False
    return options


_SMALL, _LARGE = _options(CACHE), _options(LARGE_CACHE)


@dataclass(frozen=True, eq=False)
class Alternatives:
    """
    Hold patterns any of which may match; the one named first wins where several match from the same place.
    """

    patterns: tuple[str, ...]

    @cached_property
    def needed(self) -> tuple[Needed, ...]:
        """
        Tell, for each pattern, what its matches hold.
        """
        return tuple(map(needed, self.patterns))

    def compile(self) -> None:
        """
        Compile every pattern at once.

        Raises:
            re2.error: one is not RE2.

        """
        for pattern in self.patterns:
            _compiled(pattern)

    def spans(self, text: bytes, among: Sequence[int]) -> Iterator[tuple[int, int]]:
        """
        Give every match, in bytes, as one pattern made of all of them finds it; `among` are those that may match.
        """
        heard = [one for one in among if self._is_heard(one, text)]
        if len(heard) == 1:
            return (found.span() for found in _compiled(self.patterns[heard[0]]).finditer(text))
        return _first_of([_compiled(self.patterns[one]) for one in heard], text)

    def _is_heard(self, one: int, text: bytes) -> bool:
        """
        Tell whether a pattern with counted gaps matches with gaps of any length; any other is asked itself.
        """
        loose = loosened(self.patterns[one])
        return loose == self.patterns[one] or _compiled(loose).search(text) is not None


@lru_cache(MOST_COMPILED)
def _compiled(pattern: str) -> re2._Regexp:
    """
    Compile a pattern once for all entries that hold it.
    """
    try:
        return re2.compile(pattern, _SMALL)
    except re2.error:
        return re2.compile(pattern, _LARGE)


def _first_of(patterns: Sequence[re2._Regexp], text: bytes) -> Iterator[tuple[int, int]]:
    """
    Give the matches of several patterns from left to right, none within another.
    """
    ahead = [pattern.search(text) for pattern in patterns]
    while found := min((one.span() for one in ahead if one), key=itemgetter(0), default=None):
        yield found
        behind = max(found[1], found[0] + 1)
        ahead = [
            pattern.search(text, behind) if one and one.start() < behind else one
            for pattern, one in zip(patterns, ahead, strict=True)
        ]


@cache
def loosened(pattern: str) -> str:
    """
    Write every counted gap as one of any length; a pattern in which one cannot be told for sure stays as it is.
    """
    if ("{0," not in pattern and "{1," not in pattern) or "[:" in pattern or r"\Q" in pattern:
        return pattern
    pieces: list[str] = []
    at = 0
    for opening, closing in _classes(pattern):
        pieces += (_uncounted(pattern[at:opening]), pattern[opening:closing])
        at = closing
    return "".join([*pieces, _uncounted(pattern[at:])])


def _uncounted(written: str) -> str:
    """
    Turn `{0,40}` into `*` and `{1,40}` into `+` outside of classes.
    """
    first, *others = written.split("{")
    pieces = [first]
    for other in others:
        count, closed, behind = other.partition("}")
        is_gap = closed and count[:2] in {"0,", "1,"} and count[2:].isdigit() and not pieces[-1].endswith("\\")
        pieces.append(("*" if count[0] == "0" else "+") + behind if is_gap else "{" + other)
    return "".join(pieces)


def _classes(pattern: str) -> Iterator[tuple[int, int]]:
    r"""
    Give where each class (`[…]`) of a pattern starts and ends; `\[` opens none, and `]` as its first letter ends none.
    """
    at = 0
    while (at := _unescaped(pattern, "[", at)) >= 0:
        first = at + 2 if pattern.startswith("[^", at) else at + 1
        end = _unescaped(pattern, "]", first + 1 if pattern.startswith("]", first) else first)
        if end < 0:
            return
        yield at, end + 1
        at = end + 1


def _unescaped(pattern: str, letter: str, start: int) -> int:
    """
    Find a letter that no backslash stands before; -1 where there is none.
    """
    at = pattern.find(letter, start)
    while at > start:
        before = pattern[start:at]
        if (len(before) - len(before.rstrip("\\"))) % 2 == 0:
            return at
        at = pattern.find(letter, at + 1)
    return at
