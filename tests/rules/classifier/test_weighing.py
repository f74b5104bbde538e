"""
What speaks for a sentence being unfair, put together.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from ingest.document import Role
from rules.classifier.weighing import HARM, weight
from rules.norm import Modality

if TYPE_CHECKING:
    from rules.norm import Norm

USUAL = "을은 갑의 요청이 있으면 이유를 묻지 아니하고 일의 결과를 갑이 흡족히 여길 때까지 다시 손보며 그 값은 처음에 정한 금액에 들어 있는 것으로 본다."
ENGLISH = (
    "The Startup shall revise the results until the Customer is satisfied, and the price of that is deemed to be in it."
)


def norm(bearer: Role, modality: Modality) -> Norm:
    """
    Make a norm that binds or frees one side.
    """
    return cast("Norm", SimpleNamespace(bearer=frozenset({bearer}), modality=modality))


def test_harm_that_is_heard_under_any_rule_adds_to_a_doubtful_likeness() -> None:
    """
    A rule's own column learns from few look-alikes.
    """
    assert weight(0.3, 1.0, USUAL) == pytest.approx(weight(0.3, 0.0, USUAL) + HARM)


@pytest.mark.parametrize(("little", "much"), [(USUAL[:30], USUAL), (ENGLISH[:60], ENGLISH)])
def test_a_sentence_that_says_little_weighs_less(little: str, much: str) -> None:
    """
    What is short resembles anything sooner.
    """
    assert weight(0.5, 0.0, little) < weight(0.5, 0.0, much)


def test_latin_letters_say_less_than_those_of_hangul() -> None:
    """
    Half a sentence of Hangul weighs as much as a whole English one of as many letters and half as many again.
    """
    assert weight(0.5, 0.0, ENGLISH[:80]) < weight(0.5, 0.0, USUAL[:80])


@pytest.mark.parametrize(
    ("bearer", "modality"),
    [(Role.CORPORATE, Modality.MUST), (Role.STARTUP, Modality.MAY), (Role.FOUNDER, Modality.NEED_NOT)],
)
def test_what_favours_the_weaker_side_weighs_against_harm(bearer: Role, modality: Modality) -> None:
    """
    A duty of the larger company or a right of the startup is seldom what an unfair sentence says.
    """
    burden = norm(Role.STARTUP, Modality.MUST)
    assert weight(0.5, 0.0, USUAL, [burden, norm(bearer, modality)]) < weight(0.5, 0.0, USUAL, [burden, burden])


def test_what_rules_many_things_in_one_breath_weighs_less() -> None:
    """
    Ordinary clauses list duties; unfair ones mostly do one thing.
    """
    burden = norm(Role.STARTUP, Modality.MUST)
    assert weight(0.5, 0.0, USUAL, [burden] * 4) < weight(0.5, 0.0, USUAL, [burden])
