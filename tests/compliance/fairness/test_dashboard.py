"""
Count the figures from an office as people fill it: agreements of projects, an audit, decisions, and a self-check.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from compliance.access import Actor
from compliance.errors import Forbidden
from compliance.fairness.views import CellState, MetricState
from compliance.views import Origin, Upload
from ingest import read
from tests.compliance.conftest import Desk, owner
from tests.compliance.fakes import agreement
from tests.compliance.test_audits import audited
from tests.compliance.test_cases import confirmed
from tests.compliance.test_programmes import TITLES, officer_of, written

if TYPE_CHECKING:
    from compliance.access import Person
    from compliance.fairness.views import Cell, Dashboard
    from compliance.office import Office
    from tests.compliance.conftest import Cast

COMPANIES = ("가나전자", "다라기공", "마바화학", "가나전자", "다라기공")
ROWS = tuple(
    ("오픈이노베이션", "2026", "전략과제", f"2026-{at}", "주제", "센터", company, "하나", "매칭", "2026-05-04", "2026-06-01",
     "비밀유지계약", "자료 제공", "미제출")
    for at, company in enumerate(COMPANIES)
)  # fmt: skip


def cells(board: Dashboard, name: str, series: str) -> dict[str, Cell]:
    """
    Give the cells of a series by key.
    """
    [metric] = [one for one in board.metrics if one.id == name]
    [found] = [one for one in metric.series if one.key == series]
    return {cell.key: cell for cell in found.cells}


@pytest.fixture
def officer(office: Office) -> Person:
    """
    Give a programme officer.
    """
    return officer_of(office, name="전담기관")


@pytest.fixture
def filled(office: Office, cast: Cast, officer: Person) -> Office:
    """
    Fill an office: five projects with an agreement each, one checked and confirmed, and a self-check full of flags.
    """
    entering = replace(office, instruments=replace(office.instruments, read=read))
    assert entering.programmes.take_in(officer, written(*ROWS)).created == len(ROWS)
    desk = Desk(office)
    projects = sorted(office.programmes.projects(cast.startup).items, key=lambda one: one.number)
    for at, project in enumerate(projects):
        text = agreement() if at == 0 else f"제1조 목적 {at}"
        view = desk.screened(cast.startup, text, origin=Origin.REGISTERED)
        office.programmes.tie(officer, project.id, view.id, "nda")
    confirmed(office, cast)
    desk.screened(cast.startup, agreement("자가점검"), origin=Origin.SELF_CHECK)
    audited(office, cast)
    return office


def test_officers_see_counts_of_what_they_cannot_open(filled: Office, officer: Person, cast: Cast) -> None:
    """
    Five of five documents are audited and one has a confirmed finding, of advice only; the self-check is in no figure.
    """
    board = filled.fairness.dashboard(officer)
    audited_cell, rate = cells(board, "M10", "audited")["2026"], cells(board, "M3", "advisory")["2026"]
    assert (audited_cell.part, audited_cell.whole) == (5, 5)
    assert (rate.part, rate.whole, rate.low, rate.high) == (1, 5, 0.0362, 0.6245)
    assert cells(board, "M3", "headline")["2026"].part == 0
    assert cells(board, "M10", "registered")["2026"].value == 1
    assert cells(board, "M6", "missing")["match"].part == 0
    assert [one.state for one in board.metrics if one.id == "M4"] == [MetricState.WITHHELD]
    examined = filled.fairness.dashboard(cast.auditor)
    assert cells(examined, "M3", "headline") == cells(board, "M3", "headline")
    with owner(filled) as connection:
        counted = connection.execute("SELECT count(*) FROM findings WHERE origin = 'self_check'").fetchone()
        lines = connection.execute(
            "SELECT actor, detail FROM journal WHERE act = 'viewed_figures' ORDER BY seq"
        ).fetchall()
    assert counted is not None
    assert counted[0] > 0
    assert [actor for actor, _ in lines] == ["programme_officer", "auditor"]
    precision = {cell.key.split("@")[0]: cell for cell in cells(board, "M8", "precision").values()}
    assert all(cell.state is CellState.FEW for cell in precision.values())


def test_figures_are_of_ones_own_projects_and_of_nobody_else(filled: Office, cast: Cast) -> None:
    """
    Another agency's officer counts nothing and is offered no name; startups, hosts and administrators read no figures.
    """
    board = filled.fairness.dashboard(officer_of(filled, name="다른 전담기관"))
    assert {cell.state for cell in cells(board, "M3", "headline").values()} == {CellState.EMPTY}
    assert (board.choices.programmes, board.choices.tracks) == ([], [])
    host = officer_of(filled, actor=Actor.HOST_OFFICER, name="센터")
    for person in (cast.startup, host, cast.administrator, cast.rule_manager):
        with pytest.raises(Forbidden):
            filled.fairness.dashboard(person)


def test_companies_of_one_group_are_one_company(filled: Office, officer: Person) -> None:
    """
    Once the table says that two of three companies are of one group, what three companies' figures showed is held back.
    """
    before = cells(filled.fairness.dashboard(officer), "M10", "registered")["2026"]
    assert before.state is CellState.SHOWN
    groups = {"가나전자": "한빛", "다라기공": "한빛", "마바화학": ""}
    rows = [",".join((*row, groups[row[6]])) for row in ROWS]
    table = Upload("과제.csv", "\n".join((",".join((*TITLES, "기업집단")), *rows)).encode(), "text/csv")
    entering = replace(filled, instruments=replace(filled.instruments, read=read))
    assert entering.programmes.take_in(officer, table).changed == 4
    assert cells(filled.fairness.dashboard(officer), "M10", "registered")["2026"].state is CellState.SUPPRESSED
    assert {one.group[0] for one in filled.programmes.projects(officer).items if one.group} == {"한빛"}
