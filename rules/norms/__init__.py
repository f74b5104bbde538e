"""
Read the norms of a sentence: who must, may, must not or need not do what towards whom.

One reader a language; both work on text whose party mentions are marks (rules/marks.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.norms import english, korean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.document import Role
    from rules.norm import Norm
    from rules.sentences import Sentence


def read_norms(text: str, sentences: Sequence[Sentence], index: int, roles: frozenset[Role]) -> tuple[Norm, ...]:
    """
    Read every norm of `sentences[index]`; earlier sentences lend a missing bearer, the next one its proviso.
    """
    span = sentences[index].span
    read = korean.read if _is_korean(text[span.start : span.end]) else english.read
    return read(text, sentences, index, roles)


def _is_korean(words: str) -> bool:
    hangul = sum("가" <= letter <= "힣" for letter in words)
    latin = sum(letter.isascii() and letter.isalpha() for letter in words)
    return hangul * 3 >= latin
