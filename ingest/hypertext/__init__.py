"""
Lay out a web page or the HTML of a mail as a person reads it: blocks, tables, list numbers; hidden text beside it.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree

from ingest import charsets
from ingest.errors import Malformed
from ingest.hypertext.walk import Walk
from ingest.layout import Layout

__all__ = ["lay_out", "read_page"]

DECLARED = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{2,40})""")
DECLARED_WITHIN = 2048
MARKED = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_page(content: bytes) -> Layout:
    """
    Lay out the bytes of a page.

    Raises:
        Malformed: it is nested deeper than any page.
    """
    mark = next((encoding for mark, encoding in MARKED if content.startswith(mark)), None)
    declared = DECLARED.search(content[:DECLARED_WITHIN])
    return lay_out(charsets.decode(content, mark or (declared.group(1).decode("ascii") if declared else "")))


def lay_out(page: str) -> Layout:
    """
    Lay out the text of a page.

    Raises:
        Malformed: it is nested deeper than any page.
    """
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(page.replace("\0", "").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Malformed(detail="HTML") from None
    if root is None:
        return Layout("")
    if any(entry.level_name == "FATAL" or "depth" in entry.message for entry in parser.error_log):
        raise Malformed(detail="HTML nested too deeply")
    return Walk(root).finish()
