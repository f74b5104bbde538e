"""
Index a clause tree by number, so that "제12조 제2항" or "Section 4.2(b)" leads to the clause that is meant.

A document may hold several agreements one after another (an annexed non-disclosure agreement counts from 제1조
again); each count is a series of its own, and a number means the clause of the series it is printed in.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Level, Span
from ingest.outline.numerals import CIRCLED, KANJI, position, roman, written_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.canonical import Canonical
    from ingest.document import Clause

_ARTICLE: Final = late.pattern(
    rf"[제第]?([\d.]+|[{KANJI}]+)[조条]?(?:[의の](\d+))?$|(?:Article|Section|Clause|Paragraph) ([\dIVXLC.]+)$"
)
_PARTS: Final = late.pattern(r"\d+(?:\.\d+)*|[A-Za-z]+|(?![항호목])[가-힣ㄱ-ㅎ](?=목|[.)]|$)|[" + CIRCLED + "]")
_MOST_BELOW: Final = 400
_UNCOUNTED: Final = frozenset({Level.PREAMBLE, Level.SIGNATURE})
_UNITS: Final = {"항": Level.PARAGRAPH, "호": Level.ITEM, "목": Level.SUBITEM}


@dataclass(slots=True)
class Place:
    """
    Hold one clause with its span in canonical text, its own number ("12", "12-3", "a") and its path from the article.

    `order` counts it among the articles of its series, or among the children of its parent.
    """

    clause: Clause
    span: Span
    number: str
    path: tuple[str, ...]
    series: int
    parent: Place | None
    order: int
    children: list[Place] = field(default_factory=list)
    numbered: dict[str, list[Place]] = field(default_factory=dict)

    def chain(self) -> Iterator[Place]:
        """
        Walk from this clause up to its root.
        """
        place: Place | None = self
        while place is not None:
            yield place
            place = place.parent

    @property
    def article(self) -> Place | None:
        """
        Give the article around this clause.
        """
        return next((place for place in self.chain() if place.clause.level is Level.ARTICLE), None)

    def inner(self) -> Iterator[Place]:
        """
        Walk over everything below this clause.
        """
        for child in self.children:
            yield child
            yield from child.inner()


class Places:
    """
    Find clauses by offset and by number.
    """

    def __init__(self, clauses: Sequence[Clause], canonical: Canonical) -> None:
        """
        Index a tree; spans are turned into canonical offsets.
        """
        self._canonical = canonical
        self.every: list[Place] = []
        self._last = (0, 0)
        self._series = 0
        self._by_path: dict[tuple[int, tuple[str, ...]], Place] = {}
        self._articles: dict[int, list[Place]] = {}
        for clause in clauses:
            self._add(clause, None)
        self._starts = [place.span.start for place in self.every]
        self.heads = frozenset(self._starts)

    def at(self, offset: int) -> Place | None:
        """
        Give the innermost clause around an offset.
        """
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        return next((place for place in self.every[index].chain() if offset < place.span.end), self.every[index])

    def articles(self, series: int) -> list[Place]:
        """
        Give the numbered articles of one series in reading order.
        """
        return self._articles.get(series, [])

    def article(self, number: str, near: Place | None) -> Place | None:
        """
        Give the article of a number: in the series of the place that refers, else in the main one, else in the next.
        """
        series = near.series if near else 1
        return next(
            (self._by_path[one, (number,)] for one in (series, 1, series + 1) if (one, (number,)) in self._by_path),
            None,
        )

    def by_path(self, path: tuple[str, ...], near: Place | None) -> tuple[Place | None, int]:
        """
        Give the clause of an English or decimal path, and how many steps of the path it goes; None without a first step.
        """
        series = near.series if near else 1
        for one in (series, 1, series + 1):
            for length in range(len(path), 0, -1):
                found = self._by_path.get((one, path[:length]))
                if found is not None:
                    return found, length
        return None, 0

    def below(self, place: Place, number: str, unit: str) -> Place | None:
        """
        Give the 항, 호 or 목 of a number below a clause; the level may be off by one where the paper counts its own way.
        """
        numbered = place.numbered.get(number, [])
        level = _UNITS[unit]
        exact = next((child for child in numbered if child.clause.level is level), None)
        if exact or unit == "항":
            return exact or next(iter(numbered), None)
        inner = islice(place.inner(), _MOST_BELOW)
        deeper = [one for one in inner if one.number == number and one.clause.level is level]
        if len(deeper) == 1 or (deeper and place.children[0].number == "1"):
            return deeper[0]
        return next(iter(numbered), None)

    def next_head(self, offset: int) -> int | None:
        """
        Give where the next clause behind an offset begins.
        """
        index = bisect_right(self._starts, offset)
        return self._starts[index] if index < len(self._starts) else None

    def sibling(self, place: Place, step: int) -> Place | None:
        """
        Give the clause so many steps before (negative) or behind another of its kind.
        """
        if place.clause.level is Level.ARTICLE:
            row = self.articles(place.series)
        else:
            row = place.parent.children if place.parent else []
        index = place.order + step
        return row[index] if 0 <= index < len(row) else None

    def _add(self, clause: Clause, parent: Place | None) -> None:
        own = clause.number
        if parent and own.startswith(parent.clause.number):
            own = own[len(parent.clause.number) :].strip()
        steps = _steps(own, clause.level)
        if clause.level is Level.ARTICLE and steps:
            self._count(steps[0])
        above = parent.path if parent and clause.level is not Level.ARTICLE else ()
        path = steps if len(steps) > 1 else (*above, *steps)
        span = self._canonical.canonical_of(clause.span)
        series = max(self._series, 1)
        row = parent.children if parent else []
        if clause.level is Level.ARTICLE:
            row = self._articles.setdefault(series, [])
        place = Place(clause, span, steps[-1] if steps else "", path, series, parent, len(row))
        if clause.level is Level.ARTICLE:
            row.append(place)
        if parent:
            parent.children.append(place)
            parent.numbered.setdefault(place.number, []).append(place)
        self.every.append(place)
        if steps and next(reversed(list(place.chain()))).clause.level not in _UNCOUNTED:
            self._by_path.setdefault((place.series, path), place)
        if clause.level is Level.ANNEX:
            self._last = (10_000, 0)
        for child in clause.children:
            self._add(child, place)

    def _count(self, number: str) -> None:
        """
        Begin a new series where the count of articles does not rise.
        """
        first, _, branch = number.partition("-")
        value = (int(first) if first.isdigit() else 0, int(branch or 0))
        if value <= self._last or not self._series:
            self._series += 1
        self._last = value


def _steps(own: str, level: Level) -> tuple[str, ...]:
    """
    Read a clause's own number: "제12조의3" is 12-3, "Section 4.2" is 4 and 2, "(a)" is a, "②" is 2.
    """
    if level in {Level.PREAMBLE, Level.SIGNATURE, Level.ANNEX, Level.PART, Level.CHAPTER, Level.SECTION}:
        return ()
    found = _ARTICLE.search(own)
    if found:
        written, branch, english = found.groups()
        value = (written or english).strip(".")
        if not value:
            return ()
        if value[0] in "IVXLC":
            return (str(roman(value) or value),)
        value = str(written_number(value)) if value[0] in KANJI else value
        return (f"{value}-{branch}",) if branch else tuple(value.split("."))
    if level is Level.ARTICLE:
        return ()
    parts = _PARTS.findall(own)
    return (str(position(CIRCLED, parts[-1]) or parts[-1]),) if parts else ()
