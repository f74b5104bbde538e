"""
What the network is told of how the norms of a sentence bind whom.
"""

from __future__ import annotations

import pytest

from rules.classifier import binding
from rules.classifier.sayings import marked


def _told(words: str) -> set[str]:
    [row] = binding.told([binding.alone(marked(words))])
    return {name for name, is_so in zip(binding.TOLD, row, strict=True) if is_so}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("을은 갑에게 자료를 제출하여야 한다.", "weak must towards strong"),
        ("갑은 을의 동의 없이 자료를 공개하여서는 아니 된다.", "strong must_not"),
        ("갑은 언제든지 계약을 해지할 수 있다.", "strong may"),
        ("갑은 손해를 배상할 책임을 지지 아니한다.", "strong need_not"),
        ("투자자는 이해관계인에게 주식의 매수를 청구할 수 있다.", "strong may"),
        ("각 당사자는 비밀을 지켜야 한다.", "mutual"),
        ("을이 위반한 경우 갑은 계약을 해지할 수 있다.", "on a condition"),
        ("The Startup shall deliver the report to the Corporation.", "weak must towards strong"),
    ],
)
def test_who_must_or_may_what_towards_whom_is_told(words: str, name: str) -> None:
    """
    Of a sentence that stands by itself, in Korean and English.
    """
    assert name in _told(words)


def test_of_a_sentence_without_norms_nothing_is_told() -> None:
    """
    There is a row, and nothing in it.
    """
    assert not binding.told([()]).any()


def test_of_no_sentences_there_are_no_rows() -> None:
    """
    A text may have none.
    """
    assert binding.told([]).shape == (0, len(binding.TOLD))
