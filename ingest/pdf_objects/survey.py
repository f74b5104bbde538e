"""
Look over the structure of a whole PDF once and say what its reader must know and be warned of.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from ingest.document import Notice
from ingest.notices import ACTIVE, CUT_SHORT, DISAGREES, EMBEDDED, FORM_OR_ANNOTATION, MEANINGS, UNREAD
from ingest.pdf_objects.actions import active_content
from ingest.pdf_objects.trees import entry, flatten_pages, items, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf

    from ingest.pdf_objects.trees import PageEntry

UNKNOWN_STRUCTURE: Final = Notice(
    CUT_SHORT,
    "파일의 구조가 손상되어 첨부 파일·양식·스크립트가 있는지 살피지 못했습니다",
    "the file's structure is damaged; whether it holds attachments, forms or scripts is unknown",
)
PORTFOLIO: Final = Notice(
    EMBEDDED,
    "여러 문서를 묶은 PDF 포트폴리오입니다: 표지가 아니라 첨부된 문서가 계약입니다",
    "the file is a portfolio: the agreement is what is attached, not the cover sheet",
)
XFA: Final = Notice(
    FORM_OR_ANNOTATION,
    "XFA 양식이 들어 있으며 그 내용은 읽지 않았습니다: 보는 프로그램에 따라 다르게 보일 수 있습니다",
    "the file holds an XFA form, which was not read; programs that know XFA may show other content",
)
XFA_ONLY: Final = Notice(
    UNREAD,
    "XFA로만 보이는 양식이어서 내용을 읽지 못했습니다: 인쇄한 PDF로 다시 올려 주십시오",
    "the content shows only in programs that know XFA and was not read; send it printed to PDF",
)
PRINTS_OTHERWISE: Final = Notice(
    DISAGREES,
    "화면에 보이는 것과 인쇄되는 것이 다른 층(레이어)이 있습니다: 화면에 보이는 것을 읽었습니다",
    "layers of the file are printed otherwise than they are shown; what is shown was read",
)


@dataclass(frozen=True, slots=True)
class Survey:
    """
    Hold what was found: the warnings, and how many pages the file really has.
    """

    notices: tuple[Notice, ...]
    pages: int

    @property
    def is_partial(self) -> bool:
        """
        Tell whether the file is sure to hold, or may hold, something that is not read.
        """
        return any(notice.code in {UNREAD, CUT_SHORT} for notice in self.notices)


def survey(structure: pikepdf.Pdf | None, pages: list[PageEntry], shown: int) -> Survey:
    """
    Look over a file and its pages, of which pdfium shows so many; None for a structure that cannot be opened.
    """
    if structure is None:
        return Survey((UNKNOWN_STRUCTURE,), shown)
    return Survey(tuple(_notices(structure, pages, shown)), len(pages))


def _notices(structure: pikepdf.Pdf, pages: list[PageEntry], shown: int) -> Iterator[Notice]:
    """
    Yield the warnings.
    """
    kinds = ", ".join(active_content(structure, pages))
    if kinds:
        ko, en = MEANINGS[ACTIVE]
        yield Notice(ACTIVE, f"{ko}: {kinds}", f"{en}: {kinds}")
    if entry(structure.Root, "/Collection") is not None:
        yield PORTFOLIO
    if entry(structure.Root, "/AcroForm", "/XFA") is not None:
        yield XFA
        if entry(structure.Root, "/NeedsRendering") is True:
            yield XFA_ONLY
    if _prints_otherwise(structure):
        yield PRINTS_OTHERWISE
    if len(pages) > shown:
        yield Notice(
            DISAGREES,
            f"파일이 밝힌 쪽수({shown})보다 실제 쪽({len(pages)})이 많아 모두 읽었습니다: 화면에는 일부만 보일 수 있습니다",
            f"the file claims {shown} pages and holds {len(pages)}; all were read, though not every program shows them",
        )


def _prints_otherwise(structure: pikepdf.Pdf) -> bool:
    """
    Tell whether a layer is to be printed and not shown, or the other way round.
    """
    layers = items(entry(structure.Root, "/OCProperties", "/OCGs"))
    states = (
        (name_of(entry(each, "/Usage", "/Print", "/PrintState")), name_of(entry(each, "/Usage", "/View", "/ViewState")))
        for each in layers
    )
    return any(printed and shown and printed != shown for printed, shown in states)


def with_all_pages(structure: pikepdf.Pdf) -> bytes:
    """
    Return the file with a page tree that claims as many pages as it holds.
    """
    flatten_pages(structure)
    mended = BytesIO()
    structure.save(mended)
    return mended.getvalue()
