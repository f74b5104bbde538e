"""
Read filled Korean sentences aloud: every particle fits the word before it.
"""

from __future__ import annotations

import pytest

from rules.particles import settled


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("창업기업이(가) 진다", "창업기업이 진다"),
        ("투자자이(가) 진다", "투자자가 진다"),
        ("시정권고을(를) 시행합니다", "시정권고를 시행합니다"),
        ("시정명령을(를) 시행합니다", "시정명령을 시행합니다"),
        ("상대방은(는) 귀사과(와) 다르다", "상대방은 귀사와 다르다"),
        ("서울(으)로, 부산(으)로, 제주(으)로", "서울로, 부산으로, 제주로"),
        ("PoC이(가) 끝난 뒤", "PoC이(가) 끝난 뒤"),
    ],
)
def test_a_particle_fits_the_word_before_it(written: str, read: str) -> None:
    """
    One of both forms stays; behind letters whose sound is not known, both.
    """
    assert settled(written) == read
