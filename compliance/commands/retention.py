"""
`compliance retention`: hold documents, let them go, and write the certificates of what was destroyed.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from compliance import accounts, seoul
from compliance.access import Actor
from compliance.commands.opened import opened, told
from compliance.exports.writing import Format, write
from compliance.retention import TERMS
from compliance.safekeeping.holding import HoldDesk, paper_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compliance.access import Person

retention = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)
Reason = Annotated[str, typer.Option(help="Why.")]


@retention.callback()
def about(
    context: typer.Context,
    tenant: Annotated[str, typer.Option(envvar="COMPLIANCE_OPERATOR_TENANT", help="The authority you act for.")],
    name: Annotated[str, typer.Option(envvar="COMPLIANCE_OPERATOR_NAME", help="The privacy officer you act as.")],
) -> None:
    """
    Hold documents and certify destructions; --tenant and --name say as which privacy officer.
    """
    context.obj = (tenant, name)


@retention.command()
def terms() -> None:
    """
    List for how long each class is kept, since when, and by which source.
    """
    for term in TERMS:
        sys.stdout.write(f"{term.kind}  {term.since}  {term.years}y {term.days}d  {term.source}\n")


@retention.command()
def hold(context: typer.Context, submission: UUID, reason: Reason) -> None:
    """
    Keep a registered or ordered document from being destroyed.
    """
    with _desk(context) as (desk, person):
        _tell(desk.hold(person, submission, reason))


@retention.command()
def release(context: typer.Context, hold_id: Annotated[UUID, typer.Argument(metavar="HOLD")], reason: Reason) -> None:
    """
    Let a held document go.
    """
    with _desk(context) as (desk, person):
        _tell(desk.release(person, hold_id, reason))


@retention.command()
def holds(context: typer.Context) -> None:
    """
    List all holds as JSON Lines, newest first.
    """
    with _desk(context) as (desk, person):
        for one in desk.holds(person):
            _tell(one)


@retention.command()
def certificates(
    context: typer.Context, pdf: Annotated[Path | None, typer.Option(help="Write them to this file as PDF.")] = None
) -> None:
    """
    List the certificates of destroyed documents as JSON Lines, newest first.
    """
    with _desk(context) as (desk, person):
        found = desk.certificates(person)
    for one in found:
        _tell(one)
    if pdf:
        pdf.write_bytes(write(paper_of(found, seoul.today()), Format.PDF))


@contextmanager
def _desk(context: typer.Context) -> Iterator[tuple[HoldDesk, Person]]:
    tenant, name = context.obj
    with opened() as office, told():
        person = accounts.act_as(office, tenant, name, (Actor.PRIVACY_OFFICER,))
        yield HoldDesk(office.database), person


def _tell(one: object) -> None:
    sys.stdout.write(json.dumps(asdict(one), default=str, ensure_ascii=False) + "\n")  # type: ignore[call-overload]
