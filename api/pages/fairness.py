"""
Show the programme's fairness dashboard: each figure with definition, sample, interval, breaks and its table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse

from api.fairness import PREFIX
from api.languages import Language, language_of, pick, say
from api.pages.charts.funnel import Funnel, funnel
from api.pages.charts.plot import Bar, Plot, plot
from api.pages.charts.trend import Point, Trend, trend
from api.pages.charts.wording import percent, shortened
from api.pages.rendering import render
from api.policy import FigureReader, TheOffice
from api.programmes import Name
from compliance.exports.writing import Format
from compliance.fairness.definitions import CELL_STATES, METRIC_STATES
from compliance.fairness.records import Wanted
from compliance.fairness.suppression import TOTAL
from compliance.fairness.views import Break, Cell, CellState, Metric, MetricState, Series, Unit
from compliance.vocabulary import Word

MOST_DIGITS: Final = 4
FORMS: Final = (Format.XLSX, Format.PDF, Format.HWPX)
APART: Final = " "
"""A break without words."""
OF_YEARS: Final = frozenset({"M3", "M7", "M10"})
ALL_SHOWN: Final = frozenset({"M9", "M10", "M11"})
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Line:
    """
    Hold one row of a table: what it is, its state, counts, value and interval in words.
    """

    name: str
    state: CellState
    counts: str
    value: str
    interval: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """
    Hold one series as it is shown: a drawing, where a drawing says more than a number, and its table.
    """

    name: str
    trend: Trend | None
    bars: Plot | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """
    Hold one figure as it is shown.
    """

    metric: Metric
    shown: int
    """Series that stand on the card; the others are folded away."""
    state: str
    series: tuple[Drawn, ...]
    breaks: tuple[str, ...]
    funnel: Funnel | None


def chosen(
    programme: Name = "",
    track: Name = "",
    year: Annotated[str, Query(max_length=MOST_DIGITS)] = "",
    stage: Annotated[str, Query(max_length=40)] = "",
    industry: Name = "",
    document_type: Annotated[str, Query(max_length=40)] = "",
) -> Wanted:
    """
    Read the filter form; blank fields narrow nothing.
    """
    is_year = year.isascii() and year.isdecimal()
    return Wanted(programme, track, int(year) if is_year else None, document_type, stage, industry)


Chosen = Annotated[Wanted, Depends(chosen)]


@router.get("/fairness")
def dashboard(request: Request, person: FigureReader, office: TheOffice, wanted: Chosen) -> HTMLResponse:
    """
    Show all figures of today.
    """
    language = language_of(request)
    board = office.fairness.dashboard(person, wanted)
    page = {
        "board": board,
        "cards": [card(metric, language) for metric in board.metrics],
        "asked": wanted.asked,
        "wanted": wanted,
        "report": f"{PREFIX}/report",
        "forms": FORMS,
        "prefix": PREFIX,
        "word": lambda word: _word(word, language),
    }
    return render(request, "fairness.html", page)


def card(metric: Metric, language: Language) -> Card:
    """
    Compose the card of one figure.
    """
    gaps: dict[str, list[Break]] = defaultdict(list)
    for one in metric.breaks:
        gaps[one.before].append(one)
    return Card(
        metric,
        len(metric.series) if metric.id in ALL_SHOWN else 1,
        "" if metric.state is MetricState.MEASURED else _word(METRIC_STATES[metric.state], language),
        tuple(_drawn(metric, one, gaps, language) for one in metric.series),
        tuple(
            say(language, "fairness_break", year=one.before, why=_word(one.words, language)) for one in metric.breaks
        ),
        funnel(metric.funnel) if metric.funnel else None,
    )


def _drawn(metric: Metric, series: Series, gaps: Mapping[str, Sequence[Break]], language: Language) -> Drawn:
    name, key = _word(series.name, language), f"{metric.id}-{series.key}"
    title = f"{_word(metric.title, language)}: {name}"
    lines = tuple(_line(cell, series, language) for cell in series.cells)
    both = list(zip(series.cells, lines, strict=True))
    points, bars = None, None
    if any(cell.state is CellState.SHOWN for cell in series.cells):
        if series.unit == "share":
            listed = [_point(cell, line, gaps.get(cell.key, ()), language) for cell, line in both]
            points = trend(key, title, listed, joined=metric.id in OF_YEARS)
        if series.unit == "days":
            bars = plot(
                key,
                title,
                [Bar(line.name, _note(line, language), [(cell.value or 0, "calm-2", "")]) for cell, line in both],
            )
    return Drawn(name, points, bars, lines)


def _point(cell: Cell, line: Line, listed: Sequence[Break], language: Language) -> Point:
    """
    Show a cell as a row; the total stands apart from the cells that it adds up.
    """
    gap = APART if cell.key == TOTAL else _gap(listed, language)
    return Point(shortened(line.name), _note(line, language), cell.value, cell.low, cell.high, gap)


def _line(cell: Cell, series: Series, language: Language) -> Line:
    name = _word(cell.label, language)
    if cell.state is not CellState.SHOWN:
        return Line(name, cell.state, "", _word(CELL_STATES[cell.state], language), "")
    interval = "" if cell.low is None or cell.high is None else f"{percent(cell.low)} – {percent(cell.high)}"
    return Line(name, cell.state, f"{cell.part} / {cell.whole}", _value(cell.value, series.unit, language), interval)


def _value(value: float | None, unit: Unit, language: Language) -> str:
    if value is None:
        return say(language, "fairness_not_reached" if unit == "days" else "fairness_no_value")
    if unit == "share":
        return percent(value)
    return say(language, "fairness_days", days=f"{value:g}") if unit == "days" else f"{value:g}"


def _note(line: Line, language: Language) -> str:
    if line.state is not CellState.SHOWN:
        return line.value
    return say(language, "fairness_note", value=line.value, counts=line.counts)


def _gap(listed: Sequence[Break], language: Language) -> str:
    if not listed:
        return ""
    kinds = ", ".join(say(language, f"fairness_break_{one.kind}") for one in listed)
    return say(language, "fairness_break_mark", kinds=kinds)


def _word(word: Word | None, language: Language) -> str:
    return "" if word is None else pick(language, word._asdict())
