"""
How a sentence becomes counted n-grams.
"""

from __future__ import annotations

import numpy as np

from rules.classifier.features import folded, grams, grams_of_each
from rules.classifier.sayings import marked
from rules.ngrams import pairs_of_each


def test_figures_and_punctuation_do_not_tell_sentences_apart() -> None:
    """
    The same words with other figures, quotation marks and case are the same n-grams.
    """
    one, other = grams("Fee: 30 days, “net”."), grams("fee 75 days net")
    assert np.array_equal(one.buckets, other.buckets)


def test_numbers_of_clauses_do_not_tell_sentences_apart() -> None:
    """
    A clause that is numbered anew says what it said.
    """
    assert folded("제5조부터 제8조까지 적용한다.") == folded("제105조부터 제18조까지 적용한다.")
    assert folded("30일 안에 낸다.") != folded("3일 안에 낸다.")


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


def test_who_does_what_is_heard_across_the_words_between() -> None:
    """
    A party and its deed are a pair also where a word stands between them; the other way round they are another pair.
    """
    (near,), (far,), (turned,) = (
        [set(found) for found in pairs_of_each([folded(marked(words))], 3, 17)]
        for words in ("을은 고친다", "을은 다시 고친다", "고친다 을은")
    )
    assert near < far
    assert not near & turned


def test_english_words_are_heard_further_than_korean_ones() -> None:
    """
    Two letters of an English word tell nothing: "this thing" and "that thief" share no pair, "지급하고 지급한" and "지급한다 지급" do.
    """
    this, that, paying, paid = (
        set(found)
        for found in pairs_of_each([" this thing ", " that thief ", " 지급하고 지급한 ", " 지급한다 지급 "], 3, 17)
    )
    assert not this & that
    assert paying == paid


def test_a_sentence_says_the_same_among_others_as_alone() -> None:
    """
    No pair reaches from one sentence into the next, and none is lost.
    """
    said = [marked(words) for words in ("을은 이를 고친다", "", "갑은", "갑은 값을 치르고 을은 이를 고친다")]
    for one, words in zip(grams_of_each([folded(words) for words in said]), said, strict=True):
        assert np.array_equal(one.buckets, grams(words).buckets)
        assert np.array_equal(one.counts, grams(words).counts)
