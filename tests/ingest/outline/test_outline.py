"""
The clause tree is read from form, place and sequence, in the styles Korean and English agreements use.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.canonical import canonical
from ingest.document import Clause, Level
from ingest.outline import at, outline, walk

KOREAN = """공동개발계약서

갑과 을은 다음과 같이 계약한다.

제1조(목적) 이 계약은 공동개발에 관한 사항을 정한다.

제2조(대금) ① 갑은 을에게 대금을 지급한다.
② 다음 각 호의 경우에는 그러하지 아니하다.
1. 을이 납품하지 아니한 경우
2. 다음 각 목의 어느 하나에 해당하는 경우
가. 검사에 불합격한 경우
나. 갑이 동의하지 아니한 경우
③ 제2항에 따른 통지는 서면으로 한다.

제2조의2(정산) 정산은 분기마다 한다.

제3조(해지) 당사자는 (1) 상대방이 위반한 경우, (2) 상대방이 파산한 경우에 해지할 수 있다.

위 계약을 증명하기 위하여 2부를 작성한다.
2026년 3월 2일
갑 주식회사 가나 대표이사 ○○○ (인)
을 주식회사 다라 대표이사 ○○○ (인)

[별지 1] 대금표
1. 착수금
2. 잔금
"""


def tree_of(text: str) -> tuple[Clause, ...]:
    """
    Read the clause tree of a text without wrapped lines.
    """
    return outline(canonical(text))


def numbers(text: str) -> list[str]:
    """
    Give the printed numbers of all clauses in reading order.
    """
    return [clause.number for clause in walk(tree_of(text))]


def test_korean_tree() -> None:
    """
    조, 항, 호, 목, the preamble, the signature block and the annex are found and numbered as they are quoted.
    """
    assert numbers(KOREAN) == [
        "전문",
        "제1조",
        "제2조",
        "제2조 제1항",
        "제2조 제2항",
        "제2조 제2항 제1호",
        "제2조 제2항 제2호",
        "제2조 제2항 제2호 가목",
        "제2조 제2항 제2호 나목",
        "제2조 제3항",
        "제2조의2",
        "제3조",
        "제3조 제1호",
        "제3조 제2호",
        "서명란",
        "별지 1",
        "별지 1 (1)",
        "별지 1 (2)",
    ]


def test_levels_and_headings() -> None:
    """
    Every clause knows its level and an article its title without brackets.
    """
    found = {clause.number: clause for clause in walk(tree_of(KOREAN))}
    assert (found["제2조"].level, found["제2조"].heading) == (Level.ARTICLE, "대금")
    assert found["제2조 제1항"].level is Level.PARAGRAPH
    assert found["제2조 제2항 제1호"].level is Level.ITEM
    assert found["제2조 제2항 제2호 가목"].level is Level.SUBITEM
    assert found["서명란"].level is Level.SIGNATURE
    assert (found["별지 1"].level, found["별지 1"].heading) == (Level.ANNEX, "대금표")


def test_spans_hold_the_clause() -> None:
    """
    The span of a clause begins at its mark and reaches over its children.
    """
    found = {clause.number: clause for clause in walk(tree_of(KOREAN))}
    item = found["제2조 제2항 제2호 나목"].span
    assert KOREAN[item.start : item.end] == "나. 갑이 동의하지 아니한 경우"
    assert found["제2조 제2항"].span.covers(found["제2조 제2항 제2호 가목"].span)


def test_path_to_an_offset() -> None:
    """
    The clauses around a place are given from the outermost to the innermost.
    """
    tree = tree_of(KOREAN)
    assert [clause.number for clause in at(tree, KOREAN.index("검사에"))][-1] == "제2조 제2항 제2호 가목"
    assert at(tree, len(KOREAN) + 5) == ()


@pytest.mark.parametrize(
    ("line", "number", "heading"),
    [
        ("제1조(목적)", "제1조", "목적"),
        ("제 1 조 【목적】", "제1조", "목적"),
        ("제1조 목적", "제1조", "목적"),
        ("제1조. 목적", "제1조", "목적"),
        ("## 제1조 (목적)", "제1조", "목적"),
        ("**제1조(목적)**", "제1조", "목적"),
        ("제１조〔목적〕", "제1조", "목적"),
        ("제1조\u3000<목적>", "제1조", "목적"),
        ("第1條(目的)", "제1조", "목적"),
        ("제1조(목적(취지 포함))", "제1조", "목적(취지 포함)"),
        ("ARTICLE I DEFINITIONS", "Article I", "DEFINITIONS"),
        ("Article 1 (Definitions)", "Article 1", "Definitions"),
        ("Section 1. Definitions", "Section 1", "Definitions"),
        ("SECTION 1: Definitions", "Section 1", "Definitions"),
    ],
)
def test_styles_of_headings(line: str, number: str, heading: str) -> None:
    """
    A heading is read in every style seen in practice.
    """
    english = line[0] in "AS"
    second = line.replace("1", "2", 1).replace("ARTICLE I ", "ARTICLE II ").replace("제１", "제２")
    words = "The parties agree." if english else "당사자는 합의한다."
    text = f"{line}\n{words}\n{second}\n{words}\n"
    first = next(clause for clause in walk(tree_of(text)) if clause.level is Level.ARTICLE)
    assert (first.number, first.heading) == (number, heading)


@pytest.mark.parametrize(
    "reference",
    [
        "제5조에 따라 지급한다.",
        "제5조 제1항의 경우에는 그러하지 아니하다.",
        "제5조(비밀유지)에 따라 지급한다.",
        "제5조(비밀유지)를 위반한 때",
        "제5조, 제6조를 준용한다.",
        "제5조 내지 제7조는 존속한다.",
        "제5조의 규정은 적용하지 아니한다.",
        "제5조 및 제6조에 따른다.",
        "Section 5 of this Agreement applies.",
        "Article 5 shall survive.",
    ],
)
def test_reference_at_a_line_start_is_no_article(reference: str) -> None:
    """
    A reference that happens to begin a line opens no article.
    """
    text = f"제1조(목적) 당사자는\n{reference}\n제2조(기간) 1년으로 한다.\n"
    assert [clause.number for clause in walk(tree_of(text)) if clause.level is Level.ARTICLE] == ["제1조", "제2조"]


def test_decimal_numbers_in_korean() -> None:
    """
    A Korean agreement numbered 1., 1.1 is quoted as 제1조 and 제1.1조, as such texts quote themselves.
    """
    text = "1. 정의\n1.1 결과물은 발명을 말한다.\n1.2 개량은 진보를 말한다.\n2. 비용\n각자 부담한다.\n3. 기간\n3.1 1년으로 한다.\n"
    assert numbers(text) == ["제1조", "제1.1조", "제1.2조", "제2조", "제3조", "제3.1조"]


def test_decimal_numbers_in_english() -> None:
    """
    Bare numbers get the word by which the text refers to its clauses.
    """
    text = "1. Fees\n1.1 Clause 2 applies to the fees.\n1.2 No VAT.\n2. Term\n(a) One year; and\n(b) renewal.\n3. Law\nEnglish law.\n"
    assert numbers(text) == [
        "Clause 1",
        "Clause 1.1",
        "Clause 1.2",
        "Clause 2",
        "Clause 2(a)",
        "Clause 2(b)",
        "Clause 3",
    ]


def test_english_articles_with_numbered_paragraphs() -> None:
    """
    Numbered paragraphs under Article 4 are 4.1, 4.2; roman numerals count on below them.
    """
    text = (
        "Article 4 (Exceptions)\n1. This does not apply to what (i) was public; (ii) was known; or (iii) was developed.\n2. More.\n"
        "Article 5 (Term)\nOne year.\n"
    )
    assert numbers(text) == [
        "Article 4",
        "Article 4.1",
        "Article 4.1(i)",
        "Article 4.1(ii)",
        "Article 4.1(iii)",
        "Article 4.2",
        "Article 5",
    ]


def test_letters_and_roman_numerals_are_told_apart() -> None:
    """
    (h) is followed by the letter (i); after (a), (i) opens a list of its own.
    """
    letters = "\n".join(f"({letter}) item number {letter} of the list;" for letter in "abcdefghij")
    text = f"Section 1. List\n{letters}\nSection 2. Nested\n(a) first:\n(i) one of them\n(ii) two of them\n(b) second\n"
    assert numbers(text)[-6:] == [
        "Section 1(j)",
        "Section 2",
        "Section 2(a)",
        "Section 2(a)(i)",
        "Section 2(a)(ii)",
        "Section 2(b)",
    ]


def test_enumeration_inside_a_paragraph() -> None:
    """
    "1. … 2. …" after "다음 각 호" becomes items, a date and a bare reference do not.
    """
    text = (
        "제1조(책임) ① 다음 각 호의 경우 책임을 진다. 1. 거짓인 경우 2. 위반한 경우\n"
        "② 2026. 1. 2. 합의하고 제1항 (1) 및 (2)를 준용한다.\n제2조(기타) 없음.\n"
    )
    assert numbers(text) == ["제1조", "제1조 제1항", "제1조 제1항 제1호", "제1조 제1항 제2호", "제1조 제2항", "제2조"]


def test_paragraphs_written_as_numbers() -> None:
    """
    "1)" below an article is a 항 where it is a sentence, and an 호 where it is a catchword.
    """
    text = "제1조(상환)\n 1) 을은 상환을 청구할 수 있다.\n 2) 갑은 이를 이행한다.\n제2조(내용)\n 1) 수량 : 100주\n 2) 납입일 : 별도 통지\n"
    assert numbers(text) == ["제1조", "제1조 제1항", "제1조 제2항", "제2조", "제2조 제1호", "제2조 제2호"]


def test_chapters_hold_articles() -> None:
    """
    Articles stand under their chapter and keep their plain number.
    """
    tree = tree_of(
        "제1장 총칙\n제1조(목적) 정한다.\n제2조(정의) 정한다.\n제2장 대금\n제1절 지급\n제3조(지급) 지급한다.\n"
    )
    assert [(clause.number, clause.level) for clause in tree] == [("제1장", Level.CHAPTER), ("제2장", Level.CHAPTER)]
    assert [clause.number for clause in tree[0].children] == ["제1조", "제2조"]
    assert [clause.number for clause in walk(tree[1].children)] == ["제1절", "제3조"]


def test_articles_of_an_annex_carry_its_name() -> None:
    """
    제8조 of annexed articles of incorporation is not 제8조 of the agreement.
    """
    text = "제1조(목적) 정한다.\n제2조(기간) 정한다.\n별첨 2. 정관 발췌본\n제8조(주식의 종류) 보통주식으로 한다.\n"
    assert numbers(text) == ["제1조", "제2조", "별첨 2", "별첨 2 제8조"]


def test_annexes_listed_before_the_text_open_none() -> None:
    """
    A list of attachments on the first page does not turn the agreement behind it into an annex.
    """
    text = "표준계약서\n2020. 12. 31. 제정\n개정\n\n별  지  :  납품조건\n\n제1조 [목적]\n정한다.\n제2조 [기간]\n정한다.\n별지 1 납품조건\n1. 품목\n"
    assert numbers(text) == ["전문", "제1조", "제2조", "별지 1", "별지 1 (1)"]


def test_mention_of_an_annex_opens_none() -> None:
    """
    A sentence that begins with the name of an annex is no annex.
    """
    text = "제1조(목적) 정한다.\n별지 1에 적은 바에 따른다.\n제2조(기간) 정한다.\nSchedule 1 shall apply.\n"
    assert numbers(text) == ["제1조", "제2조"]


def test_article_inside_a_broken_line() -> None:
    """
    An article that bad extraction left in the middle of a line is found by its sequence.
    """
    text = "제1조(목적) 이 계약은 목적을 정한다. 제2조(기간) 기간은 1년으로 한다. 제1조(목적)에 따른다. 제3조(기타) 없다.\n"
    assert numbers(text) == ["제1조", "제2조", "제3조"]


def test_table_of_contents_is_no_outline() -> None:
    """
    Headings listed before the text are left out, with page numbers or without.
    """
    listed = "목 차\n제1조(목적)\n제2조(기간)\n제3조(기타)\n\n제1조(목적) 정한다.\n제2조(기간) 정한다.\n제3조(기타) 정한다.\n"
    paged = listed.replace(")\n", ") ········ 3\n")
    for text in (listed, paged):
        articles = [clause for clause in walk(tree_of(text)) if clause.level is Level.ARTICLE]
        assert [clause.number for clause in articles] == ["제1조", "제2조", "제3조"]
        assert all("정한다" in text[clause.span.start : clause.span.end] for clause in articles)


def test_deleted_articles() -> None:
    """
    "제17조 내지 제19조(삭제)" holds its place in the count.
    """
    text = "제16조(가) 정한다.\n제17조 내지 제19조(삭제)\n제20조(나) 정한다.\n"
    assert numbers(text) == ["제16조", "제17조", "제20조"]


def test_wrapped_reference() -> None:
    """
    A sentence that wraps before "제5조" stays one sentence.
    """
    text = "제1조(목적) 당사자는\n제5조 제1항을 준용한다.\n제2조(기간) 정한다.\n"
    tree = outline(canonical(text, [text.index("\n")]))
    assert [clause.number for clause in tree] == ["제1조", "제2조"]


def test_rows_of_a_term_sheet_are_its_clauses() -> None:
    """
    Where nothing is numbered, labelled rows are the clauses, up to the signatures.
    """
    text = (
        "주요 조건표\n■ 제출일: 2026년 7월 22일\n  투자금액       25억원\n  지분율         20%\n| 이사 | 지명 없음 |\n"
        "  동의           우선주 과반의 동의\n                 다만 정관 변경에 한함\n\n주식회사 가나   대표이사 홍길동 (서명)\n"
    )
    assert numbers(text) == ["전문", "제출일", "투자금액", "지분율", "이사", "동의", "서명란"]


def test_text_without_headings_is_one_clause() -> None:
    """
    A letter without any heading is covered by one clause.
    """
    text = "안녕하세요.\n협력에 관하여 말씀드립니다.\n"
    assert [(clause.level, clause.span.start) for clause in tree_of(text)] == [(Level.PREAMBLE, 0)]


def test_empty_text() -> None:
    """
    Nothing has no clauses.
    """
    assert tree_of("") == ()
    assert tree_of(" \n \n") == ()


PIECES = [
    "제1조(목적) 이 계약은 목적을 정한다.",
    "제2조 【기간】",
    "① 갑은 지급한다.",
    "② 을은 납품한다. (1) 가나다라, (2) 마바사아",
    "1. 항목입니다",
    "가. 세부입니다",
    "제5조에 따라 처리한다.",
    "ARTICLE I TERMS",
    "1.1 The parties agree: (a) one thing; (b) another thing",
    "2026년 3월 2일",
    "갑 주식회사 가나 (인)",
    "[별지 1] 표",
    "다만, 그러하지 아니하다.",
    "(ii) roman item of a list",
    "",
]


def check_nesting(tree: tuple[Clause, ...], lowest: int, highest: int) -> None:
    """
    Assert that clauses stand in order, apart from each other and inside the clause above.
    """
    last = lowest
    for clause in tree:
        assert last <= clause.span.start < clause.span.end <= highest
        check_nesting(clause.children, clause.span.start, clause.span.end)
        last = clause.span.end


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_tree_is_well_formed_and_covers_the_text(pieces: list[str]) -> None:
    """
    Whatever stands in whatever order, clauses nest and together reach over every visible character.
    """
    text = "\n".join(pieces)
    tree = tree_of(text)
    check_nesting(tree, 0, len(text))
    covered = {place for clause in tree for place in range(clause.span.start, clause.span.end)}
    assert all(place in covered for place, character in enumerate(text) if not character.isspace())


def test_every_article_of_the_standard_forms(shared: object) -> None:
    """
    Over the official standard contracts no heading line of a 조 is missed.
    """
    forms = sorted((shared / "corpus" / "ko_standard").glob("*하도급계약서.txt"))  # type: ignore[operator]
    assert forms
    for path in forms[::6]:
        text = path.read_text(encoding="utf-8")
        lines = sum(line.startswith("제") and "조(" in line[:8] for line in text.split("\n"))
        assert sum(clause.level is Level.ARTICLE for clause in walk(tree_of(text))) >= lines, path.name
