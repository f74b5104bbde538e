"""
Warn of characters that nobody sees: inside a word they only serve to hide it from a machine.

They are left out of the canonical text (ingest/characters.py), so the word is judged as people read it.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from ingest import late
from ingest.document import Aside, Notice, Span
from ingest.notices import HIDDEN

# Between two Korean letters no program puts one; between words, after symbols or in Latin words editors do.
_INSIDE_WORD: Final = late.pattern(
    "(?<=[가-힣\u1100-\u11ff])[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u206f\u3164\uffa0"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]+(?=[가-힣\u1100-\u11ff])"
)
# Text under a right-to-left override is seen backwards.
_TURNED: Final = late.pattern("\u202e([^\n\u202c]+)\u202c?")
_MOST: Final = 20

INVISIBLE: Final = Notice(
    HIDDEN,
    "낱말 안에 보이지 않는 문자가 있어, 빼고 읽었습니다",
    "words hold invisible characters, which were left out",
)
TURNED: Final = Notice(
    HIDDEN,
    "글자의 방향을 뒤집는 문자가 있어, 보이는 순서와 저장된 순서가 다릅니다",
    "the direction of text is overridden: it is seen in another order than it is stored",
)


def unseen_in(text: str) -> tuple[tuple[Notice, ...], tuple[Aside, ...]]:
    """
    Return the warnings, and what is seen where the file turns the order of its letters round (at most 20 places).
    """
    turned = islice(_TURNED.finditer(text), _MOST)
    asides = tuple(Aside("disagreeing", found[1][::-1], span=Span(*found.span())) for found in turned)
    held = {INVISIBLE: _INSIDE_WORD.search(text), TURNED: asides}
    return tuple(notice for notice, holds in held.items() if holds), asides
