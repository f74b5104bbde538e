"""
`compliance rules`: list, show, test and explain the rules, begin a new one, and write the schema for editors.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from compliance import check as checking
from compliance import explaining, impact, seoul
from compliance.audits.plan import Design, Sample
from compliance.commands.opened import opened
from compliance.drafts import packing
from compliance.drafts.telling import tell
from compliance.errors import ComplianceError
from compliance.gathering import gather
from compliance.progress import MANY, progress
from compliance.views import Upload
from ingest.document import Role
from rules import catalog, drafting, explain, trial
from rules.errors import RuleError
from rules.examples import reading_of
from rules.rule import Rule
from rules.topics import table
from rules.topics.labelled import from_cuad, topics

rules = typer.Typer(
    help="List, show, test and explain the rules.", add_completion=False, pretty_exceptions_enable=False
)
LONGEST_NAME = 255
"""Bytes of a file's name; longer words are no file."""
SHOWN = 5
"""How many rules that came near to firing are explained, besides those that fired."""


@rules.command("list")
def list_rules() -> None:
    """
    Print every rule: id, status, severity, title.
    """
    book = catalog.load()
    for one in book.rules:
        rule = one.rule
        sys.stdout.write(f"{rule.id}  {rule.status:<12} {rule.severity:<8} {rule.title.ko} / {rule.title.en}\n")
    sys.stdout.write(f"{len(book.rules)} rules, digest {book.digest}\n")


@rules.command("show")
def show_rule(rule_id: Annotated[str, typer.Argument(help="For example IP-01.")]) -> None:
    """
    Print one rule as JSON, its bases with article and day in force.
    """
    found = next((one for one in catalog.load().rules if one.rule.id == rule_id), None)
    if found is None:
        raise _refused(f"no rule {rule_id}")
    bases = [{"cite": one.cite, "in_force": one.in_force.isoformat(), "effect": one.effect} for one in found.bases]
    sys.stdout.write(
        json.dumps(found.rule.model_dump(mode="json") | {"bases": bases}, ensure_ascii=False, indent=2) + "\n"
    )


@rules.command("test")
def try_rules(ids: Annotated[list[str] | None, typer.Argument(help="Ids; all where none is given.")] = None) -> None:
    """
    Run the rules' examples and pins and print what does not hold.
    """
    found = list(trial.problems(set(ids or ())))
    sys.stdout.write("\n".join([*found, f"{len(found)} problems", ""]))
    raise typer.Exit(1 if found else 0)


@rules.command("schema")
def rule_schema() -> None:
    """
    Print the JSON schema of a rule file.
    """
    sys.stdout.write(json.dumps(Rule.model_json_schema(), ensure_ascii=False, indent=2) + "\n")


@rules.command("new")
def new_rule(
    slug: Annotated[str, typer.Argument(help="A slug of rules/packs/IDS.yaml, or the id given to it.")],
) -> None:
    """
    Begin the file of a rule whose id, agreement types and law are settled; what is to be written says so.
    """
    try:
        path = drafting.begin(slug)
    except RuleError as wrong:
        raise _refused(str(wrong)) from wrong
    sys.stdout.write(f"{path}\n")


@rules.command("explain")
def explain_rules(
    words: Annotated[str, typer.Argument(help="The words, a file that holds them, or - for what is piped in.")],
    kind: Annotated[str, typer.Option("--type", help="Agreement type, for example poc.")] = "joint_development",
    rule: Annotated[list[str] | None, typer.Option(help="Only these rules, whatever they apply to.")] = None,
    party: Annotated[list[str] | None, typer.Option(help="LABEL=ROLE, where 갑, 을 and the like are not used.")] = None,
) -> None:
    """
    Print the norms read in the words and, for each rule, why it did or did not fire.
    """
    read = reading_of(_text(words), kind, dict(map(_party, party or ())))
    lines = list(explaining.reading_lines(read))
    told = explain.verdicts(read, explain.rules_for(kind, rule or ()))
    fired = sum(one.fires for one in told)
    for verdict in told if rule else told[: fired + SHOWN]:
        lines += explaining.verdict_lines(verdict)
    sys.stdout.write("\n".join([*lines, f"{fired} of {len(told)} rules fire", ""]))


