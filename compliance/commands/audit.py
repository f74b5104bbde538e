"""
`compliance audit`: draw up audit plans, run them, follow and direct the runs, and write their reports.

Whoever may run this on the host acts as an examiner by name; the journal has each act as the interface's, and that the
host did it in that name.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar
from uuid import UUID

import typer

from compliance import accounts, audit_text, seoul
from compliance.access import Actor
from compliance.audits.periods import Rhythm, ahead
from compliance.audits.plan import Design, Plan, Population, Sample
from compliance.audits.report_paper import paper_of
from compliance.commands.opened import opened
from compliance.errors import ComplianceError, NotFound
from compliance.exports.writing import Format, write
from compliance.following import follow
from compliance.views import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from compliance.access import Person
    from compliance.audits.desk import AuditDesk
    from compliance.audits.views import PlanView

audit = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)
EXAMINING = (Actor.AUDITOR, Actor.APPROVER, Actor.REVIEWER)
ALL = 1_000_000
REFUSED, WRONG_USAGE = 1, 2
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
OfPlan = Annotated[str, typer.Argument(metavar="PLAN", help="Id or title of a plan.")]
OfRun = Annotated[UUID, typer.Argument(metavar="RUN", help="Id of a run.")]
Shown = TypeVar("Shown")


@audit.callback()
def about(
    context: typer.Context,
    tenant: Annotated[str, typer.Option(envvar="COMPLIANCE_OPERATOR_TENANT", help="The authority that you act for.")],
    name: Annotated[str, typer.Option(envvar="COMPLIANCE_OPERATOR_NAME", help="The examiner in whose name you act.")],
) -> None:
    """
    Audit registered and ordered agreements; --tenant and --name say in whose name.
    """
    context.obj = (tenant, name)


@audit.command("plans")
def plans(context: typer.Context, as_json: AsJson = False) -> None:
    """
    List the plans, newest first.
    """
    with _desk(context) as (desk, person):
        listed = desk.plans(person)
    _tell(listed, audit_text.plan_line, as_json=as_json)


@audit.command("calendar")
def calendar(
    context: typer.Context,
    days: Annotated[int, typer.Option(min=1, max=3660, help="How far ahead.")] = 90,
    as_json: AsJson = False,
) -> None:
    """
    Show the days on which plans are due, in order.
    """
    with _desk(context) as (desk, person):
        listed = desk.plans(person)
    last = seoul.today() + timedelta(days=days)
    due = sorted(
        (
            {"day": day.isoformat(), "plan": str(one.id), "title": one.plan.title}
            for one in listed
            for day in ahead(one.plan.rhythm, one.plan.starts_on, one.next_due, last)
        ),
        key=lambda one: (one["day"], one["title"]),
    )
    _tell(due, lambda one: f"{one['day']}  {one['title']}", as_json=as_json)


@audit.command("draw-up")
def draw_up(
    context: typer.Context,
    title: Annotated[str, typer.Argument(help="Title of the plan.")],
    starts_on: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="First day.")],
    rhythm: Annotated[Rhythm, typer.Option(help="How often it is due.")] = Rhythm.ONCE,
    design: Annotated[Design, typer.Option(help="How the sample is drawn.")] = Design.ALL,
    size: Annotated[int | None, typer.Option(min=1, help="Size of the sample.")] = None,
    seed: Annotated[str, typer.Option(help="The same seed draws the same sample.")] = "",
    kind: Annotated[list[str] | None, typer.Option("--type", help="Only these types of agreement.")] = None,
    origin: Annotated[list[Origin] | None, typer.Option(help="registered, ordered; both where none is named.")] = None,
    population: Annotated[str, typer.Option(help="What else narrows the population, as JSON.")] = "{}",
    notice_days: Annotated[int, typer.Option(min=0, help="Days of notice.")] = 0,
    catalog: Annotated[str | None, typer.Option(help="Freeze the rules by this digest.")] = None,
    as_json: AsJson = False,
) -> None:
    """
    Draw up a plan.
    """
    try:
        narrowed = {name: chosen for name, chosen in (("agreement_types", kind), ("origins", origin)) if chosen}
        plan = Plan(
            title=title,
            population=Population.model_validate(json.loads(population) | narrowed),
            sample=Sample(design=design, size=size, seed=seed),
            rhythm=rhythm,
            starts_on=starts_on.date(),
            notice_days=notice_days,
            catalog_digest=catalog,
        )
    except (ValueError, TypeError) as wrong:
        raise _unusable(wrong) from wrong
    with _desk(context) as (desk, person):
        made = desk.draw_up(person, plan)
    _tell_one(made, audit_text.plan_line, as_json=as_json)


@audit.command("end")
def end(context: typer.Context, plan: OfPlan, as_json: AsJson = False) -> None:
    """
    End a plan; its runs stay.
    """
    with _desk(context) as (desk, person):
        made = desk.end(person, _plan(desk, person, plan).id)
    _tell_one(made, audit_text.plan_line, as_json=as_json)


@audit.command("runs")
def runs(context: typer.Context, plan: OfPlan, as_json: AsJson = False) -> None:
    """
    List the runs of a plan, newest first.
    """
    with _desk(context) as (desk, person):
        listed = desk.runs(person, _plan(desk, person, plan).id, limit=ALL).items
    _tell(listed, audit_text.run_line, as_json=as_json)


@audit.command("run")
def run(
    context: typer.Context,
    plan: OfPlan,
    is_followed: Annotated[bool, typer.Option("--follow", help="Wait for its end.")] = False,
    as_json: AsJson = False,
) -> None:
    """
    Begin a run of a plan today, due or not; workers check its agreements.
    """
    with _desk(context) as (desk, person):
        made = desk.begin(person, _plan(desk, person, plan).id)
        if is_followed:
            made = follow(lambda: desk.run(person, made.id))
    _tell_one(made, audit_text.run_line, as_json=as_json)


@audit.command("progress")
def progress(
    context: typer.Context,
    run_id: OfRun,
    is_followed: Annotated[bool, typer.Option("--follow", help="Wait for its end.")] = False,
    as_json: AsJson = False,
) -> None:
    """
    Show how far a run is, with counts and an estimated end.
    """
    with _desk(context) as (desk, person):
        shown = follow(lambda: desk.run(person, run_id)) if is_followed else desk.run(person, run_id)
    _tell_one(shown, audit_text.run_lines, as_json=as_json)


@audit.command("pause")
def pause(context: typer.Context, run_id: OfRun, as_json: AsJson = False) -> None:
    """
    Pause a run; what was checked stays checked.
    """
    _direct(context, run_id, "pause", as_json=as_json)


@audit.command("resume")
def resume(context: typer.Context, run_id: OfRun, as_json: AsJson = False) -> None:
    """
    Go on with a paused run.
    """
    _direct(context, run_id, "resume", as_json=as_json)


@audit.command("cancel")
def cancel(context: typer.Context, run_id: OfRun, as_json: AsJson = False) -> None:
    """
    Cancel a run; what was checked stays checked.
    """
    _direct(context, run_id, "cancel", as_json=as_json)


@audit.command("report")
def report(
    context: typer.Context,
    run_id: OfRun,
    file: Annotated[Path, typer.Argument(help="Where to write it: .pdf, .hwpx, .docx or .xlsx.", dir_okay=False)],
) -> None:
    """
    Write the report on a run (점검결과서); that it was read is written into the journal.
    """
    suffix = file.suffix.lower().lstrip(".")
    if suffix not in set(Format):
        raise _unusable(f"{file.name}: .pdf, .hwpx, .docx, .xlsx")
    with _desk(context) as (desk, person):
        paper = paper_of(desk.report(person, run_id))
    file.write_bytes(write(paper, Format(suffix)))
    sys.stdout.write(f"{file}\n")


@contextmanager
def _desk(context: typer.Context) -> Iterator[tuple[AuditDesk, Person]]:
    tenant, name = context.obj
    with opened() as office:
        try:
            yield office.audits, accounts.act_as(office, tenant, name, EXAMINING)
        except ComplianceError as refusal:
            sys.stderr.write(f"{refusal.ko}\n{refusal.en}\n")
            raise typer.Exit(REFUSED) from refusal


def _direct(context: typer.Context, run_id: UUID, step: str, *, as_json: bool) -> None:
    with _desk(context) as (desk, person):
        shown = desk.direct(person, run_id, step)
    _tell_one(shown, audit_text.run_line, as_json=as_json)


def _plan(desk: AuditDesk, person: Person, asked: str) -> PlanView:
    """
    Find a plan by its id, or by a title that only one plan has.
    """
    found = [one for one in desk.plans(person) if asked in {str(one.id), one.plan.title}]
    if len(found) > 1:
        raise _unusable("several plans have this title: " + ", ".join(str(one.id) for one in found))
    if not found:
        raise NotFound
    return found[0]


def _tell(listed: Iterable[Shown], line: Callable[[Shown], str], *, as_json: bool) -> None:
    rows = list(listed)
    if as_json:
        sys.stdout.write(audit_text.as_json(rows) + "\n")
    else:
        sys.stdout.writelines(f"{line(row)}\n" for row in rows)


def _tell_one(shown: Shown, line: Callable[[Shown], str], *, as_json: bool) -> None:
    sys.stdout.write((audit_text.as_json(shown) if as_json else line(shown)) + "\n")


def _unusable(why: object) -> typer.Exit:
    sys.stderr.write(f"compliance audit: {why}\n")
    return typer.Exit(WRONG_USAGE)
