"""
Walk through the acceptance scenarios 5 to 8 on investment terms. Source: ../shared/domain/WORKFLOW.md 7.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from compliance.results import analysed
from ingest import read
from ingest.document import Declaration
from rules import catalog, check
from rules.law import Ground

if TYPE_CHECKING:
    from ingest.document import Document
    from rules.finding import Finding, Report

TODAY = date(2026, 11, 27)
JOINT = "회사가 상환하지 못하는 경우 이해관계인은 과실 유무와 관계없이 상환대금의 지급에 대하여 회사와 연대하여 책임을 진다."
PUT = (
    "회사에 대하여 회생절차가 개시된 경우 투자자는 이해관계인에게 투자자가 보유한 주식을 매수할 것을 청구할 수 있고, "
    "이해관계인은 이를 매수하여야 한다."
)
UNLISTED = (
    "회사가 2027년까지 상장하지 못하면 회사는 투자원금과 이에 대한 연복리 20%의 이자를 더한 금액으로 상환하여야 한다."
)
AGREEMENT = """\
신주인수계약서

투자자 가온벤처투자조합(이하 "투자자"라 한다)과 주식회사 나루시험(이하 "회사"라 한다) 및 회사의 대표이사 \
김나루(이하 "이해관계인"이라 한다)는 다음과 같이 상환전환우선주 인수계약을 체결한다.

제1조(인수) 투자자는 회사가 발행하는 상환전환우선주 10,000주를 주당 100,000원에 인수한다.

제2조(상환과 매수) {clause}

제3조(비치) 이 계약서는 3통을 작성하여 각 1통씩 보관한다.

{signed}
"""


def _read(clause: str, signed: str, kind: str) -> Document:
    text = AGREEMENT.format(clause=clause, signed=signed)
    return read(text.encode(), "agreement.txt", Declaration("investment", facts={"investor_kind": kind}))


def _told(clause: str, signed: str, kind: str, on: date = TODAY) -> Report:
    return check(_read(clause, signed, kind), catalog.load(), on)


def _by(rule: str, told: Report) -> Finding:
    [finding] = [one for one in told.findings if one.rule == rule]
    return finding


def _applying(finding: Finding) -> dict[str, date]:
    return {one.basis.id: one.basis.in_force for one in finding.legal_basis if one.applies}


def test_scenario_5_joint_liability_of_the_founder_is_a_suspected_violation() -> None:
    """
    A venture fund's clause of July 2026 that makes the founder jointly liable is red under the ban in force since 2025-12-30.
    """
    finding = _by("INV-01", _told(JOINT, "2026년 7월 3일", "venture_investment_fund"))
    assert (finding.ground, finding.severity) == (Ground.SUSPECTED_VIOLATION, "critical")
    assert _applying(finding)["venture.52-2-4-2"] == date(2025, 12, 30)


def test_scenario_5_a_put_on_the_founder_alone_is_possibly_void_and_for_a_lawyer() -> None:
    """
    If the founder alone must buy the shares on insolvency it may be void, and the card says that its reach is for a lawyer.
    """
    told = _told(PUT, "2026년 7월 3일", "venture_investment_fund")
    assert [one.rule for one in told.findings] == ["INV-04"]
    finding = _by("INV-04", told)
    assert (finding.ground, finding.severity) == (Ground.POSSIBLY_VOID, "high")
    [ban] = [one.basis for one in finding.legal_basis if one.applies and one.basis.id == "venture.52-2-4-2"]
    assert ban.note is not None
    assert "변호사" in ban.note.ko


def test_scenario_6_a_new_technology_financier_is_reached_by_no_statute() -> None:
    """
    With a 신기사 both clauses are advice, no statute applies, and the put's card says that courts have enforced such puts.
    """
    joint = _told(JOINT, "2026년 7월 3일", "new_technology_financier")
    put = _told(PUT, "2026년 7월 3일", "new_technology_financier")
    assert [one.rule for one in (*joint.findings, *put.findings)] == ["INV-01", "INV-04"]
    for finding in (*joint.findings, *put.findings):
        assert finding.ground is Ground.ADVISORY
        assert not [one for one in finding.legal_basis if one.applies is not False and one.basis.kind == "statute"]
    assert "인정한 하급심 판결" in _by("INV-04", put).why.ko


def test_scenario_7_the_ban_is_not_applied_to_an_agreement_older_than_it() -> None:
    """
    A clause of 2024 is not judged by the ban of 2025-12-30: the card names the basis that was looked at and why not.
    """
    finding = _by("INV-01", _told(JOINT, "2024년 5월 2일", "venture_investment_company"))
    assert finding.ground is Ground.ADVISORY
    [ban] = [one for one in finding.legal_basis if one.basis.id == "venture.39-1-2-2"]
    assert ban.applies is False
    assert "2024-05-02에는 시행 전(2025-12-30 시행)" in ban.why.ko


def test_scenario_8_a_law_to_come_is_shown_as_to_come() -> None:
    """
    Money back with 20 % for a missed listing is advice today, and its card shows the ban that takes effect on 2027-03-30.
    """
    document = _read(UNLISTED, "2026년 7월 3일", "venture_investment_fund")
    shown = analysed(document, check(document, catalog.load(), TODAY), catalog.load())
    [finding] = [one for one in shown.findings if one.rule == "INV-07"]
    assert finding.ground == "advisory"
    ban = next(one for one in finding.legal_basis if "제52조의2" in one.cite)
    assert (ban.applies, ban.upcoming, ban.in_force) == (False, True, date(2027, 3, 30))
    assert "시행 예정" in ban.why.ko


def test_scenario_8_the_new_ban_reaches_agreements_concluded_under_it_only() -> None:
    """
    From 2027-03-30 the ban applies to a fund's new agreement, not to one concluded before, nor to another investor.
    """
    on = date(2027, 4, 5)
    new = _by("INV-07", _told(UNLISTED, "2027년 4월 3일", "venture_investment_fund", on))
    assert (new.ground, "venture.52-2-1-2" in _applying(new)) == (Ground.SUSPECTED_VIOLATION, True)
    for signed, kind in (("2026년 7월 3일", "venture_investment_fund"), ("2027년 4월 3일", "new_technology_financier")):
        other = _by("INV-07", _told(UNLISTED, signed, kind, on))
        assert other.ground is Ground.ADVISORY
        assert [one.applies for one in other.legal_basis if one.basis.id == "venture.52-2-1-2"] == [False]


def test_a_law_is_cited_only_for_the_clauses_it_names() -> None:
    """
    The ban is not cited for a rate that hangs on no missed listing, nor where the company has time to pay.
    """
    plain = "회사는 투자원금과 이에 대한 연복리 20%의 이자를 더한 금액으로 상환하여야 한다."
    timely = UNLISTED.replace("회사는 투자", "회사는 상환 청구를 받은 날부터 90일 이내에 투자")
    for clause in (plain, timely):
        cited = [
            one.basis.id
            for one in _by("INV-07", _told(clause, "2027년 4월 3일", "venture_investment_fund")).legal_basis
        ]
        assert "venture.52-2-1-2" not in cited
        assert "kvca.commentary-interest" in cited
