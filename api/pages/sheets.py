"""
Lay the findings of an agreement on its pages: rectangles over the very letters, on as many lines and pages as it takes.

The same findings with the same numbers stand in the list beside it and in the text; a test holds them together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Final
from uuid import UUID

from fastapi import Query

from api.pages.cards import Card, Recorded, card
from api.pages.facsimile import MOST_PAGES
from api.pages.weaving import Mark
from compliance.facsimile.views import Leaf, Paper
from compliance.views import FindingView
from ingest.layout import Box

NEAR: Final = 5
"""Pages on either side of the one looked at that come with their words; of the others a link brings them."""
Around = Annotated[int | None, Query(alias="page", ge=1, le=MOST_PAGES)]


@dataclass(frozen=True, slots=True)
class Highlight:
    """
    Hold the rectangles (points) of one piece of evidence on one page; `part` counts the pieces of its finding.

    `begins` says that the piece begins on this page.
    """

    card: Card
    part: int
    boxes: tuple[Box, ...]
    begins: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    Hold one page with what is marked on it.
    """

    leaf: Leaf
    highlights: tuple[Highlight, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """
    Hold a finding of the agreement with its number, and whether its words were found in the agreement again.
    """

    view: FindingView
    card: Card
    page: int | None
    is_placed: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """
    Hold an agreement with all its findings: as pages, as text, and as a list.
    """

    paper: Paper
    findings: tuple[Numbered, ...]
    sheets: tuple[Sheet, ...]
    marks: tuple[Mark, ...]

    def of(self, finding_id: UUID) -> Numbered:
        """
        Return one of the findings.
        """
        return next(each for each in self.findings if each.view.id == finding_id)

    def neighbours(self, finding_id: UUID) -> tuple[UUID | None, UUID | None]:
        """
        Return the finding before and the one behind, in the order in which one reads.
        """
        ids = [each.view.id for each in self.findings]
        at = ids.index(finding_id)
        return ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None


def lay_on(paper: Paper, views: Sequence[FindingView]) -> Desk:
    """
    Place the findings of an agreement on its paper, numbered in the order in which one reads.
    """
    placed = sorted(((_first_place(paper, view), view) for view in views), key=lambda pair: (*pair[0], str(pair[1].id)))
    cards = [card(at, view.finding, Recorded(view.id, view.state)) for at, (_, view) in enumerate(placed, start=1)]
    marks = [mark for each in cards for mark in _marks(paper, each)]
    told = {mark.number for mark in marks}
    highlights = [one for mark in marks for one in _highlights(paper, cards[mark.number - 1], mark)]
    on_pages, first_pages = defaultdict[int, list[Highlight]](list), dict[int, int]()
    for one in highlights:
        page = one.boxes[0].page
        on_pages[page].append(one)
        first_pages.setdefault(one.card.number, page)
    findings = tuple(
        Numbered(view, each, first_pages.get(each.number), each.number in told)
        for each, (_, view) in zip(cards, placed, strict=True)
    )
    sheets = tuple(Sheet(leaf, tuple(on_pages[leaf.number])) for leaf in paper.leaves)
    return Desk(paper, findings, sheets, tuple(marks))


def near(here: Numbered, page: int | None) -> range:
    """
    Say which pages come with their words: those around the page asked for, else around the finding.
    """
    around = page or here.page or 1
    return range(around - NEAR, around + NEAR + 1)


def _first_place(paper: Paper, view: FindingView) -> tuple[bool, int]:
    """
    Say where a finding comes in the order of reading; one without a place in the text comes last.
    """
    span = paper.find(view.finding)
    return span is None, span.start if span else 0


def _marks(paper: Paper, each: Card) -> list[Mark]:
    """
    Mark the evidence of a finding in the text.
    """
    found = [(part, paper.find(piece)) for part, piece in enumerate(each.evidence, start=1)]
    return [Mark(span.start, span.end, each.number, part, each.tone) for part, span in found if span]


def _highlights(paper: Paper, each: Card, mark: Mark) -> list[Highlight]:
    """
    Mark a piece of evidence on every page that it reaches.
    """
    on_pages = [tuple(boxes) for _, boxes in groupby(paper.boxes_of(mark.start, mark.end), key=lambda box: box.page)]
    return [Highlight(each, mark.part, boxes, begins=not at) for at, boxes in enumerate(on_pages)]
