"""
Rebuild the automatic numbers of an HWPX file: header.xml defines them, paragraphs only point there.

Source: KS X 6101 (OWPML), Head/numberings, Head/bullets, Head/paraProperties.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.markup import attribute, child, local_name
from ingest.office.numerals import System, write

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

BULLET = "•"
PRIVATE_USE = range(0xE000, 0xF900)
NO_LIST = frozenset({"", "0", "4294967295"})
MARK = re.compile(r"\^(\d{1,2})")
WHOLE_PATH = re.compile(r"\^[nN]")
SYSTEMS = {
    "DIGIT": System.DECIMAL, "CIRCLED_DIGIT": System.CIRCLED, "ROMAN_CAPITAL": System.UPPER_ROMAN,
    "ROMAN_SMALL": System.LOWER_ROMAN, "LATIN_CAPITAL": System.UPPER_LETTER, "LATIN_SMALL": System.LOWER_LETTER,
    "CIRCLED_LATIN_SMALL": System.CIRCLED_LETTER, "HANGUL_SYLLABLE": System.GANADA,
    "CIRCLED_HANGUL_SYLLABLE": System.CIRCLED_GANADA, "HANGUL_JAMO": System.CHOSUNG,
    "CIRCLED_HANGUL_JAMO": System.CIRCLED_CHOSUNG, "HANGUL_PHONETIC": System.KOREAN_NUMBER,
    "IDEOGRAPH": System.HANJA_NUMBER, "DECAGON_CIRCLE": System.STEMS, "DECAGON_CIRCLE_HANJA": System.HANJA_STEMS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeadLevel:
    """
    Hold how one level (counted from 1) of a numbering is printed.
    """

    start: int
    system: System
    pattern: str


@dataclass(frozen=True, slots=True)
class Heading:
    """
    Hold what a paragraph property says of numbering: NONE, OUTLINE, NUMBER or BULLET, the list and the level from 1.
    """

    kind: str
    reference: str
    level: int


class HangulNumbering:
    """
    Count the numbered paragraphs of one document in reading order.
    """

    def __init__(self, root: Element | None) -> None:
        """
        Read header.xml; without it nothing is numbered.
        """
        found = [] if root is None else list(root.iter())
        self._numberings = {attribute(each, "id"): _levels(each) for each in found if local_name(each) == "numbering"}
        self._bullets = {attribute(each, "id"): each for each in found if local_name(each) == "bullet"}
        self._headings = {attribute(each, "id"): _heading(each) for each in found if local_name(each) == "paraPr"}
        self._counters: dict[str, dict[int, int]] = {}
        self.outline = "1"

    def label(self, paragraph: Element) -> str:
        """
        Return the number printed before the paragraph with a space after it, and count it.
        """
        heading = self._headings.get(attribute(paragraph, "paraPrIDRef"))
        if heading is None or heading.kind == "NONE":
            return ""
        if heading.kind == "BULLET":
            return self._bullet(heading.reference)
        reference = self.outline if heading.reference in NO_LIST else heading.reference
        levels = self._numberings.get(reference, {})
        if heading.level not in levels:
            return ""
        label = self._count(reference, heading.level, levels)
        return f"{label} " if label else ""

    def _bullet(self, reference: str) -> str:
        """
        Return the bullet; a glyph of a symbol font becomes a plain one.
        """
        mark = attribute(self._bullets.get(reference), "char") or BULLET
        return f"{BULLET if ord(mark[0]) in PRIVATE_USE else mark} "

    def _count(self, reference: str, level: int, levels: dict[int, HeadLevel]) -> str:
        """
        Count one paragraph, restart the levels below, and fill the pattern.
        """
        counters = self._counters.setdefault(reference, {})
        counters[level] = counters.get(level, levels[level].start - 1) + 1
        for deeper in [each for each in counters if each > level]:
            del counters[deeper]
        for above in range(1, level):
            # A level that is skipped counts as begun, so the next paragraph on it is the second.
            counters.setdefault(above, levels[above].start if above in levels else 1)

        def number(at: int) -> str:
            """
            Write the number that a level has reached.
            """
            each = levels.get(at, levels[level])
            return write(counters.get(at, each.start), each.system)

        pattern = WHOLE_PATH.sub(".".join(f"^{at}" for at in range(1, level + 1)), levels[level].pattern)
        return MARK.sub(lambda mark: number(int(mark.group(1))), pattern)


def _levels(numbering: Element) -> dict[int, HeadLevel]:
    """
    Read the paraHead elements of one numbering.
    """
    heads = (each for each in numbering if local_name(each) == "paraHead")
    return {
        _whole(attribute(head, "level"), 1): HeadLevel(
            _whole(attribute(head, "start"), 1),
            SYSTEMS.get(attribute(head, "numFormat"), System.DECIMAL),
            head.text or "",
        )
        for head in heads
    }


def _heading(properties: Element) -> Heading:
    """
    Read the heading of one paragraph property.
    """
    heading = child(properties, "heading")
    level = _whole(attribute(heading, "level"), 0) + 1
    return Heading(attribute(heading, "type", "NONE"), attribute(heading, "idRef"), level)


def _whole(text: str, default: int) -> int:
    """
    Return a whole number; the default for anything else.
    """
    return int(text) if text.isdecimal() and len(text) < 9 else default  # noqa: PLR2004 - longer is no number of a clause
