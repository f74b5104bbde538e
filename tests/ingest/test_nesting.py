"""
Show that files inside a file are read as its annexes, and that none is passed over in silence.
"""

from __future__ import annotations

import pytest

from ingest.document import Aside, Cell, Notice, Span, Table
from ingest.errors import NoTextLayer
from ingest.layout import PARTLY_READ, Layout
from ingest.nesting import MOST_ATTACHMENTS, append_annex, read_nested
from tests.ingest.hostile import text_pdf
from tests.ingest.hostile_pdf import carrying

ANNEX = "을의 권리는 갑에게 귀속된다."


def codes(layout: Layout) -> list[int]:
    """
    List the codes of the warnings in order.
    """
    return [notice.code for notice in layout.warnings]


def test_an_attached_text_is_read_after_the_document() -> None:
    """A term that stands in an attached file is judged with the agreement, under the name of the file."""
    media_type, layout = read_nested(carrying("Article 1", ("별첨3.txt", ANNEX.encode())), ".pdf")
    assert media_type == "application/pdf"
    assert layout.text == f"Article 1\n[첨부 1] 별첨3.txt\n{ANNEX}"
    assert codes(layout) == [205]
    assert layout.coverage == pytest.approx(1.0)


def test_an_attachment_that_cannot_be_read_is_named() -> None:
    """Bytes of no known kind inside the file lower the coverage and are told by name and reason."""
    _, layout = read_nested(carrying("Article 1", ("terms.bin", b"\0\1\2"), ("empty.txt", b"")), ".pdf")
    assert layout.text == "Article 1"
    assert codes(layout) == [205, 201, 205, 201]
    assert "terms.bin (102" in layout.warnings[1].ko
    assert "empty.txt (101" in layout.warnings[3].en
    assert layout.coverage == pytest.approx(PARTLY_READ)


def test_a_file_in_an_attached_file_is_named_and_not_read() -> None:
    """Only one level is opened; what lies deeper is a warning, not a silence."""
    inner = carrying("Annex A", ("deep.txt", b"deepest"))
    _, layout = read_nested(carrying("Article 1", ("annex.pdf", inner)), ".pdf")
    assert layout.text == "Article 1\n[첨부 1] annex.pdf\nAnnex A"
    assert codes(layout) == [205, 201, 205]
    assert "deep.txt" in layout.warnings[1].en


def test_more_attachments_than_the_limit_are_told_once() -> None:
    """A file with thousands of attachments is read up to the limit and says that there are more."""
    files = tuple((f"{number}.txt", b"x") for number in range(MOST_ATTACHMENTS + 30))
    _, layout = read_nested(carrying("Article 1", *files), ".pdf")
    assert layout.text.count("[첨부") == MOST_ATTACHMENTS
    assert codes(layout) == [205] * MOST_ATTACHMENTS + [205, 201]


def test_a_cover_without_text_is_no_reason_to_refuse_its_attachments() -> None:
    """A portfolio whose cover sheet is empty is read by its attachments; without any it is refused."""
    _, layout = read_nested(carrying("", ("agreement.pdf", text_pdf(("Article 1",)))), ".pdf")
    assert layout.text == "[첨부 1] agreement.pdf\nArticle 1"
    assert layout.coverage < 0.98
    with pytest.raises(NoTextLayer):
        read_nested(carrying(""), ".pdf")


def test_what_points_into_an_annex_moves_with_it() -> None:
    """Wraps, cells and asides of an annex point at the same words after it was appended; its pages are gone."""
    annex = Layout(
        "가나\n다라",
        wraps=(2,),
        tables=(Table("표 1", 3, (Cell(0, 0, "다라", Span(3, 5)), Cell(0, 1, "숨김"))),),
        warnings=(Notice(202, "숨은 글", "hidden", 3),),
        coverage=0.5,
        asides=(Aside("inserted", "가", span=Span(0, 1), page=3), Aside("hidden", "마")),
    )
    whole = append_annex(Layout("본문", pages=1, page_coverage=(1.0,)), "[첨부 1] a", annex)
    assert whole.text == "본문\n[첨부 1] a\n가나\n다라"
    assert [whole.text[at] for at in whole.wraps] == ["\n"]
    (cell, unplaced) = whole.tables[0].cells
    assert cell.span is not None
    assert whole.text[cell.span.start : cell.span.end] == "다라"
    assert (unplaced.span, whole.tables[0].page) == (None, None)
    inserted, hidden = whole.asides
    assert inserted.span is not None
    assert whole.text[inserted.span.start : inserted.span.end] == "가"
    assert (hidden.span, inserted.page) == (None, None)
    assert whole.warnings == (Notice(202, "[첨부 1] a: 숨은 글", "[첨부 1] a: hidden"),)
    assert (whole.coverage, whole.pages, whole.page_coverage) == (0.5, 1, (1.0,))
