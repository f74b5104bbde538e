"""
Mend the marks of clauses that were recognised wrongly, where the order of the clauses proves what is printed.

Only numbers are mended, never words: those of articles ("제15조") and of paragraphs ("①", "(2)", "(b)") at the start of
a line or behind a heading. A number that nothing proves stays as it was read. The quotation mark that closes the label
of a party (“갑*은) is mended as well: the one that opens it proves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.ocr.rings import CIRCLED, UNREAD
from ingest.outline.numerals import written_roman

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.pages.shapes import PrintedLine, PrintedPage, Strip

# "제15조(", "저15조 [", "제 l5 조": the number of an article and what its title opens with; "제5조(…)에 따라" refers to one.
ARTICLE: Final = late.pattern(
    r"\s*([제저체게재]\s{0,2}([\dOoQIl|!SBZ]{1,3})\s{0,2}[조초즈죠])\s{0,2}"
    r"(?:의\s*\d+\s*)?(?:[(（\[【<「][^)）\]】>」]{1,60}[)）\]】>」](?!\s?(?:에|의|를|을|와|과|은|는|가|로|및|또는)\s?[가-힣])\s*|$)"
)
CLEAN: Final = late.pattern(r"제\d{1,3}조")
DIGITS: Final = str.maketrans("OoQIl|!SBZ", "0001111582")
# What circled and bracketed numbers are taken for where a paragraph begins; a plain number before a word is none.
GARBLED: Final = late.pattern(
    r"\([^\s가-힣()]{0,3}\)|[@©®]|[(\[]?[0OoQ@©®][\dOoQ@©®]?[)\]:>}]?(?=\s)|[(\[][\dOoQ@©®](?=\s)|[68](?=\s)"
)
# What the mark behind a quoted label is taken for, where a particle follows.
QUOTED: Final = late.pattern(r"“[갑을병정]([*“‘’'\"])(?=은|는|이|가|을|를|의|에|과|와|도|측|으?로)")
RINGS: Final = frozenset({*CIRCLED, UNREAD})
SERIES: Final[tuple[tuple[str, ...], ...]] = (
    tuple(CIRCLED),
    tuple(f"({number})" for number in range(1, 31)),
    tuple(f"({written_roman(number)})" for number in range(1, 21)),
    tuple(f"({letter})" for letter in "abcdefghijklmnopqrstuvwxyz"),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """
    Hold what stands at one place where a paragraph may begin: the letters from `start` to `end` of a line.
    """

    strip: Strip
    start: int
    end: int

    @property
    def text(self) -> str:
        """
        Return what was read there.
        """
        return "".join(self.strip.letters[self.start : self.end])


def mend(pages: Sequence[PrintedPage]) -> None:
    """
    Mend the numbers in the recognised lines of a document, which are in reading order.
    """
    lines = [line for page in pages for line in page.lines if _is_recognised(line, page)]
    for line in lines:
        for found in QUOTED.finditer(line.strip.text):
            _write(Mark(line.strip, *found.span(1)), "”")
    _mend_articles(lines)
    marks: list[Mark] = []
    for line in lines:
        heading = ARTICLE.match(line.strip.text)
        if heading:
            _mend_marks(marks)
            marks = []
        marks += _mark_at(line.strip, heading.end() if heading else 0)
    _mend_marks(marks)


def _is_recognised(line: PrintedLine, page: PrintedPage) -> bool:
    """
    Tell whether a line was read in a picture; its first letter may reach a little out of it.
    """
    across = (line.strip.x0 + line.strip.x1) / 2
    return any(area.holds(across, line.strip.middle) for area in page.recognised)


def _mend_articles(lines: Sequence[PrintedLine]) -> None:
    """
    Mend the numbers of articles that stand between those before and after.
    """
    found = [(line.strip, match) for line in lines if (match := ARTICLE.match(line.strip.text))]
    values = [int(match[2].translate(DIGITS)) for _, match in found]
    for at, (strip, match) in enumerate(found):
        before, after = values[at - 1] if at else 0, values[at + 1] if at + 1 < len(values) else None
        value, is_clean = values[at], CLEAN.fullmatch("".join(match[1].split()))
        if is_clean and before + 2 == after and value != before + 1:
            value = before + 1
        elif is_clean or not (value == before + 1 or value + 1 == after):
            continue
        values[at] = value
        _write(Mark(strip, *match.span(1)), f"제{value}조")


def _mark_at(strip: Strip, start: int) -> Iterator[Mark]:
    """
    Yield what may be the mark of a paragraph at a place of a line.
    """
    text = strip.text
    start += len(text[start:]) - len(text[start:].lstrip())
    if text[start : start + 1] in RINGS:
        if text[start + 1 : start + 2] not in RINGS:
            yield Mark(strip, start, start + 1)
        return
    found = GARBLED.match(text, start)
    if found:
        yield Mark(strip, *found.span())


def _mend_marks(marks: list[Mark]) -> None:
    """
    Mend the marks of one article, each by the marks before and after it.
    """
    read = [mark.text for mark in marks]
    for at, mark in enumerate(marks):
        proven = _proven(read, at)
        if proven and proven != read[at]:
            read[at] = proven
            _write(mark, proven)


def _proven(read: list[str], at: int) -> str | None:
    """
    Return the mark that must stand at a place; None where nothing proves one.
    """
    if read[at] == UNREAD:
        # A ring around a figure was seen: only its value is open.
        circled = [mark for mark in read[:at] if mark in CIRCLED]
        place = CIRCLED.index(circled[-1]) + 1 if circled else 0
        return CIRCLED[place] if place < len(CIRCLED) else None
    for series in SERIES:
        before = next((mark for mark in reversed(read[:at]) if mark in series), None)
        after = next((mark for mark in read[at + 1 :] if mark in series), None)
        place = series.index(before) + 1 if before else 0
        if after and series.index(after) == place + 1 and (read[at] in series or not _fits(read, at)):
            return series[place]
    return None


def _fits(read: list[str], at: int) -> bool:
    """
    Tell whether a mark goes on with a series of its own, or begins one.
    """
    series = next((each for each in SERIES if read[at] in each), None)
    if series is None:
        return False
    place = series.index(read[at])
    before = next((mark for mark in reversed(read[:at]) if mark in series), None)
    return not place or (before is not None and series.index(before) + 1 == place)


def _write(mark: Mark, letters: str) -> None:
    """
    Put letters in the place of those that were read.
    """
    strip, old = mark.strip, slice(mark.start, mark.end)
    left, right = strip.lefts[mark.start], strip.rights[mark.end - 1]
    edges = [left + (right - left) * step / len(letters) for step in range(len(letters) + 1)]
    strip.letters[old], strip.lefts[old], strip.rights[old] = letters, edges[:-1], edges[1:]
