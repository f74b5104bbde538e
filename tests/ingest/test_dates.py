"""
The day of signing is read where agreements are dated, and no other date is taken for it.
"""

from __future__ import annotations

from datetime import date

import pytest

from ingest.canonical import canonical
from ingest.dates import signed_on
from ingest.outline import outline

BODY = "\n제1조(기간) 2024년 1월 1일부터 효력이 있다.\n제2조(기타) 정한다.\n"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"계약서{BODY}2026년 3월 2일\n갑 주식회사 가나 (인)\n을 다라 주식회사 (인)\n", date(2026, 3, 2)),
        (f"계약서{BODY}      2026. 3. 2.\n갑 주식회사 가나 (인)\n", date(2026, 3, 2)),
        (f"계약서{BODY}계약일 : 2026. 7. 1.\n갑 주식회사 가나 (인)\n", date(2026, 7, 1)),
        (f"계약서\n체결일: 2027년 5월 11일{BODY}", date(2027, 5, 11)),
        (f"본 계약은 2025년 9월 1일(이하 “발효일”)자로 체결된다.{BODY}", date(2025, 9, 1)),
        (f"주식회사 가나는 2018년 9월 11일 설립되었고 본 계약은 2026년 6월 8일 체결된다.{BODY}", date(2026, 6, 8)),
        (
            "NDA\nTHIS AGREEMENT is dated 12 March 2026.\nArticle 1 (A)\nText.\nArticle 2 (B)\nUntil April 30, 2027.\n",
            date(2026, 3, 12),
        ),
        ("PILOT\nDated 18 May 2026\nArticle 1 (A)\nText.\nArticle 2 (B)\nText.\n", date(2026, 5, 18)),
        (
            "This Agreement is made on the 3rd day of February, 2026 between\nArticle 1 (A)\nText.\nArticle 2 (B)\nText.\n",
            date(2026, 2, 3),
        ),
        (f"계약서{BODY}20  년  월  일\n갑 주식회사 가나 (인)\n", None),
        (f"계약서{BODY}", None),
        (f"계약서{BODY}2026년 13월 2일\n갑 주식회사 가나 (인)\n", None),
    ],
)
def test_signed_on(text: str, day: date | None) -> None:
    """
    The signature block comes first, then the lines before the first clause; a blank or impossible date is none.
    """
    folded = canonical(text)
    assert signed_on(folded, outline(folded)) == day
