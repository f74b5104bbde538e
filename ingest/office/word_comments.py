"""
Keep the comments of a DOCX file with their authors, and the ranges of text that they are about.

Source: ECMA-376 part 1, 17.13.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.document import Aside, Span
from ingest.markup import attribute, children, descendants
from ingest.notices import COMMENTS

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from ingest.office.flow import Flow


@dataclass(slots=True)
class Range:
    """
    Hold where a commented range begins and ends, once known.
    """

    start: int | None = None
    end: int | None = None


class Comments:
    """
    Hold the comments of one document while its text is being read.
    """

    def __init__(self, root: Element | None) -> None:
        """
        Read comments.xml; without it there are none.
        """
        self._comments = {attribute(each, "id"): each for each in children(root, "comment")}
        self._ranges: dict[str, Range] = {}

    def place(self, comment: str, offset: int, *, opens: bool) -> None:
        """
        Remember one end of a comment's range: an offset into the text.
        """
        known = self._ranges.setdefault(comment, Range())
        if opens and known.start is None:
            known.start = offset
        elif not opens and known.end is None:
            known.end = offset

    def pour(self, flow: Flow) -> None:
        """
        Put the comments into the flow, in the order of their places; one without a place hangs at the end.
        """
        if self._comments:
            flow.warn(COMMENTS)
        placed = [(self._span(identity), comment) for identity, comment in self._comments.items()]
        for span, comment in sorted(placed, key=lambda each: each[0] or Span(flow.position, flow.position)):
            author, at = attribute(comment, "author"), attribute(comment, "date")
            flow.add_aside(Aside("comment", comment_text(comment), author, at, span))

    def _span(self, comment: str) -> Span | None:
        """
        Return the range of a comment, or the empty one where it hangs.
        """
        known = self._ranges.get(comment, Range())
        ends = [each for each in (known.start, known.end) if each is not None]
        return Span(min(ends), max(ends)) if ends else None


def comment_text(comment: Element) -> str:
    r"""
    Return the letters of a comment, `\n` between its paragraphs.
    """
    paragraphs = descendants(comment, "p")
    return "\n".join("".join(each.text or "" for each in descendants(line, "t")) for line in paragraphs).strip()
