"""
Read HWPX, the open format of the Hangul word processor: sections in order, with numbers, tables, boxes and notes.

Source: KS X 6101 (OWPML); tried on the files of hwpxlib.
"""

from __future__ import annotations

import re
from posixpath import basename
from typing import TYPE_CHECKING

from ingest.archive import open_archive, opens_with
from ingest.errors import EncryptedFile, Malformed
from ingest.markup import attribute, local_name, parse_xml
from ingest.office.flow import Flow
from ingest.office.hangul_body import HangulBody
from ingest.office.hangul_numbering import HangulNumbering

if TYPE_CHECKING:
    from ingest.archive import Archive
    from ingest.layout import Layout

SUFFIXES = (".hwpx",)
MEDIA_TYPE = "application/hwp+zip"
IS_FALLBACK = False

HEADER, PACKAGE, MANIFEST = "Contents/header.xml", "Contents/content.hpf", "META-INF/manifest.xml"
SECTION = re.compile(r"Contents/section(\d+)\.xml", re.IGNORECASE)


def looks_like(content: bytes) -> bool:
    """
    Tell whether the content is a ZIP container with an HWPX package in it.
    """
    return content.startswith(b"PK") and any(
        opens_with(content, name) for name in (PACKAGE, HEADER, "Contents/section0.xml")
    )


def read(content: bytes) -> Layout:
    """
    Lay out an HWPX file.

    Raises:
        IngestError: 105, 106 or 108 to 110.
    """
    archive = open_archive(content)
    if MANIFEST in archive.names and b"encryption-data" in archive.part(MANIFEST):
        raise EncryptedFile
    sections = _sections(archive)
    if not sections:
        raise Malformed(detail="no section")
    header = parse_xml(archive.part(HEADER), HEADER) if HEADER in archive.names else None
    flow = Flow()
    body = HangulBody(flow, HangulNumbering(header))
    for name in sections:
        body.read_blocks(parse_xml(archive.part(name), name))
    return flow.finish()


def _sections(archive: Archive) -> list[str]:
    """
    Return the sections in the order of the package's spine; those that it forgets follow by number.
    """
    present = {name: int(found[1]) for name in archive.names if (found := SECTION.fullmatch(name))}
    named = {basename(name): name for name in present}
    spine = [named[file] for file in _spine(archive) if file in named]
    return list(dict.fromkeys(spine + sorted(present, key=lambda name: present[name])))


def _spine(archive: Archive) -> list[str]:
    """
    Return the file names in the package's reading order; nothing where there is no package file.
    """
    if PACKAGE not in archive.names:
        return []
    elements = list(parse_xml(archive.part(PACKAGE), PACKAGE).iter())
    files = {
        attribute(each, "id"): basename(attribute(each, "href")) for each in elements if local_name(each) == "item"
    }
    return [files.get(attribute(each, "idref"), "") for each in elements if local_name(each) == "itemref"]
