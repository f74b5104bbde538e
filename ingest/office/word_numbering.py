"""
Rebuild the automatic numbers of a DOCX file: "제1조", "①", "가." stand in numbering.xml, not in the text.

Source: ECMA-376 part 1, 17.9 (numbering), 17.7.2 (style inheritance); MS-DOC 2.9.150 (legal numbers keep their zeros);
MS-OI29500 2.1.283 (patterns of deeper levels).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest import late
from ingest.markup import attribute, child, children
from ingest.office.word_alternatives import shown_branch
from ingest.office.word_looks import is_on
from ingest.office.word_numerals import write_number
from ingest.office.word_symbols import as_seen

if TYPE_CHECKING:
    import re

    from lxml.etree import _Element as Element

    from ingest.office.word_colours import Paint
    from ingest.office.word_looks import Look
    from ingest.office.word_styles import Styles

MARK = late.pattern(r"%([1-9])")
LEVELS = range(9)
LONGEST_NUMBER = 9
LEADING_ZERO = "decimalZero"
PRIVATE_USE = range(0xE000, 0xF900)
BULLET = "•"


@dataclass(frozen=True, slots=True)
class ListLevel:
    """
    Hold how one level of a list is numbered; `restart` is the 1-based level that restarts it, None for any higher.

    `look` is how its numbers look, `digits` how many figures they have at least.
    """

    start: int
    format: str
    pattern: str
    is_bullet: bool
    is_legal: bool
    suffix: str
    restart: int | None
    style: str
    look: Look
    digits: int


@dataclass(slots=True)
class NumberedList:
    """
    Hold one list: the abstract definition it counts with and its own levels and new starts.
    """

    abstract: str
    levels: dict[int, ListLevel]
    starts: dict[int, int] = field(default_factory=dict)

    def start(self, level: int) -> int:
        """
        Return the first number of a level.
        """
        return self.starts.get(level, self.levels[level].start if level in self.levels else 1)


class Numbering:
    """
    Count the numbered paragraphs of one document in reading order.
    """

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """
        Read numbering.xml; without it nothing is numbered.
        """
        self._styles = styles
        self._abstracts = {attribute(each, "abstractNumId"): each for each in children(root, "abstractNum")}
        self._numbers = {attribute(each, "numId"): each for each in children(root, "num")}
        self._lists: dict[str, NumberedList] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._inside: dict[int, int] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, paragraph: Element, style: str, letters: Look, ground: Paint) -> str:
        """
        Return the number printed before a paragraph of this style with its gap, and count it; it may be empty.

        It looks as the mark at the paragraph's end does (`letters`) unless its level says otherwise.
        """
        number, level = self._place(paragraph, style)
        numbered = self._list(number)
        definition = numbered.levels.get(level)
        if definition is None:
            return ""
        counters = self._advance(number, numbered, level, definition)
        counters.update(self._inside)
        self._inside.clear()
        label = _bullet(definition) if definition.is_bullet else _fill(level, numbered, counters)
        look = definition.look.over(replace(letters, vanish=None))
        if not label or not look.shows(len(label), ground):
            return ""
        return (label.upper() if look.capitals else label) + definition.suffix

    def within(self, paragraph: Element, style: str, level: int | None) -> str:
        """
        Return the next number inside a numbered paragraph, on the level below its own unless told; empty in others.
        """
        number, own = self._place(paragraph, style)
        numbered = self._list(number)
        at = own + 1 if level is None else level
        definition = numbered.levels.get(at)
        if own not in numbered.levels or definition is None or at <= own:
            return ""
        # The paragraph's own number is counted when it has been read.
        known = self._counters.get(numbered.abstract, {})
        self._inside[at] = self._inside.get(at, definition.start - 1) + 1
        return _fill(at, numbered, {**known, own: known.get(own, numbered.start(own) - 1) + 1, **self._inside})

    def _place(self, paragraph: Element, style: str) -> tuple[str, int]:
        """
        Find the list and level of a paragraph: its own, or those of its style.

        A style names its list, and the level of the list names the style; what level the style itself names counts
        only where no level does.
        """
        inherited = self._styles.numbering_of(style)
        own = child(paragraph, "pPr", "numPr")
        number = attribute(child(own, "numId"), "val") or inherited.number
        level = attribute(child(own, "ilvl"), "val")
        if not level:
            linked = {each.style: index for index, each in self._list(number).levels.items() if each.style}
            found = next((linked[each] for each in self._styles.chain(style) if each in linked), None)
            level = inherited.level if found is None else str(found)
        return number, _whole(level, 0)

    def _list(self, number: str) -> NumberedList:
        """
        Return the list of a number, with its abstract levels, overrides and new starts; an unknown one has no levels.
        """
        if number not in self._lists:
            self._lists[number] = self._read_list(self._numbers.get(number))
        return self._lists[number]

    def _read_list(self, number: Element | None) -> NumberedList:
        """
        Read one w:num; its definition may only name a style whose list is meant.
        """
        abstract = attribute(child(number, "abstractNumId"), "val")
        link = attribute(child(self._abstracts.get(abstract), "numStyleLink"), "val")
        if link:
            linked = self._numbers.get(self._styles.numbering_of(link).number)
            abstract = attribute(child(linked, "abstractNumId"), "val") or abstract
        numbered = NumberedList(abstract, _read_levels(self._abstracts.get(abstract), self._styles))
        for override in children(number, "lvlOverride"):
            numbered.levels.update(_read_levels(override, self._styles))
            start = attribute(child(override, "startOverride"), "val")
            if start:
                numbered.starts[_whole(attribute(override, "ilvl"), 0)] = _whole(start, 1)
        return numbered

    def _advance(self, number: str, numbered: NumberedList, level: int, definition: ListLevel) -> dict[int, int]:
        """
        Count one paragraph and restart the levels below.
        """
        counters = self._counters.setdefault(numbered.abstract, {})
        for above in range(level):
            # A level that is skipped counts as begun, so the next paragraph on it is the second.
            if above not in counters:
                counters[above] = numbered.start(above)
                self._started.add((number, above))
        if level in numbered.starts and (number, level) not in self._started:
            counters[level] = numbered.starts[level]
        else:
            counters[level] = counters.get(level, definition.start - 1) + 1
        self._started.add((number, level))
        for deeper in [each for each in counters if each > level]:
            below = numbered.levels.get(deeper)
            if below is None or below.restart is None or 0 < below.restart >= level + 1:
                del counters[deeper]
        return counters


def _bullet(definition: ListLevel) -> str:
    """
    Return the bullet; a glyph of a symbol font becomes the sign that is seen, or a plain one.
    """
    mark = as_seen(definition.pattern.strip(), definition.look.font or "")
    return BULLET if not mark or ord(mark[0]) in PRIVATE_USE else mark


def _fill(level: int, numbered: NumberedList, counters: dict[int, int]) -> str:
    """
    Put the numbers of the levels into a pattern such as "%1.%2"; Word prints none that names a deeper level.
    """
    definition = numbered.levels[level]
    if any(int(mark) > level + 1 for mark in MARK.findall(definition.pattern)):
        return ""

    def number(mark: re.Match[str]) -> str:
        """
        Write the number that a level has reached; "isLgl" prints all in plain figures but keeps leading zeros.
        """
        at = int(mark[1]) - 1
        each = numbered.levels.get(at, definition)
        reached = counters.get(at, each.start)
        is_plain = definition.is_legal and each.format != LEADING_ZERO
        return str(reached) if is_plain else write_number(reached, each.format).rjust(each.digits, "0")

    return MARK.sub(number, definition.pattern)


def _read_levels(definition: Element | None, styles: Styles) -> dict[int, ListLevel]:
    """
    Read the w:lvl elements of a definition.
    """
    levels = {_whole(attribute(level, "ilvl"), 0): level for level in children(definition, "lvl")}
    return {index: _read_level(level, styles) for index, level in levels.items() if index in LEVELS}


def _read_level(level: Element, styles: Styles) -> ListLevel:
    """
    Read one w:lvl.
    """
    name, digits = _number_format(level)
    restart = attribute(child(level, "lvlRestart"), "val")
    return ListLevel(
        start=_whole(attribute(child(level, "start"), "val"), 1),
        format=name,
        pattern=attribute(child(level, "lvlText"), "val"),
        is_bullet=name == "bullet",
        is_legal=is_on(child(level, "isLgl")),
        suffix="" if attribute(child(level, "suff"), "val") == "nothing" else " ",
        restart=_whole(restart, 0) if restart else None,
        style=attribute(child(level, "pStyle"), "val"),
        look=styles.read_look(child(level, "rPr")),
        digits=digits,
    )


def _number_format(level: Element) -> tuple[str, int]:
    """
    Return the number format of a level and how many figures it has at least.

    Formats that came after the standard stand among alternatives: "001, 002, ..." pads with zeros.
    """
    found = child(level, "numFmt")
    if found is None:
        branch = child(level, "AlternateContent")
        found = child(shown_branch(branch) if branch is not None else None, "numFmt")
    name = attribute(found, "val", "decimal")
    if name != "custom":
        return name, 0
    sample = attribute(found, "format").partition(",")[0].strip()
    return "decimal", len(sample) if sample.isdecimal() else 0


def _whole(text: str, default: int) -> int:
    """
    Return a whole number; the default for anything else, as the programs do.
    """
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < LONGEST_NUMBER else default
