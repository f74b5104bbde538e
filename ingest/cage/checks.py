"""
Check what the schema of an answer cannot say: that offsets lie inside the text, and numbers are numbers.

Runs in the parent, on the word of a child that may have been taken over.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING

from ingest.document import Document, Span
from ingest.errors import ReaderCrashed
from ingest.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.document import Line, Table

PLACED = {each.name for each in fields(Layout)}
"""Fields that a document shares with its layout."""


def verify(layout: Layout | Document) -> None:
    """
    Check every offset and number of a layout, or of the same fields of a document, against its text.

    Raises:
        ReaderCrashed: something points outside the text or is out of order.
    """
    text = layout.text
    checks = {
        "wraps": all(0 <= offset < len(text) and text[offset] == "\n" for offset in layout.wraps)
        and all(first < second for first, second in pairwise(layout.wraps)),
        "lines": all(_line_holds(line, layout) for line in layout.lines)
        and all(first.span.end <= second.span.start for first, second in pairwise(layout.lines)),
        "edges": not layout.edges or _edges_hold(layout),
        "tables": all(_table_holds(table, text) for table in layout.tables),
        "coverage": all(0.0 <= share <= 1.0 for share in (layout.coverage, *layout.page_coverage)),
        "confidence": all(0.0 <= share <= 1.0 for share in layout.page_confidence if share is not None),
        "asides": all(aside.span is None or _inside(aside.span, text) for aside in layout.asides),
        "pages": layout.pages >= 0,
        "letters": not any("\ud800" <= letter <= "\udfff" for letter in text),
    }
    broken = [name for name, holds in checks.items() if not holds]
    if broken:
        raise ReaderCrashed(detail=f"the reply's {', '.join(broken)} do not fit its text")


def verify_spans(document: Document) -> None:
    """
    Check that whatever else a document points at lies in its text: clauses, parties, quantities, references.

    Raises:
        ReaderCrashed: something points outside.
    """
    beside = [each.name for each in fields(document) if each.name not in PLACED]
    broken = [
        name for name in beside if not all(_inside(span, document.text) for span in _spans(getattr(document, name)))
    ]
    if broken:
        raise ReaderCrashed(detail=f"the draft's {', '.join(broken)} point outside its text")


def _spans(value: object) -> Iterator[Span]:
    """
    Find every span in a value of plain data.
    """
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _spans(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _spans(getattr(value, each.name))


def _inside(span: Span, text: str) -> bool:
    """
    Tell whether the span lies in the text.
    """
    return 0 <= span.start <= span.end <= len(text)


def _line_holds(line: Line, layout: Layout | Document) -> bool:
    """
    Tell whether a line lies in the text, on a page of the document, at places that are numbers.
    """
    places = (line.x0, line.top, line.x1, line.bottom)
    return _inside(line.span, layout.text) and 1 <= line.page <= layout.pages and all(map(isfinite, places))


def _edges_hold(layout: Layout | Document) -> bool:
    """
    Tell whether every line has one edge more than characters, and each is a number.
    """
    return len(layout.edges) == len(layout.lines) and all(
        len(edges) == line.span.end - line.span.start + 1 and all(map(isfinite, edges))
        for line, edges in zip(layout.lines, layout.edges, strict=True)
    )


def _table_holds(table: Table, text: str) -> bool:
    """
    Tell whether every cell that claims a place in the text lies in it.
    """
    return all(cell.span is None or _inside(cell.span, text) for cell in table.cells)
