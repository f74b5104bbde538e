"""
Be a worker whose first check never ends: the test that kills it starts another, which finds the marker and goes on.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compliance import queue
from compliance.office import Office
from compliance.settings import Settings
from tests.compliance import fakes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ingest.document import Document

FOR_EVER = 600


def main(marker: Path) -> None:
    """
    Work until told to stop; the marker says that a check has begun.
    """

    def check(document: Document, on: date) -> Mapping[str, Any]:
        if not marker.exists():
            marker.touch()
            time.sleep(FOR_EVER)
        return fakes.check(document, on)

    office = Office.open(Settings(), replace(fakes.INSTRUMENTS, check=check))
    queue.work(office.bench())
    office.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
