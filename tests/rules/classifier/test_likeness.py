"""
What the model and the network tell of a sentence, heard together.
"""

from __future__ import annotations

import numpy as np
import pytest

from rules.classifier import likeness, model, network, resembling
from rules.classifier.likeness import HARM_IN_ORDER, IN_ORDER, Likeness, likenesses, together
from rules.classifier.sayings import marked

_LARGEST = 5_000_000
NOTHING = [0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("sums", "outputs", "margin"),
    [([2.0, 0.0, 0.0], NOTHING, 2.0), ([0.0, 1.0, 0.0], NOTHING, -1.0), (NOTHING, [5.0, 1.0, 0.0], 4.0 * IN_ORDER)],
)
def test_a_margin_is_how_much_a_rule_outdoes_nothing_unfair(
    sums: list[float], outputs: list[float], margin: float
) -> None:
    """
    In what the words add up to, and for less in what their order says.
    """
    [row] = together([0], np.array([sums]), np.array([outputs])).margins
    assert row == pytest.approx([margin])


def test_what_sounds_unfair_under_any_rule_is_told_apart_from_the_rules() -> None:
    """
    It raises no margin of a rule; what rules say raises no harm.
    """
    unfair = together([0], np.array([[0.0, 0.0, 3.0]]), np.array([[0.0, 0.0, 2.0]])).at(0)
    of_a_rule = together([0], np.array([[2.0, 0.0, 0.0]]), np.array([[2.0, 0.0, 0.0]])).at(0)
    assert unfair.harm == pytest.approx(3.0 + 2.0 * HARM_IN_ORDER)
    assert (unfair.margins[0], of_a_rule.harm) == (0.0, 0.0)


def test_what_only_sounds_unfair_is_told_under_no_rule() -> None:
    """
    However much harm is heard, some likeness to the rule's own sayings is needed.
    """
    assert resembling.likeliest(Likeness(np.array([0.1]), 9.0), [0]) is None


def test_a_text_without_sentences_resembles_nothing() -> None:
    """
    It has no row.
    """
    assert likenesses({}).margins.shape == (0, len(model.shipped().rules))


def test_who_must_bear_what_is_told_by_the_order_of_the_words() -> None:
    """
    The same words with the sides exchanged are fair: the weaker side's costs borne by the stronger.
    """
    unfair, fair = (
        likenesses({0: marked(f"검수에 든 비용은 {one}이 부담하고 {other}에게 청구하지 못한다.")}).at(0)
        for one, other in (("을", "갑"), ("갑", "을"))
    )
    assert unfair.harm > fair.harm


def test_the_shipped_network_stands_for_the_rules_of_the_shipped_model() -> None:
    """
    Column by column: what both tell is added.
    """
    assert network.shipped().names == model.shipped().names


def test_what_is_shipped_is_small() -> None:
    """
    What decides on likeness, but for the fingerprints of official forms, weighs at most 5 MB together.
    """
    assert sum(one.stat().st_size for one in likeness.SHIPPED if one.suffix == ".npz") <= _LARGEST
