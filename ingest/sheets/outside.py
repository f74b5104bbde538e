"""
Look for what a workbook fetches from elsewhere: other workbooks, live data, connections. Nothing is followed.

Source: ECMA-376 part 1, 18.14 (external links), 18.13 (connections).
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from ingest.markup import children, local_name
from ingest.notices import ACTIVE_CONTENT
from ingest.sheets import notices

if TYPE_CHECKING:
    from ingest.office.flow import Flow
    from ingest.office.word_package import Package

# Links that start a program or fetch while the workbook is open; old macro sheets and queries run too.
LIVE: Final = frozenset({"ddeLink", "oleLink"})
RUNNING: Final = frozenset({"xlMacrosheet", "xlIntlMacrosheet", "attachedToolbars"})
CONNECTED: Final = frozenset({"connections", "queryTable", "customDataProps"})
REMOTE: Final = ("http://", "https://", "ftp://", "\\\\", "file://")


def watch_links(package: Package, flow: Flow) -> None:
    """
    Warn of links to other workbooks and programs, macro sheets and connections.
    """
    for relation in package.all_relations():
        if relation.kind in RUNNING:
            flow.warn(ACTIVE_CONTENT)
        elif relation.kind in CONNECTED:
            flow.warn(notices.DATA_CONNECTION)
        elif relation.kind == "externalLink" and not relation.is_external:
            _watch_link(package, relation.target, flow)


def _watch_link(package: Package, part: str, flow: Flow) -> None:
    """
    Warn of one link: by name where it is a workbook, as active where it is fetched from afar or a program.
    """
    if any(local_name(each) in LIVE for each in children(package.parse(part))):
        flow.warn(ACTIVE_CONTENT)
    for relation in package.relations(part).values():
        if relation.is_external:
            target = unquote(relation.target)
            if target.lower().startswith(REMOTE) and not target.lower().startswith("file:///"):
                flow.warn(ACTIVE_CONTENT)
            flow.warn(notices.other_workbook(posixpath.basename(target.replace("\\", "/"))))
