"""
Show which numbers are blackened, and which stay: an agreement is full of numbers.
"""

from __future__ import annotations

import pytest

from compliance.facsimile.personal import HIDDEN, blackened, blackened_all, spans_of
from compliance.long_findings import LongFindings


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
        "123456-12-123456",
        "3333-01-1234567",
        "010-1234-5678",
        "010 1234 5678",
        "01012345678",
        "+82-10-1234-5678",
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
        "특허출원번호 10-2019-0012345",
        "문서번호 2026-001-000123",
        "은행 영업일 5일, 금 10,000,000,000원",
        "금 1,234,567원",
        "2026년 11월 27일",
        "문서번호 2026-1234567",
        "801212-1******",
        "전화 02-1234-5678",
    ],
)
def test_other_numbers_stay(number: str) -> None:
    """
    Numbers of companies, patents, amounts, dates and documents are what an agreement is read for.
    """
    assert blackened(number) == number


def test_an_account_run_together_is_told_by_its_label() -> None:
    """
    Of a labelled account the number alone is blackened, and a number of that length without a label stays.
    """
    assert (
        blackened("국민은행 계좌번호: 12345678901234 (예금주 김가나)")
        == f"국민은행 계좌번호: {'●' * 14} (예금주 김가나)"
    )
    assert blackened("품번 12345678901234") == "품번 12345678901234"


def test_a_report_is_blackened_wherever_it_quotes() -> None:
    """
    Every text of a report is blackened but what names a thing of ours; long findings stay unread until wanted.
    """
    body = {"rule": "A-1", "fingerprint": "010-1234-5678", "quote": "연락처 010-1234-5678", "severity": "low"}
    report = {"findings": LongFindings.pack([body]), "warnings": [{"ko": "801212-1234567", "page": 3}]}
    hidden = blackened_all(report)
    assert hidden["warnings"] == [{"ko": "●●●●●●-●●●●●●●", "page": 3}]
    assert list(hidden["findings"]) == [{**body, "quote": "연락처 ●●●-●●●●-●●●●"}]
    assert hidden["findings"][0]["fingerprint"] == body["fingerprint"]


@pytest.mark.parametrize(
    "name",
    [
        "01a22284-8828-7269-9ae0-84a1dbe9a514",
        "sha256:" + "a01012345678b" * 4 + "0123456789ab",
        "a01012345678b" * 4 + "0123456789ab",
    ],
)
def test_an_identifier_of_ours_stays_whole(name: str) -> None:
    """
    A UUID or digest whose digits look like an account or a telephone still names what it names, in whatever part.
    """
    assert blackened(name) != name
    assert blackened_all({"documents": [name], "of": name}) == {"documents": [name], "of": name}
    assert HIDDEN in blackened_all({"quote": f"문서 {name}"})["quote"]
