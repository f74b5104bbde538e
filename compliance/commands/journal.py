"""
`compliance journal`: compute the journal's chain again and compare it with the checkpoints outside the database.
"""

from __future__ import annotations

import sys

import typer

from compliance import journal as journals
from compliance.commands.opened import opened
from compliance.schedule import CHECKPOINTS
from compliance.store.verifying import verifier


def journal() -> None:
    """
    Verify the journal; end with 1 where a line was altered, inserted or taken away.
    """
    with opened() as office:
        checkpoints = journals.read_checkpoints(office.settings.data_dir / CHECKPOINTS, office.keys)
        with verifier(office.site.owner_url) as session:
            verdict = journals.verify(session, checkpoints)
    if verdict.sound:
        sys.stdout.write(f"이상 없음: {verdict.lines}행 / sound: {verdict.lines} lines\n")
        return
    sys.stderr.write(f"변조 의심: {verdict.bad_line}행 / line {verdict.bad_line}: {verdict.why}\n")
    raise typer.Exit(1)
