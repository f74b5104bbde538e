"""
Be the programs that the crash test kills: one that hands documents in, one that screens them, one that schedules.

Usage: python -m tests.compliance.crash_programs submit KEY COUNT HISTORY | work | schedule
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

from compliance import queue, schedule
from compliance.errors import Unavailable
from compliance.office import Office
from compliance.settings import Settings
from compliance.views import Upload
from ingest.document import Declaration
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


def main(part: str, *arguments: str) -> None:
    """
    Play one part until done or killed; wait where the database is away.
    """
    while True:
        try:
            office = Office.open(Settings(), INSTRUMENTS)
            if part == "submit":
                submit(office, arguments[0], int(arguments[1]), Path(arguments[2]))
                return
            if part == "work":
                queue.work(office.bench())
            else:
                schedule.run(office, threading.Event())
        except Unavailable:
            time.sleep(PAUSE_SECONDS)


if __name__ == "__main__":
    main(*sys.argv[1:])
