"""
Read the words of charts and diagrams in DrawingML, which Word and Hangul share.

Source: ECMA-376 part 1, 21.2 (charts), 21.4 (diagrams).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.markup import attribute, child, descendants, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

# Points of a diagram that hold no text of their own.
DRAWN_POINTS: Final = frozenset({"pres", "parTrans", "sibTrans"})


def chart_lines(root: Element | None) -> Iterator[str]:
    """
    Walk the titles of a chart and the names of its series.
    """
    for element in () if root is None else root.iter():
        if local_name(element) == "title":
            yield drawn_text(element)
        elif local_name(element) == "ser":
            yield "".join(each.text or "" for each in descendants(child(element, "tx"), "v"))


def diagram_lines(root: Element | None) -> Iterator[str]:
    """
    Walk the words of each point of a diagram.
    """
    for point in descendants(root, "pt"):
        if attribute(point, "type") not in DRAWN_POINTS:
            for paragraph in descendants(child(point, "t"), "p"):
                yield drawn_text(paragraph)


def drawn_text(element: Element) -> str:
    """
    Return the letters of DrawingML inside an element.
    """
    return "".join(each.text or "" for each in descendants(element, "t"))
