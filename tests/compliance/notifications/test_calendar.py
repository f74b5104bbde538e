"""
Hold the calendar to RFC 5545, and its private address to whoever it was made for.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from compliance import access
from compliance.access import Actor
from compliance.audits import running
from compliance.audits.plan import Plan
from compliance.errors import Forbidden, NotFound
from compliance.notifications.calendar import LINE_OCTETS, MOST_AHEAD, Event, write
from compliance.store import people
from tests.compliance.conftest import owner
from tests.compliance.notifications.outside import FIRST, NOW, empty_run

if TYPE_CHECKING:
    from compliance.office import Office
    from tests.compliance.conftest import Cast

TODAY = FIRST + timedelta(days=1)


def parsed(written: str) -> list[dict[str, str]]:
    """
    Read events as the standard says: unfold, split at the first colon, undo the escapes of texts.
    """
    assert written.endswith("\r\n")
    assert all(len(line.encode()) <= LINE_OCTETS for line in written.split("\r\n"))
    assert "\n" not in written.replace("\r\n", "")
    lines = written.replace("\r\n ", "").split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert any(line.startswith("PRODID:") for line in lines)
    found: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line:
            found[-1].setdefault(name, _unescaped(value))
    return found


def _unescaped(value: str) -> str:
    letters, rest = [], iter(value)
    for letter in rest:
        following = next(rest) if letter == "\\" else letter
        letters.append("\n" if letter == "\\" and following == "n" else following)
    return "".join(letters)


@pytest.mark.parametrize(
    "words",
    [
        "분기 점검; 하도급, 기술자료 \\ 역슬래시",
        "가" * 200,
        "a" * 74 + "나" * 3,
        "두 줄\n둘째 줄",
        "😀" * 40,
        "끝 역슬래시\\",
        "BEGIN:VEVENT",
    ],
)
def test_any_words_come_back_from_folded_and_escaped_lines(words: str) -> None:
    """
    Commas, semicolons, backslashes, line ends and letters of any width survive; no letter is cut, no line is too long.
    """
    (event,) = parsed(write("달력", [Event("one@test", FIRST, words, NOW)]))
    assert event["SUMMARY"] == words


@pytest.mark.parametrize("words", ["하나\r\nEND:VEVENT\r\nBEGIN:VEVENT", "하나\x00\x1b둘", "하나\u2028둘\x85셋"])
def test_no_words_begin_a_line_of_their_own(words: str) -> None:
    """
    Line ends and control characters of a title add no property and no event.
    """
    (event,) = parsed(write("달력", [Event("one@test", FIRST, words, NOW)]))
    assert event["UID"] == "one@test"


def test_an_event_takes_the_whole_day_and_no_time(office: Office) -> None:
    """
    A day is a date: it begins nowhere earlier or later, and ends with the next.
    """
    del office
    (event,) = parsed(write("달력", [Event("one@test", date(2026, 12, 31), "점검", NOW)]))
    assert event["DTSTART;VALUE=DATE"] == "20261231"
    assert event["DTEND;VALUE=DATE"] == "20270101"
    assert event["DTSTAMP"] == "20261127T010000Z"


def calendar(office: Office, token: str, today: date = TODAY) -> dict[str, dict[str, str]]:
    """
    Read the calendar of an address, by summary.
    """
    return {event["SUMMARY"]: event for event in parsed(office.subscriptions.calendar(token, today))}


def test_periods_held_and_ahead_and_notice_days_are_shown(office: Office, cast: Cast) -> None:
    """
    A yearly plan shows the period that was held with its state, the next one, and the day of its notice.
    """
    empty_run(office, cast, rhythm="yearly", notice_days=7)
    shown = calendar(office, office.subscriptions.open_calendar(cast.reviewer))
    assert {summary: event["DTSTART;VALUE=DATE"] for summary, event in shown.items()} == {
        "점검: 분기 점검 (완료)": "20261102",
        "점검: 분기 점검": "20271102",
        "점검 예고: 분기 점검 (2027-11-02)": "20271026",
    }


def test_an_event_keeps_its_id_when_it_is_held(office: Office, cast: Cast) -> None:
    """
    The event that was ahead is the event that was held, and asking again changes nothing.
    """
    office.audits.draw_up(cast.auditor, Plan.model_validate({"title": "분기 점검", "starts_on": FIRST}))
    token = office.subscriptions.open_calendar(cast.auditor)
    before = office.subscriptions.calendar(token, FIRST)
    assert before == office.subscriptions.calendar(token, FIRST)
    (ahead,) = parsed(before)
    running.take_up_due(office.bench(), FIRST)
    (held,) = parsed(office.subscriptions.calendar(token, FIRST))
    assert held["UID"] == ahead["UID"]
    assert (ahead["SUMMARY"], held["SUMMARY"]) == ("점검: 분기 점검", "점검: 분기 점검 (완료)")


def test_leap_days_and_month_ends_are_where_the_plan_has_them(office: Office, cast: Cast) -> None:
    """
    What a rule of recurrence could not say is written day by day, and a daily plan shows two months and not for ever.
    """
    for title, rhythm, first in (("말일", "month_end", "2026-11-30"), ("매일", "daily", "2027-01-01")):
        office.audits.draw_up(cast.auditor, Plan.model_validate({"title": title, "starts_on": first, "rhythm": rhythm}))
    listed = parsed(office.subscriptions.calendar(office.subscriptions.open_calendar(cast.auditor), TODAY))
    ends = [event["DTSTART;VALUE=DATE"] for event in listed if event["SUMMARY"] == "점검: 말일"]
    assert ends[:4] == ["20261130", "20261231", "20270131", "20270228"]
    assert sum(event["SUMMARY"] == "점검: 매일" for event in listed) == MOST_AHEAD


def test_a_new_address_replaces_the_old_one_and_a_revoked_one_is_nothing(office: Office, cast: Cast) -> None:
    """
    One address a person, stored as a hash; the replaced, the revoked and the invented one are told alike.
    """
    first = office.subscriptions.open_calendar(cast.auditor)
    second = office.subscriptions.open_calendar(cast.auditor)
    colleague = office.subscriptions.open_calendar(cast.colleague)
    assert office.subscriptions.calendar(second, TODAY)
    office.subscriptions.close_calendar(cast.auditor)
    for token in (first, second, "invented", ""):
        with pytest.raises(NotFound) as nothing:
            office.subscriptions.calendar(token, TODAY)
        assert nothing.value.args == NotFound().args
    assert office.subscriptions.calendar(colleague, TODAY)


def test_an_address_is_worth_nothing_once_its_owner_left(office: Office, cast: Cast) -> None:
    """
    Whoever is retired loses the calendar with everything else.
    """
    token = office.subscriptions.open_calendar(cast.auditor)
    with owner(office) as connection:
        connection.execute("UPDATE persons SET retired_at = now() WHERE id = %s", (cast.auditor.id,))
    with pytest.raises(NotFound):
        office.subscriptions.calendar(token, TODAY)


def test_only_those_who_see_audits_get_a_calendar(office: Office, cast: Cast) -> None:
    """
    A startup and an administrator learn of no audit.
    """
    with office.database.transaction(access.administrator()) as session:
        officer = people.make_person(session, cast.auditor.tenant_id, "정사업", Actor.PROGRAMME_OFFICER)
    for person in (cast.startup, cast.administrator, officer):
        with pytest.raises(Forbidden):
            office.subscriptions.open_calendar(person)
