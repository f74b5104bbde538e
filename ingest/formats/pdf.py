"""
Read PDF, by ingest/pages/file.py; what that needs is loaded when the first PDF is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest import late

if TYPE_CHECKING:
    from ingest.attachment import Attachment
    from ingest.drawn import Drawn
    from ingest.layout import Layout
    from ingest.pages import file
else:
    file = late.module("ingest.pages.file")

SUFFIXES = (".pdf",)
MEDIA_TYPE = "application/pdf"
IS_FALLBACK = False

# Programs accept a header within the first kilobyte.
HEADER, HEADER_WITHIN = b"%PDF-", 1024


def looks_like(content: bytes) -> bool:
    """
    Tell whether the content has a PDF header.
    """
    return HEADER in content[:HEADER_WITHIN]


def read(content: bytes) -> Layout:
    """
    Lay out a PDF.

    Raises:
        IngestError: 102, 103 or 105 to 107; see ingest/pages/file.py.
    """
    return file.read(content)


def draw(content: bytes, number: int) -> Drawn:
    """
    Draw a page, counted from 1, as a viewer shows it; of 0 only the sizes are given.
    """
    return file.draw(content, number)


def attachments(content: bytes) -> tuple[Attachment, ...]:
    """
    Return the files that the PDF carries inside.
    """
    return file.attachments(content)
