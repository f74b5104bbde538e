"""
A paper that binds only in part binds where it says so, by number or by title.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.document import Document

KOREAN = "양해각서\n\n제1조(목적) 협력한다.\n제2조(비밀유지) 지킨다.\n제3조(비용) 각자 부담한다.\n제4조(구속력) {}\n"
ENGLISH = "TERM SHEET\n\n1. PRICE\nTen.\n2. CONFIDENTIALITY\nKept.\n3. COSTS\nEach its own.\n4. EFFECT\n{}\n"


@pytest.mark.parametrize(
    ("text", "binds"),
    [
        (KOREAN.format("본 양해각서는 구속력이 없다. 다만 제2조 내지 제3조는 그러하지 아니하다."), [2, 3]),
        (KOREAN.format("제2조를 제외하고 이 양해각서는 법적 구속력을 갖지 아니한다."), [2]),
        (KOREAN.format("이 양해각서는 법적 구속력이 없다. 단, 제3조는 예외로 한다."), [3]),
        (KOREAN.format("제2조 및 제3조는 당사자를 구속하고, 그 밖의 조항은 협력의 의향을 나타낸다."), [2, 3]),
        (KOREAN.format("비밀유지, 비용 조항에 한하여 법적 구속력이 있다."), [2, 3]),
        (KOREAN.format("법적 구속력이 없다."), []),
        (ENGLISH.format("This term sheet creates no legal obligations save for paragraphs 2 and 3."), [2, 3]),
        (ENGLISH.format("This Term Sheet is not legally binding except for Section 2."), [2]),
        (ENGLISH.format("Only Sections 2 and 3 are legally binding."), [2, 3]),
    ],
)
def test_binds(read: Callable[[str], Document], text: str, binds: list[int]) -> None:
    """
    The clauses that are named bind, the others do not.
    """
    document = read(text)
    assert document.binding is not None
    starts = [
        document.text.index(f"제{number}조(" if "제1조" in text else f"\n{number}. ") + 1 for number in range(1, 4)
    ]
    assert [number for number, start in enumerate(starts, 1) if document.binding.binds_at(start)] == binds


@pytest.mark.parametrize(
    "words",
    [
        "예측수량은 구속력이 없다.",
        "이 계약서 이외의 구두 합의는 당사자를 구속하지 아니한다.",
        "이 계약은 당사자를 구속한다.",
    ],
)
def test_binding_agreement(read: Callable[[str], Document], words: str) -> None:
    """
    A forecast or a spoken word that does not bind says nothing of the agreement.
    """
    assert read(KOREAN.format(words).replace("(구속력)", "(기타)")).binding is None


def test_rows_named_by_title(read: Callable[[str], Document]) -> None:
    """
    A term sheet names its rows: those alone bind.
    """
    rows = "투자금액          2,500,000,000원 (일시 납입)\n배당          연 1% 우선\n실사비용          각자 부담. 다만 투자된 경우 회사가 부담하고 정산\n비밀          쌍방이 지킨다\n구속력          실사비용, 비밀 항목에 한하여 구속력이 있음\n"
    document = read(f"주요 조건표\n\n{rows}")
    assert document.binding is not None
    assert [document.text[one.start : one.start + 2] for one in document.binding.exceptions] == ["실사", "비밀"]
