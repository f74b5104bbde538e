"""
Read the norms of a sentence: who must, may, must not or need not do what towards whom.

One reader a language; all work on text whose party mentions are marks (rules/marks.py).
"""

from __future__ import annotations

from string import ascii_letters
from typing import TYPE_CHECKING

from rules.marks_japanese import is_japanese
from rules.norms import english, japanese, korean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest.document import Role
    from rules.norm import Norm
    from rules.sentences import Sentence

    Reader = Callable[[str, Sequence[Sentence], int, frozenset[Role]], tuple[Norm, ...]]


_HANGUL = bytes(range(0xAC, 0xD8))
"""First bytes of Hangul syllables in UTF-16."""
_LATIN = ascii_letters.encode()
_MARKED_LABELS = 4
"""At most one letter in so many of a Japanese sentence is Hangul: 甲 and 乙 as canonical text has them."""


def read_norms(text: str, sentences: Sequence[Sentence], index: int, roles: frozenset[Role]) -> tuple[Norm, ...]:
    """
    Read every norm of `sentences[index]`; earlier sentences lend a missing bearer, the next one its proviso.
    """
    span = sentences[index].span
    return _reader(text[span.start : span.end])(text, sentences, index, roles)


def _reader(words: str) -> Reader:
    hangul = _count(words.encode("utf-16-be", "surrogatepass")[::2], _HANGUL)
    if hangul * _MARKED_LABELS < len(words) and is_japanese(words):
        return japanese.read
    latin = _count(words.encode("ascii", "ignore"), _LATIN)
    return korean.read if hangul * 3 >= latin else english.read


def _count(data: bytes, wanted: bytes) -> int:
    """
    Count bytes of some values, without a step of the interpreter for each.
    """
    return len(data) - len(data.translate(None, wanted))
