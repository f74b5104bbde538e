"""
Count the jobs of workers and what waits, for the metrics of operators.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from compliance import metering
from compliance.views import JobTimeView
from tests.compliance.processes import started, wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from compliance.office import Office
    from tests.compliance.conftest import Cast, Desk

CRASHING = "tests.compliance.crash_programs"


def test_jobs_are_counted_by_how_they_end_and_how_long_they_take(office: Office) -> None:
    """
    Jobs of one kind add up in the class of their time; the longest class has no bound.
    """
    for seconds in (0.03, 0.04, 7.0, 1000.0):
        metering.note(office.database, "screen", "screened", seconds)
    assert office.workload().job_times == (
        JobTimeView("screen", "screened", 0.05, 2, 0.07),
        JobTimeView("screen", "screened", 10.0, 1, 7.0),
        JobTimeView("screen", "screened", inf, 1, 1000.0),
    )


def test_what_waits_is_told_until_a_worker_has_done_it(office: Office, cast: Cast, desk: Desk, root: Path) -> None:
    """
    A document handed in waits in the queue; once a worker screened it the queue is empty and one job was counted.
    """
    desk.hand_in(cast.startup)
    waiting = office.workload()
    assert [(one.task, one.state, one.jobs) for one in waiting.queue] == [("screen", "todo", 1)]
    assert 0 <= waiting.queue[0].oldest_seconds < 60
    assert waiting.workers == 0
    with started(root, office.settings, CRASHING, "work"):
        wait_until(lambda: bool(office.workload().job_times), "a worker counts the job")
    done = office.workload()
    assert done.queue == ()
    assert [(one.task, one.outcome, one.jobs) for one in done.job_times] == [("screen", "screened", 1)]
