"""
`compliance rules`: list, show and test the rules, and write the schema that editors check rule files with.
"""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from rules import catalog, trial
from rules.rule import Rule

rules = typer.Typer(help="List, show and test the rules.", add_completion=False, pretty_exceptions_enable=False)


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
        sys.stderr.write(f"compliance rules: no rule {rule_id}\n")
        raise typer.Exit(2)
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
