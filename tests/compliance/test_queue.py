"""
Hold the queue to its promises where processes die: the small twin of the kill soak.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compliance import schedule
from compliance.views import SubmissionState
from tests.compliance.conftest import owner
from tests.compliance.fakes import BREAKS_THE_CHECK, SECRET, agreement
from tests.compliance.processes import started, wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from compliance.office import Office
    from tests.compliance.conftest import Cast, Desk

WORKER = "tests.compliance.slow_worker"
CRASHING = "tests.compliance.crash_programs"


def test_the_job_of_a_killed_worker_is_taken_over(
    office: Office, cast: Cast, desk: Desk, tmp_path: Path, root: Path
) -> None:
    """
    A worker killed with SIGKILL in the middle of a check loses nothing: another one records the findings, once.
    """
    view = desk.hand_in(cast.startup)
    marker = tmp_path / "begun"
    with started(root, office.settings, WORKER, str(marker)) as first:
        wait_until(marker.exists, "the first worker begins the check")
        first.kill()

    def screened() -> bool:
        schedule.tick(office)
        return office.submission(cast.startup, view.id).state is SubmissionState.SCREENED

    with started(root, office.settings, WORKER, str(marker)):
        wait_until(screened, "the second worker ends the check")
    with owner(office) as connection:
        counted = connection.execute("SELECT count(*), count(DISTINCT fingerprint) FROM findings").fetchone()
    assert counted == (2, 2)


def test_a_check_that_always_breaks_ends_visibly_and_says_nothing(
    office: Office, cast: Cast, desk: Desk, tmp_path: Path, root: Path
) -> None:
    """
    After the last try the submission has failed; the worker's log names the place but no word of the agreement.
    """
    settings = office.settings.model_copy(update={"screening_attempts": 2})
    view = desk.hand_in(cast.startup, agreement(BREAKS_THE_CHECK))
    with (tmp_path / "log").open("wb") as log, started(root, settings, CRASHING, "work", log=log):
        wait_until(
            lambda: office.submission(cast.startup, view.id).state is SubmissionState.FAILED, "the last try is over"
        )
    said = (tmp_path / "log").read_text(encoding="utf-8")
    assert "RuntimeError at" in said
    assert SECRET not in said


def test_a_worker_ends_with_its_parent(office: Office, root: Path) -> None:
    """
    A companion whose parent vanished does not stay behind.
    """
    with started(root, office.settings, "compliance", "worker", "--with-parent") as worker:
        wait_until(lambda: office.health().worker_alive, "the worker shows a sign of life")
        assert worker.stdin
        worker.stdin.close()
        assert worker.wait(20) == 0
    assert not office.health().worker_alive
