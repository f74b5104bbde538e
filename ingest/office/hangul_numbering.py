"""
Count the automatic numbers of a Hangul document: paragraphs only point at a numbering, an outline or a bullet.

The rules are what Hangul does: each numbering counts its own list through the whole document, tables and sections
included; outlines and numberings count apart; a level counts anew under each higher one, and a level that is skipped
counts as begun; an outline whose start is 0 goes on from that of the section before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.office.hangul_model import HeadLevel, Numbering
from ingest.office.numerals import System, write

if TYPE_CHECKING:
    import re

    from ingest.office.hangul_model import AutoNumber, Heading, HeadingKind, NewNumber, ObjectKind, Styles

# The caret takes one figure; ^n is the path of all levels, ^N the same with a full stop.
MARK: Final = late.pattern(r"\^([1-9nN])")
LEVELS: Final = range(1, 11)
# What Hangul prints for an outline that is defined nowhere: 1., 1.1., 1.1.1.
DEFAULT_OUTLINE: Final = Numbering(0, {level: HeadLevel(1, System.DECIMAL, "^N") for level in LEVELS})
NOTES: Final = frozenset({"FOOTNOTE", "ENDNOTE"})
PAGES: Final = frozenset({"PAGE", "TOTAL_PAGE"})
LONGEST_SIGN: Final = 20


class HangulNumbering:
    """
    Count the numbered paragraphs of one document in reading order.
    """

    def __init__(self, styles: Styles) -> None:
        """
        Take the numberings and bullets; `outline` is the id of the numbering that the section's outline follows.
        """
        self._numberings = styles.numberings
        self._bullets = styles.bullets
        self._counters: dict[tuple[HeadingKind, str], dict[int, int]] = {}
        self._outlined: dict[int, int] = {}
        self.outline = ""

    def label(self, heading: Heading) -> str:
        """
        Count a paragraph and return what is printed before it, without the gap; empty where nothing is.
        """
        if heading.kind == "NONE":
            return ""
        if heading.kind == "BULLET":
            return self._bullets.get(heading.reference, "")
        is_outline = heading.kind == "OUTLINE"
        reference = self.outline if is_outline else heading.reference
        numbering = self._numberings.get(reference, DEFAULT_OUTLINE if is_outline else None)
        if numbering is None or heading.level not in numbering.levels:
            return ""
        counters = self._advance((heading.kind, reference), numbering, heading.level)
        return _fill(numbering, heading.level, counters)

    def _advance(self, key: tuple[HeadingKind, str], numbering: Numbering, level: int) -> dict[int, int]:
        """
        Count one paragraph, restart the levels below and begin those above.
        """
        is_outline = key[0] == "OUTLINE"
        if key not in self._counters:
            self._counters[key] = dict(self._outlined) if is_outline and numbering.start == 0 else {}
        counters = self._counters[key]
        if is_outline:
            self._outlined = counters
        first = _start(numbering, level)
        counters[level] = counters.get(level, first - 1) + 1
        for deeper in [each for each in counters if each > level]:
            del counters[deeper]
        for above in range(1, level):
            counters.setdefault(above, _start(numbering, above))
        return counters


def _start(numbering: Numbering, level: int) -> int:
    """
    Return the first number of a level.
    """
    return numbering.levels[level].start if level in numbering.levels else 1


def _fill(numbering: Numbering, level: int, counters: dict[int, int]) -> str:
    """
    Put the numbers of the levels into the pattern of one level, such as "제^1조" or "^1.^2".
    """

    def number(at: int) -> str:
        """
        Write the number that a level has reached.
        """
        head = numbering.levels.get(at, numbering.levels[level])
        return write(counters.get(at, head.start), head.system)

    def replace(mark: re.Match[str]) -> str:
        """
        Write one mark of the pattern.
        """
        sign = mark.group(1)
        if sign.isdecimal():
            return number(int(sign))
        return ".".join(number(at) for at in range(1, level + 1)) + ("." if sign == "N" else "")

    return MARK.sub(replace, numbering.levels[level].pattern)


class ObjectNumbers:
    """
    Count notes, tables, pictures and equations.
    """

    def __init__(self, styles: Styles) -> None:
        """
        Begin with the document's first numbers.
        """
        self._reached: dict[ObjectKind, int] = {kind: start - 1 for kind, start in styles.starts.items()}

    def begin_note(self, kind: ObjectKind) -> None:
        """
        Count a note; the number in its own text repeats what was counted here.
        """
        self._reached[kind] = self._reached.get(kind, 0) + 1

    def restart(self, new: NewNumber) -> None:
        """
        Let the next object of the kind have the number.
        """
        self._reached[new.kind] = new.number - 1

    def write(self, auto: AutoNumber) -> str:
        """
        Return the number as it is printed; empty for the number of a page, which the text does not know.
        """
        if auto.kind in PAGES:
            return ""
        if auto.kind not in NOTES:
            self._reached[auto.kind] = self._reached.get(auto.kind, 0) + 1
        number = self._reached.get(auto.kind, 1)
        written = auto.sign * min(number, LONGEST_SIGN) if auto.sign else write(number, auto.system)
        return f"{auto.before}{written}{auto.after}"
