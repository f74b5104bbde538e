"""
Show that a sentence of a DOCX runs on over typed page ends and broken lines, and that nothing else is joined.
"""

from __future__ import annotations

import pytest

from ingest.formats.docx import read
from tests.ingest.hostile import docx
from tests.ingest.word_xml import cell, line, row, run, table

TURN = '<w:r><w:br w:type="page"/></w:r>'
CUT = "을이 이 계약을 이행하면서 만든 모든 성과물의 지식재산권은 갑에"


def joined(*blocks: str) -> str:
    """
    Return the text with the line ends that merely break a sentence taken out.
    """
    layout = read(docx("".join(blocks)))
    return "".join(letter for at, letter in enumerate(layout.text) if at not in layout.wraps)


@pytest.mark.parametrize(
    "between",
    [
        (line(run("- 12 -")),),
        (line(), line(run("Page 3 of 10")), line()),
        (line(TURN),),
        (line(run("12 / 30")), line(TURN)),
        (),
    ],
)
def test_a_sentence_runs_on_over_a_page_end(between: tuple[str, ...]) -> None:
    """A typed page number, a page break and the blank lines about it do not cut a sentence, nor does a broken line."""
    assert joined(line(run(CUT)), *between, line(run("게 귀속된다."))) == f"{CUT}게 귀속된다."


def test_a_page_break_within_a_paragraph_cuts_no_word() -> None:
    """Where the page turns in a paragraph the sentence goes on; after a sentence the next line is a line."""
    assert joined(line(run("갑에게 무상"), TURN, run("으로 양도한다."))) == "갑에게 무상으로 양도한다."
    assert joined(line(run("양도한다."), TURN, run("제2조(정의)"))) == "양도한다.\n제2조(정의)"


@pytest.mark.parametrize(
    "blocks",
    [
        (line(run("물품 단가")), line(run("갑은 단가를 정한다."))),
        (line(run("제3조(대가)")), line(run("갑은 대가를 지급한다."))),
        (line(run(CUT)), line(run("제2조(정의) 뜻은 다음과 같다."))),
        (line(run(CUT)), line(), line(run("을은 협력한다."))),
        (line(run("갑은 을에게 지급한다.")), line(run("- 12 -")), line(run("을은 협력한다."))),
        (table(row(cell(CUT)), row(cell("게 귀속된다.")))),
        (line(run(CUT)), table(row(cell("게 귀속된다.")))),
        (line(run(CUT)), line(run("➢ 을의 성과물"))),
    ],
)
def test_paragraphs_stay_apart_in_doubt(blocks: tuple[str, ...]) -> None:
    """Titles, articles, paragraphs with a blank line between, whole sentences and cells are not joined, and nothing is lost."""
    layout = read(docx("".join(blocks)))
    assert layout.wraps == ()
    assert "12" not in "".join(blocks) or "- 12 -" in layout.text
