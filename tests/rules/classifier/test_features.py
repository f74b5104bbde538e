"""
How a sentence becomes counted n-grams.
"""

from __future__ import annotations

import numpy as np

from rules.classifier.features import folded, grams
from rules.classifier.sayings import marked


def test_figures_and_punctuation_do_not_tell_sentences_apart() -> None:
    """
    The same words with other figures, quotation marks and case are the same n-grams.
    """
    one, other = grams("Fee: 30 days, “net”."), grams("fee 75 days net")
    assert np.array_equal(one.buckets, other.buckets)


def test_parties_are_told_by_their_side_whatever_they_are_called() -> None:
    """
    A startup reads the same as a supplier, and not the same as the larger company.
    """
    assert folded(marked("을은 이를 고친다.")) == folded(marked("참여기업은 이를 고친다."))
    assert folded(marked("을은 이를 고친다.")) != folded(marked("갑은 이를 고친다."))


def test_a_sentence_without_letters_has_no_grams() -> None:
    """
    Nothing is said by marks alone.
    """
    assert len(grams("… — !").buckets) == 0
