"""
`compliance schedule`: tick; exactly one process does, others stand by.
"""

from __future__ import annotations

import signal
import threading
from typing import Annotated

import typer

from compliance import schedule as scheduling
from compliance.commands.opened import opened
from compliance.companions import leave_with_parent


def schedule(
    with_parent: Annotated[bool, typer.Option("--with-parent", help="End when standard input closes.")] = False,
) -> None:
    """
    Run the scheduler.
    """
    leaving = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: leaving.set())
    if with_parent:
        leave_with_parent()
    with opened() as office:
        scheduling.run(office, leaving)
