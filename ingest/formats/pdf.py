"""
Read PDF: text and the place of every letter by pdfium, ruled tables cell by cell, running heads off, lines joined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

from ingest.document import Notice
from ingest.errors import EncryptedFile, Malformed, NoTextLayer, TooManyPages
from ingest.pages.compose import compose
from ingest.pages.furniture import strip_furniture
from ingest.pages.ledger import coverage_of
from ingest.pages.reading import read_page
from ingest.pages.shapes import Area, PrintedPage

if TYPE_CHECKING:
    from ingest.layout import Layout

SUFFIXES = (".pdf",)
MEDIA_TYPE = "application/pdf"
IS_FALLBACK = False

HEADER, TRAILER = b"%PDF-", b"%%EOF"
# Programs accept a header within the first kilobyte and a trailer within the last; some append more.
HEADER_WITHIN, TRAILER_WITHIN = 1024, 65_536
MOST_PAGES = 1000
# What is missing from a cut file is unknown, so it never counts as read whole (SECURITY.md 2: 0.98).
CUT_COVERAGE = 0.97
CUT = Notice(
    105, "파일의 끝이 잘려 있어 일부만 읽었을 수 있습니다", "the file's end is missing; part of it may be unread"
)
ATTACHED = Notice(205, "첨부 파일이 들어 있으나 읽지 않았습니다", "the file holds attached files, which were not read")


def looks_like(content: bytes) -> bool:
    """
    Tell whether the content has a PDF header.
    """
    return HEADER in content[:HEADER_WITHIN]


def read(content: bytes) -> Layout:
    """
    Lay out a PDF.

    Raises:
        EncryptedFile: it needs a password to open.
        Malformed: pdfium finds no document or no page in it.
        TooManyPages: it has more pages than any agreement.
        NoTextLayer: no page holds readable text.
    """
    document = _open(content)
    if not 0 < len(document) <= MOST_PAGES:
        raise (TooManyPages if len(document) else Malformed)(detail=f"{len(document)} pages")
    pages = [_read_page(document, index) for index in range(len(document))]
    if all(page.lost for page in pages):
        raise Malformed(detail="no page can be loaded")
    if all(not page.lines for page in pages):
        raise NoTextLayer(detail=f"{len(pages)} pages, no text")
    strip_furniture(pages)
    is_cut = TRAILER not in content[-TRAILER_WITHIN:]
    coverage = coverage_of(pages)
    return compose(pages, _notices(document, is_cut=is_cut), min(coverage, CUT_COVERAGE) if is_cut else coverage)


def _open(content: bytes) -> pypdfium2.PdfDocument:
    """
    Open the document.
    """
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        if problem.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise EncryptedFile from None
        raise Malformed(detail=f"pdfium error {problem.err_code}") from None


def _read_page(document: pypdfium2.PdfDocument, index: int) -> PrintedPage:
    """
    Read one page; a page that cannot be loaded is unread, not the end of the document.
    """
    try:
        return read_page(document[index], index + 1)
    except pypdfium2.PdfiumError:
        return PrintedPage(index + 1, Area(0, 0, 0, 0), lost=True)


def _notices(document: pypdfium2.PdfDocument, *, is_cut: bool) -> tuple[Notice, ...]:
    """
    Collect the warnings of the whole file.
    """
    notices = []
    if is_cut:
        notices.append(CUT)
    if raw.FPDFDoc_GetAttachmentCount(document) > 0:
        notices.append(ATTACHED)
    return tuple(notices)
