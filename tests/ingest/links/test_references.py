"""
References lead to the clauses that a person would turn to; clauses of other laws and papers are told apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ingest.outline import at, walk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ingest.document import Document, Reference

KOREAN = """공동개발계약서

주식회사 큰나무(이하 "갑"이라 한다)와 주식회사 새싹(이하 "을"이라 한다)은 다음과 같이 계약한다.

제1조(정의) ① 용어는 다음과 같다.
② 성과물은 결과를 말한다.
③ {third}
제3조의2(납품) ① 납품은 서면으로 한다. 다만, 급한 때에는 말로 한다.
② 다음 각 호에 따른다.
1. 수량
2. 품질
가. 규격
나. 성능
제7조(삭제)
제8조(대금) {eighth}
제12조(경업금지) 을은 경업하지 아니한다.
제13조(기타) 신의에 따른다.
"""
ENGLISH = """SUPPLY AGREEMENT

This Agreement is made between Big Tree Co., Ltd. ("Buyer") and Sprout Inc. ("Supplier").

1. DEFINITIONS
1.1 The following apply.
(a) one thing;
(b) another thing;
2. SUPPLY
2.1 {words}
2.2 Supplier shall deliver.
(a) goods;
(b) services;
3. PAYMENT
3.1 Buyer shall pay.
4. GENERAL
4.1 Notices are in writing.
"""
JAPANESE = """共同研究開発契約書

大木株式会社（以下「甲」という。）と新芽株式会社（以下「乙」という。）とは、次のとおり契約する。

