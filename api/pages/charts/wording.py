"""
Say the numbers of figures as people read them: money in 억, shares in per cent, ranges in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from api.languages import Language, pick, say
from api.pages.rendering import day

STEPS: Final[Mapping[Language, tuple[tuple[float, str], ...]]] = {
    "ko": ((1e8, "chart_money_large"), (1e4, "chart_money_middle"), (1, "chart_money_small")),
    "en": ((1e9, "chart_money_large"), (1e6, "chart_money_middle"), (1, "chart_money_small")),
}
"""Steps of money in each language, in won: 억 and 만, billion and million."""
TENTHS_BELOW: Final = 10
ROUGH: Final = 0.01
"""Shares within this of nothing or of the whole are told to a tenth."""
LONGEST: Final = 34
"""Width of a name in a drawing, a Korean letter counting two; the table has it whole."""
LATIN: Final = 0x1100
"""Letters from here on are as wide as two."""


def amount(value: float, unit: str, language: Language) -> str:
    """
    Say a value in its unit: won, a bare number, rows counted, or a share.
    """
    if unit == "share":
        return percent(value)
    if unit == "rows":
        return say(language, "chart_rows", count=f"{value:,.0f}")
    if unit != "won":
        return f"{value:,.0f}"
    step, word = next((one for one in STEPS[language] if abs(value) >= one[0]), STEPS[language][-1])
    return say(language, word, value=plain(value / step))


def percent(share: float) -> str:
    """
    Say a share in per cent, with as many places as it takes and at most two.
    """
    return f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"


def of_whole(part: float, whole: float) -> str:
    """
    Say what part of a whole something is: a little is not called nothing, nor nearly all the whole.
    """
    share = part / whole if whole else 0.0
    return f"{share:.1%}" if 0 < share < ROUGH or 1 - ROUGH < share < 1 else f"{share:.0%}"


def plain(value: float) -> str:
    """
    Say a number with its thousands parted, small ones to a tenth.
    """
    return f"{value:,.1f}".removesuffix(".0") if abs(value) < TENTHS_BELOW else f"{value:,.0f}"


def part(figure: Mapping[str, Any], bucket: Mapping[str, Any], language: Language) -> str:
    """
    Name one part of a figure.
    """
    if figure["unit"] == "share":
        return say(language, f"chart_{figure['name']}_part")
    low, high = bucket["low"], bucket["high"]
    if low is None and high is None:
        return say(language, f"chart_{figure['name']}_{bucket['key']}")
    ends = {name: _end(figure, value, language) for name, value in (("low", low), ("high", high)) if value is not None}
    return say(language, "chart_range_" + "_".join(ends), **ends)


def _end(figure: Mapping[str, Any], value: float, language: Language) -> str:
    if figure["name"] == "redemption_rate":
        return percent(value)
    return say(language, "chart_times", value=f"{value:g}")


def group(one: Mapping[str, Any], language: Language) -> str:
    """
    Name one group of a figure's rows.
    """
    if one["by"] == "whole":
        return say(language, "chart_whole")
    if one["others"]:
        return say(language, f"chart_other_{one['by']}s", count=one["others"])
    if not one["name"]:
        return say(language, f"chart_no_{one['by']}")
    if one["by"] == "year":
        return say(language, "chart_year", year=one["name"])
    return str(one["name"])


def dated(one: Mapping[str, Any], language: Language) -> str:
    """
    Name a group with the day it is about.
    """
    name = group(one, language)
    return say(language, f"chart_{one['by']}_on", name=name, day=day(one["on"])) if one["on"] else name


def in_drawing(one: Mapping[str, Any], language: Language) -> str:
    """
    Name a group within the room of a drawing, with its year; the table has name and day whole.
    """
    name = shortened(group(one, language))
    return f"{name} · {one['on'][:4]}" if one["on"] else name


def shortened(name: str) -> str:
    """
    Shorten a name in its middle: what parts two funds often stands at the end.
    """
    if width(name) <= LONGEST:
        return name
    head, tail = name, ""
    while width(head) > LONGEST * 0.6:
        head = head[:-1]
    while width(tail) < LONGEST * 0.3:
        tail = name[-len(tail) - 1 :]
    return f"{head.rstrip()}…{tail.lstrip()}"


def width(text: str) -> int:
    """
    Count the letters of a text, wide ones twice.
    """
    return sum(1 + (ord(letter) >= LATIN) for letter in text)


def limit(figure: Mapping[str, Any]) -> str:
    """
    Say the value of a figure's limit.
    """
    value, unit = figure["limit"]["value"], figure["limit"]["unit"]
    return percent(value) if unit.startswith("share") else f"{value:g}"


def source(figure: Mapping[str, Any], language: Language) -> str:
    """
    Say which limit a figure is compared with, where it comes from, since when, and for whom it holds.
    """
    bound = figure["limit"]
    unit = "" if bound["unit"].startswith("share") else say(language, "chart_times_unit")
    line = say(
        language, f"chart_limit_{bound['status']}", name=pick(language, bound["name"]), value=limit(figure) + unit
    )
    told = [line, bound["source"]]
    if bound["status"] == "law":
        told.append(say(language, "in_force", day=day(bound["since"])))
    if bound["applies"] is not True:
        told.append(say(language, "chart_limit_open" if bound["applies"] is None else "chart_limit_not_theirs"))
    return " · ".join(told)
