"""
Hold audits to their word: each period once, every agreement accounted for, no decision of a person overwritten.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from openpyxl import load_workbook

from compliance import access
from compliance.audits import running
from compliance.audits.periods import Rhythm
from compliance.audits.plan import Plan, Population, Sample
from compliance.audits.report_paper import paper_of
from compliance.errors import Conflict, Forbidden, NotFound
from compliance.exports.paper import Table
from compliance.exports.writing import Format, write
from compliance.store import audits
from compliance.views import CatalogView, Decision, DecisionKind, FindingFilter, Origin
from ingest.errors import EncryptedFile
from tests.compliance.conftest import owner
from tests.compliance.fakes import BREAKS_THE_CHECK, INSTRUMENTS, LOCKED, agreement, check

if TYPE_CHECKING:
    from collections.abc import Mapping

    from compliance.audits.views import RunView
    from compliance.exports.paper import Paper
    from compliance.instruments import Check
    from compliance.office import Office
    from ingest.document import Document
    from tests.compliance.conftest import Cast, Desk

FIRST = date(2026, 11, 2)


def changed_rules(document: Document, on: date) -> Mapping[str, Any]:
    """
    Check by other rules: "high" is no longer flagged, "low" is graver, and "NEW" is flagged.
    """
    plain = replace(document, text=document.text.replace("FLAG high", "-").replace("FLAG low", "FLAG medium"))
    report = check(replace(plain, text=plain.text.replace("NEW", "FLAG high")), on)
    return {**report, "catalog": {"digest": "other", "rules": 1}}


def under(office: Office, rules: Check) -> Office:
    """
    Open the same office with other rules.
    """
    others = replace(
        INSTRUMENTS,
        check=rules,
        check_some=lambda document, on, _: rules(document, on),
        fingerprints=lambda: {"TST-01": "other"},
        affected=lambda then, *_: {} if then == {"TST-01": "other"} else {"TST-01": frozenset({"other"})},
        catalog=lambda: CatalogView("other", ()),
    )
    return replace(office, instruments=others)


def jobs(office: Office) -> list[tuple[UUID, range]]:
    """
    List the jobs of audits.
    """
    query = "SELECT args->>'run', (args->>'start')::int, (args->>'stop')::int FROM queue.procrastinate_jobs"
    with owner(office) as connection:
        rows = connection.execute(query + " WHERE task_name = 'audit' ORDER BY id").fetchall()
    return [(UUID(run), range(start, stop)) for run, start, stop in rows]


def audited(office: Office, cast: Cast, today: date = FIRST, **asked: object) -> RunView:
    """
    Draw up a plan, take it up and do its jobs.
    """
    office.audits.draw_up(cast.auditor, Plan.model_validate({"title": "정기 점검", "starts_on": FIRST, **asked}))
    (run_id,) = running.take_up_due(office.bench(), today)
    for run, positions in jobs(office):
        running.check_chunk(office.bench(), run, positions)
    return office.audits.run(cast.auditor, run_id)


def test_a_period_runs_once_whatever_the_clock_says(office: Office, cast: Cast) -> None:
    """
    Daily ticks with a clock that jumps 26 hours back and forth begin one run a day, never two, never none.
    """
    office.audits.draw_up(cast.auditor, Plan(title="매일 점검", starts_on=FIRST, rhythm=Rhythm.DAILY))
    begun = []
    for day in range(10):
        for jump in (0, 1, -1, 0):
            begun += running.take_up_due(office.bench(), FIRST + timedelta(days=day + jump))
    plan = office.audits.plans(cast.auditor)[0]
    runs = office.audits.runs(cast.auditor, plan.id).items
    assert len(begun) == len(runs) == 11
    assert sorted(run.period for run in runs) == [FIRST + timedelta(days=day) for day in range(11)]


@pytest.mark.parametrize("periods", [40, pytest.param(1000, marks=pytest.mark.soak)])
def test_five_schedulers_at_once_begin_each_period_once(office: Office, cast: Cast, periods: int) -> None:
    """
    Five that tick at the same moments, each with a clock of its own up to 26 hours off, begin as many runs as periods.
    """
    office.audits.draw_up(cast.auditor, Plan(title="매일 점검", starts_on=FIRST, rhythm=Rhythm.DAILY))

    def tick(number: int) -> list[UUID]:
        begun = []
        for day in range(periods):
            off = (day * 7 + number) % 3 - 1
            begun += running.take_up_due(office.bench(), FIRST + timedelta(days=min(max(day + off, 0), periods - 1)))
        return begun

    with ThreadPoolExecutor(5) as pool:
        begun = [run_id for made in pool.map(tick, range(5)) for run_id in made]
    with owner(office) as connection:
        counted = "SELECT count(*), count(DISTINCT period), count(*) FILTER (WHERE state = 'missed') FROM audit_runs"
        runs, days, missed = connection.execute(counted).fetchall()[0]
    assert (runs, days) == (periods, periods)
    assert len(begun) == len(set(begun)) == periods - missed


def test_missed_periods_are_caught_up_once_and_told(office: Office, cast: Cast) -> None:
    """
    After three weeks without a scheduler one run is begun, for the newest period, and the others are shown as missed.
    """
    office.audits.draw_up(cast.auditor, Plan(title="매주 점검", starts_on=FIRST, rhythm=Rhythm.WEEKLY))
    running.take_up_due(office.bench(), FIRST)
    assert len(running.take_up_due(office.bench(), FIRST + timedelta(days=23))) == 1
    plan = office.audits.plans(cast.auditor)[0]
    states = {run.period: run.state for run in office.audits.runs(cast.auditor, plan.id).items}
    assert [states[FIRST + timedelta(days=7 * week)] for week in range(4)] == [
        "finished",
        "missed",
        "missed",
        "finished",
    ]
    assert plan.next_due == FIRST + timedelta(days=28)


def test_every_agreement_is_accounted_for(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Of a run's agreements one could be checked, one was never readable and one broke the check: none reads as a pass.
    """
    fine = desk.screened(cast.startup, origin=Origin.REGISTERED)
    locked = desk.screened(cast.startup, LOCKED, origin=Origin.REGISTERED)
    desk.screened(cast.startup, agreement("자가점검"), origin=Origin.SELF_CHECK)
    run = audited(office, cast)
    shown = {one.submission_id: one for one in office.audits.coverage(cast.auditor, run.id).items}
    assert shown.keys() == {fine.id, locked.id}
    assert (shown[fine.id].state, shown[fine.id].counts["unchanged"]) == ("checked", 2)
    assert (shown[locked.id].state, shown[locked.id].code) == ("not_checked", 106)
    assert (run.state, run.total, run.done) == ("finished", 2, 2)


