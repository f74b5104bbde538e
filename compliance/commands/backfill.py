"""
`compliance backfill`: keep readings and template clauses of agreements that were stored before these were kept.
"""

from __future__ import annotations

import sys

from compliance import backfilling
from compliance.commands.opened import opened
from compliance.progress import progress


def backfill() -> None:
    """
    Keep what is missing, one agreement after the other, and print how many documents it was missing of.

    May be stopped and run again: what is kept stays. No finding and no decision changes.
    """
    with opened() as office:
        bench = office.bench()
        with progress(len(backfilling.waiting(bench))) as step:
            done = backfilling.backfill(bench, step)
    sys.stdout.write(f"{done[backfilling.READINGS]} readings, {done[backfilling.CLAUSES]} sets of clauses\n")
