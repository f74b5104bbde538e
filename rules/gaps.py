"""
Look for patterns with counted gaps where they can match at all, and nowhere else.

RE2 keeps a state for every letter that a gap ("up to forty characters") may still have: such patterns take milliseconds
to compile and a hundred times as long to run as the same with gaps of any length. These say more, never less: where
they find nothing the counted ones find nothing, and a match that cannot hold a full stop stays between two of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import re2

from rules.encoded import BETWEEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BOUNDS = (b".", BETWEEN.encode())
"""What cuts a text into stretches that most patterns never reach over; the nearer one first."""
GROUP = 4
"""
How many loose patterns run as one. RE2 keeps a state for every set of gaps that may be open at once: of twenty patterns
they outgrow its cache, and the same takes twenty times as long. Source: docs/measurements/bench-rules-2026-11-29.txt.
"""
MOST_KEPT = 16
"""Sets of groups of which one pattern is kept for each entry; a worker that lives long meets ever more of them."""
_ESCAPES = frozenset("sdwbnt()[]{}|?*+/&$-,;:'\"")
"""What may stand behind a backslash in a pattern that is known to hold no full stop."""
_PARTY = "x{e"
"""How the mark of a party begins there."""


@dataclass(frozen=True)
class Alternatives:
    """
    Hold patterns any of which may match; the one named first wins where several match from the same place.
    """

    patterns: tuple[str, ...]
    options: re2.Options

    def spans(self, text: bytes) -> Iterator[tuple[int, int]]:
        """
        Give every match, in bytes, as one pattern made of all of them finds it.
        """
        heard = [(start, group) for group, loose in enumerate(self._loose) for start, _ in self._spans_of(loose, text)]
        if not heard:
            return self._spans_of(self._plain, text)
        for bound in BOUNDS:
            within = self._within(bound)
            if within is self:
                return self._between(bound, text, sorted(heard))
            beyond = self._beyond(bound)
            if beyond is None or not beyond.search(text):
                return within.spans(text)
        return self._spans_of(self._heard_of({group for _, group in heard}), text)

    @cached_property
    def whole(self) -> re2._Regexp:
        """
        Give all of them as one pattern.
        """
        return self._joined(self.patterns)

    @cached_property
    def _counted(self) -> list[list[str]]:
        """
        Give those with counted gaps, a few together.
        """
        counted = [pattern for pattern in self.patterns if loosened(pattern) != pattern]
        return [counted[first : first + GROUP] for first in range(0, len(counted), GROUP)]

    @cached_property
    def _plain(self) -> re2._Regexp | None:
        plain = [pattern for pattern in self.patterns if loosened(pattern) == pattern]
        return self._joined(plain) if plain else None

    @cached_property
    def _loose(self) -> list[re2._Regexp]:
        return [self._joined([*map(loosened, group)]) for group in self._counted]

    def _heard_of(self, groups: set[int]) -> re2._Regexp:
        """
        Give as one pattern all but those that were not even heard loosely: they cannot match.
        """
        unheard = frozenset(range(len(self._counted))) - groups
        if unheard not in self._kept:
            if not unheard or len(self._kept) >= MOST_KEPT:
                return self.whole
            silent = {pattern for group in unheard for pattern in self._counted[group]}
            self._kept[unheard] = self._joined([pattern for pattern in self.patterns if pattern not in silent])
        return self._kept[unheard]

    @cached_property
    def _kept(self) -> dict[frozenset[int], re2._Regexp]:
        return {}

    def _within(self, bound: bytes) -> Alternatives:
        """
        Give those whose matches hold no such bound.
        """
        if bound not in self._cut:
            within = tuple(pattern for pattern in self.patterns if not may_hold(pattern, bound.decode()))
            self._cut[bound] = self if within == self.patterns else Alternatives(within, self.options)
        return self._cut[bound]

    def _beyond(self, bound: bytes) -> re2._Regexp | None:
        """
        Give the others, loosened.
        """
        if bound not in self._over:
            within = self._within(bound).patterns
            beyond = [loosened(pattern) for pattern in self.patterns if pattern not in within]
            self._over[bound] = self._joined(beyond) if beyond else None
        return self._over[bound]

    @cached_property
    def _cut(self) -> dict[bytes, Alternatives]:
        return {}

    @cached_property
    def _over(self) -> dict[bytes, re2._Regexp | None]:
        return {}

    def _joined(self, patterns: Sequence[str]) -> re2._Regexp:
        return re2.compile("|".join(f"(?:{pattern})" for pattern in patterns), self.options)

    def _between(self, bound: bytes, text: bytes, heard: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """
        Run the counted gaps only between the bounds around what is heard loosely: where, and of which group.
        """
        found: list[tuple[int, int]] = []
        stretches: dict[tuple[int, int], set[int]] = {}
        last = (0, 0)
        for start, group in heard:
            if start >= last[1]:
                end = text.find(bound, start)
                last = (text.rfind(bound, 0, start) + 1, len(text) if end < 0 else end)
            stretches.setdefault(last, set()).add(group)
        for (start, end), groups in stretches.items():
            found += self._spans_of(self._heard_of(groups), text, start, end)
        elsewhere = self._spans_of(self._plain, text)
        found += (one for one in elsewhere if not any(start <= one[0] < end for start, end in stretches))
        return iter(sorted(found))

    @staticmethod
    def _spans_of(
        pattern: re2._Regexp | None, text: bytes, start: int = 0, end: int | None = None
    ) -> Iterator[tuple[int, int]]:
        return (found.span() for found in pattern.finditer(text, start, end)) if pattern else iter(())


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


def may_hold(pattern: str, bound: str) -> bool:
    """
    Tell whether a match may hold a bound, or depend on where the text ends; in doubt it may.
    """
    if "[:" in pattern:
        return True
    at = 0
    for opening, closing in _classes(pattern):
        if _is_doubtful(pattern[at:opening], f".^${bound}") or _takes(pattern[opening:closing], bound):
            return True
        at = closing
    return _is_doubtful(pattern[at:], f".^${bound}")


def _takes(letters: str, bound: str) -> bool:
    """
    Tell whether a class of letters takes a bound.
    """
    names_it = bound in letters
    if letters.startswith("[^"):
        return not names_it
    return names_it or _is_doubtful(letters, "") or any(first < bound < last for first, last in _ranges(letters))


def _ranges(letters: str) -> Iterator[tuple[str, str]]:
    return ((letters[at - 1], letters[at + 1]) for at in range(2, len(letters) - 2) if letters[at] == "-")


def _is_doubtful(written: str, doubted: str) -> bool:
    """
    Tell whether one of some characters stands in a stretch, or an escape that may mean more than a letter or a blank.
    """
    if not any(one in written for one in ("\\", *doubted)):
        return False
    at = 0
    while at < len(written):
        if written[at] == "\\":
            if written[at + 1 : at + 2] not in _ESCAPES and not written.startswith(_PARTY, at + 1):
                return True
            at += 1
        elif written[at] in doubted:
            return True
        at += 1
    return False


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