第１条（定義）　成果とは、発明をいう。
２　情報とは、資料をいう。
第２条（対価）　{words}
第３条（解除）　次の場合とする。
２　次の各号の場合、解除できる。
(1) 支払停止
(2) 破産
第４条（協議）　協議する。
"""


def numbers(document: Document, reference: Reference) -> str:
    """
    Name the first and the last clause that a reference leads to.
    """
    if reference.target is None:
        return "-"
    first = at(document.clauses, reference.target.start)[-1].number
    last = at(document.clauses, reference.target.end - 1)
    ends = [clause.number for clause in last if clause.span.end == reference.target.end]
    return first if not ends or ends[0].startswith(first) or first in ends else f"{first}~{ends[0]}"


def shown(document: Document) -> list[tuple[str, str]]:
    """
    Give each reference as printed with the clause it leads to; "outside" for other papers.
    """
    return [
        (one.number, "outside" if one.kind == "outside" else numbers(document, one))
        for one in document.references
        if one.kind in {"clause", "outside"}
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("제12조에 따라 처리한다.", [("제12조", "제12조")]),
        ("제3조의2 제2항 제1호를 따른다.", [("제3조의2 제2항 제1호", "제3조의2 제2항 제1호")]),
        ("제3조의2제2항제2호나목을 따른다.", [("제3조의2제2항제2호나목", "제3조의2 제2항 제2호 나목")]),
        ("제3조의2를 위반한 경우", [("제3조의2", "제3조의2")]),
        ("제3조의 2개 항목을 지킨다.", [("제3조", "-")]),
        ("전조 및 본 조를 따른다.", [("전조", "제7조"), ("본 조", "제8조")]),
        ("제1조제2항ㆍ제3항 및 제12조를 따른다.", [("제1조제2항", "제1조 제2항"), ("제3항", "제1조 제3항"), ("제12조", "제12조")]),
        ("제3조의2 내지 제12조를 따른다.", [("제3조의2 내지 제12조", "제3조의2~제12조")]),
        ("제1조 제1항부터 제3항까지를 따른다.", [("제1조 제1항부터 제3항까지", "제1조 제1항~제1조")]),
        ("제3조의2를 따르고, 같은 조 제1항을 지킨다.", [("제3조의2", "제3조의2"), ("같은 조 제1항", "제3조의2 제1항")]),
        ("제3조의2 제2항 각 호의 어느 하나에 해당하면", [("제3조의2 제2항 각 호의 어느 하나", "제3조의2 제2항 제1호~제3조의2")]),
        ("제9조(경업금지)를 따른다.", [("제9조(경업금지)", "-")]),
        ("제13조(경업금지)를 따른다.", [("제13조(경업금지)", "제12조")]),
        ("제20조를 따른다.", [("제20조", "-")]),
        ("상법 제12조, 같은 법 제13조 및 이 계약 제12조를 따른다.",
         [("상법 제12조", "outside"), ("같은 법 제13조", "outside"), ("제12조", "제12조")]),
        ("「하도급거래 공정화에 관한 법률」 제3조 제1항 및 제12조를 따른다.",
         [("하도급거래 공정화에 관한 법률 제3조 제1항", "outside"), ("하도급거래 공정화에 관한 법률 제12조", "outside")]),
        ("여신거래기본약관 제12조를 따른다.", [("여신거래기본약관 제12조", "outside")]),
        ("감염병예방법 제12조를 따르되 다른 방법으로 제12조를 지킨다.",
         [("감염병예방법 제12조", "outside"), ("제12조", "제12조")]),
        ("종전 제7조의 효력은 존속한다.", [("종전 제7조", "outside")]),
        ("특허 제10-1234567호, 법률 제12345호, 제1조건, 제3항목, 제201호를 본다.", []),
        ("을의 운전 조건, 이 조합, 위 조치, 전조등은 말이 아니다.", []),
    ],
)  # fmt: skip
def test_korean(read: Callable[[str], Document], words: str, expected: list[tuple[str, str]]) -> None:
    """
    조, 항, 호, 목, ranges, lists and words that point lead to their clause; look-alikes lead nowhere.
    """
    document = read(KOREAN.format(third="없음", eighth=words))
    found = [one for one in shown(document) if one != ("각 호", "제3조의2 제2항 제1호~제3조의2 제2항 제2호")]
    assert [one for one in found if not one[0].startswith("각 호")] == expected


def test_korean_paragraphs(read: Callable[[str], Document]) -> None:
    """
    A bare 항 means one of the same article, 전항 the one before, 단서 the proviso only.
    """
    document = read(KOREAN.format(third="전항 및 제1항을 제3조의2 제1항 단서와 같이 본다.", eighth="없음"))
    found = {one.number: one for one in document.references}
    assert numbers(document, found["전항"]) == "제1조 제2항"
    assert numbers(document, found["제1항"]) == "제1조 제1항"
    proviso = found["제3조의2 제1항 단서"].target
    assert proviso is not None
    assert document.text[proviso.start : proviso.end] == "다만, 급한 때에는 말로 한다."


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("See Section 2.2(b).", [("Section 2.2(b)", "Section 2.2(b)")]),
        ("Sections 3 and 4 apply.", [("Sections 3", "Section 3"), ("4", "Section 4")]),
        ("Sections 2 through 4 apply.", [("Sections 2 through 4", "Section 2~Section 4")]),
        ("Clause 3 hereof applies within 30 days.", [("Clause 3", "Clause 3")]),
        ("Sections 2.2(a) and (b) apply.", [("Sections 2.2(a)", "Section 2.2(a)"), ("(b)", "Section 2.2(b)")]),
        ("The preceding Section applies to this Section 2.", [("The preceding Section", "Section 1"), ("Section 2", "Section 2")]),
        ("Section 9 applies.", [("Section 9", "-")]),
        ("Section 409A of the Code and Section 5 of the Lease Agreement apply.", [("Section 5 of the Lease Agreement", "outside")]),
        ("Article 28 of the GDPR applies.", [("Article 28 of the GDPR", "outside")]),
        ("Section 1981 and 42 U.S.C. Section 12 apply.", [("Section 12 of U.S.C.", "outside")]),
        ("Section 2.2 of this Agreement applies.", [("Section 2.2", "Section 2.2")]),
    ],
)  # fmt: skip
def test_english(read: Callable[[str], Document], words: str, expected: list[tuple[str, str]]) -> None:
    """
    Sections, lists, ranges and letters lead to their clause; sections of laws and of other agreements are outside.
    """
    assert shown(read(ENGLISH.format(words=words))) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("前条に定める。", [("前条", "第1条")]),
        ("第３条第２項第１号に定める。", [("第3条第2項第1号", "第3条 第2項 第1号")]),
        ("第三条第二項に定める。", [("第三条第二項", "第3条 第2項")]),
        ("第１条ないし第３条に定める。", [("第1条ないし第3条", "第1条~第3条")]),
        ("著作権法第27条及び第28条に定める。", [("著作権法 第27条", "outside"), ("著作権法 第28条", "outside")]),
        ("第３条に従い、同条第２項による。", [("第3条", "第3条"), ("同条第2項", "第3条 第2項")]),
        ("第９条に定める。", [("第9条", "-")]),
    ],
)  # fmt: skip
def test_japanese(read: Callable[[str], Document], words: str, expected: list[tuple[str, str]]) -> None:
    """
    第n条, 前条 and 同条 lead to their clause, in figures of any kind.
    """
    document = read(JAPANESE.format(words=words))
    assert [one for one in shown(document) if "各号" not in one[0]] == expected


@pytest.mark.parametrize(
    ("words", "relation", "applied_to"),
    [
        ("추가대금의 지급에 관하여는 제12조를 준용한다.", "applies_mutatis_mutandis", "추가대금의 지급"),
        ("제12조는 을의 배경기술에 준용한다.", "applies_mutatis_mutandis", "을의 배경기술"),
        ("제12조에도 불구하고 을은 책임진다.", "notwithstanding", None),
        ("제12조를 조건으로 한다.", "subject_to", None),
        ("이 조는 제12조에 우선한다.", "prevails_over", None),
        ("제12조를 제외하고는 효력을 잃는다.", "except", None),
        ("제12조는 본 계약의 종료 후에도 유효하다.", "survives", None),
        ("제12조에 따라 처리한다.", None, None),
        ("다른 규정을 제12조에 준용한다.", None, None),
    ],
)
def test_relation(read: Callable[[str], Document], words: str, relation: str | None, applied_to: str | None) -> None:
    """
    What the sentence does with the clause is told: 준용 with what it is applied to, 불구하고, 우선, 존속.
    """
    document = read(KOREAN.format(third="없음", eighth=words))
    found = next(one for one in document.references if one.number == "제12조")
    to = found.applied_to and document.text[found.applied_to.start : found.applied_to.end]
    assert (found.relation, to) == (relation, applied_to)


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        ("Notwithstanding anything to the contrary in Section 3, Buyer may leave.", "notwithstanding"),
        ("Subject to the terms of Section 3, Buyer may leave.", "subject_to"),
        ("Except as provided in Section 3, Buyer may leave.", "except"),
        ("Section 3 shall survive termination.", "survives"),
        ("Section 3 applies mutatis mutandis to the Background IP.", "applies_mutatis_mutandis"),
        ("Buyer pays under Section 3.", None),
    ],
)
def test_english_relation(read: Callable[[str], Document], words: str, relation: str | None) -> None:
    """
    English says the same with other words.
    """
    document = read(ENGLISH.format(words=words))
    assert [one.relation for one in document.references if one.number == "Section 3"] == [relation]


def test_annexed_agreement(read: Callable[[str], Document]) -> None:
    """
    An annexed agreement counts anew: its 제2조 is its own, and what only the main one has is found there.
    """
    text = (
        KOREAN.format(third="없음", eighth="없음")
        + "\n[별첨] 비밀유지계약서\n제1조(목적) 제2조를 따른다.\n제2조(기간) 제12조를 본다.\n"
    )
    document = read(text)
    second, twelfth = (one.target for one in document.references[-2:])
    assert second is not None
    assert twelfth is not None
    assert document.text[second.start : second.start + 7] == "제2조(기간)"
    assert document.text[twelfth.start : twelfth.start + 10] == "제12조(경업금지)"


def test_dangling_is_sure_beyond_the_last_article(read: Callable[[str], Document]) -> None:
    """
    A number behind the last article is surely absent; one in a gap may only have been misread.
    """
    document = read(KOREAN.format(third="없음", eighth="제20조와 제5조를 본다."))
    certainty = {one.number: one.certainty for one in document.references if one.dangling}
    assert certainty["제20조"] > certainty["제5조"]


def test_standard_forms(read: Callable[[str], Document], shared: Path) -> None:
    """
    In official forms nearly every 제n조 of the running text is read, and next to none leads nowhere.
    """
    cited = missed = clauses = dangling = 0
    for path in sorted((shared / "corpus" / "ko_standard").glob("*.txt"))[::9]:
        document = read(path.read_text(encoding="utf-8"))
        covered = {place for one in document.references for place in range(one.span.start, one.span.end)}
        heads = {clause.span.start for clause in walk(document.clauses)}
        for found in re.finditer(r"(?<=[가-힣,ㆍ·(」] )제 ?\d+ ?[조항]|(?<=[가-힣])제\d+[조항]", document.text):
            cited += 1
            missed += found.start() not in covered and found.start() not in heads
        clauses += sum(one.kind == "clause" for one in document.references)
        dangling += sum(one.kind == "clause" and one.certainty < 1 for one in document.references)
    assert cited > 300
    assert missed <= 0.005 * cited
    assert dangling <= 0.005 * clauses
