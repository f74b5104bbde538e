"""
Read a workbook: every sheet as it is seen, and what stands beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.archive import open_archive
from ingest.errors import Malformed
from ingest.office.flow import Flow
from ingest.office.word_active import watch
from ingest.sheets.lay_out import print_sheet, read_sheet
from ingest.sheets.notices import lost_sheet
from ingest.sheets.outside import watch_links
from ingest.sheets.workbook import Workbook

if TYPE_CHECKING:
    from ingest.layout import Layout


def read(content: bytes) -> Layout:
    """
    Lay out a workbook.

    Raises:
        IngestError: 104, 105, 106 or 108 to 110.
    """
    book = Workbook(open_archive(content))
    if not book.sheets:
        raise Malformed(detail="no sheets")
    flow = Flow()
    for entry in book.sheets:
        if entry.part:
            print_sheet(read_sheet(book, entry), book, flow)
        else:
            flow.warn(lost_sheet(entry.name))
    watch(book.package, flow)
    watch_links(book.package, flow)
    return flow.finish()
