"""
Terms that an agreement voids or forbids itself are no clauses of it.
"""

from __future__ import annotations

import pytest

from rules.examples import reading_of
from rules.units import judged

VOIDED = (
    "제9조 ① 다음 각 호의 어느 하나에 해당하는 약정은 부당한 특약으로 본다.\n1. 민원처리 비용을 을에게 부담시키는 약정",
    "제9조 ① 다음 각 호의 약정은 효력이 없다.\n1. 갑이 언제든지 이 계약을 해지할 수 있다는 조항",
    "제9조 ① 갑은 다음 각 호의 행위를 하여서는 아니 된다.\n1. 대금을 부당하게 깎는 행위",
    "제9조 성과물의 권리를 갑에게 귀속하는 약정은 무효로 한다.",
)
BINDING = (
    "제9조 ① 을은 다음 각 호의 행위를 하여서는 아니 된다.\n1. 갑의 경쟁사와 거래하는 행위",
    "제9조 ① 다음 각 호의 경우 갑은 이 계약을 해지할 수 있다.\n1. 을이 파산한 경우",
    "제9조 ① 이 계약의 일부가 무효인 때에도 나머지는 효력이 있다.\n1. 을은 갑의 지시에 따른다.",
)


def bound(text: str) -> list[str]:
    """
    Give the words of the sentences that are judged.
    """
    read = reading_of(text, "supply")
    return [read.quote(one.span) for one in judged(read)]


@pytest.mark.parametrize("text", VOIDED)
def test_what_is_void_is_not_judged(text: str) -> None:
    """A term that is named only to void or forbid it is no clause."""
    last = text.splitlines()[-1].removeprefix("제9조 ").removeprefix("1. ")
    assert not any(last in one for one in bound(text))


@pytest.mark.parametrize("text", BINDING)
def test_what_binds_is_judged(text: str) -> None:
    """Bans of the smaller party, grounds to end it and severability are read as ever."""
    last = text.splitlines()[-1].removeprefix("1. ")
    assert any(last in one for one in bound(text))


NARRATED = "At a session held on January 14, 2026, the Startup explained its method and handed over drawings."
ORDERED = "On January 14, 2026, the Startup explained its method and shall hand over drawings."


def test_what_has_happened_is_not_judged() -> None:
    """A recital that tells what a party did on a day gone by orders nothing."""
    assert bound(NARRATED) == []
    assert bound(ORDERED) == [ORDERED]
