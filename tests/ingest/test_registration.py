"""
A business registration number with a wrong check digit is told, and nothing else is.
"""

from __future__ import annotations

import pytest

from ingest.registration import WRONG_NUMBER, registration_notices, valid


@pytest.mark.parametrize(("number", "right"), [("2208162517", True), ("1048656659", True), ("2208162518", False)])
def test_check_digit(number: str, *, right: bool) -> None:
    """
    The tenth digit follows from the nine before it.
    """
    assert valid(number) is right


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("사업자등록번호: 220-81-62518", True),
        ("사업자 등록번호 2208162518", True),
        ("사업자등록번호: 220-81-62517", False),
        ("사업자등록번호 : 000-00-00000", False),
        ("사업자등록번호 : 123-45-67890", False),
        ("계좌번호: 220-81-62518", False),
        ("법인등록번호: 110111-0000000", False),
    ],
)
def test_only_wrong_numbers_are_told(text: str, *, told: bool) -> None:
    """
    A wrong number is told; a right one, a blank of a form and numbers of other kinds are not.
    """
    assert registration_notices(text) == ((WRONG_NUMBER,) if told else ())


def test_long_text_is_read_quickly() -> None:
    """
    Many labels without a number are passed over.
    """
    assert registration_notices("사업자등록번호 " * 50_000) == ()
