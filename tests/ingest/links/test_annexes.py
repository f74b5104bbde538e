"""
Annexes are told apart by presence: what the text relies on and the file does not hold is named in a warning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest.notices import MISSING_ATTACHMENT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ingest.document import Document

KOREAN = """공동개발계약서

제1조(목적) 협력한다.
제2조(내용) {words}
제3조(기타) 신의에 따른다.
{annex}"""
# Standard forms of the Fair Trade Commission that take content from an annex which their text does not hold.
TRULY_MISSING = {
    "10_편의점업종_표준가맹계약서.txt",
    "24_택배표준약관.txt",
    "76_택배_표준약관.txt",
    "97_국외여행_표준약관.txt",
}


def missing(document: Document) -> list[str]:
    """
    Give the names in the warnings that something is missing.
    """
    return [one.ko.rsplit(": ", 1)[1] for one in document.warnings if one.code == MISSING_ATTACHMENT]


@pytest.mark.parametrize(
    ("words", "annex", "expected"),
    [
        ("성과물의 귀속은 별지 제3호에 따른다.", "", ["별지 제3호"]),
        ("성과물의 귀속은 별지 제3호에 따른다.", "\n[별지 제3호] 성과물\n공동소유로 한다.\n", []),
        ("성과물의 귀속은 별지 제3호에 따른다.", "\n별지 제3호 성과물의 귀속\n공동소유로 한다.\n", []),
        ("성과물의 귀속은 별지 제3호에 따른다.", "\n[별지 제1호] 대금\n100원\n", ["별지 제3호"]),
        ("과업은 【별첨】 과업내용서에 따른다.", "", ["별첨"]),
        ("과업은 【별첨】 과업내용서에 따른다.", "\n- 【별첨】\n과업내용서\n", []),
        ("대금은 별첨 1 및 별첨 2에서 정한 바에 의한다.", "\n[별첨 1] 대금\n100원\n", ["별첨 2"]),
        ("사양은 첨부 1의 도면을 따른다.", "", ["첨부 1"]),
        ("본문과 별첨 운영기준이 상충하는 경우 별첨이 우선한다.", "", ["별첨"]),
        ("본문과 별첨 운영기준이 상충하는 경우 본문이 우선한다.", "", []),
        ("을은 별첨 2를 작성하여 제3조에 따라 제출한다.", "", []),
        ("신청은 별지 제1호 서식에 따른다.", "", []),
        ("과태료는 하도급법 시행령 별표 1에 따른다.", "", []),
        ("통보는 「건설산업기본법」 시행규칙 별지 제23호 서식에 따른다.", "", []),
        ("갑은 증빙서류를 첨부하여 청구하고, 첨부된 서류와 부속서류에 따른다.", "", []),
        ("납품한다.", "\n붙임 견적서 1부. 끝.\n", []),
        ("종전 제2조의 효력은 존속한다.", "", ["종전 제2조"]),
    ],
)
def test_korean(read: Callable[[str], Document], words: str, annex: str, expected: list[str]) -> None:
    """
    A missing 별지 or 별첨 is named; forms, annexes of laws, lists of enclosures and what is there are not.
    """
    assert missing(read(KOREAN.format(words=words, annex=annex))) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The price is set forth in Exhibit B.", ["Exhibit B"]),
        ("The price is set forth in Exhibit A.", []),
        ("Fees are as specified in Schedule 2 hereto.", ["Schedule 2"]),
        ("The notice shall be in the form attached as Exhibit B.", []),
        ("The subsidiaries are listed on Exhibit 21 to the Annual Report.", []),
        ("A filer of Schedule 13D shall comply with Appendix A to Part 471.", []),
    ],
)
def test_english(read: Callable[[str], Document], words: str, expected: list[str]) -> None:
    """
    Exhibits whose content counts are named; forms and filings are not.
    """
    text = f"SUPPLY AGREEMENT\n\n1. SCOPE\n{words}\n2. TERM\nOne year.\n3. LAW\nKorean law.\n\nExhibit A\nPrice list\n"
    assert missing(read(text)) == expected


def test_named_by_title(read: Callable[[str], Document]) -> None:
    """
    Where several annexes have the same name, the title that is cited decides.
    """
    annexes = "\n[별첨] 직접지급합의서\n합의한다.\n\n[별첨] 비밀유지계약서\n지킨다.\n"
    document = read(KOREAN.format(words="을은 【별첨】 비밀유지계약서에 따른다.", annex=annexes))
    target = next(one.target for one in document.references if one.kind == "annex")
    assert target is not None
    assert document.text[target.start : target.end].endswith("지킨다.")


def test_standard_forms(read: Callable[[str], Document], shared: Path) -> None:
    """
    Official forms give no wrong warning: only those whose annex is truly not in the text are warned of.
    """
    folder = shared / "corpus" / "ko_standard"
    some = [
        path for path in sorted(folder.glob("*.txt")) if "별첨" in (text := path.read_text("utf-8")) or "별표" in text
    ]
    chosen = {*some[::8], *(folder / name for name in TRULY_MISSING)}
    warned = {path.name for path in chosen if missing(read(path.read_text("utf-8")))}
    assert warned == TRULY_MISSING
