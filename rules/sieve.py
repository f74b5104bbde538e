"""
Tell in which of many short texts a pattern can match at all, so that RE2 looks into few of them.

A match of a pattern holds certain letters side by side ("해지할 수" holds 해지, 지할 and 할수). Which text holds which
pair is listed once; what a pattern asks for is then a matter of a few ands and ors of long numbers, one bit a text.
Blanks and case count for nothing here, so a word that a line end breaks is found as well. The answer may name a text in
which nothing matches; it never leaves one out in which something does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, reduce
from itertools import chain
from operator import add, or_
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rules.gaps import Alternatives

MOST_SPELLED = 24
"""A class of more letters ("any digit or Hangul") asks for nothing: hardly a text holds none of them."""
_COUNTS = frozenset("*+?{")
_BLANKS, _KINDS = frozenset("sbBntrfv"), frozenset("dDwWS")
"""What a backslash makes a blank or a place between letters, and what it makes one letter of many."""
_ENDS = frozenset(("", "|", ")"))
_SPECIAL = frozenset(("", *"\\[](){}|*+?.^$ \n\t"))


class Every(tuple["Needed", ...]):
    """
    Ask for all of its members; without any for nothing.
    """

    __slots__ = ()


class Either(tuple["Needed", ...]):
    """
    Ask for one of its members.
    """

    __slots__ = ()


Needed = str | Every | Either
"""What a match must hold: a letter or a pair of them, all of several, or one of several."""
NOTHING = Every()


@cache
def needed(pattern: str) -> Needed:
    """
    Tell what every match of an RE2 pattern holds; nothing where the pattern says more than is understood here.
    """
    try:
        return _Reader(pattern).alternatives()
    except _NotUnderstoodError:
        return NOTHING


class _NotUnderstoodError(Exception):
    """
    Say that a pattern is not of the kind that is read here, or no pattern at all.
    """


class _Reader:
    """
    Read one pattern from left to right: letters, classes, groups and counts, as the lexicon writes them.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    def alternatives(self) -> Needed:
        """
        Read up to the bracket that closes this one, or to the end.
        """
        found = [self._sequence()]
        while self._taken("|"):
            found.append(self._sequence())
        self._taken(")")
        return _either(found)

    def _taken(self, expected: str) -> bool:
        is_there = self._pattern.startswith(expected, self._at)
        self._at += len(expected) * is_there
        return is_there

    def _sequence(self) -> Needed:
        asked: list[Needed] = []
        run = ""
        while True:
            run += self._letters()
            letter = self._pattern[self._at : self._at + 1]
            if letter in _ENDS:
                return _every([*asked, *_pairs(run)])
            part: Needed | None
            if letter in _COUNTS:
                run, part = run[:-1], _last_of(run)
            else:
                self._at += 1
                part = self._part(letter)
            if part is None:
                continue
            may, must = self._count()
            if isinstance(part, str) and not (may or must):
                run += part
                continue
            asked += _pairs(run)
            if not may:
                asked.append(part.lower() if isinstance(part, str) else part)
            run = ""

    def _letters(self) -> str:
        """
        Take the letters up to one with a meaning of its own.
        """
        first = self._at
        while self._pattern[self._at : self._at + 1] not in _SPECIAL:
            self._at += 1
        return self._pattern[first : self._at]

    def _part(self, letter: str) -> Needed | None:
        """
        Read what a letter with a meaning of its own begins; None for blanks and places, which ask for nothing.
        """
        if letter == "(":
            return self._group()
        if letter == "[":
            return _of_class(self._up_to("]"))
        if letter == "\\":
            return self._escaped()
        if letter in "^$" or letter.isspace():
            self._count()
            return None
        return NOTHING if letter == "." else letter

    def _group(self) -> Needed | None:
        if self._taken("?i)"):
            return None
        if not (self._taken("?:") or self._taken("?i:")) and self._taken("?"):
            raise _NotUnderstoodError
        return self.alternatives()

    def _escaped(self) -> Needed | None:
        letter = self._pattern[self._at : self._at + 1]
        self._at += 1
        if letter in _BLANKS:
            self._count()
            return None
        if letter in _KINDS:
            return NOTHING
        if letter == "x" and self._taken("{"):
            return chr(int(self._up_to("}"), 16))
        if not letter or letter.isalnum():
            raise _NotUnderstoodError
        return letter

    def _up_to(self, end: str) -> str:
        """
        Take what stands before an end, and the end; as the first of a class's letters `]` ends none.
        """
        first = self._at
        self._at += self._pattern.startswith("^", first)
        self._at += self._pattern.startswith("]", self._at)
        while not self._pattern.startswith(end, self._at):
            if self._at >= len(self._pattern):
                raise _NotUnderstoodError
            self._at += 2 if self._pattern.startswith("\\", self._at) else 1
        self._at += 1
        return self._pattern[first : self._at - 1]

    def _count(self) -> tuple[bool, bool]:
        """
        Take the count behind a part: whether the part may be missing, or else must be there, perhaps several times.
        """
        letter = self._pattern[self._at : self._at + 1]
        if letter not in _COUNTS:
            return False, False
        self._at += 1
        least = self._up_to("}").partition(",")[0] if letter == "{" else letter
        if letter == "{" and not least.isdecimal():
            raise _NotUnderstoodError
        self._taken("?")
        may = least in {"*", "?", "0"}
        return may, not may


