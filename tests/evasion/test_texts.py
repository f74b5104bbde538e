"""
A clause that is written against machines is found as if it were plain, and a fair one so written is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.evasion.clauses import AGREEMENT, clauses, declared, flagged, read_as, warned
from tests.evasion.texts import TRICKS, enclosed

if TYPE_CHECKING:
    from tests.evasion.clauses import Clause


def agreement(trick: str, clause: str) -> str:
    """
    Write the agreement with the clause tricked; enclosed letters name the parties throughout.
    """
    tricked = AGREEMENT.format(clause=TRICKS[trick](clause))
    return enclosed(tricked) if TRICKS[trick] is enclosed else tricked


@pytest.mark.parametrize("clause", clauses(), ids=lambda clause: clause.rule)
def test_the_plain_clauses_are_what_they_say(clause: Clause) -> None:
    """The unfair clause is flagged and the fair one is not, where neither hides."""
    text = AGREEMENT.format
    assert clause.rule in flagged(read_as(text(clause=clause.unfair).encode()))
    assert not flagged(read_as(text(clause=clause.fair).encode()))


@pytest.mark.parametrize("trick", TRICKS)
def test_no_way_of_writing_hides_a_clause(trick: str) -> None:
    """Every unfair clause is flagged, or the trick is told; no fair clause is flagged."""
    labels = ("㉮", "㉯") if TRICKS[trick] is enclosed else ("갑", "을")
    missed, wrong = [], []
    for clause in clauses():
        unfair, fair = (
            read_as(agreement(trick, words).encode(), said=declared(*labels)) for words in (clause.unfair, clause.fair)
        )
        if clause.rule not in flagged(unfair) and not warned(unfair):
            missed.append(clause.rule)
        if flagged(fair):
            wrong.append(clause.rule)
    assert (missed, wrong) == ([], [])


def test_look_alike_letters_are_read_as_what_they_look_like() -> None:
    """E09: Cyrillic letters in a Latin word do not hide whose intellectual property it is."""
    text = AGREEMENT.format(clause="본 개발로 생긴 ІР는 모두 “갑”에게 귀속된다.")
    assert "IP-01" in flagged(read_as(text.encode()))


def test_text_that_is_seen_backwards_is_told() -> None:
    """E13: a right-to-left override gives 202."""
    text = AGREEMENT.format(clause="\u202e.다된속귀 게에”갑“ 은물과성\u202c")
    assert 202 in warned(read_as(text.encode()))


def test_a_clause_under_the_signatures_is_judged() -> None:
    """What is written below the names and seals binds as well, and the names themselves are no clause."""
    below = AGREEMENT.format(clause="당사자는 협력한다.") + "\n성과물에 관한 지식재산권은 “갑”에게 귀속된다.\n"
    assert "IP-01" in flagged(read_as(below.encode()))
