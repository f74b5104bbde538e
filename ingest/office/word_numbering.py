"""
Rebuild the automatic numbers of a DOCX file: "제1조", "①", "가." stand in numbering.xml, not in the text.

Source: ECMA-376 part 1, 17.9 (numbering), 17.7.2 (style inheritance).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.markup import attribute, child, local_name
from ingest.office.numerals import System, write

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from ingest.office.word_styles import Styles

LEVELS = 9
PRIVATE_USE = range(0xE000, 0xF900)
BULLET = "•"
SYSTEMS = {
    "decimal": System.DECIMAL, "decimalZero": System.TWO_DIGITS, "decimalFullWidth": System.FULL_WIDTH,
    "decimalFullWidth2": System.FULL_WIDTH, "decimalHalfWidth": System.DECIMAL,
    "decimalEnclosedCircle": System.CIRCLED, "decimalEnclosedCircleChinese": System.CIRCLED,
    "decimalEnclosedParen": System.PARENTHESISED, "upperLetter": System.UPPER_LETTER,
    "lowerLetter": System.LOWER_LETTER, "upperRoman": System.UPPER_ROMAN, "lowerRoman": System.LOWER_ROMAN,
    "ganada": System.GANADA, "chosung": System.CHOSUNG, "koreanDigital": System.KOREAN_DIGITS,
    "koreanCounting": System.KOREAN_NUMBER, "koreanLegal": System.KOREAN_COUNTED,
    "koreanDigital2": System.HANJA_DIGITS, "chineseCounting": System.HANJA_NUMBER,
    "japaneseCounting": System.HANJA_NUMBER, "taiwaneseCounting": System.HANJA_NUMBER,
    "ideographDigital": System.HANJA_DIGITS, "ideographTraditional": System.HANJA_STEMS,
    "aiueo": System.AIUEO, "aiueoFullWidth": System.AIUEO, "iroha": System.IROHA, "irohaFullWidth": System.IROHA,
    "none": System.NONE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListLevel:
    """
    Hold how one level of a list is numbered; `restart` is the 1-based level that restarts it, None for any higher.
    """

    start: int
    system: System
    pattern: str
    is_bullet: bool
    is_legal: bool
    suffix: str
    restart: int | None
    style: str


@dataclass(slots=True)
class NumberedList:
    """
    Hold one list: the abstract definition it counts with and its own levels and new starts.
    """

    abstract: str
    levels: dict[int, ListLevel]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """
    Count the numbered paragraphs of one document in reading order.
    """

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """
        Read numbering.xml; without it nothing is numbered.
        """
        self._styles = styles
        self._lists = _read_lists(root, styles) if root is not None else {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, paragraph: Element) -> str:
        """
        Return the number printed before the paragraph with its gap, and count it; empty where none is printed.
        """
        number, level = self._place(paragraph)
        numbered = self._lists.get(number)
        definition = numbered.levels.get(level) if numbered else None
        if numbered is None or definition is None:
            return ""
        counters = self._advance(number, numbered, level, definition)
        label = _bullet(definition) if definition.is_bullet else _fill(definition, numbered, counters)
        return label + definition.suffix if label else ""

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """
        Find the list and level of a paragraph: its own, or those of its style.
        """
        style = attribute(child(paragraph, "pPr", "pStyle"), "val") or self._styles.default
        inherited = self._styles.numbering_of(style)
        own = child(paragraph, "pPr", "numPr")
        number = attribute(child(own, "numId"), "val") or inherited.number
        level = attribute(child(own, "ilvl"), "val") or inherited.level
        if not level and number in self._lists and own is None:
            # A style names its list; the list's level names the style.
            levels = self._lists[number].levels
            chain = self._styles.chain(style)
            return number, next((index for index, each in levels.items() if each.style in chain), 0)
        return number, int(level) if level.isdecimal() else 0

    def _advance(self, number: str, numbered: NumberedList, level: int, definition: ListLevel) -> dict[int, int]:
        """
        Count one paragraph and restart the levels below.
        """
        counters = self._counters.setdefault(numbered.abstract, {})
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
    Return the bullet; a glyph of a symbol font becomes a plain one.
    """
    mark = definition.pattern.strip()
    return BULLET if not mark or ord(mark[0]) in PRIVATE_USE else mark


def _fill(definition: ListLevel, numbered: NumberedList, counters: dict[int, int]) -> str:
    """
    Put the numbers of the levels into a pattern such as "%1.%2".
    """
    label = definition.pattern
    for level in range(LEVELS):
        mark = f"%{level + 1}"
        if mark in label:
            each = numbered.levels.get(level, definition)
            system = System.DECIMAL if definition.is_legal else each.system
            label = label.replace(mark, write(counters.get(level, each.start), system))
    return label


def _read_lists(root: Element, styles: Styles) -> dict[str, NumberedList]:
    """
    Read every w:num with its abstract levels, overrides and new starts.
    """
    abstracts = {attribute(each, "abstractNumId"): each for each in root if local_name(each) == "abstractNum"}
    numbers = {attribute(each, "numId"): each for each in root if local_name(each) == "num"}
    lists = {}
    for identity, number in numbers.items():
        abstract = attribute(child(number, "abstractNumId"), "val")
        link = attribute(child(abstracts.get(abstract), "numStyleLink"), "val")
        if link:
            linked = numbers.get(styles.numbering_of(link).number)
            abstract = attribute(child(linked, "abstractNumId"), "val") or abstract
        numbered = NumberedList(abstract, _read_levels(abstracts.get(abstract)))
        _override(number, numbered)
        lists[identity] = numbered
    return lists


def _override(number: Element, numbered: NumberedList) -> None:
    """
    Apply the lvlOverride elements of one list.
    """
    for override in number:
        if local_name(override) != "lvlOverride":
            continue
        level = _whole(attribute(override, "ilvl"), 0)
        numbered.levels.update(_read_levels(override))
        start = attribute(child(override, "startOverride"), "val")
        if start:
            numbered.starts[level] = _whole(start, 1)


def _read_levels(definition: Element | None) -> dict[int, ListLevel]:
    """
    Read the w:lvl elements of a definition.
    """
    levels = () if definition is None else (each for each in definition if local_name(each) == "lvl")
    return {_whole(attribute(level, "ilvl"), 0): _read_level(level) for level in levels}


def _read_level(level: Element) -> ListLevel:
    """
    Read one w:lvl.
    """
    name = attribute(child(level, "numFmt"), "val", "decimal")
    custom = next((each for each in level.iter() if local_name(each) == "numFmt"), None)
    if name == "custom" and custom is not None:
        name = attribute(custom, "val", "decimal")
    restart = attribute(child(level, "lvlRestart"), "val")
    legal = child(level, "isLgl")
    return ListLevel(
        start=_whole(attribute(child(level, "start"), "val"), 1),
        system=SYSTEMS.get(name, System.DECIMAL),
        pattern=attribute(child(level, "lvlText"), "val"),
        is_bullet=name == "bullet",
        is_legal=legal is not None and attribute(legal, "val", "1") not in {"0", "false"},
        suffix="" if attribute(child(level, "suff"), "val") == "nothing" else " ",
        restart=_whole(restart, 0) if restart else None,
        style=attribute(child(level, "pStyle"), "val"),
    )


def _whole(text: str, default: int) -> int:
    """
    Return a whole number; the default for anything else, as the programs do.
    """
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < LEVELS else default
