"""
Draw an organisation's pattern: what is suspected how often, and the years with their intervals where there are enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from api.languages import Language, pick, say
from api.pages.charts import wording
from api.pages.charts.plot import ROW, Bar, Plot, plot
from compliance.organisations.views import PatternView, RuleCount, YearView

MOST_BARS: Final = 12
TONES: Final = (("waiting", "calm-1"), ("confirmed", "calm-3"), ("dismissed", "neutral"))
"""States of findings with the colour of each; none is an alarm."""


@dataclass(frozen=True, slots=True)
class Span:
    """
    Hold one year: its name, its value in words, and where interval and share stand (per cent of the drawing's width).

    A year of too few agreements has neither (`low` is empty). `is_break` asks for a line above: other rules judged it.
    """

    name: str
    note: str
    top: int
    low: str = ""
    width: str = ""
    share: str = ""
    is_break: bool = False


@dataclass(frozen=True, slots=True)
class Spans:
    """
    Hold the drawing of years with the words that stand for it where it is not seen.
    """

    title: str
    told: str
    height: int
    lines: tuple[Span, ...]


def rules_plot(rules: Sequence[RuleCount], language: Language) -> Plot:
    """
    Draw what is suspected most, each bar its findings by state.
    """
    bars = []
    for one in rules[:MOST_BARS]:
        counts = [(getattr(one, state), tone, str(getattr(one, state))) for state, tone in TONES]
        note = say(language, "organisation_in_agreements", count=one.agreements)
        told = ", ".join(f"{say(language, f'organisation_{state}')} {getattr(one, state)}" for state, _ in TONES)
        bars.append(Bar(wording.shortened(pick(language, one.title)), note, counts, f"{note} ({told})"))
    return plot("rules", say(language, "organisation_rules_title"), bars)


def years_plot(view: PatternView, language: Language) -> Spans:
    """
    Draw the share of agreements with a confirmed finding for each year, and for all of them together.
    """
    lines = tuple(_span(one, at, name, language) for at, (name, one) in enumerate(named_years(view, language)))
    told = "; ".join(f"{one.name} {one.note}" for one in lines)
    return Spans(say(language, "organisation_years_title"), told, len(lines) * ROW, lines)


def rate_words(one: YearView, language: Language) -> str:
    """
    Say a year's rate with its interval, or that there are too few agreements for one.
    """
    if one.rate is None:
        return say(language, "organisation_few", count=one.agreements)
    low, high = (wording.of_whole(bound, 1) for bound in (one.rate.low, one.rate.high))
    share = wording.of_whole(one.rate.counted, one.rate.total)
    return say(
        language,
        "organisation_rate",
        counted=one.rate.counted,
        total=one.rate.total,
        share=share,
        low=low,
        high=high,
    )


def named_years(view: PatternView, language: Language) -> list[tuple[str, YearView]]:
    """
    Name the years, and all of them together behind them where there are several.
    """
    unknown = say(language, "organisation_no_year")
    named = [(say(language, "chart_year", year=one.year) if one.year else unknown, one) for one in view.years]
    return [*named, (say(language, "organisation_all_years"), view.whole)] if len(named) > 1 else named


def _span(one: YearView, at: int, name: str, language: Language) -> Span:
    note = rate_words(one, language)
    if one.rate is None:
        return Span(name, note, at * ROW, is_break=one.is_break)
    low, high, share = (value * 100 for value in (one.rate.low, one.rate.high, one.rate.share))
    return Span(name, note, at * ROW, f"{low:.2f}%", f"{high - low:.2f}%", f"{share:.2f}%", one.is_break)
