"""
`compliance alive`: tell health checks whether the office works.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from compliance.commands.opened import opened


class Part(StrEnum):
    """
    Name a process that leaves signs of life.
    """

    WORKER = "worker"
    SCHEDULER = "scheduler"


def alive(
    part: Annotated[Part | None, typer.Argument(help="Also ask whether this part was seen lately.")] = None,
) -> None:
    """
    End with 0 if the database works and the part named was seen lately, else with 1.
    """
    with opened() as office:
        view = office.health()
    seen = {None: True, Part.WORKER: view.worker_alive, Part.SCHEDULER: view.scheduler_alive}
    if not (view.database and seen[part]):
        sys.stderr.write(f"{part or 'database'}: not seen lately\n")
        raise typer.Exit(1)
