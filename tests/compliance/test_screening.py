"""
Hold screening to its promises: once however often it runs, and never silent when it did not run.
"""

from __future__ import annotations

import hashlib
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

import pytest

from compliance import schedule
from compliance.errors import NotFound
from compliance.queue import Broken
from compliance.views import FindingFilter, FindingState, SubmissionState
from tests.compliance.conftest import owner
from tests.compliance.fakes import BREAKS_THE_CHECK, LOCKED, SECRET, agreement, check, read

if TYPE_CHECKING:
    from compliance.office import Office
    from tests.compliance.conftest import Cast, Desk


def rows(office: Office, table: str) -> int:
    """
    Count the rows of a table as its owner.
    """
    with owner(office) as connection:
        counted = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - our own names
    assert counted
    return int(counted[0])


def test_findings_quote_the_file(office: Office, cast: Cast, desk: Desk) -> None:
    """
    A screened submission carries its findings, gravest first, and sums them up.
    """
    view = desk.screened(cast.startup)
    assert view.state is SubmissionState.SCREENED
    assert view.screening
    assert view.screening.findings == {"high": 1, "low": 1}
    shown = office.findings(cast.startup, FindingFilter(submission_id=view.id)).items
    assert [(one.severity, one.finding["quote"]) for one in shown] == [("high", SECRET), ("low", "통지한다")]
    assert {one.state for one in shown} == {FindingState.DETECTED}


def test_the_report_is_the_checkers_object(office: Office, cast: Cast, desk: Desk) -> None:
    """
    The screening resource is the object of the contract, word for word.
    """
    view = desk.screened(cast.startup)
    report = office.screening(cast.startup, view.id)
    assert report["status"] == "analysed"
    assert [finding["quote"] for finding in report["findings"]] == [SECRET, "통지한다"]


def test_the_text_that_was_read_is_shown_with_its_clauses(office: Office, cast: Cast, desk: Desk) -> None:
    """
    The result page gets text and clause outline from the store, not from reading again.
    """
    view = desk.screened(cast.startup)
    shown = office.document_text(cast.startup, view.id)
    assert shown.text == agreement()
    assert [(clause.number, clause.depth, clause.end) for clause in shown.clauses] == [("제1조", 0, len(shown.text))]


def test_a_job_that_runs_twice_records_once(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Running a finished job again changes nothing.
    """
    view = desk.screened(cast.startup)
    desk.run_job(view.id)
    assert (rows(office, "findings"), rows(office, "finding_events"), rows(office, "screenings")) == (2, 2, 1)


def test_two_workers_on_one_job_record_once(office: Office, cast: Cast, desk: Desk) -> None:
    """
    A job that was taken back from a slow worker and runs twice at once records once.
    """
    view = desk.hand_in(cast.startup)
    with ThreadPoolExecutor(4) as workers:
        list(workers.map(lambda _: desk.run_job(view.id), range(4)))
    assert (rows(office, "findings"), rows(office, "finding_events")) == (2, 2)


def test_a_refused_file_is_unreadable_and_kept(office: Office, cast: Cast, desk: Desk) -> None:
    """
    What the reader refuses says why in both languages, has no result, and keeps its bytes.
    """
    text = agreement(LOCKED)
    view = desk.screened(cast.startup, text)
    assert view.state is SubmissionState.UNREADABLE
    assert view.problem
    assert (view.problem.code, bool(view.problem.ko), bool(view.problem.en)) == (106, True, True)
    with pytest.raises(NotFound):
        office.screening(cast.startup, view.id)
    kept = office.original(cast.startup, view.id).content
    assert hashlib.sha256(kept).hexdigest() == view.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_a_broken_check_raises_for_the_queue_to_try_again(cast: Cast, desk: Desk) -> None:
    """
    As long as tries are left the submission waits, neither clean nor failed.
    """
    view = desk.hand_in(cast.startup, agreement(BREAKS_THE_CHECK))
    with pytest.raises(RuntimeError):
        desk.run_job(view.id)
    assert desk.office.submission(cast.startup, view.id).state is SubmissionState.RECEIVED


def test_after_the_last_try_the_failure_is_visible(office: Office, cast: Cast, desk: Desk) -> None:
    """
    A job that was started as often as allowed and lost each time marks its submission as failed.
    """
    view = desk.hand_in(cast.startup)
    lost = "UPDATE queue.procrastinate_jobs SET status = 'doing', attempts = %s, worker_id = NULL"
    with owner(office) as connection:
        connection.execute(lost, (office.settings.screening_attempts - 1,))
    schedule.tick(office)
    failed = office.submission(cast.startup, view.id)
    assert failed.state is SubmissionState.FAILED
    assert failed.problem
    assert failed.problem.code == 900
    assert office.health().queue == 0


@pytest.mark.parametrize(
    ("state", "code", "again"),
    [
        (SubmissionState.FAILED, 900, SubmissionState.RECEIVED),
        (SubmissionState.UNREADABLE, 120, SubmissionState.RECEIVED),
        (SubmissionState.UNREADABLE, 106, SubmissionState.UNREADABLE),
    ],
)
def test_handing_in_again_asks_for_another_try(
    office: Office, cast: Cast, desk: Desk, state: SubmissionState, code: int, again: SubmissionState
) -> None:
    """
    What broke on our side is queued anew when the same file comes again; what is wrong with the file stays so.
    """
    view = desk.hand_in(cast.startup)
    with owner(office) as connection:
        connection.execute("DELETE FROM queue.procrastinate_jobs RETURNING 1")
        connection.execute(
            "UPDATE submissions SET state = %s, problem_code = %s, problem_ko = '', problem_en = ''",
            (state.value, code),
        )
    repeated = desk.hand_in(cast.startup)
    assert (repeated.id, repeated.state) == (view.id, again)
    assert office.health().queue == (1 if again is SubmissionState.RECEIVED else 0)


def test_a_broken_check_says_nothing_of_the_text(caplog: pytest.LogCaptureFixture) -> None:
    """
    What reaches the queue's log names type and place only, though the original error quoted the agreement.
    """
    with pytest.raises(RuntimeError) as caught:
        check(read(f"{BREAKS_THE_CHECK} {SECRET}".encode(), "a.txt", None), date(2026, 11, 24))
    assert SECRET in str(caught.value)
    told = Broken(caught.value)
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("procrastinate").error("%s", told)
    assert SECRET not in caplog.text
    assert "RuntimeError at" in caplog.text
