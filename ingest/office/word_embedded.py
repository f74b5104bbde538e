"""
Take out of a DOCX file the files that stand in it as objects.

Source: MS-OI29500 2.1 (packages). The data sheet behind a chart is no file of its own: the chart shows it.
"""

from __future__ import annotations

import posixpath
from io import BytesIO
from typing import TYPE_CHECKING, Final

import olefile

from ingest.attachment import Attachment
from ingest.errors import IngestError
from ingest.office.ole_objects import DAMAGE, EQUATION, unwrap

if TYPE_CHECKING:
    from ingest.office.word_package import Package

OBJECTS: Final = frozenset({"package", "oleObject"})
CHARTS: Final = frozenset({"chart", "chartEx"})
INSERTED: Final = "aFChunk"
# Text inserted in these forms is read in its place.
READ_IN_PLACE: Final = (".htm", ".html", ".xhtml", ".txt")


def embedded_files(package: Package) -> tuple[Attachment, ...]:
    """
    Return the files inside, each once, in the order of their names.
    """
    found: dict[str, Attachment] = {}
    charts = chart_parts(package)
    for relation in package.all_relations():
        is_inserted = relation.kind == INSERTED and not relation.target.lower().endswith(READ_IN_PLACE)
        is_object = relation.kind in OBJECTS and relation.owner not in charts
        if (is_object or is_inserted) and not relation.is_external and relation.target not in found:
            attachment = _take_out(package, relation.target)
            if attachment is not None:
                found[relation.target] = attachment
    return tuple(found.values())


def chart_parts(package: Package) -> frozenset[str]:
    """
    Name the parts that are charts.
    """
    return frozenset(relation.target for relation in package.all_relations() if relation.kind in CHARTS)


def is_formula(package: Package, part: str) -> bool:
    """
    Tell whether an object is a formula of an old equation editor, which is no file and runs nothing.
    """
    try:
        with olefile.OleFileIO(BytesIO(package.archive.part(part))) as container:
            return bool(container.exists(EQUATION))
    except (IngestError, *DAMAGE):
        return False


def _take_out(package: Package, part: str) -> Attachment | None:
    """
    Take out one file; None for what is none.
    """
    name = posixpath.basename(part)
    try:
        content = package.archive.part(part)
    except IngestError:
        return Attachment(name, None)
    return unwrap(name, content) if content.startswith(olefile.MAGIC) else Attachment(name, content)
