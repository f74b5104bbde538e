"""
`compliance check`: judge files on the command line, without a database or a network.

Source of options, exit status and JSON: ../shared/design/CHECK_JSON.md.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from compliance import check as checking
from compliance import columns, declaration, sarif, seoul
from compliance.deal import deal
from compliance.errors import Rejected
from compliance.finding_shown import FindingsShown, in_pieces
from compliance.gathering import gather
from compliance.progress import progress
from ingest.document import Declaration
from rules import catalog
from rules.classifier.model import shipped
from rules.errors import RuleError
from rules.finding import SEVERITIES
from rules.remembered import remembering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compliance.deal import Deal
    from compliance.results import CheckObject

WRONG_USAGE, INTERNAL_ERROR, FILE_REJECTED, SOMETHING_FLAGGED, NOTHING_FLAGGED = 2, 4, 3, 1, 0
GRAVEST_FIRST = (WRONG_USAGE, INTERNAL_ERROR, FILE_REJECTED, SOMETHING_FLAGGED, NOTHING_FLAGGED)


class Format(StrEnum):
    """
    Name the forms an answer can take.
    """

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


class Language(StrEnum):
    """
    Name the languages of the text form.
    """

    KO = "ko"
    EN = "en"


class Least(StrEnum):
    """
    Name the severities, gravest first.
    """

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"


def check(
    files: Annotated[list[Path], typer.Argument(help="Files, folders, ZIP folders or mails.", exists=True)],
    declare: Annotated[Path | None, typer.Option(help="JSON of what you know of the agreement.", exists=True)] = None,
    on: Annotated[datetime | None, typer.Option(help="Day of the check.", formats=["%Y-%m-%d"])] = None,
    language: Annotated[Language, typer.Option(help="Language of the text form.")] = Language.KO,
    form: Annotated[Format, typer.Option("--format", help="Form of the answer.")] = Format.TEXT,
    pack: Annotated[list[str] | None, typer.Option(help="Only rules of this pack; may be repeated.")] = None,
    min_severity: Annotated[Least, typer.Option(help="Hide findings below this level.")] = Least.INFO,
    column: Annotated[
        list[str] | None, typer.Option("--map", help='What a column of tables is: "title=column"; may be repeated.')
    ] = None,
    bundle: Annotated[bool, typer.Option("--bundle", help="Read the files as one deal.")] = False,
    experimental: Annotated[bool, typer.Option("--experimental", help="Show experimental rules too.")] = False,
) -> None:
    """
    Check agreements for unfair clauses, with evidence, dated legal basis and fair wording.
    """
    try:
        declared = _with_columns(_declared(declare), column or ())
        with remembering():
            whole = catalog.load()
        # The reader works in a process of its own meanwhile.
        Thread(target=shipped, name="classifier").start()
        book = whole.select(packs=pack or (), experimental=experimental)
        day = on.date() if on else seoul.today()
        given = list(gather(files))
        with progress(sum(one.entry.fate == "taken" for one in given)) as step:
            bench = checking.Bench(declared, book, day, step)
            objects, links = checking.check_deal(given, bench) if bundle else (checking.check_files(given, bench), [])
    except Rejected as wrong:
        _end(WRONG_USAGE, wrong.en)
    except OSError as wrong:
        _end(FILE_REJECTED, str(wrong))
    except RuleError as wrong:
        _end(INTERNAL_ERROR, str(wrong))
    shown = [_without_minor(one, min_severity) for one in objects]
    _print(shown, deal(shown, (one.entry for one in given), links) if bundle else None, form, language)
    raise typer.Exit(_status(objects))


def _declared(path: Path | None) -> Declaration | None:
    if path is None:
        return None
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as wrong:
        raise Rejected("신고 파일이 JSON이 아닙니다", f"{path} is not JSON: {wrong}", "declaration") from wrong
    if not isinstance(fields, dict):
        raise Rejected("신고 파일은 JSON 객체여야 합니다", f"{path} must hold a JSON object", "declaration")
    return declaration.parse(fields)


def _with_columns(declared: Declaration | None, said: Sequence[str]) -> Declaration | None:
    if not said:
        return declared
    known = declared or Declaration()
    return replace(known, columns=(*known.columns, *map(columns.said_in_words, said)))


def _without_minor(one: CheckObject, least: Least) -> CheckObject:
    shown = SEVERITIES[: SEVERITIES.index(least.value) + 1]
    if isinstance(one.findings, FindingsShown):
        return one.model_copy(update={"findings": one.findings.of(shown)})
    return one.model_copy(update={"findings": [finding for finding in one.findings if finding.severity in shown]})


def _print(objects: list[CheckObject], whole: Deal | None, form: Format, language: Language) -> None:
    if form is Format.TEXT:
        # What colours a terminal takes a tenth of a second to load.
        import_module("compliance.report_text").show(objects, language.value, whole)
        return
    if form is Format.SARIF:
        sys.stdout.write(json.dumps(sarif.log(objects), ensure_ascii=False) + "\n")
        return
    for one in [whole] if whole else objects:
        sys.stdout.writelines(in_pieces(one))


def _status(objects: list[CheckObject]) -> int:
    each = {_status_of(one) for one in objects}
    return next((status for status in GRAVEST_FIRST if status in each), NOTHING_FLAGGED)


def _status_of(one: CheckObject) -> int:
    if one.status == "rejected":
        return FILE_REJECTED
    flagged = any(finding.severity != "info" for finding in one.findings)
    return SOMETHING_FLAGGED if flagged or one.status == "needs_review" else NOTHING_FLAGGED


def _end(status: int, why: str) -> NoReturn:
    sys.stderr.write(f"compliance check: {why}\n")
    raise typer.Exit(status)
