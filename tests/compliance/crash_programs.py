"""
Be the programs that crash tests kill: one that hands documents in, one that works, one that schedules, one that directs.

Usage: python -m tests.compliance.crash_programs submit KEY COUNT HISTORY | work | schedule | direct KEY COUNT HISTORY | tick

With AUDITING set in the environment all but the first go by the rules of tests.compliance.audited.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from compliance import queue, schedule, seoul
from compliance.audits import running
from compliance.audits.plan import Plan
from compliance.errors import Conflict, Unavailable
from compliance.office import Office
from compliance.seoul import SEOUL
from compliance.settings import Settings
from compliance.views import Upload
from ingest.document import Declaration
from tests.compliance.audited import AUDITING, OTHER
from tests.compliance.fakes import INSTRUMENTS, agreement
from tests.ingest.bundling import folder

PAUSE_SECONDS = 0.2
BUNDLE_EVERY = 50


def submit(office: Office, key: str, count: int, history: Path) -> None:
    """
    Hand in documents 0 to count - 1, and write each acknowledged id to disk before the next; go on after a kill.

    Every BUNDLE_EVERY-th, beginning with the first, is a bundle of two.
    """
    person = office.enter(key)
    assert person
    with history.open("a+", encoding="ascii") as acknowledged:
        acknowledged.seek(0)
        for number in range(len(acknowledged.readlines()), count):
            upload = Upload(f"{number}.txt", agreement(f"제2조 {number}").encode(), "text/plain")
            if number % BUNDLE_EVERY == 0:
                upload = Upload(f"{number}.zip", folder(**{"a.txt": upload.content, "b.txt": upload.content}), "")
            view = office.submit(person, upload, Declaration(), str(number))
            acknowledged.write(f"{view.id}\n")
            acknowledged.flush()
            os.fsync(acknowledged.fileno())


def direct(office: Office, key: str, count: int, history: Path) -> None:
    """
    Draw up plans and write each acknowledged one to disk; pause and resume runs as they go, and cancel every fourth.
    """
    person = office.enter(key)
    assert person
    with history.open("a+", encoding="ascii") as acknowledged:
        acknowledged.seek(0)
        for number in range(len(acknowledged.readlines()), count):
            view = office.audits.draw_up(person, Plan(title=f"{number}", starts_on=seoul.today()))
            acknowledged.write(f"{view.id}\n")
            acknowledged.flush()
            os.fsync(acknowledged.fileno())
            time.sleep(PAUSE_SECONDS)
    while True:
        for number, plan in enumerate(office.audits.plans(person)):
            for run in office.audits.runs(person, plan.id).items:
                with suppress(Conflict):
                    office.audits.direct(person, run.id, "cancel" if number % 4 == 3 and run.done else "pause")
                time.sleep(PAUSE_SECONDS / 4)
                with suppress(Conflict):
                    office.audits.direct(person, run.id, "resume")
        time.sleep(PAUSE_SECONDS)


def tick(office: Office) -> None:
    """
    Take up what is due at each of the times, in seconds since 1970, that come in on standard input.
    """
    for seconds in sys.stdin:
        running.take_up_due(office.bench(), datetime.fromtimestamp(int(seconds), SEOUL).date())


def main(part: str, *arguments: str) -> None:
    """
    Play one part until done or killed; wait where the database is away.
    """
    while True:
        try:
            office = Office.open(Settings(), OTHER if AUDITING in os.environ else INSTRUMENTS)
            if part == "submit":
                submit(office, arguments[0], int(arguments[1]), Path(arguments[2]))
                return
            if part == "tick":
                tick(office)
                return
            if part == "direct":
                direct(office, arguments[0], int(arguments[1]), Path(arguments[2]))
            elif part == "work":
                queue.work(office.bench())
            else:
                schedule.run(office, threading.Event())
        except Unavailable:
            time.sleep(PAUSE_SECONDS)


if __name__ == "__main__":
    main(*sys.argv[1:])
