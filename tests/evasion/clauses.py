"""
Put a clause into a small whole agreement between a large company and a startup.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from compliance import declaration
from ingest import read
from rules import check
from tests.evasion.found import ON, catalog

if TYPE_CHECKING:
    from ingest.document import Declaration, Document

AGREEMENT = """공동개발계약서

가온산업 주식회사(이하 “갑”이라 한다)와 주식회사 나래로보틱스(이하 “을”이라 한다)는 다음과 같이 계약을 체결한다.

제1조(목적) 이 계약은 대기업인 “갑”과 스타트업인 “을”의 공동개발에 필요한 사항을 정함을 목적으로 한다.

제2조(협력) {clause}

제3조(효력) 이 계약은 서명한 날부터 효력이 있다.

2026년 9월 1일

“갑” 가온산업 주식회사 대표이사 ○○○
“을” 주식회사 나래로보틱스 대표이사 ○○○
"""
WARNINGS = range(201, 208)
"""A trick that is not found must at least be told by one of these."""


@dataclass(frozen=True, slots=True)
class Clause:
    """
    Hold an unfair clause, the rule that flags it, and a fair clause on the same subject.
    """

    rule: str
    unfair: str
    fair: str


@cache
def clauses() -> tuple[Clause, ...]:
    """
    Load the clauses.
    """
    entries = yaml.safe_load(Path(__file__).with_name("clauses.yaml").read_text(encoding="utf-8"))
    return tuple(Clause(**entry) for entry in entries)


def declared(first: str = "갑", second: str = "을") -> Declaration:
    """
    Declare the two parties by the labels that the agreement uses.
    """
    parties = [
        {"label": first, "name": "가온산업 주식회사", "role": "corporate"},
        {"label": second, "name": "주식회사 나래로보틱스", "role": "startup"},
    ]
    return declaration.parse({"agreement_type": "joint_development", "parties": parties})


def read_as(content: bytes, suffix: str = ".txt", said: Declaration | None = None) -> Document:
    """
    Read a file of the agreement.
    """
    return read(content, f"agreement{suffix}", said or declared())


def flagged(document: Document) -> frozenset[str]:
    """
    Name the rules that flag the document.
    """
    return frozenset(finding.rule for finding in check(document, catalog(), ON).findings)


def warned(document: Document) -> frozenset[int]:
    """
    Name the codes from 201 to 207 that the document was read with.
    """
    return frozenset(notice.code for notice in document.warnings) & frozenset(WARNINGS)
