"""
`compliance migrate`: bring the schema up to date; may be run any number of times.
"""

from __future__ import annotations

import sys

import typer

from compliance.errors import ComplianceError
from compliance.settings import Settings
from compliance.store.site import migrate_server


def migrate() -> None:
    """
    Apply all missing migrations.
    """
    try:
        migrate_server(Settings())
    except ComplianceError as refusal:
        sys.stderr.write(f"{refusal.ko}\n{refusal.en}\n")
        raise typer.Exit(1) from refusal
