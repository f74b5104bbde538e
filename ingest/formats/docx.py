"""
Read DOCX: the body in order with its automatic numbers, tables, text boxes, footnotes and endnotes.

Own reader on zipfile and lxml: the packages for it lose the numbers of articles and the text in boxes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.archive import open_archive, opens_with
from ingest.errors import Malformed
from ingest.markup import attribute, child, local_name, parse_xml
from ingest.notices import COMMENTS
from ingest.office.flow import Flow
from ingest.office.word_body import Body
from ingest.office.word_numbering import Numbering
from ingest.office.word_styles import Styles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from ingest.archive import Archive
    from ingest.layout import Layout

SUFFIXES = (".docx", ".docm")
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
IS_FALLBACK = False

DOCUMENT = "word/document.xml"
FOLDER = "word/"
# Footnotes with these types draw lines between text and notes and say nothing.
DRAWN_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})
SENTENCE_ENDS = ("다.", "다", ".", "。")


def looks_like(content: bytes) -> bool:
    """
    Tell whether the content is a ZIP container with a Word document in it.
    """
    return content.startswith(b"PK") and opens_with(content, DOCUMENT)


def read(content: bytes) -> Layout:
    """
    Lay out a DOCX file.

    Raises:
        IngestError: 105, 106 or 108 to 110.
    """
    archive = open_archive(content)
    root = parse_xml(archive.part(DOCUMENT), DOCUMENT)
    body = child(root, "body")
    if body is None:
        raise Malformed(detail="no body")
    styles = Styles(_optional(archive, "styles.xml"))
    notes = {**_notes(archive, "footnote"), **_notes(archive, "endnote")}
    flow = Flow()
    walk = Body(flow, styles, Numbering(_optional(archive, "numbering.xml"), styles), notes)
    walk.read_blocks(body)
    walk.read_blocks(_edge_sentences(archive))
    if _has_comments(archive):
        flow.warn(COMMENTS)
    return flow.finish()


def _optional(archive: Archive, name: str) -> Element | None:
    """
    Parse a part that a document may lack.
    """
    path = FOLDER + name
    return parse_xml(archive.part(path), path) if path in archive.names else None


def _notes(archive: Archive, kind: str) -> dict[tuple[str, str], Element]:
    """
    Find the footnotes or endnotes by their ids.
    """
    root = _optional(archive, f"{kind}s.xml")
    notes = () if root is None else root
    return {(kind, attribute(note, "id")): note for note in notes if attribute(note, "type") not in DRAWN_NOTES}


def _edge_sentences(archive: Archive) -> Iterator[Element]:
    """
    Yield the paragraphs of headers and footers that are whole sentences: a term may hide there.
    """
    seen = set()
    for name in sorted(archive.names):
        if name.startswith((FOLDER + "header", FOLDER + "footer")) and name.endswith(".xml"):
            for paragraph in parse_xml(archive.part(name), name):
                text = "".join(each.text or "" for each in paragraph.iter() if local_name(each) == "t").strip()
                if text.endswith(SENTENCE_ENDS) and " " in text and text not in seen:
                    seen.add(text)
                    yield paragraph


def _has_comments(archive: Archive) -> bool:
    """
    Tell whether reviewers left comments.
    """
    root = _optional(archive, "comments.xml")
    return root is not None and len(root) > 0
