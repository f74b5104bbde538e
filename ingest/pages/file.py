"""
Read a PDF file: text and the place of every letter by pdfium, ruled tables cell by cell, running heads off, lines joined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

from ingest.document import Notice
from ingest.drawn import Drawn, scale_of
from ingest.errors import EncryptedFile, Malformed, NoTextLayer, TooManyPages
from ingest.garbage import uncollected
from ingest.layout import PARTLY_READ
from ingest.ocr import engine
from ingest.ocr.pose import as_shown
from ingest.ocr.repair import mend
from ingest.ocr.spotcheck import SpotCheck, tell_lies
from ingest.pages import lent
from ingest.pages.compose import compose
from ingest.pages.furniture import strip_furniture
from ingest.pages.ledger import coverage_of
from ingest.pages.reading import read_again, read_page
from ingest.pages.shapes import Area, PrintedPage
from ingest.pages.standin import lend
from ingest.pdf_objects.annotations import lay_over, undrawn
from ingest.pdf_objects.embedded import embedded_files
from ingest.pdf_objects.history import tell_history
from ingest.pdf_objects.remarks import remark
from ingest.pdf_objects.replacement import uncover
from ingest.pdf_objects.revisions import changes
from ingest.pdf_objects.survey import survey, with_all_pages
from ingest.pdf_objects.suspicion import ALL, doubts_of, notices_of
from ingest.pdf_objects.trees import open_structure, pages_of

if TYPE_CHECKING:
    from ingest.attachment import Attachment
    from ingest.layout import Layout
    from ingest.ocr.spotcheck import Lie
    from ingest.pdf_objects.remarks import Remark

# Programs accept a trailer within the last kilobyte; some append more.
TRAILER, TRAILER_WITHIN = b"%%EOF", 65_536
MOST_PAGES = 1000
# Points: the longest side that the format's own programs allow, five metres; no paper, and too much to be drawn.
LONGEST_SIDE = 14_400
CUT = Notice(
    105, "파일의 끝이 잘려 있어 일부만 읽었을 수 있습니다", "the file's end is missing; part of it may be unread"
)


def read(content: bytes) -> Layout:
    """
    Lay out a PDF.

    Raises:
        EncryptedFile: it needs a password to open.
        Malformed: pdfium finds no document or no page in it.
        TooManyPages: it has more pages than any agreement.
        NoTextLayer: no page holds readable text.
    """
    with uncollected():
        return _lay_out(content)


def _lay_out(content: bytes) -> Layout:
    """
    Lay out a PDF, see `read`.
    """
    file = _File(content)
    pages = [file.page(index) for index in range(len(file.document))]
    lies = file.correct(pages)
    if 2 * sum(page.lost for page in pages) > len(pages):
        raise Malformed(detail="most pages cannot be loaded")
    if all(not page.lines for page in pages):
        raise NoTextLayer(detail=engine.lack() or f"{len(pages)} pages, no text")
    strip_furniture(pages)
    mend(pages)
    notices = file.survey.notices + notices_of(file.doubts)
    if TRAILER not in content[-TRAILER_WITHIN:]:
        notices += (CUT,)
    is_partial = CUT in notices or file.survey.is_partial
    layout = compose(pages, notices, min(coverage_of(pages), PARTLY_READ if is_partial else 1.0))
    layout = tell_lies(remark(as_shown(layout, pages), file.remarks), lies)
    return tell_history(layout, changes(content, file.structure))


def draw(content: bytes, number: int) -> Drawn:
    """
    Draw a page, counted from 1, as a viewer shows it, its annotations included; of 0 only the sizes are given.

    Raises:
        EncryptedFile, Malformed, TooManyPages: see `read`.
    """
    lend(lent.fonts())
    document = _File(content).document
    sizes = tuple(_size(document, index) for index in range(len(document)))
    if not 0 < number <= len(sizes) or not sizes[number - 1][0]:
        return Drawn(sizes)
    bitmap = document[number - 1].render(scale=scale_of(*sizes[number - 1]), may_draw_forms=True, rev_byteorder=True)
    picture = bitmap.to_pil().convert("RGB")
    return Drawn(sizes, picture.width, picture.height, picture.tobytes())


def _size(document: pypdfium2.PdfDocument, index: int) -> tuple[float, float]:
    """
    Measure a page as it is shown, in points; one that is no paper, or is lost, has no size.
    """
    try:
        width, height = document.get_page_size(index)
    except pypdfium2.PdfiumError:
        return 0.0, 0.0
    return (width, height) if min(width, height) >= 1 and max(width, height) <= LONGEST_SIDE else (0.0, 0.0)


def attachments(content: bytes) -> tuple[Attachment, ...]:
    """
    Return the files that the PDF carries inside.
    """
    structure = open_structure(content)
    return embedded_files(structure) if structure else ()


class _File:
    """
    Hold one PDF as pdfium shows it and as it is built, and gather what is to be told of its pages.
    """

    def __init__(self, content: bytes) -> None:
        """
        Open it both ways; where it holds more pages than it claims, it is opened so that all are shown.

        Raises:
            EncryptedFile, Malformed, TooManyPages: see `read`.
        """
        self.document = _open(content)
        shown = len(self.document)
        if not 0 < shown <= MOST_PAGES:
            raise (TooManyPages if shown else Malformed)(detail=f"{shown} pages")
        self.structure = open_structure(content)
        self._entries = pages_of(self.structure) if self.structure else []
        self.survey = survey(self.structure, self._entries, shown)
        if self.structure and self.survey.pages > shown:
            self.document = _open(with_all_pages(self.structure))
            if len(self.document) < self.survey.pages:
                raise Malformed(detail="page tree")
        self.doubts = doubts_of(self._entries, len(self.document))
        self.remarks: list[Remark] = []
        self._watch = SpotCheck()

    def page(self, index: int) -> PrintedPage:
        """
        Read one page, counted from 0; one that cannot be loaded is unread, not the end of the document.
        """
        number = index + 1
        try:
            overlaid = lay_over(self.document, index, self._bare(index))
        except pypdfium2.PdfiumError:
            return PrintedPage(number, Area(0, 0, 0, 0), lost=True)
        if max(overlaid.page.get_size()) > LONGEST_SIDE:
            return PrintedPage(number, Area(0, 0, 0, 0), lost=True)
        doubts = ALL if overlaid.drawn else self.doubts[index]
        self.remarks += overlaid.remarks
        if "replaced" in doubts:
            self.remarks += uncover(overlaid.page, number)
        printed = read_page(
            overlaid.page, number, overlaid.strips, doubts_letters="unmapped" in doubts, watch=self._watch
        )
        printed.unread_areas += overlaid.failed
        return printed

    def correct(self, pages: list[PrintedPage]) -> list[Lie]:
        """
        Read the pages whose fonts lie as pictures; return the lies.
        """
        lies = self._watch.lies()
        for number in sorted({number for lie in lies for number in self._watch.pages_of(lie.cutting.font)}):
            read_again(lay_over(self.document, number - 1, self._bare(number - 1)).page, pages[number - 1])
        return lies

    def _bare(self, index: int) -> frozenset[int]:
        """
        Return the annotations of a page that are not drawn in the file; none where its structure is unknown.
        """
        if self.structure is None or index >= len(self._entries):
            return frozenset()
        return undrawn(self.structure, self._entries[index])


def _open(content: bytes) -> pypdfium2.PdfDocument:
    """
    Open the document.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        if problem.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise EncryptedFile from None
        raise Malformed(detail=f"pdfium error {problem.err_code}") from None
    # Without it no field would show its value; pdfium wants it before the first page is loaded.
    document.init_forms()
    return document
