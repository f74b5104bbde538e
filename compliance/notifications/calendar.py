"""
Write the audit calendar as iCalendar (RFC 5545): each period, held or to come, and each notice day is an all-day event.

Days are calendar dates of Asia/Seoul, without a time, so no calendar program can move them. An event keeps its UID for
good: when a period is held the same event says so.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from compliance.audits.periods import Rhythm, following
from compliance.vocabulary import RUN_STATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from compliance.store.audit_tables import AuditPlan, AuditRun

BEHIND, AHEAD = timedelta(days=366), timedelta(days=400)
MOST_AHEAD = 60
"""Periods to come of one plan: a daily plan shows two months."""
LINE_OCTETS = 75
DOMAIN = "fair-collaboration-compliance"
REFRESH = "PT6H"
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class Event:
    """
    Hold one all-day event; `at` is when what it says was last changed.
    """

    uid: str
    day: date
    summary: str
    at: datetime
    link: str | None = None
    is_cancelled: bool = False


def events(plans: Iterable[AuditPlan], runs: Iterable[AuditRun], today: date, base: str | None) -> Iterator[Event]:
    """
    List the events of plans: what was held in the past year, what is ahead, and the notice days before it.
    """
    known = {plan.id: plan for plan in plans}
    for run in runs:
        link = f"{base.rstrip('/')}/audits/runs/{run.id}" if base else None
        summary = f"점검: {known[run.plan_id].title} ({RUN_STATES[run.state].ko})"
        at = run.finished_at or run.created_at
        yield Event(
            _uid("audit", known[run.plan_id], run.period), run.period, summary, at, link, run.state == "cancelled"
        )
    for plan in known.values():
        link = f"{base.rstrip('/')}/audits/{plan.id}" if base else None
        for due in _ahead(plan, today):
            yield Event(_uid("audit", plan, due), due, f"점검: {plan.title}", plan.created_at, link)
            if plan.notice_days:
                notice, summary = due - timedelta(days=plan.notice_days), f"점검 예고: {plan.title} ({due.isoformat()})"
                yield Event(_uid("notice", plan, due), notice, summary, plan.created_at, link)


def write(name: str, listed: Iterable[Event]) -> str:
    """
    Write a calendar with these events, lines folded and ended as the standard says.
    """
    head = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{DOMAIN}//audit calendar//KO",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        "X-WR-TIMEZONE:Asia/Seoul",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
    )
    body = (line for event in sorted(listed, key=lambda one: (one.day, one.uid)) for line in _lines(event))
    return "".join(f"{_folded(line)}\r\n" for line in (*head, *body, "END:VCALENDAR"))


def _lines(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{event.at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.link:
        yield f"URL:{event.link}"
    if event.is_cancelled:
        yield "STATUS:CANCELLED"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _ahead(plan: AuditPlan, today: date) -> Iterator[date]:
    """
    List the days on which a plan is due from today on.
    """
    if plan.state == "active":
        yield from islice(_due(plan, today), MOST_AHEAD)


def _due(plan: AuditPlan, today: date) -> Iterator[date]:
    rhythm, yesterday = Rhythm(plan.rhythm), today - timedelta(days=1)
    day = following(rhythm, plan.starts_on, max(plan.taken_up_until or yesterday, yesterday))
    while day is not None and day <= today + AHEAD:
        yield day
        day = following(rhythm, plan.starts_on, day)


def _uid(what: str, plan: AuditPlan, period: date) -> str:
    return f"{what}-{plan.id}-{period:%Y%m%d}@{DOMAIN}"


def _text(words: str) -> str:
    """
    Escape a text value; control characters other than line ends have no place in one.
    """
    plain = "\n".join(words.splitlines())
    return "".join(one for one in plain if one == "\n" or unicodedata.category(one) != "Cc").translate(ESCAPED)


def _folded(line: str) -> str:
    """
    Break a line into pieces of 75 octets at most, never within a letter.
    """
    pieces, piece, room = [], "", LINE_OCTETS
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append(piece)
            # A continued line begins with a space, which counts.
            piece, room = "", LINE_OCTETS - 1
        piece, room = piece + letter, room - size
    return "\r\n ".join([*pieces, piece])
