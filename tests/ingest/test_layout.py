"""
Show how a span is marked on its pages.
"""

from __future__ import annotations

from ingest.document import Line, Span
from ingest.layout import Layout

LINES = (Line(Span(0, 3), 1, 10, 0, 40, 10), Line(Span(4, 6), 2, 10, 0, 30, 10))
LAYOUT = Layout("가나다\n라마", (3,), LINES, ((10, 20, 30, 40), (10, 20, 30)), 2)


def test_a_span_over_two_pages_has_two_boxes() -> None:
    """Each line that a span touches gets one box, as wide as the letters touched."""
    boxes = LAYOUT.boxes_for(Span(1, 5))
    assert [(box.page, box.x0, box.x1) for box in boxes] == [(1, 20, 40), (2, 10, 20)]


def test_a_span_between_lines_has_no_box() -> None:
    """A line end alone is nowhere on the page."""
    assert LAYOUT.boxes_for(Span(3, 4)) == ()


def test_without_fixed_pages_there_are_no_boxes() -> None:
    """A text without lines has no places to mark."""
    assert Layout("가나다").boxes_for(Span(0, 2)) == ()
