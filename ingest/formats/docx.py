"""
Read DOCX: the body in order with its automatic numbers, tables, text boxes, footnotes and endnotes.

Own reader on zipfile and lxml: the packages for it lose the numbers of articles, the text in boxes and tracked
insertions, and tell nobody what is hidden.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.archive import open_archive, opens_with, peek
from ingest.errors import Malformed
from ingest.markup import attribute, child, children, descendants
from ingest.office.flow import Flow
from ingest.office.word_active import watch
from ingest.office.word_autonum import FieldNumbers
from ingest.office.word_binding import Bindings
from ingest.office.word_body import Body, Note, Sources
from ingest.office.word_colours import Theme
from ingest.office.word_comments import Comments
from ingest.office.word_drawings import Drawings, Sheet
from ingest.office.word_edges import read_edges
from ingest.office.word_embedded import embedded_files
from ingest.office.word_looks import whole
from ingest.office.word_numbering import Numbering
from ingest.office.word_package import USUAL_MAIN, Package
from ingest.office.word_styles import Styles
from ingest.office.word_text import Setting

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from ingest.attachment import Attachment
    from ingest.layout import Layout

SUFFIXES = (".docx", ".docm")
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
IS_FALLBACK = False

# Footnotes with these types draw lines between text and notes and say nothing.
DRAWN_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})
# A Word document is told by the type of its main part, whatever that part is called.
TYPES, MOST_TYPES = "[Content_Types].xml", 1 << 20
MAIN_TYPE = re.compile(
    rb"wordprocessingml\.(?:document|template)\.main\+xml|ms-word\.(?:document|template)\.macroEnabled\w*\.main\+xml",
    re.IGNORECASE,
)
# Twips: the page of a document that names none (US Letter).
USUAL_PAGE = (12240, 15840)


def looks_like(content: bytes) -> bool:
    """
    Tell whether the content is a ZIP container with a Word document in it.
    """
    if not content.startswith(b"PK"):
        return False
    return opens_with(content, USUAL_MAIN) or MAIN_TYPE.search(peek(content, TYPES, MOST_TYPES)) is not None


def read(content: bytes) -> Layout:
    """
    Lay out a DOCX file.

    Raises:
        IngestError: 105, 106 or 108 to 110.
    """
    package = Package(open_archive(content))
    root = package.parse(package.main)
    body = child(root, "body")
    if root is None or body is None:
        raise Malformed(detail="no body")
    settings = package.related("settings")
    theme = Theme(package.related("theme"), settings)
    styles = Styles(package.related("styles"), theme)
    numbering = Numbering(package.related("numbering"), styles)
    flow = Flow()
    sources = Sources(
        package=package,
        flow=flow,
        styles=styles,
        numbering=numbering,
        field_numbers=FieldNumbers(numbering),
        drawings=Drawings(package, theme, flow, _sheet(body)),
        comments=Comments(package.related("comments")),
        bindings=Bindings(package),
        notes={**_notes(package, "footnote"), **_notes(package, "endnote")},
    )
    Body(sources).read_story(root, body, Setting())
    read_edges(body, settings, sources)
    sources.comments.pour(flow)
    watch(package, flow)
    return flow.finish()


def attachments(content: bytes) -> tuple[Attachment, ...]:
    """
    Return the files that stand inside a DOCX file as objects.

    Raises:
        IngestError: 105, 106 or 108 to 110.
    """
    return embedded_files(Package(open_archive(content)))


def _notes(package: Package, kind: str) -> dict[tuple[str, str], Note]:
    """
    Find the footnotes or endnotes by their ids.
    """
    part = package.related_name(f"{kind}s")
    notes = (each for each in children(package.parse(part)) if attribute(each, "type") not in DRAWN_NOTES)
    return {(kind, attribute(note, "id")): Note(note, part) for note in notes}


def _sheet(body: Element) -> Sheet:
    """
    Return the largest page of the document.
    """
    sizes = list(descendants(body, "pgSz"))
    width, height = (
        max((whole(attribute(size, side)) or usual for size in sizes), default=usual) / 20
        for side, usual in zip(("w", "h"), USUAL_PAGE, strict=True)
    )
    return Sheet(width, height)
