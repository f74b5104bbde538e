"""
Show which numbers are blackened, and which stay: an agreement is full of numbers.
"""

from __future__ import annotations

import pytest

from compliance.facsimile.personal import blackened, spans_of


@pytest.mark.parametrize(
    "number",
    [
        "801212-1234567",
        "801212 - 1234567",
        "8O1212-l234567",
        "020304–4234567",
        "주민등록번호: 8012121234567",
        "외국인등록번호 9012126234567",
        "11-08-123456-12",
        "여권번호 M123A4567",
        "Passport No. M12345678",
    ],
)
def test_numbers_of_people_are_blackened(number: str) -> None:
    """
    No letter or digit of such a number is left, and nothing around it moves.
    """
    text = f"대표이사 김가나({number}) 귀하"
    hidden = blackened(text)
    assert len(hidden) == len(text)
    assert hidden.startswith("대표이사 김가나(")
    assert hidden.endswith(") 귀하")
    assert not any(letter.isdigit() for letter in hidden)
    assert len(spans_of(text)) == 1


@pytest.mark.parametrize(
    "number",
    [
        "사업자등록번호 123-45-67890",
        "법인등록번호 110111-0123456",
        "계좌 123456-12-123456",
        "금 1,234,567원",
        "2026년 11월 27일",
        "문서번호 2026-1234567",
        "801212-1******",
        "전화 02-1234-5678",
    ],
)
def test_other_numbers_stay(number: str) -> None:
    """
    Numbers of companies, accounts, amounts, dates and documents are what an agreement is read for.
    """
    assert blackened(number) == number
