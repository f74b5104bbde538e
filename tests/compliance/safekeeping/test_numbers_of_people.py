"""
Hold every way to look at an agreement to blackening the numbers of people, while what is stored stays whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compliance.views import FindingFilter
from tests.compliance.fakes import agreement

if TYPE_CHECKING:
    from tests.compliance.conftest import Cast, Desk

NUMBERS = ("801212-1234567", "010-1234-5678", "123456-12-123456")


def test_numbers_of_people_are_shown_nowhere(desk: Desk, cast: Cast) -> None:
    """
    Neither text, result (which papers and exports are made of) nor finding shows a digit of them, and nothing moves.
    """
    text = agreement(f"FLAG high 대표이사({NUMBERS[0]})는 {NUMBERS[1]}로 통지하고 {NUMBERS[2]}로 지급한다")
    mine = desk.screened(cast.startup, text)
    office = desk.office
    shown = office.document_text(cast.startup, mine.id)
    looks = (shown, office.screening(cast.startup, mine.id), office.findings(cast.startup, FindingFilter()).items)
    for look in looks:
        assert "대표이사(●●●●●●-●●●●●●●)는 ●●●-●●●●-●●●●로" in str(look)
        assert not any(number in str(look) for number in NUMBERS)
    assert len(shown.text) == len(text)
    assert office.original(cast.startup, mine.id).content == text.encode()
