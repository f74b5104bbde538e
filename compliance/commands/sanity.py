"""
`compliance sanity`: look through everything that is stored.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from compliance import journal
from compliance.commands.opened import opened, told
from compliance.progress import progress
from compliance.safekeeping.sanity import look_through, size
from compliance.schedule import CHECKPOINTS

if TYPE_CHECKING:
    from compliance.office import Office


def sanity() -> None:
    """
    Prove that every stored value opens, every document has its bytes, every finding its screening, and the journal holds.

    Nothing is changed or shown. Ends with 1 where something does not hold.
    """
    with opened() as office, told():
        if not examine(office):
            raise typer.Exit(1)


def examine(office: Office) -> bool:
    """
    Look through everything, print what was looked at and what does not hold, and tell whether all of it does.
    """
    checkpoints = journal.read_checkpoints(office.settings.data_dir / CHECKPOINTS, office.keys)
    with progress(size(office.site.owner_url)) as step:
        found = look_through(office.site.owner_url, office.keys, checkpoints, step)
    sys.stdout.write("".join(f"{count:>10}  {kind}\n" for kind, count in found.looked_at.items() if count))
    sys.stderr.write("".join(f"이상 / wrong: {fault}\n" for fault in found.faults))
    if found.more_faults:
        sys.stderr.write(f"… +{found.more_faults}\n")
    sys.stdout.write("이상 없음 / sound\n" if found.sound else "이상 있음 / not sound\n")
    return found.sound
