"""
Settle by sequence which headings are real: references that begin a line and tables of contents fall away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.document import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.outline.marks import Mark

_ENOUGH: Final = 2
_ENOUGH_NUMBERED: Final = 3
_WORDED: Final = frozenset({"조", "article", "section", "clause"})


def chosen(marks: Sequence[Mark]) -> list[Mark]:
    """
    Keep the headings that carry the count on; bare numbers count only where no article has a word.
    """
    body = _before_annexes(marks)
    worded = [mark for mark in body if mark.style in _WORDED and mark.sure and len(mark.value) == 1 or mark.style == "조"]
    numbered = _rising([mark for mark in body if mark.style == "number"])
    if len(worded) >= _ENOUGH or (worded and len(numbered) < _ENOUGH_NUMBERED):
        return _without_contents(_in_sequence([mark for mark in marks if mark.style != "number"]))
    if len(numbered) >= _ENOUGH_NUMBERED:
        kept = {id(mark) for mark in numbered}
        return [mark for mark in marks if mark.style != "number" or id(mark) in kept]
    return _in_sequence([mark for mark in marks if mark.style != "number"])


def _before_annexes(marks: Sequence[Mark]) -> list[Mark]:
    """
    Leave out everything from the first annex on, unless the text begins with one.
    """
    place = next((at for at, mark in enumerate(marks) if at and mark.level is Level.ANNEX), len(marks))
    return list(marks[:place])


def _rising(numbered: Sequence[Mark]) -> list[Mark]:
    """
    Pick the bare numbers that count up one by one from 1 through the text.
    """
    kept: list[Mark] = []
    for mark in numbered:
        if mark.value[0] == len(kept) + 1:
            kept.append(mark)
    return kept


def _in_sequence(marks: Sequence[Mark]) -> list[Mark]:
    """
    Drop headings of doubtful form whose number does not follow on the one before.
    """
    kept: list[Mark] = []
    last: tuple[int, ...] = (0,)
    for mark in marks:
        if mark.level is Level.ANNEX:
            last = (0,)
        if mark.style == "조":
            if not mark.sure and not _follows(last, mark.value):
                continue
            last = mark.value
        kept.append(mark)
    return kept


def _follows(last: tuple[int, ...], value: tuple[int, ...]) -> bool:
    """
    Tell whether an article's number is the next one: 6 or 5-2 after 5, or 1 anew.
    """
    return value in {(last[0] + 1,), (1,), (*last[:1], (last[1] + 1) if len(last) > 1 else 2)}


def _without_contents(marks: Sequence[Mark]) -> list[Mark]:
    """
    Keep all headings for now; a table of contents is told by its lack of text in `outline`.
    """
    return list(marks)
