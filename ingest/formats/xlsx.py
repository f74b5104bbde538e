"""
Read XLSX: each visible sheet as a table of what is seen in its cells, with everything else set aside and told.

Own reader on zipfile and lxml: openpyxl gives either formulas or results, never both, shows no number under its
format, and its reading in bounded memory leaves out which rows and columns are hidden.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest import late
from ingest.archive import open_archive, opens_with, peek
from ingest.office.word_embedded import embedded_files
from ingest.office.word_package import Package

if TYPE_CHECKING:
    from ingest.attachment import Attachment
    from ingest.layout import Layout
    from ingest.sheets import file
else:
    file = late.module("ingest.sheets.file")

SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm")
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IS_FALLBACK = False

USUAL_MAIN = "xl/workbook.xml"
# A workbook is told by the type of its main part, whatever that part is called.
TYPES, MOST_TYPES = "[Content_Types].xml", 1 << 20
MAIN_TYPE = re.compile(
    rb"spreadsheetml\.(?:sheet|template)\.main\+xml|ms-excel\.(?:sheet|template)\.macroEnabled\.main\+xml",
    re.IGNORECASE,
)


def looks_like(content: bytes) -> bool:
    """
    Tell whether the content is a ZIP container with a workbook in it.
    """
    if not content.startswith(b"PK"):
        return False
    return opens_with(content, USUAL_MAIN) or MAIN_TYPE.search(peek(content, TYPES, MOST_TYPES)) is not None


def read(content: bytes) -> Layout:
    """
    Lay out a workbook.

    Raises:
        IngestError: 104, 105, 106 or 108 to 110.
    """
    return file.read(content)


def attachments(content: bytes) -> tuple[Attachment, ...]:
    """
    Return the files that stand inside a workbook as objects.

    Raises:
        IngestError: 105, 106 or 108 to 110.
    """
    return embedded_files(Package(open_archive(content)))
