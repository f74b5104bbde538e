"""
Tell a later paper on a like subject from one on another, one that is older, and one that the startup stands in itself.
"""

from __future__ import annotations

from datetime import date

import pytest

from ingest import read
from ingest.document import Declaration, DeclaredParty, Role
from rules import lexicon, parameters, reading
from rules.matchers import compile_tree
from rules.matchers.base import Context, Deal, Match, UndecidedError, Workshop
from rules.units import units_of
from tests.rules.documents import CHECKED

TREE = {
    "alike_member": {
        "types": ["poc"],
        "purpose": "purpose_told",
        "ordinary": "ordinary_word",
        "words": {"parameter": "likeness_words"},
        "share": {"parameter": "likeness_share"},
    }
}
NUMBERS = parameters.load_parameters()
ALIKE = compile_tree(TREE, Workshop("T-01", lexicon.load(), NUMBERS))
AGREEMENT = """기술검증 계약서
제1조(목적) 본 계약은 "을"의 영상 기반 창고 재고 인식 로봇을 "갑"의 물류센터에서 검증하는 것을 목적으로 한다.
"""
LIKE = "한빛전자는 물류센터 창고의 재고를 영상으로 인식하는 로봇을 출시하였다."


def _judged(words: str, signed_on: date | None = date(2026, 2, 20)) -> Match | None:
    parties = (
        DeclaredParty("갑", "주식회사 한빛전자", Role.CORPORATE),
        DeclaredParty("을", "주식회사 새싹로봇", Role.STARTUP),
    )
    earlier = reading.read(read(AGREEMENT.encode(), "a.txt", Declaration("poc", signed_on, parties, {})), CHECKED)
    later = reading.read(read(f"보도자료\n{words}\n".encode(), "b.txt", Declaration("other", None, (), {})), CHECKED)
    [unit] = units_of("bundle", later)
    return ALIKE(unit, Context(later, NUMBERS, Deal((Context(earlier, NUMBERS),))))


def test_a_later_paper_on_the_same_subject_is_a_sign() -> None:
    """
    The words of the purpose that come again are counted, and the purpose is shown.
    """
    found = _judged(f"2026년 9월 15일 {LIKE}")
    assert found is not None
    assert found.value == "6/6"
    assert found.elsewhere


@pytest.mark.parametrize(
    "words",
    [
        "2026년 9월 15일 한빛전자는 새 냉장고와 로봇 청소기를 출시하였다.",
        f"2025년 9월 15일 {LIKE}",
        f"2026년 9월 15일 {LIKE.replace('한빛전자', '가람물산')}",
        f"2026년 9월 15일 {LIKE} 새싹로봇과 함께 만든 제품이다.",
    ],
    ids=["another subject", "older", "another company", "with the startup"],
)
def test_another_subject_an_older_paper_or_other_names_are_none(words: str) -> None:
    """
    Nothing is taken for a sign that is about something else, was there before, or is told by others.
    """
    assert _judged(words) is None


def test_without_a_day_nobody_knows_which_came_first() -> None:
    """
    Where a paper tells no day the question stays open.
    """
    with pytest.raises(UndecidedError):
        _judged(LIKE)
    with pytest.raises(UndecidedError):
        _judged(f"2026년 9월 15일 {LIKE}", signed_on=None)
