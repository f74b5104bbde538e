"""
Run five schedulers as processes, each by a clock of its own that jumps: every period has one run.
"""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from compliance.audits.periods import Rhythm
from compliance.audits.plan import Plan
from compliance.seoul import SEOUL
from tests.compliance.conftest import owner
from tests.compliance.processes import environment

if TYPE_CHECKING:
    from pathlib import Path

    from compliance.office import Office
    from tests.compliance.conftest import Cast

FIRST = date(2028, 2, 20)
"""The first period; a leap day and every zone's changes to summer time and back follow."""
ZONES = ("Asia/Seoul", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "UTC")
"""Where the hosts' clocks believe to be."""
JUMP_HOURS = 26


def clock(periods: int, number: int) -> list[int]:
    """
    Give the seconds since 1970 at which one scheduler ticks: noon of each day in Seoul, give or take its jump.
    """
    chance = random.Random(number)  # noqa: S311 - a test's dice, the same each time
    noon = datetime.combine(FIRST, time(12), SEOUL).astimezone(UTC)
    last = noon + timedelta(days=periods - 1)
    ticks = [
        min(
            noon + timedelta(days=day, hours=chance.choice((0, 0, -JUMP_HOURS, JUMP_HOURS, chance.uniform(-13, 13)))),
            last,
        )
        for day in range(periods)
    ]
    return [int(tick.timestamp()) for tick in (*ticks, last)]


@pytest.mark.parametrize("periods", [25, pytest.param(1000, marks=pytest.mark.soak)])
def test_five_processes_with_jumping_clocks(office: Office, cast: Cast, root: Path, periods: int) -> None:
    """
    Clocks that jump 26 hours, summer time and leap days neither double a period nor leave one out.
    """
    office.audits.draw_up(cast.auditor, Plan(title="매일 점검", starts_on=FIRST, rhythm=Rhythm.DAILY))
    command = [sys.executable, "-m", "tests.compliance.crash_programs", "tick"]
    schedulers = []
    for number, zone in enumerate(ZONES):
        known = environment(office.settings) | {"TZ": zone}
        process = subprocess.Popen(command, cwd=root, env=known, stdin=subprocess.PIPE, text=True)
        schedulers.append(process)
        assert process.stdin
        process.stdin.write("\n".join(map(str, clock(periods, number))))
        process.stdin.close()
    assert [one.wait() for one in schedulers] == [0] * len(ZONES)
    with owner(office) as connection:
        rows = connection.execute("SELECT period, state FROM audit_runs ORDER BY period").fetchall()
        counted = connection.execute("SELECT count(*) FROM journal WHERE act = 'audit_begun'").fetchone()
    assert [period for period, _ in rows] == [FIRST + timedelta(days=day) for day in range(periods)]
    begun = sum(state != "missed" for _, state in rows)
    assert counted == (begun,)
    assert begun > periods // 3
