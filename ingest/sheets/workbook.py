"""
Read what a workbook says of its sheets and of the words and looks that they share.

Source: ECMA-376 part 1, 18.2 (workbook), 18.4 (shared strings).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest.errors import BombSuspected
from ingest.layout import LONGEST_TEXT
from ingest.markup import attribute, child, children, local_name, stream_xml
from ingest.office.word_colours import Theme
from ingest.office.word_package import Package
from ingest.sheets.looks import Looks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from ingest.archive import Archive

HIDDEN_STATES: Final = frozenset({"hidden", "veryHidden"})
TRUE: Final = frozenset({"1", "true", "on"})
# Words that stand in no cell count too: a file may hold some, not a bomb of them.
LONGEST_STRINGS: Final = 4 * LONGEST_TEXT


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """
    Hold a sheet as the workbook lists it: name, state ("visible", "hidden", "veryHidden") and the name of its part.
    """

    name: str
    state: str
    part: str


class Workbook:
    """
    Hold an open workbook: its sheets in the order of their tabs, shared words, looks, and the start of its calendar.
    """

    def __init__(self, archive: Archive) -> None:
        """
        Read the parts that all sheets share.

        Raises:
            IngestError: 105, 108 to 110.
        """
        self.package = Package(archive)
        root = self.package.parse(self.package.main)
        properties = child(root, "workbookPr")
        self.is_1904 = attribute(properties, "date1904") in TRUE
        self.sheets = tuple(self._entry(each) for each in children(child(root, "sheets"), "sheet"))
        theme = Theme(self.package.related("theme"), None)
        self.looks = Looks(self.package.related("styles"), theme)
        self.strings = tuple(self._strings())

    def _entry(self, sheet: Element) -> SheetEntry:
        relation = next((str(value) for key, value in sheet.items() if str(key).endswith("}id")), "")
        return SheetEntry(attribute(sheet, "name"), attribute(sheet, "state"), self.package.target(relation))

    def _strings(self) -> Iterator[str]:
        """
        Walk the shared words.

        Raises:
            BombSuspected: there are more than any workbook shows.
        """
        part = self.package.related_name("sharedStrings")
        if part not in self.package.archive.names:
            return
        left = LONGEST_STRINGS
        for entry in stream_xml(self.package.archive.part(part), part, ("si",)):
            text = rich_text(entry)
            left -= len(text) + 1
            if left < 0:
                raise BombSuspected(detail="shared strings")
            yield text


def rich_text(element: Element) -> str:
    """
    Return the words of an entry without the pronunciations over them.
    """
    parts = []
    for each in element:
        name = local_name(each)
        if name == "t":
            parts.append(each.text or "")
        elif name == "r":
            parts.extend(text.text or "" for text in children(each, "t"))
    return _plain("".join(parts))


def _plain(text: str) -> str:
    r"""
    Return words with one kind of line end; "_x000D_" is how the format writes a carriage return.
    """
    return text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