def test_other_rules_change_findings_and_no_decision(office: Office, cast: Cast, desk: Desk) -> None:
    """
    New findings are created, graver ones told, vanished ones called gone; what a person decided stays.
    """
    view = desk.screened(cast.startup, agreement("NEW 새 문구"), origin=Origin.REGISTERED)
    before = {one.severity: one for one in office.findings(cast.auditor, FindingFilter()).items}
    taken = office.decide(cast.auditor, before["high"].id, Decision(DecisionKind.REVIEW), before["high"].etag)
    run = audited(under(office, changed_rules), cast)
    assert run.findings == {"created": 1, "unchanged": 0, "changed": 1, "gone": 1, "reopened": 0}
    kinds = {one.kind: one for one in office.audits.changes(cast.auditor, run.id).items}
    assert (kinds["gone"].finding_id, kinds["gone"].state) == (taken.id, "IN_REVIEW")
    assert (kinds["changed"].earlier_severity, kinds["changed"].severity) == ("low", "medium")
    after = office.findings(cast.auditor, FindingFilter(submission_id=view.id)).items
    assert {one.id for one in after} == {one.id for one in before.values()} | {kinds["created"].finding_id}
    assert office.finding(cast.auditor, taken.id).etag == taken.etag


def test_checking_a_chunk_twice_adds_nothing(office: Office, cast: Cast, desk: Desk) -> None:
    """
    A job that runs again after a crash leaves every count as it was.
    """
    desk.screened(cast.startup, agreement("NEW 새 문구"), origin=Origin.REGISTERED)
    other = under(office, changed_rules)
    run = audited(other, cast)
    for run_id, positions in jobs(office):
        running.check_chunk(other.bench(), run_id, positions)
    again = office.audits.run(cast.auditor, run.id)
    assert (again.findings, again.agreements) == (run.findings, run.agreements)
    assert len(office.findings(cast.auditor, FindingFilter()).items) == 3


