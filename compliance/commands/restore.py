"""
`compliance restore`: put a back-up in the place of what is there, and prove that it works.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from compliance import logs
from compliance.commands.opened import told
from compliance.commands.sanity import examine
from compliance.progress import progress
from compliance.real import REAL
from compliance.safekeeping.rechecking import recheck
from compliance.safekeeping.restore import Order
from compliance.safekeeping.restore import restore as put_back
from compliance.settings import Settings

AGREEMENTS = 50
"""Agreements checked anew after restoring."""


def restore(
    folder: Annotated[Path, typer.Argument(help="Folder that `compliance backup` wrote.")],
    replace: Annotated[bool, typer.Option(help="Replace the documents that are there.")] = False,
) -> None:
    """
    Restore a back-up into the database of the settings; all programs of the office have to be stopped.

    Afterwards everything is looked through and 50 agreements drawn at random are checked anew: they have to give the
    findings that are stored. Ends with 1 where something does not hold.
    """
    settings = Settings()
    logs.begin(settings.log_level)
    with told():
        office = put_back(Order(folder, settings, replace), REAL)
    try:
        is_sound = examine(office)
        with progress(AGREEMENTS) as step:
            checked = recheck(office, AGREEMENTS, step)
    finally:
        office.close()
    sys.stdout.write(
        f"다시 점검한 계약서 {checked.checked}건, 결과가 다른 것 {len(checked.otherwise)}건"
        f" / {checked.checked} agreements checked anew, {len(checked.otherwise)} gave other findings\n"
    )
    for one in checked.otherwise:
        sys.stderr.write(f"submission:{one}\n")
    if checked.otherwise or not is_sound:
        raise typer.Exit(1)
