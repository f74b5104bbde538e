"""
`compliance terms`: read the terms out of investment papers and set them side by side, without a database or a network.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compliance import seoul
from compliance.check import Bench, check_files
from compliance.commands.check import FILE_REJECTED, NOTHING_FLAGGED, Language
from compliance.gathering import gather
from compliance.progress import progress
from compliance.terms import Paper, side_by_side
from rules import catalog

if TYPE_CHECKING:
    from compliance.results import CheckObject


class Form(StrEnum):
    """
    Name the forms a table can take.
    """

    TABLE = "table"
    JSON = "json"


def terms(
    files: Annotated[list[Path], typer.Argument(help="Files, folders, ZIP folders or mails.", exists=True)],
    on: Annotated[datetime | None, typer.Option(help="Day of the comparison.", formats=["%Y-%m-%d"])] = None,
    language: Annotated[Language, typer.Option(help="Language of the table.")] = Language.KO,
    form: Annotated[Form, typer.Option("--format", help="Form of the answer.")] = Form.TABLE,
) -> None:
    """
    Show the terms of investment papers, several side by side, against the usual position.
    """
    day = on.date() if on else seoul.today()
    given = list(gather(files))
    with progress(sum(one.entry.fate == "taken" for one in given)) as step:
        objects = check_files(given, Bench(None, replace(catalog.load(), rules=()), day, step))
    table = side_by_side([_paper(one) for one in objects], [one.terms for one in objects])
    if form is Form.JSON:
        sys.stdout.write(table.model_dump_json() + "\n")
    else:
        # What colours a terminal takes a tenth of a second to load.
        import_module("compliance.term_table").show(table, language.value)
    rejected = any(one.status == "rejected" for one in objects)
    raise typer.Exit(FILE_REJECTED if rejected else NOTHING_FLAGGED)


def _paper(one: CheckObject) -> Paper:
    kind = one.document.agreement_type
    return Paper(
        name=one.document.name,
        sha256=one.document.sha256,
        agreement_type=kind.value if kind else None,
        is_read=bool(one.terms),
    )
