"""
Show which words are read as mentions of a party.
"""

from __future__ import annotations

import pytest

from ingest.document import Party, Role
from rules.marks import MARK_OF_ROLE, mark

PARTIES = [Party("갑", "", Role.CORPORATE, 1.0, None), Party("을", "", Role.STARTUP, 1.0, None)]


@pytest.mark.parametrize("words", ["갑 홍보팀이 정하는 문안", "갑 연구소의 의견", "갑 건설본부에서", "갑 임직원은"])
def test_a_label_of_one_letter_before_a_part_of_that_party_is_a_mention(words: str) -> None:
    """
    Where 의 is left out before a team, an office or the staff of a party, its label is still read.
    """
    assert mark(words, PARTIES).text == MARK_OF_ROLE[Role.CORPORATE] + words[1:]


@pytest.mark.parametrize("words", ["갑 제1호증", "을 수 있다", "갑 팀워크를", "갑 홍보팀장님께서"])
def test_a_label_of_one_letter_before_another_word_is_none(words: str) -> None:
    """
    A single letter that stands before any other word is not taken for a party.
    """
    assert mark(words, PARTIES).text == words
