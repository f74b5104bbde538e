"""
Structure hides no clause: annexes, definitions, references, provisos, tables and titles are read through.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter

from tests.evasion.clauses import declared, flagged, read_as

BODY = """공동개발계약서

{first}(이하 “갑”이라 한다)와 {second}(이하 “을”이라 한다)는 다음과 같이 계약을 체결한다.

제1조(목적) 이 계약은 {purpose}의 공동개발에 필요한 사항을 정함을 목적으로 한다.

{clauses}

제20조(효력) 이 계약은 서명한 날부터 효력이 있다.

2026년 9월 1일

“갑” {first} 대표이사 ○○○
“을” {second} 대표이사 ○○○
{annex}"""
LARGE, SMALL = "가온산업 주식회사", "주식회사 나래로보틱스"
ANNEX_HEADS = ("별지", "별첨", "부속서", "붙임")
FOUND_SHARE, WRONG_SHARE = 0.95, 0.05


@dataclass(frozen=True, slots=True)
class Case:
    """
    Hold one trick: the rules or codes that may tell of it, its unfair variants, and fair ones of the same structure.
    """

    trick: str
    rules: tuple[str, ...]
    codes: tuple[int, ...]
    unfair: tuple[str, ...]
    fair: tuple[str, ...]
    swapped: bool = False

    def tells(self, variant: str) -> bool:
        """
        Tell whether a variant is flagged by one of the rules or told by one of the codes.
        """
        document = read_as(
            agreement(variant, swapped=self.swapped).encode(), said=None if not self.swapped else SWAPPED
        )
        return not flagged(document).isdisjoint(self.rules) or any(
            notice.code in self.codes for notice in document.warnings
        )


SWAPPED = declared("을", "갑")
CASES = TypeAdapter(tuple[Case, ...])


def agreement(clauses: str, *, swapped: bool = False) -> str:
    """
    Put clauses into an agreement; an annex among them stands behind the signatures; `swapped` makes the startup 갑.
    """
    body, annex = clauses, ""
    for head in ANNEX_HEADS:
        place = clauses.find(f"\n\n{head}")
        if place >= 0:
            body, annex = clauses[:place], clauses[place:]
    names = (SMALL, LARGE) if swapped else (LARGE, SMALL)
    roles = ("스타트업", "대기업") if swapped else ("대기업", "스타트업")
    purpose = f"{roles[0]}인 “갑”과 {roles[1]}인 “을”"
    return BODY.format(first=names[0], second=names[1], purpose=purpose, clauses=body, annex=annex)


def cases(name: str = "structure_cases.yaml") -> tuple[Case, ...]:
    """
    Load the cases.
    """
    return CASES.validate_python(yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.trick)
def test_structure_hides_nothing(case: Case) -> None:
    """Each unfair variant is flagged or told, and no fair variant is."""
    assert [variant for variant in case.unfair if not case.tells(variant)] == []
    assert [variant for variant in case.fair if case.tells(variant)] == []


@pytest.mark.quality
def test_the_share_found_is_reported() -> None:
    """At least 95 of 100 variants are found or told, at most 5 of 100 fair ones are."""
    found, wrong, total = Counter[str](), Counter[str](), Counter[str]()
    for case in cases():
        found[case.trick] = sum(map(case.tells, case.unfair))
        wrong[case.trick] = sum(map(case.tells, case.fair))
        total["unfair"] += len(case.unfair)
        total["fair"] += len(case.fair)
        shares = f"{found[case.trick]} of {len(case.unfair)} found, {wrong[case.trick]} of {len(case.fair)} twins"
        print(f"{case.trick:40}{shares}")  # noqa: T201 - the measurement
    print(dict(total), found.total(), wrong.total())  # noqa: T201
    assert found.total() >= FOUND_SHARE * total["unfair"]
    assert wrong.total() <= WRONG_SHARE * total["fair"]
