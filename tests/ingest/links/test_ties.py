"""
Amendments and side letters name what they belong to, and a bundle joins them with it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ingest.links.ties import link, settled
from ingest.notices import MISSING_ATTACHMENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.document import Document

PARTIES = '주식회사 큰나무(이하 "갑"이라 한다)와 주식회사 새싹(이하 "을"이라 한다)은'
SIGNED = "\n\n{day}\n\n갑 주식회사 큰나무 대표이사 ○○○ (인)\n을 주식회사 새싹 대표이사 ○○○ (인)\n"
MAIN = (
    f"배터리 공동개발계약서\n\n{PARTIES} 다음과 같이 계약한다.\n\n제1조(목적) 협력한다.\n제2조(대금) 별지 1에 따른다.\n제7조(비밀) 지킨다.\n"
    + SIGNED.format(day="2024년 3월 1일")
)
AMENDMENT = (
    f"공동개발계약 변경합의서\n\n{PARTIES} 2024년 3월 1일 체결한 「배터리 공동개발계약」의 일부를 다음과 같이 변경하기로 한다.\n\n"
    "제1조(변경) 제7조를 다음과 같이 변경한다.\n제2조(효력) 제1조의 변경은 서명일부터 효력이 있다.\n"
    + SIGNED.format(day="2025년 5월 2일")
)
SIDE = (
    f"부속합의서\n\n{PARTIES} 다음과 같이 합의한다.\n\n제1조(공개) 본 합의서는 제3자에게 공개하지 아니하며 주계약에 우선한다.\n"
    "제2조(기타) 신의에 따른다.\n" + SIGNED.format(day="2025년 6월 1일")
)
LEASE = '사무실 임대차계약서\n\n주식회사 하늘(이하 "임대인")과 주식회사 바다(이하 "임차인")는 계약한다.\n\n제1조(목적) 빌린다.\n제2조(차임) 낸다.\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (AMENDMENT, [("amends", "배터리 공동개발계약", date(2024, 3, 1), True)]),
        (SIDE, [("side_letter", "주계약", None, True)]),
        (MAIN, []),
        (LEASE, []),
        (
            "Amendment No. 2 to the Supply Agreement dated March 1, 2024\n\n1. CHANGE\nSection 5 is hereby amended.\n2. REST\nThe rest stays.\n3. LAW\nKorean law.\n",
            [("amends", "Supply Agreement", date(2024, 3, 1), True)],
        ),
        ("SUPPLY AGREEMENT\n\n1. ENTIRE\nThis Agreement supersedes all prior agreements.\n2. CHANGES\nAny amendment must be in writing.\n3. LAW\nKorean law.\n", []),
    ],
)  # fmt: skip
def test_ties(read: Callable[[str], Document], text: str, expected: list[tuple[str, str, date | None, bool]]) -> None:
    """
    What is amended or supplemented is named with title and date as written; an entire-agreement clause is no tie.
    """
    assert [(one.kind, one.title, one.dated, one.depends) for one in read(text).ties] == expected


def test_alone_it_is_warned_of(read: Callable[[str], Document]) -> None:
    """
    A side letter or an amendment alone says that the main agreement is missing.
    """
    for text in (AMENDMENT, SIDE):
        assert [one.code for one in read(text).warnings] == [MISSING_ATTACHMENT]


def test_changed_clauses_are_the_other_papers(read: Callable[[str], Document]) -> None:
    """
    What an amendment changes is a clause of the main agreement, what it refers to otherwise its own.
    """
    kinds = {one.number: one.kind for one in read(AMENDMENT).references}
    assert kinds == {"제7조": "outside", "제1조": "clause"}


def test_bundle(read: Callable[..., Document]) -> None:
    """
    In a bundle amendment and side letter find the main agreement, and an annex in a file of its own is found by name.
    """
    annex = read("[별지 1] 대금표\n\n1. 착수금 100원\n2. 잔금 200원\n", "별지1_대금표.txt")
    documents = [read(AMENDMENT), read(LEASE), read(MAIN), read(SIDE), annex]
    assert [(one.of, one.to, one.kind) for one in link(documents)] == [
        (0, 2, "amends"),
        (2, 4, "annex"),
        (3, 2, "side_letter"),
    ]
    assert all(not one.warnings for one in settled(documents))


def test_bundle_without_the_main_agreement(read: Callable[[str], Document]) -> None:
    """
    Another agreement in the same bundle does not stand in for the one that is missing.
    """
    documents = [read(AMENDMENT), read(LEASE)]
    assert link(documents) == ()
    assert settled(documents) == tuple(documents)


def test_wrong_day_is_another_agreement(read: Callable[[str], Document]) -> None:
    """
    An agreement of the same title and another date is not the one that is amended.
    """
    documents = [read(AMENDMENT), read(MAIN.replace("2024년 3월 1일", "2022년 9월 9일"))]
    assert link(documents) == ()
