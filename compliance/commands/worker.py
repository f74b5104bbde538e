"""
`compliance worker`: screen what was handed in, until SIGTERM or SIGINT; as many as wanted, on as many hosts.
"""

from __future__ import annotations

from typing import Annotated

import typer

from compliance import queue
from compliance.commands.opened import opened
from compliance.companions import leave_with_parent
from compliance.memory import give_back_freed_memory


def worker(
    with_parent: Annotated[bool, typer.Option("--with-parent", help="End when standard input closes.")] = False,
) -> None:
    """
    Run a worker.
    """
    give_back_freed_memory()
    if with_parent:
        leave_with_parent()
    with opened() as office:
        # The catalog is compiled before the first document waits for it.
        office.catalog()
        queue.work(office.bench())