def test_a_finding_that_comes_back_is_reopened_not_doubled(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Under the old rules again, what was gone is flagged again: as the finding that it was.
    """
    desk.screened(cast.startup, origin=Origin.REGISTERED)
    audited(under(office, changed_rules), cast)
    with owner(office) as connection:
        connection.execute("DELETE FROM queue.procrastinate_jobs")
    run = audited(office, cast)
    assert (run.findings["reopened"], run.findings["created"]) == (1, 0)
    assert len(office.findings(cast.auditor, FindingFilter()).items) == 2


def test_an_agreement_is_not_opened_where_no_rule_has_changed(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Under the rules of its last check an agreement is only counted: its text is not read, its result reaffirmed.
    """
    desk.screened(cast.startup, origin=Origin.REGISTERED)
    audited(office, cast)
    with owner(office) as connection:
        connection.execute("DELETE FROM queue.procrastinate_jobs")
        opened = "SELECT count(*) FROM journal WHERE act = 'read_for_audit'"
        before = connection.execute(opened).fetchone()
        connection.commit()
        run = audited(office, cast, FIRST + timedelta(days=1))
        assert connection.execute(opened).fetchone() == before
    assert (run.state, run.findings["unchanged"]) == ("finished", 2)


def test_only_the_rules_that_changed_run_where_they_judge_as_before(office: Office, cast: Cast, desk: Desk) -> None:
    """
    A rule whose words changed and whose judgement did not is run alone; no further report is stored.
    """
    view = desk.screened(cast.startup, origin=Origin.REGISTERED)

    def never(document: Document, on: date) -> Mapping[str, Any]:
        raise AssertionError((document, on))

    alone = under(office, never)
    alone = replace(
        alone, instruments=replace(alone.instruments, check_some=lambda document, on, _: check(document, on))
    )
    with office.database.transaction(access.system()) as session:
        audits.remember(session, "test", {"TST-01": "test"})
    run = audited(alone, cast)
    assert (run.findings["unchanged"], run.findings["created"]) == (2, 0)
    with owner(office) as connection:
        stored = connection.execute("SELECT count(*) FROM screenings WHERE submission_id = %s", (view.id,)).fetchone()
    assert stored == (1,)


def test_what_breaks_for_good_is_said_to_be_unchecked(office: Office, cast: Cast, desk: Desk) -> None:
    """
    After the last try an agreement whose check breaks is failed with its code, and the run ends.
    """
    desk.screened(cast.startup, origin=Origin.REGISTERED)

    def breaks(document: Document, on: date) -> Mapping[str, Any]:
        return check(replace(document, text=BREAKS_THE_CHECK), on)

    broken = under(office, breaks)
    office.audits.draw_up(cast.auditor, Plan(title="점검", starts_on=FIRST))
    (run_id,) = running.take_up_due(broken.bench(), FIRST)
    with pytest.raises(RuntimeError):
        running.check_chunk(broken.bench(), run_id, range(1))
    running.give_up_chunk(broken.bench(), run_id, range(1))
    run = office.audits.run(cast.auditor, run_id)
    assert (run.state, run.agreements) == ("finished", {"failed": 1})
    assert office.audits.coverage(cast.auditor, run_id).items[0].code == running.BROKEN


def test_a_paused_run_checks_nothing_until_it_is_resumed(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Paused, its jobs do nothing; resumed, they are queued again; cancelled, it cannot be resumed.
    """
    desk.screened(cast.startup, origin=Origin.REGISTERED)
    office.audits.draw_up(cast.auditor, Plan(title="점검", starts_on=FIRST))
    (run_id,) = running.take_up_due(office.bench(), FIRST)
    seen = office.audits.run(cast.auditor, run_id).etag
    office.audits.direct(cast.auditor, run_id, "pause", seen)
    with pytest.raises(Conflict, match="etag"):
        office.audits.direct(cast.approver, run_id, "resume", seen)
    running.check_chunk(office.bench(), run_id, range(1))
    assert office.audits.run(cast.auditor, run_id).agreements == {"waiting": 1}
    office.audits.direct(cast.approver, run_id, "resume")
    assert len(jobs(office)) == 2
    running.check_chunk(office.bench(), run_id, range(1))
    assert office.audits.run(cast.auditor, run_id).state == "finished"
    with pytest.raises(Conflict):
        office.audits.direct(cast.auditor, run_id, "resume")


def test_frozen_rules_that_are_gone_refuse_the_run(office: Office, cast: Cast) -> None:
    """
    A plan that froze its rules is never run by others; the refusal is shown.
    """
    run = audited(office, cast, catalog_digest="0" * 64)
    assert (run.state, run.total) == ("refused", 0)


def test_the_same_seed_draws_the_same_sample(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Two plans with one seed check the same agreements, and only as many as they ask for.
    """
    for number in range(6):
        desk.screened(cast.startup, agreement(f"{number}"), origin=Origin.REGISTERED)
    drawn = []
    for _ in range(2):
        run = audited(office, cast, sample=Sample(design="random", size=3, seed="2026"))
        drawn.append([one.submission_id for one in office.audits.coverage(cast.auditor, run.id).items])
        with owner(office) as connection:
            connection.execute("DELETE FROM queue.procrastinate_jobs")
    assert drawn[0] == drawn[1]
    assert len(set(drawn[0])) == 3


def test_a_population_is_chosen_by_what_is_known(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Only agreements of the organisation and days that the plan names are drawn.
    """
    mine = desk.screened(cast.startup, origin=Origin.REGISTERED)
    desk.screened(cast.rival, agreement("다른 기업"), origin=Origin.REGISTERED)
    chosen = Population(organisations=(str(cast.startup.tenant_id),), received_from=date(2020, 1, 1))
    run = audited(office, cast, population=chosen)
    assert [one.submission_id for one in office.audits.coverage(cast.auditor, run.id).items] == [mine.id]


def test_the_report_names_every_document_and_what_stands(office: Office, cast: Cast, desk: Desk) -> None:
    """
    The report has each document with its hash, the findings with their quotes as text, and a line in the journal.
    """
    view = desk.screened(cast.startup, "제1조\nFLAG high =1+1", origin=Origin.REGISTERED)
    run = audited(office, cast)
    report = office.audits.report(cast.auditor, run.id)
    assert [(one.name, one.sha256, one.state) for one in report.documents] == [(view.name, view.sha256, "checked")]
    book = load_workbook(BytesIO(write(paper_of(report), Format.XLSX)))
    [row] = book["6. 판단 이유"].iter_rows(min_row=2)
    quoted = row[2]
    assert (quoted.value, quoted.data_type) == ("=1+1", "s")
    with owner(office) as connection:
        seen = "SELECT count(*) FROM journal WHERE act = 'viewed_findings' AND actor = 'auditor'"
        assert connection.execute(seen).fetchone() == (1,)


def test_a_run_begun_by_hand_takes_the_place_of_that_days(office: Office, cast: Cast, desk: Desk) -> None:
    """
    It is begun once a day, whether the scheduler or a person comes first, and the rhythm goes on.
    """
    desk.screened(cast.startup, origin=Origin.REGISTERED)
    plan = office.audits.draw_up(cast.auditor, Plan(title="매일 점검", starts_on=FIRST, rhythm=Rhythm.DAILY))
    begun = running.begin_now(office.bench(), cast.auditor, plan.id, FIRST)
    assert office.audits.run(cast.auditor, begun).total == 1
    assert running.take_up_due(office.bench(), FIRST) == []
    with pytest.raises(Conflict):
        running.begin_now(office.bench(), cast.auditor, plan.id, FIRST)
    assert len(running.take_up_due(office.bench(), FIRST + timedelta(days=1))) == 1
    with pytest.raises(Forbidden):
        office.audits.begin(cast.reviewer, plan.id)
    with pytest.raises(NotFound):
        office.audits.begin(cast.auditor, begun)
    office.audits.end(cast.auditor, plan.id, plan.etag)
    with pytest.raises(Conflict):
        office.audits.begin(cast.auditor, plan.id)


def test_the_report_accounts_for_all_files_and_rules(office: Office, cast: Cast, desk: Desk) -> None:
    """
    What could not be read is named with code and reason, rules are counted over documents, decisions carry who and when.
    """
    read = desk.screened(cast.startup, origin=Origin.REGISTERED)
    desk.screened(cast.startup, LOCKED, origin=Origin.REGISTERED)
    found = office.findings(cast.auditor, FindingFilter(severities=frozenset({"low"}))).items[0]
    office.decide(cast.auditor, found.id, Decision(DecisionKind.REVIEW), found.etag)
    report = office.audits.report(cast.auditor, audited(office, cast).id)
    assert [(one.state, one.code) for one in report.documents] == [("checked", None), ("not_checked", 106)]
    assert [(one.rule, one.outcomes) for one in report.rules] == [("TST-01", {"flagged": 1})]
    decided = {one.view.severity: one.decided_by for one in report.findings}
    assert decided == {"low": cast.auditor.name, "high": ""}
    told = [words for _, words in all_words(paper_of(report))]
    assert EncryptedFile.ko in told
    assert read.sha256 in told
    with owner(office) as connection:
        seen = "SELECT subject FROM journal WHERE act = 'viewed_report' AND actor = 'auditor'"
        assert connection.execute(seen).fetchall() == [(f"audit_run:{report.run.id}",)]


def all_words(paper: Paper) -> list[tuple[str, object]]:
    """
    Give every value of every table with the section it stands in.
    """
    return [
        (section.title, value)
        for section in paper.sections
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
        for value in row
    ]


def test_only_examiners_know_of_audits(office: Office, cast: Cast) -> None:
    """
    A startup sees no plan, and neither it nor a reviewer draws one up.
    """
    office.audits.draw_up(cast.auditor, Plan(title="점검", starts_on=FIRST))
    assert office.audits.plans(cast.startup) == []
    assert len(office.audits.plans(cast.reviewer)) == 1
    for person in (cast.startup, cast.reviewer):
        with pytest.raises(Forbidden):
            office.audits.draw_up(person, Plan(title="점검", starts_on=FIRST))
