"""
Show that pages are read in the order in which a person reads them, and that no layout cuts a sentence.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from ingest.canonical import canonical
from ingest.formats.pdf import read
from tests.ingest.pages.printed import page, paragraphs

if TYPE_CHECKING:
    from ingest.layout import Layout

KOREAN = tuple(
    f"제{number}조 (의무 {number}) 수급사업자는 위탁받은 제{number} 목적물을 약정한 기한까지 제작하여 납품하고, 원사업자는 이를 "
    "검사한 뒤 정당한 사유가 없는 한 그 대금을 지체 없이 지급하여야 하며, 어느 당사자도 이 조의 이행을 거절하지 못한다."
    for number in range(1, 13)
)
ENGLISH = tuple(
    f"Article {number} (Duty {number}) The Supplier shall make and deliver the goods of kind {number} by the date agreed, and "
    "the Client shall examine them and pay the price without delay unless there is a good reason not to."
    for number in range(1, 13)
)
VERSIONS = "table{width:100%;border-collapse:collapse}td{width:50%;vertical-align:top;padding:4pt}"


def running(layout: Layout) -> list[str]:
    """
    Give the text as it runs: wraps joined, without blanks.
    """
    edges = (0, *(place for wrap in layout.wraps for place in (wrap, wrap + 1)), len(layout.text))
    pieces = [layout.text[start:end] for start, end in pairwise(edges)]
    return ["".join(line.split()) for line in "".join(pieces[::2]).split("\n")]


def squeezed(*texts: str) -> list[str]:
    """
    Take the blanks out.
    """
    return ["".join(text.split()) for text in texts]


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_of_prose_are_read_one_after_the_other(columns: int) -> None:
    """One, two and three columns give the same articles, each in one piece."""
    content = page(paragraphs(*KOREAN), f"@page{{size:A4}}body{{columns:{columns};column-fill:auto;font-size:12pt}}")
    assert running(read(content)) == squeezed(*KOREAN)


@pytest.mark.parametrize("rule", ["", "td{border:1px solid}", "tr{border-bottom:1px solid}"])
def test_versions_side_by_side_are_read_one_after_the_other(rule: str) -> None:
    """Of Korean beside English all Korean articles come first, whole, over every page end, ruled or not."""
    rows = "".join(f"<tr><td>{one}</td><td>{other}</td></tr>" for one, other in zip(KOREAN, ENGLISH, strict=True))
    layout = read(page(f"<table>{rows}</table>", VERSIONS + rule))
    assert layout.pages > 1
    assert running(layout) == squeezed(*KOREAN, *ENGLISH)
    assert layout.tables == ()


def test_a_longer_version_goes_on_alone() -> None:
    """Where one version is longer, its rest stays with it and not behind the other one."""
    rows = "".join(
        f"<tr><td>{one}</td><td>{other}</td></tr>" for one, other in zip(ENGLISH[:4] + ("",) * 8, KOREAN, strict=True)
    )
    assert running(read(page(f"<table>{rows}</table>", VERSIONS))) == squeezed(*ENGLISH[:4], *KOREAN)


def test_a_glossary_stays_a_table() -> None:
    """Terms in two languages are rows of a table, and no versions of a text."""
    terms = (
        ("위탁", "Consignment"),
        ("수급사업자", "Supplier"),
        ("원사업자", "Client"),
        ("하도급대금", "Subcontract price"),
    )
    rows = "".join(f"<tr><td>{one}</td><td>{other}</td></tr>" for one, other in terms)
    layout = read(page(f"<table>{rows}</table>", VERSIONS + "td{border:1px solid}"))
    assert layout.text.split("\n") == [word for pair in terms for word in pair]
    assert len(layout.tables) == 1


def test_a_letter_lists_values_in_another_language_row_by_row() -> None:
    """Labels in Korean beside values in English without rules are a form."""
    values = (
        ("회사명", "Garam Technology Co., Ltd."),
        ("주소", "12 First Street, Seoul"),
        ("대표", "Kim Garam"),
        ("업종", "Software"),
    )
    rows = "".join(f"<tr><td>{one}</td><td>{other}</td></tr>" for one, other in values)
    lines = read(page(f"<table>{rows}</table>", VERSIONS)).text.split("\n")
    assert lines == [f"{label} {value}" for label, value in values]


def test_a_footnote_does_not_cut_the_sentence_above_it() -> None:
    """A note at the foot of the page comes behind the paragraph that runs over the page end, with its own mark."""
    note = "계약 기간은 갱신된 기간을 포함하여 계산한다."
    noted = KOREAN[3].replace("대금을", f"대금을<span class=n>{note}</span>")
    style = ".n{float:footnote;font-size:6pt}::footnote-call{font-size:5pt;vertical-align:super}p{orphans:1;widows:1}"
    texts = (*KOREAN[:3], noted, *KOREAN[4:])
    for height in range(76, 90, 2):
        layout = read(page(paragraphs(*texts), f"{style}@page{{size:148mm {height}mm}}"))
        lines = running(layout)
        assert [line for line in lines if "갱신된" in line] == [f"1.{''.join(note.split())}"]
        assert [line.replace("대금을¹", "대금을") for line in lines if "갱신된" not in line] == squeezed(*KOREAN)


@pytest.mark.parametrize("angle", [-40, 0, 30])
def test_a_watermark_is_no_text(angle: int) -> None:
    """A large mark across the page is left out of the text and cuts no line; the lines beneath it are whole."""
    style = f"position:fixed;top:60mm;left:10mm;font-size:60pt;opacity:.4;transform:rotate({angle}deg)"
    layout = read(page(f'<div style="{style}">대외비</div>' + paragraphs(*KOREAN)))
    assert running(layout) == squeezed(*KOREAN)


def test_a_sentence_across_the_page_is_kept() -> None:
    """A term that is printed large across the lines is seen, so it is read, behind the page's lines."""
    style = "position:fixed;top:60mm;left:0;font-size:22pt;opacity:.4"
    layout = read(page(f'<div style="{style}">모든 결과물은 위탁자의 것으로 한다</div>' + paragraphs(*KOREAN[:6])))
    assert running(layout) == [*squeezed(*KOREAN[:6]), "모든결과물은위탁자의것으로한다"]


def test_the_mark_of_a_footnote_is_no_digit() -> None:
    """A raised figure behind an amount is a superscript and not the amount's last digit; a page of small type has none."""
    mark = "<sup style='font-size:65%;vertical-align:super'>{}</sup>"
    layout = read(
        page(f"<p>위약금은 연 12{mark.format(3)} 퍼센트, 상한은 300{mark.format('1)')}만원으로 한다.</p><p>10 234</p>")
    )
    assert layout.text == "위약금은 연 12³ 퍼센트, 상한은 300¹⁾만원으로 한다.\n10 234"
    assert canonical(layout.text).text == "위약금은 연 12 퍼센트, 상한은 300만원으로 한다.\n10 234"


@pytest.mark.parametrize("angle", [90, 270])
def test_turned_lines_follow_one_another(angle: int) -> None:
    """Lines that run up or down the page are read in the order in which a person reads them who turns the page."""
    style = f"position:absolute;top:40mm;left:10mm;width:95mm;transform:rotate({angle}deg)"
    lines = read(page(f'<div style="{style}">{KOREAN[0]}</div>')).text.split("\n")
    assert len(lines) > 1
    assert "".join("".join(lines).split()) == squeezed(KOREAN[0])[0]
