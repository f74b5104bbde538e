"""
Wording hides no clause: what a clause does is found however it is said.

Bars of ../shared/security/SECURITY.md 2.10: 85 of 100 found, 95 of 100 found or sent to review, 5 of 100 twins at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter

from compliance import declaration
from compliance.results import analysed
from ingest import read
from rules import check
from tests.evasion.found import ON, catalog

BODY = """{title}

가온산업 주식회사(이하 “갑”이라 한다)와 주식회사 나래로보틱스(이하 “을”이라 한다)는 다음과 같이 계약을 체결한다.

제1조(목적) 이 계약은 “갑”과 “을” 사이의 {title}에 필요한 사항을 정함을 목적으로 한다.

제4조(협력) 당사자는 신의에 따라 이 계약을 이행한다.

{clauses}

제20조(효력) 이 계약은 서명한 날부터 효력이 있다.

2026년 9월 1일

“갑” 가온산업 주식회사 대표이사 ○○○
“을” 주식회사 나래로보틱스 대표이사 ○○○
"""
ENGLISH = """AGREEMENT

This Agreement is made on 1 September 2026 between Gaon Industrial Co., Ltd. (the "Corporation") and Narae Robotics Inc. (the "Startup").

Article 1. Purpose. This Agreement sets out the terms of the cooperation between the Corporation and the Startup.

{clauses}

Article 20. This Agreement takes effect on the date of signature.

Corporation: Gaon Industrial Co., Ltd.
Startup: Narae Robotics Inc.
"""
ENGLISH_INVESTMENT = """PREFERRED SHARE SUBSCRIPTION AGREEMENT

This Agreement is made on 1 September 2026 between Narae Robotics Inc. (the "Company"), Daon Ventures Ltd. (the "Investor") and Mr. A (the "Founder").

Article 1. Subscription. The Investor subscribes for 10,000 preferred shares of the Company at KRW 50,000 each.

{clauses}

Article 20. This Agreement takes effect on the date of signature.

Company: Narae Robotics Inc.
Investor: Daon Ventures Ltd.
Founder: Mr. A
"""
INVESTMENT = """상환전환우선주식 인수계약서

나래로보틱스 주식회사(이하 “회사”라 한다), 다온벤처투자 주식회사(이하 “투자자”라 한다) 및 회사의 대표이사 ○○○(이하 “이해관계인”이라 한다)은 다음과 같이 계약을 체결한다.

제1조(목적) 이 계약은 투자자가 회사의 상환전환우선주식을 인수하는 조건을 정함을 목적으로 한다.

제2조(인수) 투자자는 회사가 발행하는 우선주식 10,000주를 1주당 금 50,000원에 인수한다.

{clauses}

제20조(효력) 이 계약은 서명한 날부터 효력이 있다.

2026년 9월 1일

“회사” 나래로보틱스 주식회사 대표이사 ○○○
“투자자” 다온벤처투자 주식회사 대표이사 ○○○
“이해관계인” ○○○
"""
TITLES = {
    "joint_development": "공동개발계약서",
    "supply": "물품공급계약서",
    "nda": "비밀유지계약서",
    "poc": "기술검증(PoC) 계약서",
    "mou": "업무협약서",
}
BODIES = {(False, False): BODY, (False, True): ENGLISH, (True, False): INVESTMENT, (True, True): ENGLISH_INVESTMENT}
"""By whether it is about an investment and whether it is in English."""
SIDES = {
    (False, False): (("갑", "corporate"), ("을", "startup")),
    (False, True): (("Corporation", "corporate"), ("Startup", "startup")),
    (True, False): (("회사", "startup"), ("투자자", "investor"), ("이해관계인", "founder")),
    (True, True): (("Company", "startup"), ("Investor", "investor"), ("Founder", "founder")),
}
NEUTRAL = "제5조(통지) 통지는 서면으로 한다."
FOUND, FOUND_OR_REVIEWED, WRONG = 0.85, 0.95, 0.05


@dataclass(frozen=True, slots=True)
class Case:
    """
    Hold one trick: the rules that may find it, its unfair variants, and fair ones that sound like it.
    """

    trick: str
    rules: tuple[str, ...]
    unfair: tuple[str, ...]
    fair: tuple[str, ...]
    codes: tuple[int, ...] = ()
    type: str = "joint_development"


CASES = TypeAdapter(tuple[Case, ...])


@dataclass(frozen=True, slots=True)
class Told:
    """
    Hold the rules that flag an agreement, and whether a person is asked to review it.
    """

    rules: frozenset[str]
    review: bool


def told(kind: str, clauses: str) -> Told:
    """
    Check an agreement of a kind that holds the clauses.
    """
    frame = (kind == "investment", clauses.startswith("Article"))
    parties = [{"label": label, "role": role} for label, role in SIDES[frame]]
    text = BODIES[frame].format(title=TITLES.get(kind, ""), clauses=clauses)
    said = declaration.parse({"agreement_type": kind, "parties": parties, "signed_on": "2026-09-01"})
    document = read(text.encode(), "agreement.txt", said)
    report = check(document, catalog(), ON)
    reviewed = analysed(document, report, catalog()).status == "needs_review"
    return Told(frozenset(finding.rule for finding in report.findings), reviewed)


def plain(case: Case) -> Told:
    """
    Check the agreement of a case without its clause: what it lacks anyway is not the clause's doing.
    """
    article = "Article 5. Notices are given in writing." if case.fair[0].startswith("Article") else NEUTRAL
    return told(case.type, article)


def cases(name: str) -> tuple[Case, ...]:
    """
    Load the cases of a file.
    """
    return CASES.validate_python(yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8")))


@pytest.mark.quality
@pytest.mark.parametrize("name", ["language_cases.yaml", "paraphrases.yaml"])
def test_wording_hides_nothing(name: str) -> None:
    """Enough unfair variants are flagged by a rule meant for them, and hardly any fair one by any rule."""
    found, reviewed, wrong, unfair, fair = 0, 0, 0, 0, 0
    for case in cases(name):
        answers = {variant: told(case.type, variant) for variant in (*case.unfair, *case.fair)}
        missed = [one for one in case.unfair if answers[one].rules.isdisjoint(case.rules)]
        flagged = [one for one in case.fair if answers[one].rules - plain(case).rules]
        found += len(case.unfair) - len(missed)
        reviewed += sum(answers[one].review for one in missed)
        wrong += len(flagged)
        unfair, fair = unfair + len(case.unfair), fair + len(case.fair)
        shares = (
            f"{len(case.unfair) - len(missed)} of {len(case.unfair)} found, {len(flagged)} of {len(case.fair)} twins"
        )
        print(f"{case.trick:38}{shares}")  # noqa: T201 - the measurement
        for one in missed:
            print(f"    missed {sorted(answers[one].rules)}: {one}")  # noqa: T201
        for one in flagged:
            print(f"    wrong {sorted(answers[one].rules)}: {one}")  # noqa: T201
    print(f"{found} of {unfair} found, {reviewed} more reviewed, {wrong} of {fair} twins flagged")  # noqa: T201
    assert found >= FOUND * unfair
    assert found + reviewed >= FOUND_OR_REVIEWED * unfair
    assert wrong <= WRONG * fair
