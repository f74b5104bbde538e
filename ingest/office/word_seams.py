"""
Join the paragraphs of a DOCX file between which a sentence runs on: typed page ends, and files made from printed lines.

In doubt paragraphs stay apart: joining a heading to its text would hide a clause.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.running import hangs, may_continue, width

if TYPE_CHECKING:
    from ingest.office.flow import Flow
    from ingest.office.word_text import Words

# "- 12 -", "12", "3/30", "Page 3 of 10", "3쪽": a page number that somebody typed.
PAGE_NUMBER: Final = late.pattern(
    r"\s*(?:[-–—~]\s*\d{1,4}\s*[-–—~]|\d{1,4}(?:\s*/\s*\d{1,4})?|(?:page|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s*쪽)\s*",
    re.IGNORECASE,
)
# Half-width columns: a shorter line is a title or a line of a form.
NARROWEST: Final = 40


class Seams:
    """
    Pour paragraphs into a flow, and hold back what may be a typed page end until the next one shows.
    """

    def __init__(self, flow: Flow) -> None:
        """
        Start without a paragraph before.
        """
        self._flow = flow
        self._last = ""
        self._held: list[Words] = []
        self._turned = False

    def pour(self, words: Words, *, is_line: bool) -> int:
        """
        Put a paragraph into the flow as `Words.pour` does; at a page end in mid-sentence leave the page end out.
        """
        text = (words.label or "") + words.text
        is_page_end = PAGE_NUMBER.fullmatch(text) is not None or words.has_turned
        is_bare = not (words.hanging or words.marks or words.asides) and is_line
        if self._last and is_bare and (is_page_end or not text.strip()):
            self._held.append(words)
            self._turned |= is_page_end
            return self._flow.position
        if not words.label and self._goes_on(text):
            self._held.clear()
            self._flow.run_on()
        self._release()
        origin = words.pour(self._flow, is_line=is_line)
        self._last = text if is_line and not words.hanging else ""
        return origin

    def rest(self) -> None:
        """
        Pour what is held back as it is; what follows is another place.
        """
        self._release()
        self._last = ""

    def _release(self) -> None:
        """
        Pour what is held back.
        """
        for words in self._held:
            words.pour(self._flow, is_line=True)
        self._held.clear()
        self._turned = False

    def _goes_on(self, text: str) -> bool:
        """
        Tell whether a paragraph goes on with the sentence of the last one.
        """
        if not self._last or not text.strip() or (self._held and not self._turned):
            return False
        is_cut = hangs(self._last) or text.lstrip()[0].islower()
        is_long = self._turned or width(self._last) >= NARROWEST
        return is_cut and is_long and may_continue(self._last, text)
