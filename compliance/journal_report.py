"""
Draw up the monthly report on who looked at agreements: the check of access records that the law asks for.

Source: 개인정보의 안전성 확보조치 기준 제8조 (접속기록의 보관 및 점검: monthly, with the reasons of downloads).
"""

from __future__ import annotations

import calendar
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from compliance.exports.paper import Column, Paper, Paragraph, Section, Table
from compliance.journal import BATCH, Act
from compliance.seoul import SEOUL
from compliance.store.tables import Human, JournalLine, Tenant

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from sqlalchemy import Row
    from sqlalchemy.orm import Session

TITLE = "접속기록 점검 보고서"
VIEWS = frozenset(act for act in Act if act.startswith("viewed_"))
DOWNLOADS = frozenset({Act.VIEWED_ORIGINAL})
OFFICE_HOURS = range(7, 21)
"""Hours in Asia/Seoul; looks outside of them and at weekends are named."""
SATURDAY = 5
MANY_A_DAY = 50
"""Documents that one person looks at in one day; from the next on it is named. Source: SECURITY.md T5."""


@dataclass(slots=True)
class Looker:
    """
    Count what one person looked at in a month.
    """

    person_id: UUID | None
    actor: str
    name: str = ""
    organisation: str = ""
    views: Counter[str] = field(default_factory=Counter)
    subjects: set[str] = field(default_factory=set)
    data_of: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    purposes: set[str] = field(default_factory=set)
    at_odd_hours: int = 0
    by_day: Counter[date] = field(default_factory=Counter)

    def note(self, line: Row[tuple[object, ...]]) -> None:
        """
        Count one line.
        """
        when: datetime = line.at.astimezone(SEOUL)
        self.views[line.act] += 1
        self.subjects.add(line.subject)
        self.data_of.update((line.data_of or "").split(","))
        self.addresses.add(line.came_from or "-")
        self.purposes.add(line.purpose or "-")
        self.by_day[when.date()] += 1
        self.at_odd_hours += when.hour not in OFFICE_HOURS or when.weekday() >= SATURDAY

    @property
    def total(self) -> int:
        """
        Count all looks.
        """
        return self.views.total()

    @property
    def busy_days(self) -> list[date]:
        """
        Return the days with more looks than usual.
        """
        return sorted(day for day, count in self.by_day.items() if count > MANY_A_DAY)


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """
    Hold a month's looks by person, most first, and how often everything else was done.
    """

    month: date
    lookers: tuple[Looker, ...]
    acts: Counter[str]

    @property
    def views(self) -> int:
        """
        Count all looks at agreements.
        """
        return sum(one.total for one in self.lookers)


def month_of(words: str) -> date:
    """
    Read "2026-11".

    Raises:
        ValueError: it is no month.
    """
    return datetime.strptime(words, "%Y-%m").replace(tzinfo=SEOUL).date()


def draw_up(session: Session, month: date) -> MonthlyReport:
    """
    Count a month of Asia/Seoul; run it in a transaction of the role compliance_keeper.
    """
    first = datetime(month.year, month.month, 1, tzinfo=SEOUL)
    after = first + timedelta(days=calendar.monthrange(month.year, month.month)[1])
    wanted = select(JournalLine.__table__).where(JournalLine.at >= first, JournalLine.at < after)
    lookers: dict[tuple[UUID | None, str], Looker] = {}
    acts: Counter[str] = Counter()
    for line in session.execute(wanted.execution_options(yield_per=BATCH)):
        acts[line.act] += 1
        if line.act in VIEWS:
            lookers.setdefault((line.person_id, line.actor), Looker(line.person_id, line.actor)).note(line)
    _name(session, lookers.values())
    ordered = sorted(lookers.values(), key=lambda one: (-one.total, one.name))
    return MonthlyReport(first.date(), tuple(ordered), acts)


def lines_of(report: MonthlyReport) -> list[str]:
    """
    Tell a report on a terminal.
    """
    head = f"{report.month:%Y-%m}  열람 {report.views}회, {len(report.lookers)}명 / {report.views} views by {len(report.lookers)}"
    return [head, *("  ".join(_row(one)) for one in report.lookers)]


def paper_of(report: MonthlyReport, drawn_up_on: date) -> Paper:
    """
    Put a report on paper.
    """
    people = Table(
        "사람별 열람",
        (Column("성명", 2), Column("기관", 2), Column("역할", 1), Column("열람", 1, is_short=True), Column("대상", 1, is_short=True),
         Column("정보주체 기관", 1, is_short=True), Column("업무시간 외", 1, is_short=True), Column("접속지", 2), Column("목적", 2)),
        [_row(one) for one in report.lookers],
    )  # fmt: skip
    acts = Table(
        "모든 행위",
        (Column("행위", 3), Column("횟수", 1)),
        [(act, str(count)) for act, count in sorted(report.acts.items())],
    )
    summary = f"{report.month:%Y년 %m월}의 열람은 {report.views}회이며 {len(report.lookers)}명이 하였다."
    return Paper(
        TITLE,
        "",
        drawn_up_on,
        (
            Section("개요", (Paragraph(summary, 1),)),
            Section("열람", (people,)),
            Section("확인이 필요한 열람", tuple(_to_check(report))),
            Section("행위", (acts,)),
        ),
    )


def _to_check(report: MonthlyReport) -> Iterable[Paragraph]:
    found = False
    for one in report.lookers:
        for day in one.busy_days:
            found = True
            yield Paragraph(f"{one.name or one.actor}: {day}에 {one.by_day[day]}회 (하루 {MANY_A_DAY}회 초과)", 1)
        if one.at_odd_hours:
            found = True
            yield Paragraph(f"{one.name or one.actor}: 업무시간 외 또는 주말 열람 {one.at_odd_hours}회", 1)
        if one.views.keys() & DOWNLOADS:
            found = True
            count = sum(one.views[act] for act in DOWNLOADS)
            yield Paragraph(
                f"{one.name or one.actor}: 원본 내려받기 {count}회, 목적 {', '.join(sorted(one.purposes))}", 1
            )
    if not found:
        yield Paragraph("해당 없음", 1)


def _row(one: Looker) -> tuple[str, ...]:
    return (
        one.name or "-",
        one.organisation or "-",
        one.actor,
        str(one.total),
        str(len(one.subjects)),
        str(len(one.data_of - {""})),
        str(one.at_odd_hours),
        ", ".join(sorted(one.addresses)),
        ", ".join(sorted(one.purposes)),
    )


def _name(session: Session, lookers: Iterable[Looker]) -> None:
    by_id = {one.person_id: one for one in lookers if one.person_id}
    wanted = select(Human.id, Human.name, Tenant.name).join(Tenant, Tenant.id == Human.tenant_id)
    for person_id, name, organisation in session.execute(wanted.where(Human.id.in_(by_id))):
        by_id[person_id].name, by_id[person_id].organisation = name, organisation
