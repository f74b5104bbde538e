"""
Hold audits of projects to their word: what is missing is a finding like any other, once, and gone when it is registered.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from compliance.audits import running
from compliance.audits.plan import Plan, Population, Sample
from compliance.views import Decision, DecisionKind, FindingFilter, Origin, Upload
from ingest import read
from tests.compliance.conftest import owner
from tests.compliance.fakes import agreement
from tests.compliance.test_audits import jobs
from tests.compliance.test_programmes import FIRST, OTHER, TITLES, officer_of

if TYPE_CHECKING:
    from uuid import UUID

    from compliance.access import Person
    from compliance.audits.views import RunView
    from compliance.office import Office
    from compliance.views import FindingView
    from tests.compliance.conftest import Cast, Desk

TODAY = date(2026, 11, 2)
GATES = ("수탁·위탁거래", "중소기업", "투자조합")
ROW = (*FIRST, "매칭", "2026-05-04", "2026-06-01", "비밀유지계약", "자료 제공", "없음")


@pytest.fixture
def officer(office: Office) -> Person:
    """
    Give a programme officer.
    """
    return officer_of(office, name="전담기관")


def enter(office: Office, officer: Person, *rows: tuple[str, ...]) -> None:
    """
    Take rows in; what a row says beyond the usual columns are its gate facts and its fund.
    """
    titles = (*TITLES, *GATES)
    text = "\n".join(",".join((*row, *("",) * (len(titles) - len(row)))) for row in (titles, *rows))
    real = replace(office, instruments=replace(office.instruments, read=read))
    view = real.programmes.take_in(officer, Upload("과제.csv", text.encode(), "text/csv"))
    assert view.faults == ()


def audit(office: Office, cast: Cast, today: date = TODAY, **population: object) -> RunView:
    """
    Draw up a plan, take it up and do its jobs.
    """
    chosen = Population.model_validate(population)
    office.audits.draw_up(cast.auditor, Plan(title="과제 점검", starts_on=today, population=chosen))
    (run_id,) = running.take_up_due(office.bench(), today)
    for run, positions in jobs(office):
        running.check_chunk(office.bench(), run, positions)
    return office.audits.run(cast.auditor, run_id)


def found(office: Office, cast: Cast) -> list[FindingView]:
    """
    List the queue.
    """
    return list(office.findings(cast.auditor, FindingFilter()).items)


def covered(office: Office, cast: Cast, run: RunView) -> list[UUID]:
    """
    List what a run checked.
    """
    return [one.submission_id for one in office.audits.coverage(cast.auditor, run.id).items]


def test_a_missing_nda_is_one_finding_however_often_it_is_audited(office: Office, cast: Cast, officer: Person) -> None:
    """
    Stage, days and state are its evidence, Art. 21-2 with its day its basis; a second run adds nothing.
    """
    enter(office, officer, (*ROW, "예", "예"))
    assert audit(office, cast).findings["created"] == 1
    [finding] = found(office, cast)
    assert (finding.rule, finding.ground, finding.severity) == ("DOC-01", "suspected_violation", "high")
    body: dict[str, Any] = dict(finding.finding)
    assert "비밀유지계약 · 기술자료 제공 전까지(기한 2026-06-01) · 없음" in str(body["quote"])
    assert office.document_text(cast.auditor, finding.submission_id).text[body["start"] : body["end"]] == body["quote"]
    basis = next(one for one in body["legal_basis"] if "제21조의2 제1항" in one["cite"])
    assert (basis["in_force"], basis["applies"]) == ("2025-07-22", True)
    assert body["wording"]["minimum"]["ko"]
    again = audit(office, cast)
    assert (again.findings["created"], again.findings["unchanged"]) == (0, 1)
    assert [one.id for one in found(office, cast)] == [finding.id]


def test_it_is_decided_on_as_any_finding(office: Office, cast: Cast, officer: Person) -> None:
    """
    It is taken up, and what a person decided survives the next audit.
    """
    enter(office, officer, (*ROW, "예", "예"))
    audit(office, cast)
    [finding] = found(office, cast)
    taken = office.decide(cast.auditor, finding.id, Decision(DecisionKind.REVIEW), finding.etag)
    audit(office, cast)
    assert office.finding(cast.auditor, finding.id).etag == taken.etag
    assert [one.kind for one in office.history(cast.auditor, finding.id)] == ["detected", "review"]


def test_what_is_registered_is_gone(office: Office, cast: Cast, officer: Person, desk: Desk) -> None:
    """
    Once the NDA is tied to the project the next run calls the finding gone; where its day is unknown nothing is claimed.
    """
    enter(office, officer, (*ROW, "예", "예"))
    audit(office, cast)
    project = office.programmes.projects(officer).items[0].id
    nda = desk.screened(cast.startup, origin=Origin.REGISTERED).id
    office.programmes.tie(cast.startup, project, nda, "nda")
    run = audit(office, cast)
    assert (run.findings["gone"], run.findings["created"]) == (1, 0)
    [change] = [one for one in office.audits.changes(cast.auditor, run.id).items if one.rule == "DOC-01"]
    assert change.kind == "gone"


@pytest.mark.parametrize(
    ("state", "gates", "ground", "severity"),
    [
        ("없음", ("", ""), "programme_rule", "high"),
        ("없음", ("아니오", "예"), "programme_rule", "high"),
        ("미제출", ("예", "예"), "programme_rule", "medium"),
    ],
)
def test_no_violation_is_suspected_without_its_facts(
    office: Office, cast: Cast, officer: Person, state: str, gates: tuple[str, str], ground: str, severity: str
) -> None:
    """
    Unknown or unmet gates, or a document that may exist, leave the ground at what the programme requires.
    """
    enter(office, officer, (*ROW[:-1], state, *gates))
    audit(office, cast)
    [finding] = found(office, cast)
    assert (finding.ground, finding.severity) == (ground, severity)


def test_nothing_is_missing_that_is_exempt_or_not_due(office: Office, cast: Cast, officer: Person) -> None:
    """
    해당 없음, a day that is still to come or is today, and a day nobody knows: no finding.
    """
    rows = (
        (*ROW[:-1], "해당 없음"),
        (*OTHER, "매칭", TODAY.isoformat(), "", "업무협약", "단계 시작", "없음"),
        (*OTHER, "기술검증", "", "", "비밀유지계약", "자료 제공", "없음"),
    )
    enter(office, officer, *rows)
    run = audit(office, cast)
    assert (run.total, found(office, cast)) == (2, [])


def test_the_record_is_no_agreement(office: Office, cast: Cast, officer: Person, desk: Desk) -> None:
    """
    Nobody handed it in: it is in no list of submissions, no sample, and no plan that is of documents only.
    """
    enter(office, officer, ROW)
    audit(office, cast)
    assert office.submissions(cast.auditor).items == ()
    mine = desk.screened(cast.startup, agreement("1"), origin=Origin.REGISTERED).id
    assert covered(office, cast, audit(office, cast, projects=False)) == [mine]
    assert covered(office, cast, audit(office, cast, received_from="2020-01-01")) == [mine]
    for person in (cast.startup, cast.rival):
        assert [one.rule for one in office.findings(person, FindingFilter()).items if one.rule == "DOC-01"] == []


def test_a_population_is_chosen_by_its_projects(office: Office, cast: Cast, officer: Person, desk: Desk) -> None:
    """
    By programme, track, year, stage on the day, participant and fund: their agreements and their own records.
    """
    enter(
        office, officer, (*ROW, "", "", "새싹조합"), (*OTHER, "매칭", "2026-05-04"), (*OTHER, "기술검증", "2026-12-01")
    )
    both = [one.id for one in office.programmes.projects(officer).items]
    tied = []
    for project, person in zip(reversed(both), (cast.startup, cast.rival), strict=True):
        tied.append(desk.screened(person, agreement(person.name), origin=Origin.REGISTERED).id)
        office.programmes.tie(person, project, tied[-1], "mou")
    desk.screened(cast.startup, agreement("아무 과제도 아님"), origin=Origin.REGISTERED)

    def chosen(today: date = TODAY, **population: object) -> set[UUID]:
        run = audit(office, cast, today, **population)
        return {one for one in covered(office, cast, run) if one in tied} if run.total else set()

    first, second = tied
    assert chosen(programmes=["오픈이노베이션"]) == {first, second}
    assert chosen(tracks=["상호 자율탐색형"]) == {second}
    assert chosen(cohorts=[2025]) == set()
    assert chosen(stages=["match"]) == {first, second}
    assert chosen(date(2026, 12, 2), stages=["match"]) == {first}
    assert chosen(participants=["다라기공"]) == {first}
    assert chosen(funds=["새싹조합"]) == {first}
    everything = audit(office, cast, tracks=["상호 자율탐색형"])
    assert everything.total == 2


def test_a_sample_of_projects_agreements_is_drawn_again_the_same(
    office: Office, cast: Cast, officer: Person, desk: Desk
) -> None:
    """
    The seed decides which agreements of a track are drawn; the projects themselves are all judged.
    """
    enter(office, officer, ROW)
    project = office.programmes.projects(officer).items[0].id
    for number in range(5):
        one = desk.screened(cast.startup, agreement(f"{number}"), origin=Origin.REGISTERED).id
        office.programmes.tie(cast.startup, project, one, "mou")
    drawn = []
    for _ in range(2):
        plan = Plan(
            title="표본",
            starts_on=TODAY,
            population=Population(tracks=("전략과제 해결형",)),
            sample=Sample.model_validate({"design": "random", "size": 2, "seed": "2026"}),
        )
        office.audits.draw_up(cast.auditor, plan)
        (run_id,) = running.take_up_due(office.bench(), TODAY)
        drawn.append(covered(office, cast, office.audits.run(cast.auditor, run_id)))
        with owner(office) as connection:
            connection.execute("DELETE FROM queue.procrastinate_jobs")
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == 3
