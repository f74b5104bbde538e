"""
Defined terms are found with what they stand for; labels of parties are none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.document import Document

HEAD = '공동개발계약서\n\n주식회사 큰나무(이하 "갑"이라 한다)와 주식회사 새싹(이하 "을"이라 한다)은 계약한다.\n\n'


def terms(document: Document) -> list[tuple[str, str]]:
    """
    Give every term with the words it stands for.
    """
    return [(one.term, document.text[one.meaning.start : one.meaning.end]) for one in document.definitions]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('을의 기존 기술(이하 "배경기술"이라 한다)은 을의 것이다.', [("배경기술", "을의 기존 기술")]),
        ('을의 기존 기술(이하 "배경기술")은 을의 것이다.', [("배경기술", "을의 기존 기술")]),
        ("을의 기존 기술(이하 배경기술이라 함)은 을의 것이다.", [("배경기술", "을의 기존 기술")]),
        ("가압류 등(이하 ‘가압류 등’이라고 한다)이 있는 때", [("가압류 등", "가압류 등")]),
        (
            '"성과물"이란 결과를 말하며 을의 기존 기술을 포함한다.',
            [("성과물", "결과를 말하며 을의 기존 기술을 포함한다.")],
        ),
        ('"성과물"이라 함은 결과를 의미한다.', [("성과물", "결과를 의미한다.")]),
        ('"성과물"은 결과를 말한다.', [("성과물", "결과를 말한다.")]),
        ('"성과물"은 을의 것으로 한다.', []),
        (
            '"배경지식재산(Background IP)"이란 기존 권리를 말한다.',
            [("배경지식재산(Background IP)", "기존 권리를 말한다.")],
        ),
        ("갑이란 사람을 본다. 지연이란 나쁘다.", []),
        ("권한(이하 같다)을 가진다. 규정(이하 이 조에서 같다)을 본다.", []),
    ],
)
def test_korean(read: Callable[[str], Document], words: str, expected: list[tuple[str, str]]) -> None:
    """
    이하 …, …이란 and …라 함은 define; 갑 and 을 are parties; a mere mention defines nothing.
    """
    assert terms(read(f"{HEAD}제1조(내용) {words}\n제2조(기타) 신의에 따른다.\n")) == expected


def test_items_belong_to_the_meaning(read: Callable[[str], Document]) -> None:
    """
    A term stands for everything listed below it, as far as the next term.
    """
    text = f'{HEAD}제1조(정의) ① "비밀정보"란 다음 각 호의 정보를 말한다.\n1. 도면\n2. 을의 영업비밀\n② "성과물"이란 결과를 말한다.\n제2조(기타) 끝.\n'
    assert terms(read(text)) == [
        ("비밀정보", "다음 각 호의 정보를 말한다.\n1. 도면\n2. 을의 영업비밀"),
        ("성과물", "결과를 말한다."),
    ]


def test_definition_article_with_colons(read: Callable[[str], Document]) -> None:
    """
    The items of a definition article may give word and meaning with a colon between.
    """
    text = (
        f"{HEAD}제1조(용어의 정의) 용어는 다음과 같다.\n1. 비밀정보 : 갑이 준 정보\n2. 성과물: 결과\n제2조(기타) 끝.\n"
    )
    assert terms(read(text)) == [("비밀정보", "갑이 준 정보"), ("성과물", "결과")]


@pytest.mark.parametrize(
    ("words", "term", "aliases", "meaning"),
    [
        ('"Deliverables" means all results, including Supplier\'s existing technology.', "Deliverables", (),
         "all results, including Supplier's existing technology."),
        ('"Background IP" shall mean prior rights.', "Background IP", (), "prior rights."),
        ('"Products" or "Product" means the goods.', "Products", ("Product",), "the goods."),
        ('All rights held before (the "Background IP") stay.', "Background IP", (), "All rights held before"),
        ('All results (collectively, the "Results") vest.', "Results", (), "All results"),
    ],
)  # fmt: skip
def test_english(
    read: Callable[[str], Document], words: str, term: str, aliases: tuple[str, ...], meaning: str
) -> None:
    """
    … means …, … shall mean … and (the "…") define, with other names beside.
    """
    text = f'SUPPLY AGREEMENT\n\nThis Agreement is made between Big Tree Co., Ltd. ("Buyer") and Sprout Inc. ("Supplier").\n\n1. SCOPE\n1.1 {words}\n2. TERM\n2.1 One year.\n3. LAW\n3.1 Korean law.\n'
    document = read(text)
    assert [(one.term, one.aliases) for one in document.definitions] == [(term, aliases)]
    assert terms(document) == [(term, meaning)]


def test_japanese(read: Callable[[str], Document]) -> None:
    """
    …（以下「…」という。） and 「…」とは、…をいう define.
    """
    text = "契約書\n\n甲と乙とは契約する。\n\n第1条（定義）　乙の既存の技術（以下「背景技術」という。）は乙に属する。\n２　「成果」とは、本研究の結果をいう。\n第2条（期間）　１年とする。\n"
    assert terms(read(text)) == [("背景技術", "乙の既存の技術"), ("成果", "本研究の結果をいう。")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('제1조(용어의 정의) ① "응답기간"은 여섯 달로 한다.', [("응답기간", "여섯 달로 한다.")]),
        ("제1조(말의 뜻) ① 「기준원금」 해마다 7%를 더한 금액.", [("기준원금", "해마다 7%를 더한 금액.")]),
        ('제1조(정의) ① "경합업체"란 갑과 경쟁하는 회사를 말한다.', [("경합업체", "갑과 경쟁하는 회사를 말한다.")]),
    ],
)
def test_terms_of_a_definition_article(
    read: Callable[[str], Document], words: str, expected: list[tuple[str, str]]
) -> None:
    """
    In an article that defines words a word that opens a clause is a term, and a common noun behind it is no party.
    """
    assert terms(read(HEAD + words)) == expected
