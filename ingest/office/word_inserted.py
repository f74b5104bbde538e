"""
Read a document that a DOCX file inserts whole (w:altChunk): Word takes it in when the file is opened.

Source: ECMA-376 part 1, 17.17.2.1.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.charsets import decode
from ingest.document import Span
from ingest.hypertext import read_page
from ingest.layout import Layout
from ingest.notices import INSERTED_DOCUMENT, UNREAD_INSERT

if TYPE_CHECKING:
    from ingest.office.flow import Flow
    from ingest.office.word_package import Package

PAGES = (".htm", ".html", ".xhtml")
PLAIN = ".txt"


def read_inserted(package: Package, part: str, flow: Flow) -> None:
    """
    Read an inserted page or text in its place; any other kind is only warned of.
    """
    kind = part.lower()
    if not kind.endswith((*PAGES, PLAIN)):
        flow.warn(UNREAD_INSERT)
        return
    content = package.archive.part(part)
    layout = read_page(content) if kind.endswith(PAGES) else Layout(decode(content).replace("\r\n", "\n"))
    start = flow.position
    flow.add_paragraph(layout.text)
    for aside in layout.asides:
        span = aside.span or Span(0, 0)
        flow.add_aside(replace(aside, span=Span(start + span.start, start + span.end)))
    for notice in (*layout.warnings, INSERTED_DOCUMENT):
        flow.warn(notice)
