"""
Match a term that is over: the day it ended on is stated, or follows from its length and the day of signing.

Where the document does not tell the day, the answer is neither yes nor no: the rule ends as not assessable.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING

from ingest.quantities.convert import to_days
from rules.errors import RuleError
from rules.matchers.base import Arguments, Match, Matcher, UndecidedError, Workshop, matcher
from rules.matchers.numbers import Bound
from rules.rule import Text
from rules.units import Unit, judged

if TYPE_CHECKING:
    from ingest.document import Quantity, Span
    from rules.lexicon import Entry
    from rules.matchers.base import Context
    from rules.sentences import Sentence

NO_END = Text(
    ko="기간이 끝난 날을 읽지 못하여 판단할 수 없음",
    en="cannot be judged: the day on which the term ended is not known",
)
_BEGINS_BEHIND = ("부터", "에 시작", "에 착수", "에 개시", "에 체결", "자 ")
_BEGINS_BEFORE = ("from", "on or after", "as of", "starts on", "start on", "begins on", "begin on", "commences on",
                  "commence on", "commencing on", "beginning on", "starting on", "dated", "effective")  # fmt: skip
_MONTHS_A_YEAR = 12


class TermArguments(Arguments):
    """
    Name the words for the term, how many days ago it must have ended, and words that let it start on an unknown day.
    """

    of: tuple[str, ...]
    ended_over: Bound
    unknown_start: tuple[str, ...] = ()


@matcher("term_over", TermArguments)
def term_over(arguments: TermArguments, workshop: Workshop) -> Matcher:
    """
    Match where the term ended more than so many days before the check; the evidence is the sentence that tells its end.
    """
    named, elsewhere = workshop.entries(arguments.of), workshop.entries(arguments.unknown_start)
    if arguments.ended_over.parameter not in workshop.parameters:
        raise RuleError(workshop.rule, f"unknown parameter {arguments.ended_over.parameter!r}")

    def match(unit: Unit, context: Context) -> Match | None:
        del unit
        told = [
            (day, sentence.span)
            for sentence in judged(context.reading)
            if _says(named, sentence, context) and (day := _end(sentence, elsewhere, context)) is not None
        ]
        if not told:
            raise UndecidedError(NO_END)
        day, span = max(told)
        limit = context.limit(arguments.ended_over.parameter)
        if (context.reading.on - day).days <= limit:
            return None
        return Match((span,), value=day.isoformat(), limit=f"{limit.normalize():f}")

    return match


def _says(entries: tuple[Entry, ...], sentence: Sentence, context: Context) -> bool:
    return context.reading.says_in(entries, sentence.zones)


def _end(sentence: Sentence, elsewhere: tuple[Entry, ...], context: Context) -> date | None:
    """
    Give the last day that a sentence names, else the day on which its longest period is over.
    """
    stated = context.reading.quantities_in(sentence.span)
    dates = [one for one in stated if one.kind == "date"]
    starts = [one for one in dates if _begins(one.span, context.reading.text)]
    ends = [_day(one) for one in dates if one not in starts]
    if ends:
        return max(ends)
    if not starts and _says(elsewhere, sentence, context):
        return None
    start = _day(starts[-1]) if starts else context.reading.document.signed_on
    periods = [one for one in stated if one.kind == "period"]
    return max((_later(start, one) for one in periods), default=None) if start else None


def _begins(span: Span, text: str) -> bool:
    before = text[max(0, span.start - 20) : span.start].rstrip().lower()
    return text[span.end :].lstrip(" )(").startswith(_BEGINS_BEHIND) or before.endswith(_BEGINS_BEFORE)


def _day(quantity: Quantity) -> date:
    return date.fromordinal(int(quantity.value))


def _later(start: date, period: Quantity) -> date:
    """
    Give the day a period after another; months and years by the calendar.
    """
    months = {"month": 1, "year": _MONTHS_A_YEAR}.get(period.unit)
    if months is None or period.value != int(period.value):
        return start + timedelta(days=ceil(to_days(period) or 0))
    years, month = divmod(start.month - 1 + int(period.value) * months, _MONTHS_A_YEAR)
    year = min(start.year + years, date.max.year)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
