"""
Read what stands beside the cells of a sheet: comments, boxes of text, charts, pictures, running heads.

Source: ECMA-376 part 1, 18.7 (comments), 20.5 (drawings of spreadsheets); MS-XLSX 2.6.205 (threaded comments).
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Aside
from ingest.markup import attribute, child, children, descendants, local_name
from ingest.notices import COMMENTS, HIDDEN_TEXT
from ingest.office.flow import Picture
from ingest.office.graphics import chart_lines, diagram_lines, drawn_text
from ingest.sheets.places import place_of
from ingest.sheets.workbook import TRUE, rich_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from ingest.document import Span
    from ingest.office.flow import Flow
    from ingest.office.word_package import Package

POINT: Final = 12_700
"""English Metric Units of a point."""
ANCHORS: Final = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})
# Codes of a running head: where it stands, and fields and looks that say nothing.
HEAD_CODE: Final = late.pattern(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d{1,3}|[A-Za-z])')
WORD: Final = late.pattern(r"[^\W\d_]{2}")
COUNTED: Final = late.pattern(r"(?:page|of|쪽|페이지|[-/\s\d])*", re.IGNORECASE)


def read_comments(package: Package, part: str, places: dict[tuple[int, int], Span], flow: Flow) -> None:
    """
    Keep the comments of a sheet with author, date and cell; what a thread holds is not repeated from its old form.
    """
    threads = list(_threads(package, part))
    threaded = {place for place, *_ in threads}
    found = [*threads, *(note for note in _notes(package, part) if note[0] not in threaded)]
    for place, author, at, text in found:
        spot = place_of(place)
        flow.add_aside(Aside("comment", text, author, at, places.get(spot) if spot else None))
    if found:
        flow.warn(COMMENTS)


def _threads(package: Package, part: str) -> Iterator[tuple[str, str, str, str]]:
    people = {
        attribute(person, "id"): attribute(person, "displayName")
        for relation in package.relations(package.main).values()
        if relation.kind == "person"
        for person in children(package.parse(relation.target), "person")
    }
    for comment in _related(package, part, "threadedComment"):
        text = "".join(each.text or "" for each in children(comment, "text"))
        author = people.get(attribute(comment, "personId"), "")
        yield attribute(comment, "ref"), author, attribute(comment, "dT"), text


def _notes(package: Package, part: str) -> Iterator[tuple[str, str, str, str]]:
    authors: list[str] = []
    for section in _related(package, part, "comments"):
        if local_name(section) == "authors":
            authors = [each.text or "" for each in section]
        for comment in children(section, "comment"):
            text = child(comment, "text")
            index = attribute(comment, "authorId")
            author = authors[int(index)] if index.isdecimal() and int(index[:9]) < len(authors) else ""
            yield attribute(comment, "ref"), author, "", rich_text(text) if text is not None else ""


def _related(package: Package, part: str, kind: str) -> Iterator[Element]:
    """
    Walk what stands at the top of the parts of a kind that a sheet relates to.
    """
    for relation in package.relations(part).values():
        if relation.kind == kind and not relation.is_external:
            yield from children(package.parse(relation.target))


def read_drawings(package: Package, part: str, flow: Flow, *, is_hidden: bool = False) -> None:
    """
    Add the words of boxes and charts to the text, and take note of pictures; those of a hidden sheet are set aside.
    """
    for relation in package.relations(part).values():
        if relation.kind == "drawing" and not relation.is_external:
            for anchor in children(package.parse(relation.target)):
                if local_name(anchor) in ANCHORS:
                    _read_anchor(package, relation.target, anchor, flow, is_hidden=is_hidden)


def _read_anchor(package: Package, part: str, anchor: Element, flow: Flow, *, is_hidden: bool) -> None:
    """
    Read one drawing; a hidden one is set aside.
    """
    words = [drawn_text(line) for box in descendants(anchor, "txBody") for line in children(box, "p")]
    for reference in (*descendants(anchor, "chart"), *descendants(anchor, "relIds")):
        target = package.target(attribute(reference, "id") or attribute(reference, "dm"), part)
        root = package.parse(target)
        words += chart_lines(root) if local_name(reference) == "chart" else diagram_lines(root)
    text = "\n".join(line for line in words if line.strip())
    if is_hidden or any(attribute(each, "hidden") in TRUE for each in descendants(anchor, "cNvPr")):
        if text:
            flow.add_aside(Aside("hidden", text))
            flow.warn(HIDDEN_TEXT)
        return
    if text:
        flow.add_paragraph(text)
    for picture in descendants(anchor, "pic"):
        _add_picture(package, part, picture, anchor, flow)


def _add_picture(package: Package, part: str, picture: Element, anchor: Element, flow: Flow) -> None:
    """
    Take note of a picture with its size.
    """
    blip = next(descendants(picture, "blip"), None)
    target = package.target(attribute(blip, "embed"), part)
    size = next(
        (each for each in (*descendants(picture, "ext"), *children(anchor, "ext")) if attribute(each, "cx")), None
    )
    width, height = (_points(attribute(size, side)) for side in ("cx", "cy"))
    flow.add_picture(Picture(width, height, partial(_load, package, target)))


def _load(package: Package, target: str) -> bytes:
    return package.archive.part(target) if target else b""


def _points(text: str) -> float:
    return int(text) / POINT if text.isdecimal() and len(text) < 12 else 0.0  # noqa: PLR2004 - a kilometre has 11


def running_heads(written: list[str]) -> Iterator[str]:
    """
    Walk what the running heads of a printed sheet say, without page numbers and names of files.
    """
    for text in dict.fromkeys(written):
        words = " ".join(HEAD_CODE.sub(" ", text).split())
        if WORD.search(words) and not COUNTED.fullmatch(words):
            yield words
