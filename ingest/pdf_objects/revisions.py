"""
Compare a PDF with what it was when it was first saved and when it was signed.

A PDF may be saved again by appending: the older file is still in it, whole. Filling in a form, signing and commenting
are appended as well and do not touch the pages; a page that shows other words than before does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

import numpy as np
import pypdfium2

from ingest.pdf_objects.trees import entry, items, nodes_below

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf
    from numpy.typing import NDArray

    Levels = NDArray[np.uint8]
    Words = tuple[str, ...]

END: Final = re.compile(rb"startxref\s{1,4}(\d{1,10})\s{1,4}%%EOF\r?\n?")
TABLE: Final = re.compile(rb"\s{0,4}(?:xref|\d{1,9}\s{1,4}\d{1,5}\s{1,4}obj)")
# Revisions that are read beside the last: the first and the last that were signed, and the first of all.
MOST_COMPARED: Final = 3
# Words compared with each other at most, and those kept in front of a change.
MOST_PAIRS, CONTEXT = 1_000_000, 3
# Pages whose pictures are compared, and how: dots for each point, and the least difference in grey that counts.
MOST_DRAWN, FINENESS, LEAST = 60, 0.5, 48


@dataclass(frozen=True, slots=True)
class Change:
    """
    Hold what one page, counted from 1, says now and what it said before.

    `before` are the words in front, which find the place. Where both are empty only the picture of the page changed, or
    the whole page did.
    """

    page: int
    since_signing: bool
    old: str = ""
    new: str = ""
    before: str = ""


def changes(content: bytes, structure: pikepdf.Pdf | None) -> Iterator[Change]:
    """
    Yield what changed between the last revision and the earlier ones that are compared with it.
    """
    ends = _ends(content)
    signed = sorted({end for end in _signed(structure) if 0 < end < len(content)})
    compared = dict.fromkeys([*signed[:1], *signed[-1:], *ends[:1]])
    if not compared:
        return
    last = _Revision(content)
    for end in list(compared)[:MOST_COMPARED]:
        try:
            earlier = _Revision(content[:end])
        except pypdfium2.PdfiumError:
            continue
        yield from _compared(earlier, last, since_signing=end in signed)


class _Revision:
    """
    Hold one revision and the words of its pages.
    """

    def __init__(self, content: bytes) -> None:
        """
        Open it; raise PdfiumError where that cannot be done.
        """
        self.document = pypdfium2.PdfDocument(content)
        self.pages = [self._words(index) for index in range(len(self.document))]

    def _words(self, index: int) -> Words:
        """
        Return the words of one page; none of one that does not load.
        """
        try:
            return tuple(self.document[index].get_textpage().get_text_range().split())
        except pypdfium2.PdfiumError:
            return ()

    def picture(self, index: int) -> Levels:
        """
        Draw one page in grey, small and without its annotations; one that does not load has no extent.
        """
        try:
            page = self.document[index]
        except pypdfium2.PdfiumError:
            return np.zeros((0, 0), np.uint8)
        drawn = page.render(scale=FINENESS, grayscale=True, draw_annots=False, may_draw_forms=False)
        levels: Levels = drawn.to_numpy()
        return levels


def _ends(content: bytes) -> list[int]:
    """
    Return where earlier revisions end: behind a trailer that points back at a table of objects.

    A file written for quick viewing on the web has such a mark near its beginning as well, which points nowhere.
    """
    marks = [(found.end(), int(found[1])) for found in END.finditer(content)]
    return [end for end, table in marks[:-1] if 0 < table < end and TABLE.match(content, table)]


def _signed(structure: pikepdf.Pdf | None) -> Iterator[int]:
    """
    Yield where the part of the file ends that each signature covers.
    """
    fields = nodes_below(entry(structure.Root, "/AcroForm", "/Fields"), "/Kids") if structure else ()
    for field in fields:
        covered = [each for each in items(entry(field, "/V", "/ByteRange")) if isinstance(each, int)]
        if len(covered) >= 4:  # noqa: PLR2004 - start and length of two parts
            yield covered[-2] + covered[-1]


def _compared(earlier: _Revision, last: _Revision, *, since_signing: bool) -> Iterator[Change]:
    """
    Yield how the pages of two revisions differ.
    """
    drawn = 0
    matcher = SequenceMatcher(None, earlier.pages, last.pages, autojunk=False)
    for kind, start, end, to, until in matcher.get_opcodes():
        if end - start == until - to:
            pairs = list(zip(range(start, end), range(to, until), strict=True))
        else:
            pairs = []
            old, new = _joined(earlier.pages[start:end]), _joined(last.pages[to:until])
            yield from _worded(old, new, Change(min(to, len(last.pages) - 1) + 1, since_signing))
        for was, now in pairs:
            if kind != "equal":
                yield from _worded(earlier.pages[was], last.pages[now], Change(now + 1, since_signing))
            elif drawn < MOST_DRAWN:
                drawn += 1
                if _looks_other(earlier.picture(was), last.picture(now)):
                    yield Change(now + 1, since_signing)


def _worded(old: Words, new: Words, found: Change) -> Iterator[Change]:
    """
    Yield the words that differ, each with those in front of them.
    """
    if len(old) * len(new) > MOST_PAIRS:
        yield found
        return
    for kind, start, end, to, until in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            before = " ".join(new[max(0, to - CONTEXT) : to])
            yield replace(found, old=" ".join(old[start:end]), new=" ".join(new[to:until]), before=before)


def _joined(pages: list[Words]) -> Words:
    """
    Return the words of several pages.
    """
    return tuple(word for page in pages for word in page)


def _looks_other(old: Levels, new: Levels) -> bool:
    """
    Tell whether two pictures of a page differ to the eye.
    """
    return old.shape != new.shape or bool(np.any(np.abs(old.astype(np.int16) - new) >= LEAST))
