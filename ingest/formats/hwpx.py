"""
Read HWPX, the open format of the Hangul word processor: sections in order, with numbers, tables, boxes and notes.

Source: KS X 6101 (OWPML); tried on the files of hwpxlib.
"""

from __future__ import annotations

import re
from functools import partial
from posixpath import basename
from typing import TYPE_CHECKING

from ingest import late
from ingest.archive import open_archive, opens_with
from ingest.errors import EncryptedFile, Malformed
from ingest.markup import attribute, local_name, parse_xml
from ingest.notices import ACTIVE_CONTENT, MISSING_SECTION, OTHER_BODY
from ingest.office.flow import Flow
from ingest.office.hangul_body import HangulBody
from ingest.office.hangul_model import Edge, Paragraph
from ingest.office.hangul_objects import take_out
from ingest.office.hangul_scripts import does_anything
from ingest.office.hwpx_header import read_styles, whole
from ingest.office.hwpx_objects import Library
from ingest.office.hwpx_section import HwpxSection

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from ingest.archive import Archive
    from ingest.attachment import Attachment
    from ingest.layout import Layout

SUFFIXES = (".hwpx",)
MEDIA_TYPE = "application/hwp+zip"
IS_FALLBACK = False

HEADER, PACKAGE, MANIFEST = "Contents/header.xml", "Contents/content.hpf", "META-INF/manifest.xml"
SECTION = late.pattern(r"Contents/section(\d+)\.xml", re.IGNORECASE)
MASTER_PAGE = late.pattern(r"Contents/masterpage\d+\.xml", re.IGNORECASE)
BINARY = late.pattern(r"BinData/", re.IGNORECASE)
CHART = late.pattern(r"Chart/[^/]+\.xml", re.IGNORECASE)
SCRIPTS = late.pattern(r"Scripts/[^/]+", re.IGNORECASE)


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
    spine = _spine(archive, package)
    header = next((root for root in spine.values() if local_name(root) == "head"), None)
    if header is None and HEADER in archive.names:
        header = parse_xml(archive.part(HEADER), HEADER)
    flow, styles = Flow(), read_styles(header)
    section, body = HwpxSection(styles, _library(archive, package)), HangulBody(flow, styles)
    sections = _sections(archive, spine, flow)
    if len(sections) < whole(attribute(header, "secCnt")):
        flow.warn(MISSING_SECTION)
    for root in sections:
        body.read(section.paragraphs(root))
    for name in sorted(filter(MASTER_PAGE.fullmatch, archive.names)):
        lists = parse_xml(archive.part(name), name)
        body.read(Paragraph("", [Edge(section.paragraphs(each))]) for each in lists)
    if any(does_anything(_script(archive.part(name))) for name in filter(SCRIPTS.fullmatch, archive.names)):
        flow.warn(ACTIVE_CONTENT)
    return flow.finish()


def attachments(content: bytes) -> tuple[Attachment, ...]:
    """
    Return the files that stand in the document as objects.

    Raises:
        IngestError: 105, 106 or 108 to 110.
    """
    archive = open_archive(content)
    names = sorted(filter(BINARY.match, archive.names))
    return take_out((name, partial(archive.part, name)) for name in names)


def _spine(archive: Archive, package: list[Element]) -> dict[str, Element]:
    """
    Return the parts that the package's spine names, in its order.
    """
    files = {attribute(each, "id"): attribute(each, "href") for each in package if local_name(each) == "item"}
    spine = [files.get(attribute(each, "idref"), "") for each in package if local_name(each) == "itemref"]
    names = [_member(archive, href) for href in spine if href.endswith(".xml")]
    return {name: parse_xml(archive.part(name), name) for name in names if name}


def _sections(archive: Archive, spine: dict[str, Element], flow: Flow) -> list[Element]:
    """
    Return the sections in the order of the spine, whatever they are called there.

    Whether Hangul shows a section that the spine leaves out is not known; it is read at the end, and warned of.
    """
    listed = [root for root in spine.values() if local_name(root) == "sec"]
    present = {name: int(match[1]) for name in archive.names if (match := SECTION.fullmatch(name))}
    forgotten = sorted(present.keys() - spine.keys(), key=lambda name: present[name])
    if listed and forgotten:
        flow.warn(OTHER_BODY)
    sections = [*listed, *(parse_xml(archive.part(name), name) for name in forgotten)]
    if not sections:
        raise Malformed(detail="no section")
    return sections


def _member(archive: Archive, href: str) -> str:
    """
    Return the member that the package means; it counts from the root of the container or from its own folder.
    """
    return next(
        (name for name in (href, f"Contents/{href}", f"Contents/{basename(href)}") if name in archive.names), ""
    )


def _library(archive: Archive, package: list[Element]) -> Library:
    """
    Return the pictures that the package lists; what it does not hold is linked.
    """
    items = {attribute(each, "id"): attribute(each, "href") for each in package if local_name(each) == "item"}
    held = {
        identity: partial(archive.part, name) for identity, href in items.items() if (name := _member(archive, href))
    }
    charts = {name: partial(archive.part, name) for name in filter(CHART.fullmatch, archive.names)}
    return Library(held, frozenset(items.keys() - held.keys()), charts)


def _script(content: bytes) -> str:
    """
    Return the source of a script, which Hangul writes in UTF-16.
    """
    return content.decode("utf-16-le" if b"\0" in content[:64] else "utf-8", "replace")
