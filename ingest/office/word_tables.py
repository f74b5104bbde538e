"""
Lay out a table of a DOCX file: which cell stands where in the grid, what lies behind it, and whether it is seen.

Source: ECMA-376 part 1, 17.4 (tables), 17.7.6 (table styles).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ingest.markup import attribute, child, children, local_name
from ingest.office.word_looks import PLAIN, Look, whole
from ingest.office.word_styles import LEAST_HEIGHT, ParagraphForm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element as Element

    from ingest.office.word_colours import Paint
    from ingest.office.word_styles import Styles
    from ingest.office.word_text import Setting, Tracked

WRAPPERS: Final = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
# No table has more columns than this; the word processors allow 63.
MOST_COLUMNS = 1000
# Parts of a table style, weakest first.
PARTS: Final = (
    "wholeTable", "band1Vert", "band2Vert", "band1Horz", "band2Horz", "firstCol", "lastCol", "firstRow", "lastRow",
    "neCell", "nwCell", "seCell", "swCell",
)  # fmt: skip
# Bits of w:tblLook/@val that switch parts on, and off (bands).
SWITCHES: Final = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}
USUAL_SWITCHES = 0x4A0


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """
    Hold one cell with its grid column and what is true of everything in it.

    `is_printed` is false for a cell that continues the one above: it has no content of its own on paper.
    """

    element: Element
    column: int
    setting: Setting
    is_printed: bool


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """
    Hold the cells of one row; `is_gone` tells whether the row is deleted.
    """

    cells: tuple[PlannedCell, ...]
    is_gone: bool


@dataclass(frozen=True, slots=True)
class TablePart:
    """
    Hold what a table style says of one part: the look of letters and the shading of cells.
    """

    look: Look
    shade: Paint | None


class TablePlan:
    """
    Plan one table.
    """

    def __init__(self, table: Element, styles: Styles, setting: Setting, change: Callable[[Element], Tracked]) -> None:
        """
        Take the table and where it stands; `change` reads who made a tracked change.
        """
        self._styles = styles
        self._setting = setting
        self._change = change
        properties = child(table, "tblPr")
        self._shade = styles.read_shade(properties)
        self._parts = _style_parts(attribute(child(properties, "tblStyle"), "val") or styles.default_table, styles)
        self._on = _switched_on(child(properties, "tblLook"))
        self._rows = tuple(descend(table, "tr"))

    def rows(self) -> Iterator[PlannedRow]:
        """
        Walk the rows from the top.
        """
        merged: dict[int, int] = {}
        for index, row in enumerate(self._rows):
            properties = child(row, "trPr")
            setting = self._row_setting(properties, self._setting)
            cells = []
            column = _span(properties, "gridBefore", 0)
            elements = tuple(descend(row, "tc"))
            for place, cell in enumerate(elements):
                ends = (place == 0, place == len(elements) - 1)
                planned, width = self._cell(cell, column, self._styled(setting, index, place, ends), merged)
                cells.append(planned)
                column = min(column + width, MOST_COLUMNS)
            yield PlannedRow(tuple(cells), setting.is_gone and not self._setting.is_gone)

    def _row_setting(self, properties: Element | None, setting: Setting) -> Setting:
        """
        Return what is true of a row: inserted, deleted, or too low for letters.
        """
        for name in ("ins", "del"):
            mark = child(properties, name)
            if mark is not None:
                setting = setting.changed(self._change(mark))
        height = child(properties, "trHeight")
        is_exact = attribute(height, "hRule") == "exact"
        size = whole(attribute(height, "val"))
        return setting.hidden(is_exact and size is not None and size <= LEAST_HEIGHT)

    def _cell(self, cell: Element, column: int, setting: Setting, merged: dict[int, int]) -> tuple[PlannedCell, int]:
        """
        Plan one cell; `merged` holds the columns in which a merged cell is open, with its width.
        """
        properties = child(cell, "tcPr")
        width = max(_span(properties, "gridSpan", 1), 1)
        merge = child(properties, "vMerge")
        is_continued = merge is not None and attribute(merge, "val") != "restart" and column in merged
        if merge is None:
            merged.pop(column, None)
        else:
            merged[column] = width
        for name in ("cellIns", "cellDel"):
            mark = child(properties, name)
            if mark is not None:
                setting = setting.changed(self._change(mark))
        setting = setting.on(self._styles.read_shade(properties)).hidden(is_continued)
        return PlannedCell(cell, column, setting, not is_continued), width

    def _styled(self, setting: Setting, row: int, place: int, ends: tuple[bool, bool]) -> Setting:
        """
        Return the setting with what the table's style says of this place on it.
        """
        look, shades = setting.look, [self._shade]
        for name in self._parts_at(row, place, ends) if self._parts else ():
            part = self._parts.get(name)
            if part is not None:
                look = part.look.over(look)
                shades.insert(0, part.shade)
        return replace(setting.on(*shades), look=look)

    def _parts_at(self, row: int, place: int, ends: tuple[bool, bool]) -> list[str]:
        """
        Name the parts of a table style that hold at a place, weakest first.
        """
        is_first, is_last = row == 0 and "firstRow" in self._on, row == len(self._rows) - 1 and "lastRow" in self._on
        opens, closes = ends[0] and "firstColumn" in self._on, ends[1] and "lastColumn" in self._on
        band = (row - ("firstRow" in self._on)) % 2
        across = (place - ("firstColumn" in self._on)) % 2
        holds = {
            "wholeTable": True,
            f"band{across + 1}Vert": "noVBand" not in self._on and not opens and not closes,
            f"band{band + 1}Horz": "noHBand" not in self._on and not is_first and not is_last,
            "firstCol": opens,
            "lastCol": closes,
            "firstRow": is_first,
            "lastRow": is_last,
            "neCell": is_first and closes,
            "nwCell": is_first and opens,
            "seCell": is_last and closes,
            "swCell": is_last and opens,
        }
        return [name for name in PARTS if holds.get(name)]


def place_of(table: Element) -> ParagraphForm:
    """
    Return where a table is put, as its properties say: indented, or floating at a place of its own.
    """
    properties = child(table, "tblPr")
    floating = child(properties, "tblpPr")
    left = whole(attribute(floating, "tblpX")) or whole(attribute(child(properties, "tblInd"), "w"))
    return ParagraphForm(left=left, top=whole(attribute(floating, "tblpY")))


def descend(container: Element, name: str) -> Iterator[Element]:
    """
    Yield the rows or cells of a table, also those inside content controls.
    """
    for element in container:
        found = local_name(element)
        if found == name:
            yield element
        elif found in WRAPPERS:
            yield from descend(element, name)


def _style_parts(style: str, styles: Styles) -> dict[str, TablePart]:
    """
    Read what a table style and those it is based on say, part by part.
    """
    parts: dict[str, TablePart] = {}
    for definition in reversed(styles.elements(style)):
        _lay_on(parts, "wholeTable", definition, styles)
        for each in children(definition, "tblStylePr"):
            _lay_on(parts, attribute(each, "type"), each, styles)
    return {name: part for name, part in parts.items() if part.look != PLAIN or part.shade is not None}


def _lay_on(parts: dict[str, TablePart], name: str, definition: Element, styles: Styles) -> None:
    """
    Put what a definition says of one part over what is known of it.
    """
    known = parts.get(name, TablePart(PLAIN, None))
    look = styles.read_look(child(definition, "rPr"))
    shades = (styles.read_shade(child(definition, each)) for each in ("tcPr", "pPr", "tblPr"))
    shade = next((each for each in shades if each is not None), known.shade)
    parts[name] = TablePart(look.over(known.look), shade)


def _switched_on(look: Element | None) -> frozenset[str]:
    """
    Name the switches of a w:tblLook that are on; without one Word uses its usual ones.
    """
    written = attribute(look, "val")
    try:
        bits = int(written, 16) if written else USUAL_SWITCHES
    except ValueError:
        bits = USUAL_SWITCHES
    return frozenset(
        name
        for name, bit in SWITCHES.items()
        if (attribute(look, name).lower() in {"1", "true", "on"} if attribute(look, name) else bits & bit)
    )


def _span(properties: Element | None, name: str, default: int) -> int:
    """
    Return a number of columns.
    """
    number = whole(attribute(child(properties, name), "val"))
    return default if number is None else min(max(number, 0), MOST_COLUMNS)
