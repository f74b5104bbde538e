"""
Say who is who by what each does, where neither names nor labels tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest import read
from ingest.document import Role
from ingest.parties.deeds import leanings

if TYPE_CHECKING:
    from ingest.document import Party

KOREAN = """업무 제휴 계약서

{strong} 주식회사(이하 “{strong}”)와 주식회사 {weak}(이하 “{weak}”)는 다음과 같이 계약을 체결한다.

제1조(업무) {weak}는 시제품을 만들어 {strong}에 인도하고, {strong}는 검사 기준에 따라 이를 검사한다.
제2조(대가) {strong}는 인도일부터 30일 이내에 대가를 {weak}에 지급한다.
제3조(승인) {weak}는 작업 계획을 {strong}에 제출하여 승인을 받아야 하며, {strong}는 필요한 경우 변경을 요청할 수 있다.
제4조(보고) {weak}는 매월 진행 상황을 {strong}에 보고한다. {strong}의 담당 부서는 의견을 보낸다.
"""
ENGLISH = """COOPERATION AGREEMENT

This Agreement is made between {strong} Ltd. ("{strong}") and {weak} Ltd. ("{weak}").

1. {weak} shall develop the module and deliver it to {strong}, and {strong} shall inspect it.
2. {strong} shall pay {weak} the fee within 30 days after delivery.
3. {weak} shall submit a plan to {strong}. {strong} may request changes.
4. {weak} shall report to {strong} each month. {weak}'s engineers and {strong}'s procurement department meet weekly.
"""


def parties(text: str) -> dict[str, Party]:
    """
    Read the parties of an agreement, by label.
    """
    return {party.label: party for party in read(text.encode(), "agreement.txt").parties}


@pytest.mark.parametrize(("text", "names"), [(KOREAN, ("노르다", "벨로")), (ENGLISH, ("Norda", "Vello"))])
def test_whoever_delivers_and_reports_is_the_startup(text: str, names: tuple[str, str]) -> None:
    """
    The names say nothing; what they do does, whoever it is.
    """
    for strong, weak in (names, names[::-1]):
        found = parties(text.format(strong=strong, weak=weak))
        assert (found[strong].role, found[weak].role) == (Role.CORPORATE, Role.STARTUP)
        assert found[strong].certainty < 0.9


def test_letters_of_the_drafter_are_read_by_what_each_does() -> None:
    """
    당사 and 귀사 are whoever writes and whoever is written to.
    """
    found = parties(KOREAN.replace("{strong} 주식회사(이하 “{strong}”)", "노르다 주식회사(이하 “당사”)")
                    .replace("주식회사 {weak}(이하 “{weak}”)", "주식회사 벨로(이하 “귀사”)")
                    .format(strong="당사", weak="귀사"))  # fmt: skip
    assert (found["당사"].role, found["귀사"].role) == (Role.CORPORATE, Role.STARTUP)


def test_a_supplier_of_dealers_delivers_and_is_the_stronger_side() -> None:
    """
    A word that says the side is not outweighed by deeds.
    """
    found = parties(KOREAN.format(strong="대리점", weak="공급업자"))
    assert (found["대리점"].role, found["공급업자"].role) == (Role.STARTUP, Role.CORPORATE)


def test_a_party_that_is_hardly_spoken_of_leans_to_no_side() -> None:
    """
    One sentence tells nothing.
    """
    assert leanings([["갑"], ["을"]], "을은 물품을 갑에게 납품하고 갑은 대금을 지급한다.") == [None, None]


def test_deeds_in_a_script_that_was_not_learned_tell_nothing() -> None:
    """
    How often a Japanese agreement names a party says nothing of its side.
    """
    assert leanings([["甲"], ["乙"]], "甲は乙に対し委託料を支払う。" * 5 + "乙は成果物を納入する。" * 20) == [0, 0]


def test_what_is_heard_of_a_party_has_an_end() -> None:
    """
    A text that names a party a million times is read as far as is needed.
    """
    first = leanings([["갑"], ["을"]], "갑은 을에게 지급한다. " * 1_000)
    assert first == leanings([["갑"], ["을"]], "갑은 을에게 지급한다. " * 100_000)
