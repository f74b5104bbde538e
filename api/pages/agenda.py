"""
Show the calendar of audits: a month as a grid, or what lies ahead as a list; either way without any script.
"""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from api.pages.rendering import render
from api.policy import Examiner, TheOffice
from compliance import seoul
from compliance.audits.agenda import Entry
from compliance.cases.workdays import holiday

SUNDAY: Final = 6
"""Korean calendars begin their weeks with it."""
AHEAD: Final = 366
"""Days that the list shows."""
OLDEST, LATEST = 2000, 2099
TONES: Final = {
    "run": "state", "due": "low", "notice": "state", "law": "medium", "deadline": "high", "recheck": "medium",
    "stage": "advisory",
}  # fmt: skip
SHAPES: Final = {"run": "✓", "due": "●", "notice": "◔", "law": "§", "deadline": "■", "recheck": "▲", "stage": "◇"}
LINKS: Final = {
    "run": "/audits/runs/{}", "due": "/audits/{}", "notice": "/audits/{}", "law": "/rules", "deadline": "/cases",
    "recheck": "/findings", "stage": "/projects",
}  # fmt: skip
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Day:
    """
    Hold one day with what falls on it; a day off has a name, or is a Sunday.
    """

    day: date
    is_of_month: bool
    holiday: str
    entries: Sequence[Entry]


@router.get("/audits/calendar")
def calendar_page(
    request: Request,
    person: Examiner,
    office: TheOffice,
    month: Annotated[str, Query(max_length=7)] = "",
    view: Literal["month", "list"] = "month",
) -> HTMLResponse:
    """
    Show a month ("2026-11"; the present one where none is given), or the year that begins with it.
    """
    first = _first_of(month)
    weeks = Calendar(SUNDAY).monthdatescalendar(first.year, first.month)
    is_list = view == "list"
    last = first + timedelta(days=AHEAD) if is_list else weeks[-1][-1]
    entries = office.agenda.entries(person, first if is_list else weeks[0][0], last, once=is_list)
    by_day: dict[date, list[Entry]] = {}
    for one in entries:
        by_day.setdefault(one.day, []).append(one)
    page = {
        "first": first,
        "view": view,
        "weeks": [[_day(day, first, by_day) for day in week] for week in weeks],
        "days": [_day(day, day, by_day) for day in sorted(by_day)],
        "before": _month(first - timedelta(days=1)),
        "after": _month(first + timedelta(days=31)),
        "month": _month(first),
        "today": seoul.today(),
        "tones": TONES,
        "shapes": SHAPES,
        "link": lambda entry: LINKS[entry.kind].format(entry.subject),
        "meets_survey": not is_list and _meets_survey(entries, first),
    }
    return render(request, "agenda.html", page)


def _first_of(month: str) -> date:
    """
    Read a month; what is none means the present one.
    """
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        return seoul.today().replace(day=1)
    return first if OLDEST <= first.year <= LATEST else seoul.today().replace(day=1)


def _day(day: date, first: date, by_day: Mapping[date, Sequence[Entry]]) -> Day:
    return Day(day, (day.year, day.month) == (first.year, first.month), holiday(day), by_day.get(day, ()))


def _month(day: date) -> str:
    return f"{day.year}-{day.month:02}"


def _meets_survey(entries: Sequence[Entry], first: date) -> bool:
    """
    Tell whether a yearly survey and another audit are due in one month: the same company may be asked twice.
    """
    due = {one.subject: one.rhythm for one in entries if one.kind == "due" and one.day.month == first.month}
    return len(due) > 1 and "yearly" in due.values()
