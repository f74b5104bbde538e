"""
Show how automatic numbers are written.
"""

from __future__ import annotations

import pytest

from ingest.office.numerals import System, write


@pytest.mark.parametrize(
    ("system", "numbers", "expected"),
    [
        (System.DECIMAL, (1, 12), "1 12"),
        (System.TWO_DIGITS, (1, 12), "01 12"),
        (System.CIRCLED, (1, 20, 21), "① ⑳ 21"),
        (System.GANADA, (1, 14, 15), "가 하 거"),
        (System.CIRCLED_UPPER_LETTER, (1, 26), "Ⓐ Ⓩ"),
        (System.CIRCLED_HANJA, (1, 10), "㊀ ㊉"),
        (System.CHOSUNG, (1, 14), "ㄱ ㅎ"),
        (System.CIRCLED_GANADA, (1, 3), "㉮ ㉰"),
        (System.LOWER_LETTER, (1, 26, 27), "a z aa"),
        (System.UPPER_ROMAN, (4, 9, 14, 1990), "IV IX XIV MCMXC"),
        (System.KOREAN_NUMBER, (1, 10, 21, 305), "일 십 이십일 삼백오"),
        (System.KOREAN_DIGITS, (10, 21), "일영 이일"),
        (System.KOREAN_COUNTED, (1, 11, 22), "하나 열하나 스물둘"),
        (System.HANJA_NUMBER, (3, 12), "三 十二"),
        (System.STEMS, (1, 2), "갑 을"),
        (System.NONE, (1,), ""),
    ],
)
def test_numbers_are_written_as_word_processors_print_them(
    system: System, numbers: tuple[int, ...], expected: str
) -> None:
    """Each system writes its numbers as the programs do, and plain figures where it ends."""
    assert " ".join(write(number, system) for number in numbers) == expected


@pytest.mark.parametrize("system", System)
def test_no_number_breaks_a_system(system: System) -> None:
    """Zero, negative and huge numbers, which a hostile file may ask for, are written somehow."""
    assert all(isinstance(write(number, system), str) for number in (-5, 0, 5000, 10**9))
