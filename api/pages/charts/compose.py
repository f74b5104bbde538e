"""
Compose the charts of a result page: one card a figure, with drawings as a whole, by fund and by year, and a table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.languages import Language, pick, say
from api.pages.charts import wording
from api.pages.charts.plot import Bar, Plot, plot

CATEGORIES: Final = ("1", "2", "3", "4")
ORDERED: Final = ("calm-1", "calm-2", "calm-3")
BEYOND: Final = ("warm-1", "warm-2", "warm-3")
NEUTRAL: Final = "neutral"
NEUTRAL_KEYS: Final = frozenset({"unknown", "none"})
FEW: Final = 5
"""Below this many values a spread says little, and the page says so."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """
    Hold one row of the table behind a chart: whether it heads a group of rows, its name, values in words, how many.
    """

    name: str
    cells: tuple[str, ...]
    rows: str


@dataclass(frozen=True, slots=True)
class Chart:
    """
    Hold one card: what it shows, of how much, beside which limit; drawings, the key to their colours, and the table.
    """

    name: str
    title: str
    counted: str
    is_few: bool
    limit: str
    main: Plot
    more: tuple[Plot, ...]
    key: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    table: tuple[tuple[str, tuple[TableRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class ChartsPage:
    """
    Hold the charts of a page, and what could not be drawn because the table does not carry it.
    """

    charts: tuple[Chart, ...]
    absent: tuple[tuple[str, str], ...]


def charts_page(screening: Mapping[str, Any], language: Language) -> ChartsPage:
    """
    Compose the charts of a screening; none for what is no portfolio, or was judged before figures were kept.
    """
    figures = screening.get("figures") or ()
    return ChartsPage(
        tuple(_chart(one, language) for one in figures if one["groups"]),
        tuple((_title(one, language), _lacks(one, language)) for one in figures if not one["groups"]),
    )


def _title(figure: Mapping[str, Any], language: Language) -> str:
    return say(language, f"chart_{figure['name']}")


def _lacks(figure: Mapping[str, Any], language: Language) -> str:
    if figure["missing"]:
        return say(language, "chart_missing", what=", ".join(pick(language, one) for one in figure["missing"]))
    return say(language, "chart_no_values", rows=figure["rows"])


def _chart(figure: Mapping[str, Any], language: Language) -> Chart:
    name, title = figure["name"], _title(figure, language)
    counted = figure["rows"] - figure["blank"] - figure["unread"]
    main = _shares(figure, language) if figure["unit"] == "share" else _whole(figure, language)
    return Chart(
        name=name,
        title=title,
        counted=_counted(figure, counted, language),
        is_few=counted < FEW and figure["unit"] != "share",
        limit=wording.source(figure, language) if figure["limit"] else "",
        main=main,
        more=tuple(drawn for by in ("fund", "year") if (drawn := _groups(figure, by, language)) is not None),
        key=tuple((tone, wording.part(figure, one, language)) for one, tone in _toned(figure)),
        columns=tuple(wording.part(figure, one, language) for one in figure["buckets"]),
        table=_table(figure, language),
    )


def _counted(figure: Mapping[str, Any], counted: int, language: Language) -> str:
    """
    Say of how many rows the chart is, and how many say nothing or could not be used.
    """
    kind = figure["groups"][0]["by"] if figure["unit"] == "share" else "row"
    told = [say(language, f"chart_counted_{kind}", rows=figure["rows"], counted=counted)]
    told += [say(language, f"chart_{word}", count=figure[word]) for word in ("blank", "unread") if figure[word]]
    if figure["unit"] == "number":
        told.append(say(language, "chart_no_unit"))
    return " ".join(told)


def _toned(figure: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], str]]:
    """
    Give each part of a figure its colour: cool up to the limit, warm beyond it, grey for none.
    """
    is_ordered = figure["name"] in {"liquidation_preference", "redemption_rate"}
    cool, warm = iter(ORDERED if is_ordered else CATEGORIES), iter(BEYOND)
    return [
        (one, NEUTRAL if one["key"] in NEUTRAL_KEYS else next(warm if one["beyond"] else cool, NEUTRAL))
        for one in figure["buckets"]
    ]


def _whole(figure: Mapping[str, Any], language: Language) -> Plot:
    """
    Draw each part of a figure as a bar of its own.
    """
    whole = next(one for one in figure["groups"] if one["by"] == "whole")
    total = sum(whole["values"])
    bars = [
        Bar(
            wording.part(figure, one, language),
            f"{wording.amount(value, figure['unit'], language)} · {wording.of_whole(value, total)}",
            [(value, tone, "")],
        )
        for (one, tone), value in zip(_toned(figure), whole["values"], strict=True)
    ]
    return plot(figure["name"], _title(figure, language), bars)


def _shares(figure: Mapping[str, Any], language: Language) -> Plot:
    """
    Draw shares beside their limit; one beyond a limit that may apply has another colour and says so.
    """
    bound = figure["limit"]
    is_drawn = bound is not None and bound["applies"] is not False
    bars = []
    for one in figure["groups"]:
        [share] = one["values"]
        is_beyond = is_drawn and share > bound["value"]
        note = wording.percent(share) + (f" · {say(language, 'chart_beyond')}" if is_beyond else "")
        name = wording.in_drawing(one, language)
        bars.append(Bar(name, note, [(share, BEYOND[1] if is_beyond else CATEGORIES[0], "")]))
    mark = (bound["value"], say(language, "chart_limit_mark", value=wording.limit(figure))) if is_drawn else None
    return plot(figure["name"], _title(figure, language), bars, mark=mark)


def _groups(figure: Mapping[str, Any], by: str, language: Language) -> Plot | None:
    """
    Draw the parts of each fund or year in one bar: amounts by their size, anything else as shares of the bar.
    """
    groups = [one for one in figure["groups"] if one["by"] == by]
    if not groups or figure["unit"] == "share":
        return None
    bars = [_stacked(figure, one, language) for one in groups]
    title = f"{_title(figure, language)} · {say(language, f'chart_by_{by}')}"
    return plot(f"{figure['name']}-{by}", title, bars, whole=figure["name"] != "exposure")


def _stacked(figure: Mapping[str, Any], group: Mapping[str, Any], language: Language) -> Bar:
    """
    Make one bar of a group's parts; each says its count, or its share of the group's money.
    """
    total, unit = sum(group["values"]), figure["unit"]
    parts = [(one, tone, value) for (one, tone), value in zip(_toned(figure), group["values"], strict=True)]
    note = wording.amount(total, unit, language)
    told = [f"{wording.part(figure, one, language)} {wording.amount(value, unit, language)}" for one, _, value in parts]
    return Bar(
        wording.in_drawing(group, language),
        note,
        [
            (value, tone, f"{value:,.0f}" if unit == "rows" else wording.of_whole(value, total))
            for _, tone, value in parts
        ],
        f"{note} ({', '.join(told)})",
    )


def _table(figure: Mapping[str, Any], language: Language) -> tuple[tuple[str, tuple[TableRow, ...]], ...]:
    """
    Write a figure as a table: as a whole, by fund, by year, each under its heading.
    """
    kinds: Sequence[str] = list(dict.fromkeys(one["by"] for one in figure["groups"]))
    return tuple(
        (
            say(language, f"chart_by_{by}") if by in {"fund", "year"} and len(kinds) > 1 else "",
            tuple(
                TableRow(
                    wording.dated(one, language),
                    tuple(wording.amount(value, figure["unit"], language) for value in one["values"]),
                    f"{one['rows']:,}",
                )
                for one in figure["groups"]
                if one["by"] == by
            ),
        )
        for by in kinds
    )
