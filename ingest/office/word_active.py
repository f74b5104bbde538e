"""
Look for what runs in a DOCX file, what it fetches from elsewhere, and for data sheets behind its charts.

Nothing is followed or run; the relationships alone say enough. Source: MS-OI29500 and ECMA-376 part 1, 11.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.notices import ACTIVE_CONTENT, EMBEDDED_FILE, UNREAD_FORMULA, UNREAD_INSERT
from ingest.office.word_embedded import OBJECTS, chart_parts, is_formula

if TYPE_CHECKING:
    from ingest.office.flow import Flow
    from ingest.office.word_package import Package, Relation

MACROS: Final = "vbaproject.bin"
OLE_OBJECT: Final = "oleObject"
RUNNING: Final = frozenset({"vbaProject", "control", "activeXControlBinary", OLE_OBJECT})
# What is fetched when the file is opened, unless it lies on the reader's own disk.
FETCHED: Final = frozenset({"attachedTemplate", OLE_OBJECT, "frame", "subDocument", "aFChunk"})
INSERTED: Final = frozenset({"subDocument", "aFChunk"})
# A drive of the reader's own machine, a file address without a machine, or a name alone.
LOCAL: Final = late.pattern(
    r"(?:file:/{0,3})?[A-Za-z](?::|%3A|\|)|file:///[^/\\]|[^:/\\]+$|(?:\.{1,2}/)+[^:]*$", re.IGNORECASE
)


def watch(package: Package, flow: Flow) -> None:
    """
    Warn of what runs and of what is fetched.
    """
    if any(name.lower().endswith(MACROS) for name in package.archive.names):
        flow.warn(ACTIVE_CONTENT)
    charts = chart_parts(package)
    for relation in package.all_relations():
        if relation.is_external:
            _watch_outside(relation, flow)
        elif relation.kind in OBJECTS and relation.owner in charts:
            flow.warn(EMBEDDED_FILE)
        elif relation.kind == OLE_OBJECT and is_formula(package, relation.target):
            flow.warn(UNREAD_FORMULA)
        elif relation.kind in RUNNING:
            flow.warn(ACTIVE_CONTENT)


def _watch_outside(relation: Relation, flow: Flow) -> None:
    """
    Warn of what is fetched from outside; ordinary links and linked pictures are not.
    """
    if relation.kind in FETCHED and LOCAL.match(relation.target) is None:
        flow.warn(ACTIVE_CONTENT)
    if relation.kind in INSERTED:
        flow.warn(UNREAD_INSERT)
