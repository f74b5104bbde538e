"""
Follow the steps of a reference through the clause tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Level, Span

if TYPE_CHECKING:
    from ingest.links.eastern import Cited, Step
    from ingest.links.english import Cited as EnglishCited
    from ingest.links.places import Place, Places

SURE, TITLED_OTHERWISE, BY_TITLE, AROUND = 1.0, 0.7, 0.6, 0.4
ABSENT_BEYOND, ABSENT_WITHIN, ABSENT_UNSURE = 0.9, 0.5, 0.3
_ENOUGH_ARTICLES: Final = 3
_MOST_ARTICLES: Final = 400
_PROVISO: Final = late.pattern(r"(?:다만|단|ただし)[,、 ]")
_EVERY: Final = frozenset({"every", "every_previous"})
_LISTED: Final = frozenset({Level.ITEM, Level.SUBITEM})


@dataclass(frozen=True, slots=True)
class Goal:
    """
    Hold where a reference leads: the clause, its span (or that of a range), and how sure that is.
    """

    place: Place | None
    span: Span | None
    certainty: float


class Resolver:
    """
    Lead references to clauses; remembers the last one for 같은 조 and 同条.
    """

    def __init__(self, places: Places, text: str) -> None:
        """
        Start without any reference before.
        """
        self._places = places
        self._text = text
        self.last: Place | None = None

    def eastern(self, cited: Cited) -> Goal | None:
        """
        Follow a Korean or Japanese reference; None where it is no reference at all (a bare 호 that is not listed).
        """
        near = self._places.at(cited.span.start)
        goal, rest = self._first((*cited.inherited, *cited.steps), near, cited.title)
        if goal is None or goal.place is None:
            return goal
        place = goal.place
        for step in rest:
            if step.word in _EVERY:
                return _items(place, goal.certainty) or (
                    None if len(cited.steps) == 1 else Goal(place, place.span, AROUND)
                )
            further = self._places.below(place, step.number, step.unit)
            if further is None and (step.unit, step.number) == ("항", "1") and not _has_paragraphs(place):
                further = place
            if further is None:
                return Goal(place, place.span, AROUND)
            place = further
        self.last = place
        span = self._narrowed(place, cited, near)
        if cited.steps[-1].unit == "항" and place.clause.level is Level.ARTICLE:
            span = Span(span.start, next((one.span.start for one in place.children if _is_paragraph(one)), span.end))
        return Goal(place, span, goal.certainty)

    def english(self, cited: EnglishCited) -> Goal | None:
        """
        Follow an English reference; None where a partial one ("clause (ii)") names nothing near.
        """
        near = self._places.at(cited.span.start)
        if cited.how:
            place = self._pointed(cited, near)
            return Goal(place, place.span, SURE if cited.how == "this" else BY_TITLE) if place else None
        if cited.partial:
            return self._partial(cited, near)
        place, length = self._places.by_path(cited.path, near)
        if place is None:
            return Goal(None, None, self._absent(cited.path[0], near))
        last = self._places.by_path(cited.until, near)[0] if cited.until else None
        span = Span(place.span.start, last.span.end) if last and last.span.end > place.span.start else place.span
        return Goal(place, span, SURE if length == len(cited.path) else AROUND)

    def _first(self, steps: tuple[Step, ...], near: Place | None, title: str) -> tuple[Goal | None, tuple[Step, ...]]:
        """
        Find where the first step leads, and the steps left to go; no goal where the words are no reference.
        """
        first, rest = steps[0], steps[1:]
        if first.unit == "조":
            place = self._article(first, near)
            if place is None:
                known = first.number and not first.word
                return (Goal(None, None, self._absent(first.number, near)) if known else None), ()
            return (self._titled(place, title) if title and not rest else _goal(place)), rest
        around = self._paragraph(near, first) if first.unit == "항" else self._item(near, first)
        if around is None:
            return None, ()
        if first.word and first.word not in _EVERY:
            return _goal(around), rest
        listed = first.unit == "항" or first.word or self._places.below(around, first.number, first.unit)
        return (_goal(around) if listed else None), steps

    def _article(self, step: Step, near: Place | None) -> Place | None:
        """
        Find an article by its number or by the word for it.
        """
        own = near.article if near else None
        if step.word == "previous":
            return self._places.sibling(own, -1) if own else None
        if step.word == "next":
            return self._places.sibling(own, 1) if own else None
        if step.word == "same":
            return self.last.article if self.last else own
        if step.word:
            return own
        if "." in step.number:
            return self._places.by_path(tuple(step.number.split(".")), near)[0]
        return self._places.article(step.number, near)

    def _paragraph(self, near: Place | None, step: Step) -> Place | None:
        """
        Find the article in which a 항 is counted, or the 항 that a word (전항) stands for.
        """
        if near is None:
            return None
        own = next((one for one in near.chain() if one.clause.level is Level.PARAGRAPH), None)
        article = near.article or own or near
        if step.word == "previous":
            return (self._places.sibling(own, -1) or article) if own else None
        if step.word == "next":
            return self._places.sibling(own, 1) if own else next(iter(article.children), None)
        if step.word == "same":
            return self._same_paragraph() or own or article
        return own or article if step.word == "this" else article

    def _item(self, near: Place | None, step: Step) -> Place | None:
        """
        Find the clause below which a 호 or 목 is counted, or the one that a word (전호) stands for.
        """
        chain = list(near.chain()) if near else []
        item = next((one for one in chain if one.clause.level in _LISTED), None)
        if step.word == "previous":
            return self._places.sibling(item, -1) if item else None
        if step.word in {"same", "this"}:
            return self.last if step.word == "same" and self.last else item
        if item and step.word == "every":
            return item if item.children and step.unit == "목" else item.parent
        own = next((one for one in chain if one.clause.level is Level.PARAGRAPH), None)
        return own or (near.article if near else None) or near

    def _same_paragraph(self) -> Place | None:
        """
        Give the 항 of the last reference.
        """
        chain = self.last.chain() if self.last else ()
        return next((one for one in chain if one.clause.level is Level.PARAGRAPH), self.last)

    def _titled(self, place: Place, title: str) -> Goal:
        """
        Check an article against the title in brackets behind its number: forms are renumbered and titles tell it.
        """
        heading, wanted = _plain(place.clause.heading), _plain(title)
        if not heading or heading in wanted or wanted in heading:
            return Goal(place, place.span, SURE)
        articles = self._places.articles(place.series)[:_MOST_ARTICLES]
        same = [one for one in articles if _plain(one.clause.heading) == wanted]
        if len(same) == 1:
            return Goal(same[0], same[0].span, BY_TITLE)
        return Goal(place, place.span, TITLED_OTHERWISE)

    def _narrowed(self, place: Place, cited: Cited, near: Place | None) -> Span:
        """
        Stretch a span over a range of clauses, or take the proviso (단서) or the main sentence (본문) only.
        """
        span = place.span
        if cited.until:
            last = (
                self._article(cited.until, near)
                if cited.until.unit == "조"
                else self._places.below(place.parent, cited.until.number, cited.until.unit)
                if place.parent
                else None
            )
            return Span(span.start, max(span.end, last.span.end)) if last else span
        if cited.part in {"단서", "但書", "ただし書", "본문", "本文"}:
            found = _PROVISO.search(self._text, span.start, span.end)
            if found:
                first = cited.part in {"본문", "本文"}
                return Span(span.start, found.start()) if first else Span(found.start(), span.end)
        return span

    def _pointed(self, cited: EnglishCited, near: Place | None) -> Place | None:
        """
        Find "this Section", "the preceding paragraph".
        """
        if near is None:
            return None
        wide = cited.word in {"article", "section", "clause"}
        decimal = next((one for one in near.chain() if one.clause.level is Level.PARAGRAPH), None)
        own = near
        if wide:
            own = (near.article if cited.word == "article" else decimal or near.article) or near
        if cited.how == "this":
            return own
        step = 1 if cited.how in {"following", "next"} else -1
        beside = self._places.sibling(own, step)
        return beside if beside or not near.article else self._places.sibling(near.article, step)

    def _partial(self, cited: EnglishCited, near: Place | None) -> Goal | None:
        """
        Find "clause (ii)" or "paragraph (b)" from the innermost clause outwards.
        """
        for around in near.chain() if near else ():
            place: Place | None = around
            for step in cited.path:
                place = next((one for one in place.children if one.number == step), None) if place else None
            if place:
                return Goal(place, place.span, SURE)
        return None

    def _absent(self, number: str, near: Place | None) -> float:
        """
        Say how sure it is that the document has no article of a number.
        """
        articles = self._places.articles(near.series if near else 1)
        if len(articles) < _ENOUGH_ARTICLES:
            return ABSENT_UNSURE
        return ABSENT_BEYOND if _value(number) > _value(articles[-1].number) else ABSENT_WITHIN


def _goal(place: Place) -> Goal:
    """
    Lead to a clause without doubt.
    """
    return Goal(place, place.span, SURE)


def _items(place: Place, certainty: float) -> Goal | None:
    """
    Give all items below a clause (각 호).
    """
    listed = [one for one in place.children if one.clause.level in _LISTED] or place.children
    if not listed:
        return None
    return Goal(place, Span(listed[0].span.start, listed[-1].span.end), certainty)


def _is_paragraph(place: Place) -> bool:
    """
    Tell whether a clause is a 항.
    """
    return place.clause.level is Level.PARAGRAPH


def _has_paragraphs(place: Place) -> bool:
    """
    Tell whether an article counts paragraphs.
    """
    return any(_is_paragraph(one) and one.number == "1" for one in place.children)


def _value(number: str) -> int:
    """
    Read the leading figure of an article's number.
    """
    digits = re.match(r"\d+", number)
    return int(digits.group()) if digits else 0


def _plain(title: str) -> str:
    """
    Compare titles without blanks and marks.
    """
    return re.sub(r"[\s·,.\"'()\[\]]", "", title)