@rules.command("impact")
def impact_of_change(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Agreements, or folders of them; none with --stored.", exists=True)
    ] = None,
    record: Annotated[
        Path | None, typer.Option(help="Where the first run keeps its findings; later runs compare with it.")
    ] = None,
    stored: Annotated[
        Path | None,
        typer.Option(
            help="Instead: a folder laid out like rules/, a ZIP or a YAML file, tried over stored agreements."
        ),
    ] = None,
    size: Annotated[int | None, typer.Option(min=1, help="So many stored agreements, drawn by the seed.")] = None,
    seed: Annotated[str, typer.Option(help="The same seed draws the same agreements.")] = "",
) -> None:
    """
    Print which findings a change of the rules makes appear and vanish: run it before the change and after.

    With --stored a draft of the rules is tried over the agreements of the office; no finding and no decision changes.
    """
    if stored is not None:
        sample = Sample(design=Design.RANDOM if size else Design.ALL, size=size, seed=seed)
        lines = _over_stored(stored, sample)
    elif files and record:
        lines = _over_files(files, record)
    else:
        raise _refused("name agreements and --record, or a draft with --stored")
    sys.stdout.write("\n".join([*lines, ""]))


def _over_stored(draft: Path, sample: Sample) -> list[str]:
    try:
        if draft.is_dir():
            files = packing.of_path(draft)
        else:
            files = packing.unpacked(Upload(draft.name, draft.read_bytes(), ""))
        with opened() as office, progress(sample.size or MANY) as step:
            return tell(office.bench(), files, seoul.today(), sample, step).lines()
    except ComplianceError as refusal:
        raise _refused(refusal.en) from refusal


def _over_files(files: list[Path], record: Path) -> list[str]:
    given = list(gather(files))
    with progress(sum(one.entry.fate == "taken" for one in given)) as step:
        day = seoul.today()
        now = impact.findings_of(given, checking.Bench(None, catalog.load(), day, step))
    if not record.exists():
        impact.save(now, record)
        return [f"{len(now)} findings kept"]
    told = impact.compare(impact.saved(record), now)
    lines = [*(f"+ {line}" for line in told.appeared), *(f"- {line}" for line in told.vanished)]
    return [*lines, f"{len(told.appeared)} appeared, {len(told.vanished)} vanished, {told.kept} unchanged"]


@rules.command("topics")
def measure_topics(
    labelled: Annotated[
        Path | None, typer.Argument(help="Contracts with gold spans, in the form of corpus/en_cuad.")
    ] = None,
    of: Annotated[str | None, typer.Option(help="Instead: words, a file or - whose topics are guessed.")] = None,
) -> None:
    """
    Print how well clauses are told by what they are about: precision and recall of each CUAD category.

    Every contract is judged by a model that was trained without it, so this takes about a minute. With --of, print what
    the shipped model takes each sentence to be about and which rules read such clauses: a hint for authors.
    """
    if of is not None:
        lines = list(table.guesses(_text(of)))
    elif labelled is not None and labelled.is_file():
        names = [name for name, topic in topics().items() if topic.cuad]
        lines = [*table.lines(table.rows(list(from_cuad(labelled)), names)), table.PUBLISHED, table.APART]
    else:
        raise _refused(f"{labelled} is no file" if labelled else "name a file of labelled contracts, or give --of")
    sys.stdout.write("\n".join([*lines, ""]))


def _text(words: str) -> str:
    if words == "-":
        return sys.stdin.read()
    short = len(words.encode()) <= LONGEST_NAME
    return Path(words).read_text("utf-8") if short and Path(words).is_file() else words


def _party(written: str) -> tuple[str, Role]:
    label, _, role = written.partition("=")
    if role not in set(Role):
        raise _refused(f"{written!r} is not LABEL=ROLE; roles: {', '.join(Role)}")
    return label, Role(role)


def _refused(why: str) -> typer.Exit:
    sys.stderr.write(f"compliance rules: {why}\n")
    return typer.Exit(2)
