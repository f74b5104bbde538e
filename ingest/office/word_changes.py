"""
Tell the tracked changes of a DOCX file: what was inserted and what deleted, by whom and when.

Source: ECMA-376 part 1, 17.13.5. Moved text is deleted where it was and inserted where it went.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.markup import attribute, local_name
from ingest.office.word_text import Tracked

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

INSERTIONS: Final = frozenset({"ins", "moveTo", "cellIns"})
DELETIONS: Final = frozenset({"del", "moveFrom", "cellDel"})
CHANGES: Final = INSERTIONS | DELETIONS


def tracked_change(element: Element) -> Tracked:
    """
    Read who inserted or deleted, and when.
    """
    kind = "inserted" if local_name(element) in INSERTIONS else "deleted"
    return Tracked(kind, attribute(element, "author"), attribute(element, "date"))  # type: ignore[arg-type]
