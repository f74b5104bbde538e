"""
Show that a PDF that is broken but readable is read whole, and that what another program may show otherwise is told.
"""

from __future__ import annotations

import pytest

import ingest
from ingest.formats.pdf import read
from tests.ingest import broken_pdf

WHOLE = "\n".join(broken_pdf.LINES)


@pytest.mark.parametrize(
    "content",
    [
        broken_pdf.far_start(),
        broken_pdf.looping_tables(),
        broken_pdf.without_end(),
        broken_pdf.linearised(),
        broken_pdf.linearised(hints=b"9999999 99999999 0 "),
    ],
    ids=["a start far behind", "tables in a loop", "no end", "for the web", "broken hints"],
)
def test_a_broken_table_of_objects_loses_no_text(content: bytes) -> None:
    """Whatever leads to the pages wrongly, all of them are read."""
    assert read(content).text == f"{WHOLE}\n{WHOLE}"


def test_forms_that_draw_each_other_end() -> None:
    """A page with a loop among its forms keeps its own text."""
    layout = read(broken_pdf.circular_forms())
    assert (layout.text, layout.warnings) == (WHOLE, ())


def test_a_file_that_only_its_owner_may_change_is_an_ordinary_file() -> None:
    """A password for changes does not keep anybody, nor the caged reader, from the text and the structure."""
    document = ingest.read(broken_pdf.owner_locked(), "a.pdf")
    assert (document.text, document.warnings) == (f"{WHOLE}\n{WHOLE}", ())


@pytest.mark.parametrize(
    "content",
    [broken_pdf.nested_arrays(behind=True), broken_pdf.unknown_filter(), broken_pdf.boxed(b"0 0 0 0")],
    ids=["nested arrays", "an unknown filter", "no size"],
)
def test_what_programs_draw_in_different_ways_is_told(content: bytes) -> None:
    """Commands and sizes that no honest program writes are read, with a warning that others may show another page."""
    layout = read(content)
    assert layout.text == WHOLE
    assert [(notice.code, notice.page) for notice in layout.warnings] == [(203, 1)]
