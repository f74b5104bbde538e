"""
Open the office for a command, or say in plain words why it does not open.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from compliance import logs
from compliance.errors import ComplianceError
from compliance.office import Office
from compliance.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def opened(settings: Settings | None = None) -> Iterator[Office]:
    """
    Open the office by the settings and close it afterwards; end the program with 1 where it does not open.
    """
    settings = settings or Settings()
    logs.begin(settings.log_level)
    try:
        office = Office.open(settings)
    except ComplianceError as refusal:
        sys.stderr.write(f"{refusal.ko}\n{refusal.en}\n")
        raise typer.Exit(1) from refusal
    try:
        yield office
    finally:
        office.close()


@contextmanager
def told() -> Iterator[None]:
    """
    Say in plain words what the office refuses, and end the program with 1.
    """
    try:
        yield
    except ComplianceError as refusal:
        sys.stderr.write(f"{refusal.ko}\n{refusal.en}\n")
        raise typer.Exit(1) from refusal
