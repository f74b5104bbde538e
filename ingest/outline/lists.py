"""
Find enumerations: ① 항, 1. 호, 가. 목, (a), (i), at the start of a line or inside a paragraph.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.outline import numerals
from ingest.outline.marks import Mark

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping, Sequence

# With a particle the enclosed letter is somebody's or something's name: "㉮는 ㉯의 성과물을", "(이하 ㉮라 한다)".
_NOT_NAMED: Final = r"(?!(?:[은는이가을를의과와]|에게?|이?라고?) )"
_FORMS: Final = (
    rf"(?P<circled>[{numerals.CIRCLED}])(?! ?[항호목,·]|[와과의에을를및])",
    rf"(?P<circled_syllable>[{numerals.CIRCLED_SYLLABLES}]){_NOT_NAMED}",
    rf"(?P<circled_jamo>[{numerals.CIRCLED_JAMO}]){_NOT_NAMED}",
    rf"(?P<circled_letter>[{numerals.CIRCLED_LETTERS}]){_NOT_NAMED}",
    r"\((?P<paren_number>\d{1,2})\)(?!항|호)",
    r"\((?P<paren_letter>[a-z]|[ivx]{2,5})\)",
    r"\((?P<paren_capital>[A-Z])\)",
    rf"\((?P<paren_syllable>[{numerals.SYLLABLES}])\)",
    r"(?P<number_paren>\d{1,2})\)",
    rf"(?P<syllable_paren>[{numerals.SYLLABLES}])\)",
    r"(?P<letter_paren>[a-z]|[ivx]{2,5})\)(?= )",
    r"(?P<number>\d{1,2})\.(?! ?\d)(?=\D)",
    rf"(?P<syllable>[{numerals.SYLLABLES}])\.(?=[^.])",
    r"(?P<letter>[a-z]|[ivx]{2,5})\.(?= )",
    r"(?P<capital>[A-Z])\.(?= +[A-Z가-힣\"])",
    rf"(?P<jamo>[{numerals.JAMO}])\.",
)
_MARK: Final = late.pattern("|".join(_FORMS))
_INLINE: Final = late.pattern(r"(?<=[ :;.,)\]\"])(?:" + "|".join(_FORMS) + r")(?<!\d\. \d\.)")
_BARE: Final = late.pattern(r"(?P<bare>\d{1,2}) +(?=[^\s\d.,%)\-~/:：])(?![年月日個円名通])")
_LETTERED: Final = frozenset({"paren_letter", "letter_paren", "letter"})
_SERIES: Final = {
    "circled": numerals.CIRCLED,
    "circled_syllable": numerals.CIRCLED_SYLLABLES,
    "circled_jamo": numerals.CIRCLED_JAMO,
    "circled_letter": numerals.CIRCLED_LETTERS,
    "paren_capital": numerals.ALPHABET.upper(),
    "capital": numerals.ALPHABET.upper(),
    "paren_syllable": numerals.SYLLABLES,
    "syllable_paren": numerals.SYLLABLES,
    "syllable": numerals.SYLLABLES,
    "jamo": numerals.JAMO,
}
_LEAST_ITEM: Final = 5
_YEAR: Final = late.pattern(r"\d{4}\. ?$|\d{4}\. ?\d{1,2}\. ?$")


def at_start(text: str, start: int, end: int, *, bare: bool = False) -> Mark | None:
    """
    Read the mark with which a line begins; `bare` numbers ("2 甲は …") count in Japanese only.
    """
    found = _MARK.match(text, start, end) or (_BARE.match(text, start, end) if bare else None)
    return _mark(found, {}) if found else None


def inside(text: str, start: int, end: int, first: Mark | None = None, following: Mark | None = None) -> list[Mark]:
    """
    Find the enumerations inside a stretch of text: marks that count up from one, each with words of its own.

    `first` is the mark with which the stretch begins and `following` the one behind it; both count as members of a run.
    """
    seen: list[Mark] = [first] if first else []
    counts = {mark.style: mark.value[0] for mark in seen}
    for found in _INLINE.finditer(text, start, end):
        if not _YEAR.search(text, max(start, found.start() - 10), found.start()):
            seen.append(_mark(found, counts))
            counts[seen[-1].style] = seen[-1].value[0]
    if following:
        seen.append(settle(following, seen))
    chosen: list[Mark] = []
    for style in dict.fromkeys(mark.style for mark in seen):
        chosen.extend(_runs([mark for mark in seen if mark.style == style], end))
    outside = {mark.start for mark in (first, following) if mark}
    return sorted((mark for mark in chosen if mark.start not in outside), key=lambda mark: mark.start)


def _mark(found: re.Match[str], counts: Mapping[str, int]) -> Mark:
    """
    Turn a match into a mark; a letter that is a roman numeral as well is read as the marks before it suggest.
    """
    style, written = next((name, group) for name, group in found.groupdict().items() if group)
    if style in _LETTERED:
        style, value = _lettered(style, written, counts)
    elif style in _SERIES:
        value = numerals.position(_SERIES[style], written)
    else:
        value = int(written)
    return Mark(found.start(), found.end(), style, (value,), found.group())


def _lettered(style: str, written: str, last: Mapping[str, int]) -> tuple[str, int]:
    """
    Decide between a letter and a roman numeral: what carries on an open count wins, then i begins a roman count.
    """
    as_letter = numerals.position(numerals.ALPHABET, written)
    as_roman = numerals.roman(written)
    roman_style = style + "_roman"
    if as_roman and last.get(roman_style, -1) == as_roman - 1:
        return roman_style, as_roman
    if as_letter and last.get(style, -1) == as_letter - 1:
        return style, as_letter
    if as_roman and (as_roman == 1 or not as_letter):
        return roman_style, as_roman
    return style, as_letter


def settle(mark: Mark, opened: Sequence[Mark]) -> Mark:
    """
    Read a lettered mark at the start of a line anew, knowing which lists are open around it.
    """
    base = mark.style.removesuffix("_roman")
    if base not in _LETTERED:
        return mark
    style, value = _lettered(base, mark.label.strip("()."), {other.style: other.value[0] for other in opened})
    return Mark(mark.start, mark.body, style, (value,), mark.label)


def _runs(marks: Sequence[Mark], end: int) -> Iterable[Mark]:
    """
    Keep the runs 1, 2, 3 … of one style; a mark that only refers has no words of its own before the next.
    """
    runs: list[list[Mark]] = []
    for mark in marks:
        value = mark.value[0]
        if runs and value == runs[-1][-1].value[0] + 1:
            runs[-1].append(mark)
        elif value == 1 or not runs:
            runs.append([mark])
    for run in runs:
        limits = [*(mark.start for mark in run[1:]), max(end, run[-1].body + _LEAST_ITEM)]
        enough = all(limit - mark.body >= _LEAST_ITEM for mark, limit in zip(run, limits, strict=True))
        if len(run) > 1 and enough and (run[0].value[0] == 1 or run[0] is marks[0]):
            yield from run


def counts_up(marks: Sequence[Mark]) -> bool:
    """
    Tell whether marks follow one another without a gap.
    """
    return all(second.value[0] == first.value[0] + 1 for first, second in pairwise(marks))