def _last_of(run: str) -> str:
    """
    Give the letter that a count behind a run belongs to.
    """
    if not run:
        raise _NotUnderstoodError
    return run[-1]


def _of_class(written: str) -> Needed:
    r"""
    Give one of a class's letters; nothing for one of many, of escapes or of blanks (`[^…]`, `[가-힣]`, `[\d,]`).
    """
    inner = written.replace(r"\.", ".")
    if inner.startswith("^") or "\\" in inner or "[:" in inner:
        return NOTHING
    letters = _spelled(inner)
    if len(letters) > MOST_SPELLED or any(map(str.isspace, letters)):
        return NOTHING
    return _either([*map(str.lower, letters)])


def _spelled(written: str) -> str:
    """
    Write ranges out, as far as they are short.
    """
    first, dash, behind = written.partition("-")
    if not (first and dash and behind):
        return written
    low, high = ord(first[-1]), ord(behind[0])
    between = "".join(map(chr, range(low + 1, min(high, low + MOST_SPELLED + 1))))
    return first + between + behind[0] + _spelled(behind[1:])


def _pairs(run: str) -> Iterable[str]:
    low = "".join(run.lower().split())
    return (low[at : at + 2] for at in range(len(low) - 1)) if len(low) > 1 else [low] * len(low)


def _every(asked: Sequence[Needed]) -> Needed:
    if len(asked) == 1:
        return asked[0]
    flat = dict.fromkeys(part for one in asked for part in (one if isinstance(one, Every) else (one,)))
    # What is looked up comes before what is to be reckoned: often nothing is left to reckon.
    return next(iter(flat)) if len(flat) == 1 else Every(sorted(flat, key=lambda part: not isinstance(part, str)))


def _either(asked: Sequence[Needed]) -> Needed:
    if len(asked) == 1:
        return asked[0]
    flat = dict.fromkeys(part for one in asked for part in (one if isinstance(one, Either) else (one,)))
    return NOTHING if NOTHING in flat else next(iter(flat)) if len(flat) == 1 else Either(flat)


@dataclass(frozen=True, slots=True)
class Places:
    """
    Hold where some patterns may match, one bit a text: any of them, and each that may match somewhere, in order.
    """

    bits: int
    each: tuple[tuple[int, int], ...]

    def among(self, number: int) -> list[int]:
        """
        Tell which of the patterns may match in a text, by their order.
        """
        return [order for order, bits in self.each if bits >> number & 1]


class Sieve:
    """
    List which of some texts hold which letters side by side.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        """
        List the letters and pairs of every text.
        """
        held: dict[str, int] = {}
        for number, text in enumerate(texts):
            letters, bit = "".join(text.lower().split()), 1 << number
            for one in chain(map(add, letters, letters[1:]), letters[-1:]):
                held[one] = held.get(one, 0) | bit
        # Every letter begins a pair but the last of its text, which is listed.
        for one, bits in [*held.items()]:
            held[one[0]] = held.get(one[0], 0) | bits
        self._held = held
        self._all = (1 << len(texts)) - 1
        self._places: dict[Alternatives, Places] = {}

    def places(self, alternatives: Alternatives) -> Places:
        """
        Tell where patterns may match, and which.
        """
        found = self._places.get(alternatives)
        if found is None:
            found = self._places[alternatives] = self._sifted(alternatives)
        return found

    def _sifted(self, alternatives: Alternatives) -> Places:
        each = ((order, self._holding(asked)) for order, asked in enumerate(alternatives.needed))
        somewhere = tuple(one for one in each if one[1])
        return Places(reduce(or_, (bits for _, bits in somewhere), 0), somewhere)

    def _holding(self, asked: Needed) -> int:
        """
        Tell which texts hold what is asked for; a single letter or pair is looked up before it comes here, mostly.
        """
        held = self._held
        if isinstance(asked, str):
            return held.get(asked, 0)
        if isinstance(asked, Either):
            found = 0
            for one in asked:
                found |= held.get(one, 0) if isinstance(one, str) else self._holding(one)
            return found
        left = self._all
        for one in asked:
            left &= held.get(one, 0) if isinstance(one, str) else self._holding(one)
            if not left:
                break
        return left


def numbers(bits: int) -> Iterator[int]:
    """
    Give the places of the bits that are set, from the lowest.
    """
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
