"""
Find the words of a layout that stand in a box of a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.document import Span

if TYPE_CHECKING:
    from ingest.document import Line
    from ingest.layout import Layout
    from ingest.pages.shapes import Area


class Places:
    """
    Look up boxes in one layout, line by line of their page.
    """

    def __init__(self, layout: Layout) -> None:
        """
        Sort the lines by page.
        """
        self._text = layout.text
        self._pages: dict[int, list[tuple[Line, tuple[float, ...]]]] = {}
        for line, edges in zip(layout.lines, layout.edges, strict=True):
            self._pages.setdefault(line.page, []).append((line, edges))

    def within(self, page: int, area: Area) -> Span | None:
        """
        Return the words from the first letter inside the box to the last; None where it holds none.
        """
        inside = [
            line.span.start + at
            for line, edges in self._pages.get(page, ())
            if area.top <= (line.top + line.bottom) / 2 <= area.bottom
            for at in range(len(edges) - 1)
            if area.x0 <= (edges[at] + edges[at + 1]) / 2 <= area.x1
        ]
        words = [at for at in inside if not self._text[at].isspace()]
        return Span(min(words), max(words) + 1) if words else None

    def at(self, page: int, area: Area) -> Span | None:
        """
        Return the empty span at the first letter of the line that stands beside the box; None where there is none.
        """
        middle = (area.top + area.bottom) / 2
        beside = [line for line, _ in self._pages.get(page, ()) if line.top <= middle <= line.bottom]
        return Span(beside[0].span.start, beside[0].span.start) if beside else None

    def of(self, page: int, words: str, before: str = "") -> Span | None:
        """
        Return where words stand on a page, the first time that they follow those `before`; blanks do not count.
        """
        lines = [line.span for line, _ in self._pages.get(page, ())]
        places = [at for span in lines for at in range(span.start, span.end) if not self._text[at].isspace()]
        letters = "".join(self._text[at] for at in places)
        lead, sought = "".join(before.split()), "".join(words.split())
        found = letters.find(lead + sought) if lead + sought else -1
        if found < 0:
            return None
        first = found + len(lead)
        if not sought:
            return Span(places[first - 1] + 1, places[first - 1] + 1)
        return Span(places[first], places[first + len(sought) - 1] + 1)
