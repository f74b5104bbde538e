"""
Characters that nobody sees are told where they hide words, and nowhere else.
"""

from __future__ import annotations

import pytest

from ingest.unseen import INVISIBLE, TURNED, unseen_in


@pytest.mark.parametrize("hidden", ["\u200b", "\u3164", "\u034f", "\ufe0f", "\U000e0067", "\u2060"])
def test_an_invisible_character_inside_a_word_is_told(hidden: str) -> None:
    """
    A character that only parts the syllables of a word gives 202.
    """
    assert unseen_in(f"갑에게 귀{hidden}속된다.")[0] == (INVISIBLE,)


@pytest.mark.parametrize(
    "text", ["\ufeff제1조", "갑은\u200b 을에게", "☎\ufe0f 02", "co\u00adoperate", "👩\u200d💻", "①\ufe0f 항"]
)
def test_harmless_invisible_characters_are_not_told(text: str) -> None:
    """
    A byte order mark, spaces between words, soft hyphens and the joiners of symbols are what editors write.
    """
    assert unseen_in(text) == ((), ())


def test_letters_in_reversed_order_are_told_as_they_are_seen() -> None:
    """
    Text under a right-to-left override gives 202 and is set aside in the order in which it is seen.
    """
    text = "\u202e.다된속귀 게에갑\u202c"
    notices, asides = unseen_in(text)
    assert notices == (TURNED,)
    assert [(aside.text, aside.span and text[aside.span.start : aside.span.end]) for aside in asides] == [
        ("갑에게 귀속된다.", text)
    ]
