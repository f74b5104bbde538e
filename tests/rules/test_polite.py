"""
Test that patterns written for plain endings find the polite ones.
"""

from __future__ import annotations

import pytest
import re2

from rules.polite import politely


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("가[지진]", "가집니다"),
        ("귀속(?:한다|된다)", "귀속됩니다"),
        ("갖[는고]", "갖습니다"),
        ("않는다", "않습니다"),
        ("수 있다", "수 있습니다"),
        ("의 것이다", "의 것입니다"),
        ("넘[긴기]", "넘깁니다"),
        ("지급(?:한|하|해)", "지급합니다"),
        ("지급(?:된|되)", "지급됨"),
        ("(?:치른|치르)", "치릅니다"),
    ],
)
def test_a_plain_ending_finds_the_polite_one_and_itself(pattern: str, words: str) -> None:
    """
    Rule authors write 한다 once, for letters in 합니다 as well.
    """
    assert re2.search(politely(pattern), words)
    assert politely("귀속(?:한다|하며)").startswith("귀속(?:(?:한다")


def test_other_words_and_classes_stay_as_they_are() -> None:
    """
    What is no ending, and a class without the bare form, is not widened.
    """
    assert politely("하거나|[고다으]|[갑을]|[0-9다]|(?:본|한)") == "하거나|[고다으]|[갑을]|[0-9다]|(?:본|한)"
