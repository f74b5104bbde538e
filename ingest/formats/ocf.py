"""
Read the Open Cap Format: a capitalisation table as JSON, one file of it or a ZIP folder with its manifest.

Investments and shareholders become tables under the titles of the column vocabulary; every other object stands in the
text as it is, and what is wrong with the package is told with file and path.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

from ingest.archive import DAMAGE, Archive, open_archive
from ingest.bundle import ZIP_MARKS
from ingest.errors import IngestError, Malformed
from ingest.layout import PARTLY_READ
from ingest.ocf.package import SUFFIX, Package, manifest_of, open_package, take_file
from ingest.ocf.references import check
from ingest.ocf.rows import scalars, tables
from ingest.office.flow import Flow

if TYPE_CHECKING:
    from ingest.layout import Layout
    from ingest.ocf.package import Found
    from ingest.ocf.rows import Drawn

SUFFIXES = (SUFFIX,)
MEDIA_TYPE = "application/vnd.open-cap-format+json"
IS_FALLBACK = False

MARK: Final = re.compile(rb'"file_type"\s*:\s*"OCF_[A-Z_]+_FILE"')
HEAD: Final = 4096
NAME: Final = "ocf.json"
MOST_FILES: Final = 500
PRINTED_ROWS: Final = 200
"""Rows of a table, and objects of one type beside the tables, that are printed; a table keeps all its rows as fields."""
BAR: Final = " | "


def looks_like(content: bytes) -> bool:
    """
    Tell whether the content is a file of the format, or a ZIP folder that is a package of it.
    """
    if content.startswith(ZIP_MARKS):
        return _packed(content) is not None
    opening = content[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return opening.startswith(b"{") and MARK.search(content) is not None


def read(content: bytes) -> Layout:
    """
    Lay out a package.

    Raises:
        IngestError: the container is dishonest or damaged (105, 106, 108, 109), or nothing in it can be read.
    """
    if content.startswith(ZIP_MARKS):
        archive = open_archive(content)
        manifest = manifest_of(archive)
        if manifest is None:
            raise Malformed(detail="no manifest")
        package = open_package(archive, manifest)
    else:
        package = Package()
        take_file(package, content, NAME)
    if not package.objects:
        raise Malformed(detail="no objects of the Open Cap Format")
    check(package)
    layout = _laid_out(package)
    coverage = PARTLY_READ if package.lost else layout.coverage
    return replace(layout, faults=tuple(package.faults), coverage=coverage)


def _packed(content: bytes) -> str | None:
    """
    Find the manifest before anything about the container is checked.
    """
    try:
        with ZipFile(BytesIO(content)) as container:
            if len(container.NameToInfo) > MOST_FILES:
                return None
            return manifest_of(Archive(container, frozenset(container.NameToInfo)))
    except (*DAMAGE, IngestError, RuntimeError):
        return None


def _laid_out(package: Package) -> Layout:
    flow = Flow()
    drawn, inside = tables(package)
    for one in drawn:
        flow.add_paragraph(one.name)
        _draw(flow, one)
    others: dict[str, list[Found]] = defaultdict(list)
    for found in package.objects:
        if id(found) not in inside:
            others[f"{found.kind} ({found.file})"].append(found)
    for title, objects in others.items():
        flow.add_paragraph(title)
        for found in islice(objects, PRINTED_ROWS):
            fields = (f"{path}: {text}" for path, text in scalars(found.item) if path != "object_type")
            flow.add_paragraph(f"{found.path}{BAR}{BAR.join(fields)}")
        if len(objects) > PRINTED_ROWS:
            flow.add_paragraph(f"… {len(objects) - PRINTED_ROWS} more")
    return flow.finish()


def _draw(flow: Flow, drawn: Drawn) -> None:
    """
    Add a table: its titles, and of a long one only the first rows to the text.
    """
    table = flow.open_table(drawn.name, f"{drawn.name}!A1")
    lines = [list(drawn.titles), *([row.get(title, "") for title in drawn.titles] for row in drawn.rows)]
    for number, line in enumerate(lines[: PRINTED_ROWS + 1]):
        flow.add_row(table, number, [(at, text) for at, text in enumerate(line) if text], BAR)
    if len(lines) > PRINTED_ROWS + 1:
        table.rows = tuple(map(tuple, lines))
