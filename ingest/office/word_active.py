"""
Look for what runs in a DOCX file, what it fetches from elsewhere, and which files stand in it.

Nothing is followed or run; the relationships alone say enough. Source: MS-OI29500 and ECMA-376 part 1, 11.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ingest.notices import ACTIVE_CONTENT, EMBEDDED_FILE, UNREAD_INSERT

if TYPE_CHECKING:
    from ingest.office.flow import Flow
    from ingest.office.word_package import Package, Relation

MACROS: Final = "vbaproject.bin"
RUNNING: Final = frozenset({"vbaProject", "control", "activeXControlBinary", "oleObject"})
# What is fetched when the file is opened, unless it lies on the reader's own disk.
FETCHED: Final = frozenset({"attachedTemplate", "oleObject", "frame", "subDocument", "aFChunk", "externalLinkPath"})
INSERTED: Final = frozenset({"subDocument", "aFChunk"})
EMBEDDED: Final = frozenset({"package", "oleObject"})
# A drive of the reader's own machine, or a path without a machine.
LOCAL: Final = re.compile(
    r"(?:file:/{0,3})?(?:[A-Za-z]:|[A-Za-z]%3[Aa]|~|\.{1,2}[/\\]|[^/\\:]+$)|file:///[^/\\]", re.IGNORECASE
)


def watch(package: Package, flow: Flow) -> None:
    """
    Warn of active content and of files inside the file.
    """
    if any(name.lower().endswith(MACROS) for name in package.archive.names):
        flow.warn(ACTIVE_CONTENT)
    for relation in package.all_relations():
        if relation.is_external:
            _watch_outside(relation, flow)
        else:
            if relation.kind in RUNNING:
                flow.warn(ACTIVE_CONTENT)
            if relation.kind in EMBEDDED:
                flow.warn(EMBEDDED_FILE)


def _watch_outside(relation: Relation, flow: Flow) -> None:
    """
    Warn of what is fetched from outside; ordinary links and linked pictures are not.
    """
    if relation.kind in FETCHED and LOCAL.match(relation.target) is None:
        flow.warn(ACTIVE_CONTENT)
    if relation.kind in INSERTED:
        flow.warn(UNREAD_INSERT)
