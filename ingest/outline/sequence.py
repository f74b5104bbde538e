"""
Settle by sequence which headings are real: references that begin a line and tables of contents fall away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ingest.document import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.outline.marks import Mark

_ENOUGH: Final = 2
_ENOUGH_NUMBERED: Final = 3
_WHOLE: Final = 5
_COVER_LINES: Final = 2
_PLAIN: Final = 0.6
_TITLED: Final = 0.4
_CAPITALS: Final = 0.6
_GAP: Final = 0.6
_MOST_OF_CONTENTS: Final = 0.9
_WORDED: Final = frozenset({"조", "article", "section", "clause"})


def chosen(marks: Sequence[Mark], text: str) -> list[Mark]:
    """
    Keep the headings that carry the count on; bare numbers count only where no article has a word.
    """
    marks = _without_contents(_without_cover(marks, text), text)
    body = _before_annexes(marks)
    numbered = _rising([mark for mark in body if mark.style == "number"])
    if _is_worded(marks, body) or len(numbered) < _ENOUGH_NUMBERED:
        return _in_sequence([mark for mark in marks if mark.style != "number"], text)
    kept = {id(mark) for mark in numbered}
    return [mark for mark in marks if mark.style != "number" or id(mark) in kept]


def _is_worded(marks: Sequence[Mark], body: Sequence[Mark]) -> bool:
    """
    Tell whether articles have a word (조, Article): some before the annexes, or a whole agreement behind a cover sheet.
    """
    anywhere = [
        mark for mark in marks if mark.style in _WORDED and (mark.sure or mark.style == "조") and len(mark.value) == 1
    ]
    whole = len(anywhere) >= _WHOLE and any(mark.value == (1,) for mark in anywhere)
    end = body[-1].start if body else -1
    return whole or sum(mark.start <= end for mark in anywhere) >= _ENOUGH


def _without_cover(marks: Sequence[Mark], text: str) -> Sequence[Mark]:
    """
    Drop annexes named before the first article: a list of attachments, or "Exhibit 10.1" where it was filed.
    """
    if marks and marks[0].level is Level.ANNEX and len(text[: marks[0].start].strip().splitlines()) <= _COVER_LINES:
        marks = marks[1:]
    first = next((at for at, mark in enumerate(marks) if mark.style in _WORDED and mark.level is Level.ARTICLE), 0)
    if first and marks[first].value == (1,):
        return [mark for at, mark in enumerate(marks) if at > first or mark.level is not Level.ANNEX]
    return marks


def _before_annexes(marks: Sequence[Mark]) -> list[Mark]:
    """
    Leave out everything from the first annex on, unless the text begins with one.
    """
    place = next((at for at, mark in enumerate(marks) if at and mark.level is Level.ANNEX), len(marks))
    return list(marks[:place])


def _rising(numbered: Sequence[Mark]) -> list[Mark]:
    """
    Pick the bare numbers that count up from 1 through the text: the longest count, titles before items.

    One number may be missing where a title follows: papers lose a heading at a page break, or never had it.
    """
    best: dict[int, _Count] = {}
    for mark in numbered:
        before = best.get(mark.value[0] - 1)
        weight = _weight(mark)
        if before is None and mark.heading[:1].isupper():
            before, weight = best.get(mark.value[0] - 2), weight - _GAP
        if before is None and mark.value[0] != 1:
            continue
        count = _Count(mark, before, (before.weight if before else 0) + weight)
        known = best.get(mark.value[0])
        if known is None or count.weight > known.weight:
            best[mark.value[0]] = count
    kept: list[Mark] = []
    last = max(best.values(), key=lambda one: one.weight, default=None)
    while last is not None:
        kept.append(last.mark)
        last = last.before
    return kept[::-1]


class _Count(NamedTuple):
    """
    Hold a count that ends at a mark, and what speaks for it.
    """

    mark: Mark
    before: _Count | None
    weight: float


def _weight(mark: Mark) -> float:
    """
    Weigh a number: a title behind it speaks for an article, one in capitals even more.
    """
    return _PLAIN + _TITLED * mark.heading[:1].isupper() + _CAPITALS * mark.heading.isupper()


def _in_sequence(marks: Sequence[Mark], text: str) -> list[Mark]:
    """
    Drop headings of doubtful form whose number does not follow on the one before.

    Japanese models print an article twice, as alternatives; the same number right below its own title is one article.
    """
    kept: list[Mark] = []
    last: tuple[int, ...] = (0,)
    for mark in marks:
        if mark.level is Level.ANNEX:
            last = (0,)
        if mark.style == "조":
            again = mark.label[0] == "第" and mark.value == last and bool(kept)
            other = again and text[kept[-1].body : mark.start].strip(" \n'#*")
            if not mark.sure and not other and (again or not _follows(last, mark.value)):
                continue
            last = mark.value
        kept.append(mark)
    return kept


def _follows(last: tuple[int, ...], value: tuple[int, ...]) -> bool:
    """
    Tell whether an article's number is the next one: 6 or 5-2 after 5, or 1 anew.
    """
    return value in {(last[0] + 1,), (1,), (*last[:1], (last[1] + 1) if len(last) > 1 else 2)}


def _without_contents(marks: Sequence[Mark], text: str) -> list[Mark]:
    """
    Drop a table of contents: headings that follow one another without text, whose count then begins anew.
    """
    kept: list[Mark] = []
    run: list[Mark] = []
    for place, mark in enumerate(marks):
        following = marks[place + 1].start if place + 1 < len(marks) else len(text)
        if not text[mark.body : following].strip(" \n.·-*#|") and mark.level is not None:
            run.append(mark)
            continue
        if len(run) < _ENOUGH_NUMBERED or not _again(run, marks[place:]):
            kept.extend(run)
        run = []
        kept.append(mark)
    return [*kept, *run]


def _again(run: Sequence[Mark], rest: Sequence[Mark]) -> bool:
    """
    Tell whether the headings of a run come again further down, but for a few that were read amiss.
    """
    ahead = {_counted(mark) for mark in rest}
    return sum(_counted(mark) in ahead for mark in run[:-1]) >= _MOST_OF_CONTENTS * (len(run) - 1)


def _counted(mark: Mark) -> tuple[str, tuple[int, ...]]:
    """
    Compare headings: contents list 3.16 where the text has "Section 3.16".
    """
    return ("" if len(mark.value) > 1 else mark.style, mark.value)
