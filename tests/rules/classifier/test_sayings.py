"""
The sayings that the classifier learns from.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest

from rules import catalog
from rules.classifier import sayings
from rules.marks import MARK_OF_ROLE

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.document import Role


@cache
def said() -> tuple[sayings.Saying, ...]:
    """
    Read all sayings once.
    """
    return tuple(sayings.read())


def test_every_file_of_unfair_sayings_is_named_after_a_rule() -> None:
    """
    What a sentence is said to break exists in the catalog.
    """
    known = {one.rule.id for one in catalog.load().rules}
    assert {one.rule for one in said() if one.rule} <= known


def test_no_sentence_is_said_twice_with_two_meanings() -> None:
    """
    A sentence is either fair or unfair.
    """
    meanings: dict[str, set[bool]] = {}
    for one in said():
        meanings.setdefault(one.marked, set()).add(one.rule is None)
    assert [words for words, both in meanings.items() if len(both) > 1] == []


def test_every_rule_with_sayings_has_fair_ones_beside_them() -> None:
    """
    A subject must never be learned as unfair in itself.
    """
    fair = Counter(one.near for one in said())
    assert {one.rule for one in said() if one.rule} - fair.keys() == set()


def test_sentences_of_agreements_are_told_apart_from_those_written_one_by_one() -> None:
    """
    Only agreements show how seldom harm is: hardly a third of their sentences here, most of those written for a rule.
    """
    unfair: dict[bool, Counter[bool]] = {True: Counter(), False: Counter()}
    for one in said():
        unfair[one.to_the_end][one.rule is not None] += 1
    shares = {kind: counted[True] / counted.total() for kind, counted in unfair.items()}
    assert shares[True] < shares[False] < 1


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("회사는 파트너의 자료를 쓴다.", "corporate"),
        ("회사는 투자자에게 알린다.", "startup"),
        ("The Company shall notify the Investor.", "startup"),
        ("이해관계인은 주식을 팔지 못한다.", "founder"),
    ],
)
def test_who_a_company_is_depends_on_who_stands_beside_it(words: str, first: Role) -> None:
    """
    Beside an investor the company is the startup; else it is the larger one.
    """
    marks = [letter for letter in sayings.marked(words) if letter in MARK_OF_ROLE.values()]
    assert marks[0] == MARK_OF_ROLE[first]


def test_a_line_without_a_sign_is_refused(tmp_path: Path) -> None:
    """
    Nobody guesses whether a sentence is fair.
    """
    (tmp_path / "GEN-01.txt").write_text("갑은 바꿀 수 있다.\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not a saying"):
        list(sayings.read(tmp_path))
