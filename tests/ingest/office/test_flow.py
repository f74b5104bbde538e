"""
Show that a flow keeps what a file says beside its text, each at its place.
"""

from __future__ import annotations

import pytest

from ingest.document import Aside, Span
from ingest.errors import BombSuspected
from ingest.layout import LONGEST_TEXT
from ingest.office.flow import Flow, Picture


def test_an_aside_without_a_place_hangs_where_the_next_paragraph_begins() -> None:
    """A comment is set aside at the offset that the text has reached, never beyond its end."""
    flow = Flow()
    flow.add_paragraph("제1조")
    flow.add_aside(Aside("comment", "의견"))
    flow.add_paragraph("끝")
    flow.add_aside(Aside("comment", "마지막"))
    layout = flow.finish()
    assert [(aside.text, aside.span) for aside in layout.asides] == [("의견", Span(4, 4)), ("마지막", Span(5, 5))]
    assert layout.text == "제1조\n끝"


def test_asides_count_towards_the_longest_text() -> None:
    """A file cannot hide a flood of letters beside its text."""
    flow = Flow()
    with pytest.raises(BombSuspected):
        flow.add_aside(Aside("hidden", "x" * (LONGEST_TEXT + 1)))


@pytest.mark.parametrize(("side", "codes"), [(100, []), (500, [201])])
def test_a_large_picture_is_announced_and_a_seal_is_not(side: int, codes: list[int]) -> None:
    """A picture as large as a quarter of a page may hold unread words, so the file is not read whole."""
    flow = Flow()
    flow.add_picture(Picture(side, side, bytes))
    layout = flow.finish()
    assert [notice.code for notice in layout.warnings] == codes
    assert (layout.coverage < 0.98) == bool(codes)
