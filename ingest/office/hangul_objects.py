"""
Read the OLE objects and charts of a Hangul document: a chart's words stand in the text, another file is an attachment.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

import olefile

from ingest import late
from ingest.attachment import Attachment
from ingest.errors import IngestError, Malformed
from ingest.markup import parse_xml
from ingest.notices import COVERING_SHAPE, UNREAD_INSERT
from ingest.office.flow import Picture
from ingest.office.graphics import chart_lines
from ingest.office.hangul_model import Box, Image, Letters, Paragraph, Remark
from ingest.office.ole_objects import chart_of, unwrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ingest.office import blank_picture
    from ingest.office.hangul_model import Block
    from ingest.office.hangul_places import Place
else:
    blank_picture = late.module("ingest.office.blank_picture")

PICTURES: Final = frozenset(
    {".bmp", ".dib", ".emf", ".gif", ".jpe", ".jpeg", ".jpg", ".pcx", ".png", ".svg", ".tif", ".tiff", ".webp", ".wmf"}
)
# How pictures begin; Hangul sometimes keeps one under an ending of no meaning.
PICTURE_MARKS: Final = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"\xd7\xcd\xc6\x9a",
    b"\1\0\t\0",
)
# Hangul writes the length of the object before it.
LENGTH_SIZE: Final = 4


def read_picture(load: Callable[[], bytes], place: Place) -> Iterator[Block]:
    """
    Yield a picture; one that looks like paper may cover words.
    """
    if place.may_cover and blank_picture.looks_like_paper(_loaded(load)):
        yield Remark(COVERING_SHAPE)
    yield Image(Picture(*place.points, load))


def read_object(load: Callable[[], bytes], points: tuple[float, float]) -> Iterator[Block]:
    """
    Yield what an OLE object of this printed size shows: a chart's words, or a picture whose letters nobody has.
    """
    chart = chart_of(_bare(_loaded(load)))
    yield from read_chart(chart) if chart else [Image(Picture(*points, bytes))]


def read_chart(chart: bytes) -> Iterator[Block]:
    """
    Yield the words of a chart in DrawingML.
    """
    try:
        root = parse_xml(chart, "chart")
    except Malformed:
        yield Remark(UNREAD_INSERT)
        return
    for line in filter(str.strip, chart_lines(root)):
        yield Box([Paragraph("", [Letters(line)])])


def take_out(members: Iterable[tuple[str, Callable[[], bytes]]]) -> tuple[Attachment, ...]:
    """
    Return the files that stand in a document as objects, each under its member's name; pictures and charts are none.
    """
    found: list[Attachment] = []
    for name, load in members:
        path = PurePath(name)
        if path.suffix.lower() in PICTURES:
            continue
        try:
            content = _bare(load())
        except IngestError:
            found.append(Attachment(path.name, None))
            continue
        if content.startswith(PICTURE_MARKS) or chart_of(content):
            continue
        if not content.startswith(olefile.MAGIC):
            found.append(Attachment(path.name, content))
        elif attachment := unwrap(f"{path.stem}.bin", content):
            found.append(attachment)
    return tuple(found)


def _loaded(load: Callable[[], bytes]) -> bytes:
    """
    Return the bytes of a picture or object; none where they are damaged or missing.
    """
    try:
        return load()
    except Malformed:
        return b""


def _bare(content: bytes) -> bytes:
    """
    Return an object without the length before it.
    """
    return content[LENGTH_SIZE:] if content[LENGTH_SIZE:].startswith(olefile.MAGIC) else content
