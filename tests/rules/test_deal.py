"""
Judge several documents of one deal: what one lacks another may hold, and what nobody could read is no pass.
"""

from __future__ import annotations

from datetime import date

from ingest import read
from ingest.document import Declaration, DeclaredParty, Document, Role
from rules import catalog, check, check_deal
from rules.finding import Outcome, Report

BOOK = catalog.load()
ON = date(2026, 11, 23)
POC = """기술검증 계약서
제5조(자료) "을"은 소스코드를 "갑"에게 제공하여야 한다.
제8조(지식재산권) 본 과제 수행으로 발생한 결과물의 지식재산권은 "을"에게 귀속된다.
"""
SUPPLY = """물품공급계약서
제3조(권리) 개발 결과물에 관한 일체의 지식재산권은 "갑"에게 귀속된다.
"""
SECRECY = """확인서
제1조(비밀유지) "갑"은 "을"의 비밀정보를 누설하여서는 아니 된다.
"""


def _read(text: str, kind: str | None) -> Document:
    parties = (DeclaredParty("갑", "", Role.CORPORATE), DeclaredParty("을", "", Role.STARTUP))
    return read(text.encode(), "paper.txt", Declaration(kind, date(2026, 7, 1), parties, {}))


def _judged(*papers: tuple[str, str | None], unread: int = 0) -> list[Report]:
    return check_deal([_read(*paper) for paper in papers], BOOK, ON, unread)


def test_a_finding_names_the_other_document_it_rests_on() -> None:
    """
    Two papers that give the results to different sides are flagged in the one, with the other as further evidence.
    """
    poc, supply = _judged((POC, "poc"), (SUPPLY, "supply"))
    [finding] = [one for one in poc.findings if one.rule == "BND-15"]
    here, there = finding.evidence
    assert (here.document, there.document) == (None, supply.sha256)
    assert there.quote in SUPPLY
    assert SUPPLY[there.span.start : there.span.end] == there.quote


def test_what_another_document_holds_is_not_missing() -> None:
    """
    No NDA is flagged only where none is among the papers.
    """
    without, _ = _judged((POC, "poc"), (SUPPLY, "supply"))
    with_it, _ = _judged((POC, "poc"), (SECRECY, "nda"))
    assert without.outcomes["BND-01"].outcome is Outcome.FLAGGED
    assert with_it.outcomes["BND-01"].outcome is Outcome.CLEAR


def test_a_file_nobody_could_read_leaves_the_question_open() -> None:
    """
    An unread file of the deal may be the very paper that is looked for: neither flagged nor a pass.
    """
    [poc] = _judged((POC, "poc"), unread=1)
    assert poc.outcomes["BND-01"].outcome is Outcome.NOT_ASSESSABLE
    assert poc.outcomes["BND-15"].outcome is Outcome.NOT_ASSESSABLE


def test_a_paper_of_unknown_kind_may_be_the_one_looked_for() -> None:
    """
    A member whose kind nobody could read leaves open whether the deal has an NDA.
    """
    poc, _ = _judged((POC, "poc"), (SECRECY, None))
    assert poc.outcomes["BND-01"].outcome is Outcome.NOT_ASSESSABLE


def test_one_document_by_itself_is_no_deal() -> None:
    """
    Rules over a deal do not apply to a document checked alone, and say so.
    """
    report = check(_read(POC, "poc"), BOOK, ON)
    assert report.outcomes["BND-01"].outcome is Outcome.NOT_APPLICABLE


def test_two_papers_whose_investors_nobody_named_leave_open_whether_vetoes_are_stacked() -> None:
    """
    Consent rights in two contracts are stacked only where the investors are surely two.
    """
    words = "투자계약서\n제9조(동의) 회사는 신주를 발행하려면 투자자의 사전 서면동의를 받아야 한다.\n"
    named = '{}(이하 "투자자"라 한다)와 주식회사 새싹로봇(이하 "회사"라 한다)은 계약한다.\n' + words
    parties = (DeclaredParty("투자자", "", Role.INVESTOR), DeclaredParty("회사", "", Role.STARTUP))

    def outcome(*papers: str) -> Outcome:
        declared = Declaration("investment", date(2026, 7, 1), parties, {})
        documents = [read(paper.encode(), f"{order}.txt", declared) for order, paper in enumerate(papers)]
        return check_deal(documents, BOOK, ON, 0)[0].outcomes["BND-03"].outcome

    first, second = named.format("주식회사 한빛벤처스"), named.format("가람캐피탈 주식회사")
    assert outcome(first, second) is Outcome.FLAGGED
    assert outcome(first, named.format("한빛벤처스(주)")) is Outcome.CLEAR
    assert outcome(first, words) is Outcome.NOT_ASSESSABLE
