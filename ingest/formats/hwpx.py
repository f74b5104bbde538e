"""
Read HWPX, the open format of the Hangul word processor: sections in order, with numbers, tables, boxes and notes.

Source: KS X 6101 (OWPML); tried on the files of hwpxlib.
"""

from __future__ import annotations

import re
from functools import partial
from posixpath import basename
from typing import TYPE_CHECKING

from ingest.archive import open_archive, opens_with
from ingest.errors import EncryptedFile, Malformed
from ingest.markup import attribute, local_name, parse_xml
from ingest.notices import ACTIVE_CONTENT
from ingest.office.flow import Flow
from ingest.office.hangul_body import HangulBody
from ingest.office.hangul_model import Edge, Paragraph
from ingest.office.hangul_scripts import does_anything
from ingest.office.hwpx_header import read_styles
from ingest.office.hwpx_objects import Library
from ingest.office.hwpx_section import HwpxSection

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from ingest.archive import Archive
    from ingest.layout import Layout

SUFFIXES = (".hwpx",)
MEDIA_TYPE = "application/hwp+zip"
IS_FALLBACK = False

HEADER, PACKAGE, MANIFEST = "Contents/header.xml", "Contents/content.hpf", "META-INF/manifest.xml"
SECTION = re.compile(r"Contents/section(\d+)\.xml", re.IGNORECASE)
MASTER_PAGE = re.compile(r"Contents/masterpage\d+\.xml", re.IGNORECASE)
SCRIPTS = re.compile(r"Scripts/[^/]+", re.IGNORECASE)


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
    package = list(parse_xml(archive.part(PACKAGE), PACKAGE).iter()) if PACKAGE in archive.names else []
    sections = _sections(archive, package)
    if not sections:
        raise Malformed(detail="no section")
    flow = Flow()
    styles = read_styles(parse_xml(archive.part(HEADER), HEADER) if HEADER in archive.names else None)
    section, body = HwpxSection(styles, _library(archive, package)), HangulBody(flow, styles)
    for name in sections:
        body.read(section.paragraphs(parse_xml(archive.part(name), name)))
    for name in sorted(filter(MASTER_PAGE.fullmatch, archive.names)):
        lists = parse_xml(archive.part(name), name)
        body.read(Paragraph("", [Edge(section.paragraphs(each))]) for each in lists)
    if any(does_anything(_script(archive.part(name))) for name in filter(SCRIPTS.fullmatch, archive.names)):
        flow.warn(ACTIVE_CONTENT)
    return flow.finish()


def _sections(archive: Archive, package: list[Element]) -> list[str]:
    """
    Return the sections in the order of the package's spine; those that it forgets follow by number.
    """
    present = {name: int(found[1]) for name in archive.names if (found := SECTION.fullmatch(name))}
    named = {basename(name): name for name in present}
    files = {attribute(each, "id"): basename(attribute(each, "href")) for each in package if local_name(each) == "item"}
    spine = [files.get(attribute(each, "idref"), "") for each in package if local_name(each) == "itemref"]
    return list(
        dict.fromkeys(
            [named[file] for file in spine if file in named] + sorted(present, key=lambda name: present[name])
        )
    )


def _library(archive: Archive, package: list[Element]) -> Library:
    """
    Return the pictures that the package lists; what it does not hold is linked.
    """
    items = {attribute(each, "id"): attribute(each, "href") for each in package if local_name(each) == "item"}
    held = {identity: partial(archive.part, href) for identity, href in items.items() if href in archive.names}
    return Library(held, frozenset(items.keys() - held.keys()))


def _script(content: bytes) -> str:
    """
    Return the source of a script, which Hangul writes in UTF-16.
    """
    return content.decode("utf-16-le" if b"\0" in content[:64] else "utf-8", "replace")
