"""
Put misspelled legal words right, and leave real words alone.
"""

from __future__ import annotations

import pytest

from rules.spelling import respelled


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("이 계약을 헤지할 수 있다", "이 계약을 해지할 수 있다"),
        ("을의 손헤에 대하여", "을의 손해에 대하여"),
        ("지식제산권은 갑에개 귀송된다", "지식재산권은 갑에게 귀속된다"),
        ("계약헤지 사유", "계약해지 사유"),
        ("게약금액의 베상책임", "계약금액의 배상책임"),
        ("데이타와 로얄티", "데이터와 로열티"),
    ],
)
def test_misspelled_legal_words_are_put_right(written: str, meant: str) -> None:
    """
    What sounds like a legal word or is one letter off is read as that word, in as many letters.
    """
    assert respelled(written) == meant
    assert len(respelled(written)) == len(written)


@pytest.mark.parametrize(
    "words",
    [
        "환율 변동 위험을 헤지할 수 있다",
        "배송된 상품의 상황을 지금 알린다",
        "경쟁자와 실시간 예약금을 정한다",
        "헤지펀드는 제외한다",
        "기술로 만든 모래에 계량한다",
        "귀족 출연 특히 매도 매일",
    ],
)
def test_real_words_stay(words: str) -> None:
    """
    Words that merely look like legal ones are not touched.
    """
    assert respelled(words) == words
