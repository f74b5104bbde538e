"""
Say of the pages of one file what share of their writing was read, what was set aside and what to warn of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.document import Aside
from ingest.notices import (
    NO_RECOGNITION,
    foreign_layer,
    hidden_text,
    overprinted_text,
    uncertain_page,
    unmapped_letters,
    unread_writing,
    unreadable_page,
    unverified_layer,
)
from ingest.ocr import engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.document import Notice
    from ingest.pages.shapes import PrintedPage

# The mean confidence of a page below which a letter in twenty is wrong (measured on blurred, coarse and noisy scans).
SURE = 0.88


def coverage_of(pages: list[PrintedPage]) -> float:
    """
    Return the share of all pages' ink that was read; a page that did not load counts as one of the average.
    """
    loaded = [page.ink for page in pages if not page.lost]
    read, ink = sum(each.read for each in loaded), sum(each.read + each.unread for each in loaded)
    if not loaded:
        return 0.0
    found = read / ink if ink else 1.0
    return found * len(loaded) / len(pages)


def asides_of(pages: list[PrintedPage]) -> tuple[Aside, ...]:
    """
    Return the hidden text, page by page.
    """
    return tuple(Aside("hidden", "\n".join(page.hidden), page=page.number) for page in pages if page.hidden)


def notices_of(pages: list[PrintedPage]) -> tuple[Notice, ...]:
    """
    Return the warnings, page by page.
    """
    found = [notice for page in pages for notice in _notices(page)]
    if engine.lack() and any(page.unread_areas for page in pages):
        found.append(NO_RECOGNITION)
    return tuple(found)


def _notices(page: PrintedPage) -> Iterator[Notice]:
    """
    Yield what is wrong with one page.
    """
    if page.lost or (page.unread_areas and not page.lines):
        yield unreadable_page(page.number)
    elif page.unread_areas:
        yield unread_writing(page.number)
    if page.hidden:
        yield hidden_text(page.number)
    if page.overprinted:
        yield overprinted_text(page.number)
    if page.unmapped:
        yield unmapped_letters(page.number)
    if page.confidence is not None and page.confidence < SURE:
        yield uncertain_page(page.number, page.confidence)
    if page.disagreeing:
        yield foreign_layer(page.number)
    if page.layered:
        yield unverified_layer(page.number)
