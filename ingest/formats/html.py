"""
Read HTML: web pages kept as files, and the bodies of mails.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.hypertext import read_page

if TYPE_CHECKING:
    from ingest.layout import Layout

SUFFIXES = (".html", ".htm", ".xhtml")
MEDIA_TYPE = "text/html"
IS_FALLBACK = False

OPENINGS = (b"<!doctype html", b"<html")
HEAD = 512
# Blanks and the marks of UTF-8 and UTF-16.
BEFORE = b" \t\r\n\xef\xbb\xbf\xff\xfe"


def looks_like(content: bytes) -> bool:
    """
    Tell whether the content begins as a page does.
    """
    head = content[:HEAD].replace(b"\0", b"").lstrip(BEFORE).lower()
    if head.startswith(b"<?xml"):
        head = head.partition(b"?>")[2].lstrip(BEFORE)
    return head.startswith(OPENINGS)


def read(content: bytes) -> Layout:
    """
    Lay out a page.

    Raises:
        Malformed: it is nested deeper than any page.
    """
    return read_page(content)
