"""
Hash the character n-grams of a text, and its pairs of words, into buckets: what it says as numbers, in every language alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_MIX = np.uint64(0x9E3779B97F4A7C15)
"""The odd number nearest to 2^64 divided by the golden ratio: multiplying by it spreads neighbours (Knuth)."""
_BLANK, _PAIR = np.uint64(ord(" ")), 64
_LAST_LATIN = np.uint64(0x24F)
_BEGINNING, _BEGINNING_LATIN = 2, 5
"""How many letters of a word a pair hears: two syllables of Korean are a stem, two letters of English are none."""
_BEGUN, _BEGINNINGS = 128, (3, 12)
"""The first letters of a word that are a part of it; twelve are nearly always all of it."""
_LAST_OF_FIRST_PLANE = 0xFFFF


class _Folded(dict[int, str]):
    """
    Hold what each letter is folded to, from its first use on.

    Of letters beyond the first plane nothing is kept: a hostile text may hold a million.
    """

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = ("0" if letter in "123456789" else letter.lower()) if letter.isalnum() else " "
        if code <= _LAST_OF_FIRST_PLANE:
            self[code] = folded
        return folded


_FOLDED = _Folded()


def folded(text: str) -> str:
    """
    Fold case, figures and marks, so that what remains are words with one blank on each side.
    """
    words = text.translate(_FOLDED).split()
    return f" {' '.join(words)} " if words else ""


def buckets(text: str, sizes: Sequence[int], bits: int) -> NDArray[np.int32]:
    """
    Give the buckets (2 ** bits of them) of all n-grams of some sizes of a folded text, size by size.
    """
    [found] = buckets_of_each([text], sizes, bits)
    return found


def buckets_of_each(texts: Sequence[str], sizes: Sequence[int], bits: int) -> Iterator[NDArray[np.int32]]:
    """
    Give the buckets of folded texts, one after the other: many short ones are hashed much quicker as one.
    """
    letters = _letters(texts)
    hashed = [_hashed(letters, size, bits) for size in sizes]
    at = 0
    for text in texts:
        end = at + len(text)
        yield np.concatenate([one[at : max(at, end - size + 1)] for size, one in zip(sizes, hashed, strict=True)])
        at = end


def pairs_of_each(texts: Sequence[str], reach: int, bits: int) -> Iterator[NDArray[np.int32]]:
    """
    Give the buckets of the pairs of words of folded texts that stand at most so many words apart, by how the words begin.

    What stands between them is not asked: who does something, and what is done, may be far from each other.
    """
    letters = _letters(texts)
    starts = np.flatnonzero((letters[:-1] == _BLANK) & (letters[1:] != _BLANK)) + 1
    begun = _begun(letters, starts)
    paired = [_bucket(_mixed([begun[:-away], begun[away:]], _PAIR), bits) for away in range(1, reach + 1)]
    ends = np.cumsum([len(text) for text in texts])
    first = 0
    for last in np.searchsorted(starts, ends):
        yield np.concatenate([one[first : max(first, last - away)] for away, one in enumerate(paired, 1)])
        first = last


def word_parts(words: Sequence[str], bits: int) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
    """
    Give the buckets of the parts of folded words, and which word each is a part of.

    Parts are the letters by two and three with the blanks around a word, its first letters, and all of it.
    """
    letters = _letters([f" {' '.join(words)} "])
    blank = letters == _BLANK
    word = np.cumsum(blank) - 1
    by_three = np.flatnonzero(~blank[1:-1])
    starts = np.flatnonzero(blank[:-1]) + 1
    hashed = [
        _hashed(letters, 2, bits),
        _hashed(letters, 3, bits)[by_three],
        *(_bucket(_beginnings(letters, starts, count, _BEGUN + count), bits) for count in _BEGINNINGS),
    ]
    of_starts = np.arange(len(starts))
    return np.concatenate(hashed), np.concatenate([word[:-1], word[by_three], *(of_starts for _ in _BEGINNINGS)])


def _begun(letters: NDArray[np.uint64], starts: NDArray[np.intp]) -> NDArray[np.uint64]:
    """
    Mix what a pair hears of the words that start at these places.
    """
    heard = np.where(letters[starts] <= _LAST_LATIN, _BEGINNING_LATIN, _BEGINNING)
    return _beginnings(letters, starts, _BEGINNING_LATIN, _PAIR, heard)


def _beginnings(
    letters: NDArray[np.uint64],
    starts: NDArray[np.intp],
    count: int,
    salt: int,
    heard: NDArray[np.intp] | None = None,
) -> NDArray[np.uint64]:
    """
    Mix so many first letters of the words that start at these places, or fewer where fewer are heard; blanks fill a shorter one up.
    """
    inside = np.ones(len(starts), bool)
    parts = []
    for away in range(count):
        letter = letters[np.minimum(starts + away, len(letters) - 1)]
        inside &= letter != _BLANK
        if heard is not None:
            inside &= away < heard
        parts.append(np.where(inside, letter, _BLANK))
    return _mixed(parts, salt)


def _letters(texts: Sequence[str]) -> NDArray[np.uint64]:
    return np.frombuffer("".join(texts).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)


def _hashed(letters: NDArray[np.uint64], size: int, bits: int) -> NDArray[np.int32]:
    count = max(0, len(letters) - size + 1)
    return _bucket(_mixed([letters[place : place + count] for place in range(size)], size), bits)


def _mixed(parts: Sequence[NDArray[np.uint64]], salt: int) -> NDArray[np.uint64]:
    mixed = np.full(len(parts[0]), salt, np.uint64)
    for part in parts:
        mixed = (mixed ^ part) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return mixed


def _bucket(mixed: NDArray[np.uint64], bits: int) -> NDArray[np.int32]:
    return ((mixed * _MIX) >> np.uint64(64 - bits)).astype(np.int32)
