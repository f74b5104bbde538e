"""
Warn of business registration numbers (사업자등록번호) whose check digit is wrong: misread, mistyped or made up.

Corporation numbers (법인등록번호) are not checked: numbers given since 2025 need not carry a check digit.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from ingest import late
from ingest.document import Notice
from ingest.notices import DISAGREES

_NUMBER: Final = late.pattern(
    r"사업자 ?(?:등록 ?)?번호[ :|()]{0,8}(?P<number>(?<!\d)\d{3} ?- ?\d{2} ?- ?\d{5}(?!\d)|(?<!\d)\d{10}(?!\d))"
)
_WEIGHTS: Final = (1, 3, 7, 1, 3, 7, 1, 3, 5)
# What forms print where a number is to be written.
_PLACEHOLDERS: Final = frozenset({"1234567890", "1234567891", "0123456789"})
_MOST: Final = 20

WRONG_NUMBER: Final = Notice(
    DISAGREES,
    "사업자등록번호의 검증 숫자가 맞지 않습니다: 잘못 적혔거나 잘못 읽혔을 수 있습니다",
    "the check digit of a business registration number is wrong: it may be mistyped or misread",
)


def registration_notices(text: str) -> tuple[Notice, ...]:
    """
    Return a warning where a number of the canonical text (of the first 20) cannot be a business registration number.
    """
    numbers = [re.sub(r"\D", "", found["number"]) for found in islice(_NUMBER.finditer(text), _MOST)]
    wrong = any(not valid(one) for one in numbers if one not in _PLACEHOLDERS and len(set(one)) > 1)
    return (WRONG_NUMBER,) if wrong else ()


def valid(number: str) -> bool:
    """
    Tell whether the last of ten digits is the check digit of the nine before.
    """
    digits = [int(each) for each in number]
    total = sum(weight * digit for weight, digit in zip(_WEIGHTS, digits[:-1], strict=True))
    total += _WEIGHTS[-1] * digits[-2] // 10
    return (10 - total % 10) % 10 == digits[-1]
