"""
`compliance programme`: take in a table of projects as a programme officer; whoever may run this on the host may do so.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from compliance import accounts
from compliance.access import Actor
from compliance.commands.opened import opened
from compliance.errors import ComplianceError
from compliance.views import Upload

programme = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)


@programme.callback()
def about() -> None:
    """
    Keep support programmes as data.
    """


@programme.command("import")
def take_in(
    file: Annotated[Path, typer.Argument(help="A table of projects: CSV, XLSX or JSON.", exists=True, dir_okay=False)],
    tenant: Annotated[str, typer.Option(help="The managing agency; made if there is none by that name.")],
    name: Annotated[str, typer.Option(help="The programme officer; made if there is none by that name.")],
) -> None:
    """
    Take in programmes, projects, stages and required documents; the same file again changes nothing.
    """
    upload = Upload(file.name, file.read_bytes(), "application/octet-stream")
    with opened() as office:
        officer = accounts.find_or_make(office, tenant, name, Actor.PROGRAMME_OFFICER)
        try:
            view = office.programmes.take_in(officer, upload)
        except ComplianceError as refusal:
            sys.stderr.write(f"{refusal.ko}\n{refusal.en}\n")
            raise typer.Exit(1) from refusal
    for one in view.faults:
        sys.stderr.write(f"{one.row}행 {one.column}: {one.ko} / row {one.row}: {one.en}\n")
    if view.faults:
        raise typer.Exit(1)
    sys.stdout.write(f"새 과제 {view.created} · 변경 {view.changed} · 그대로 {view.unchanged}\n")
    sys.stdout.write(f"projects: {view.created} new, {view.changed} changed, {view.unchanged} unchanged\n")
