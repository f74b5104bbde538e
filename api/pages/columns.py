"""
Show how the titles of a table were read, and take corrections: they are kept for the organisation's later tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from api import problem_kinds as kinds
from api.forms import OwnForm, text_of
from api.policy import Submitter, TheOffice
from api.problems import Refusal
from compliance import columns
from compliance.access import Actor, Person
from compliance.views import ColumnChoice, Origin, SubmissionView

AUTOMATIC: Final = ""
NONE: Final = "-"
SAID: Final = frozenset({"declared", "remembered"})
MOST_TITLES: Final = 150
"""Titles of one table that are shown to be corrected; a form takes no more fields."""
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class TitleRead:
    """
    Hold how one title was read: the words of its column, of those it could also be, and what its field holds now.
    """

    letter: str
    title: str
    how: str
    meaning: Mapping[str, str] | None
    candidates: Sequence[Mapping[str, str]]
    value: str


@dataclass(frozen=True, slots=True)
class Choices:
    """
    Hold the columns of one kind of table that a title can be said to be, as values and words.
    """

    name: Mapping[str, str]
    columns: Sequence[tuple[str, Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class TableRead:
    """
    Hold how the titles of one table were read; `number` counts the tables of the file from 0.

    `kind` is the kind of table it was judged as, None where it was not judged: then any column of any kind may be
    chosen. `left_out` counts the titles that are not shown.
    """

    number: int
    sheet: str | None
    kind: str | None
    titles: Sequence[TitleRead]
    choices: Sequence[Choices]
    left_out: int

    @property
    def name(self) -> Mapping[str, str] | None:
        """
        Call the kind of table by its name.
        """
        return self.choices[0].name if self.kind else None

    def count(self, *how: str) -> int:
        """
        Count the titles that were read in one of these ways.
        """
        return sum(title.how in how for title in self.titles)


def tables_read(screening: Mapping[str, Any], declaration: Mapping[str, Any]) -> list[TableRead]:
    """
    Lay out the titles of every table that lists records, judged or not; the declaration holds what was said of them.
    """
    said = {columns.key_of(one["title"]): one for one in declaration.get("columns") or ()}
    tables = enumerate(screening.get("tables") or ())
    return [_table(number, table, said) for number, table in tables if table["kind"] or table["lists_records"]]


def may_correct(person: Person, submission: SubmissionView) -> bool:
    """
    Tell whether a person may say what the columns are: those who hand in such documents.
    """
    return person.actor is (Actor.AUDITOR if submission.origin is Origin.ORDERED else Actor.STARTUP)


@router.post("/submissions/{submission_id}/columns")
def correct(person: Submitter, office: TheOffice, submission_id: UUID, form: OwnForm) -> Response:
    """
    Take what a person says of one table's titles, and go to where the table is judged again by it.
    """
    declaration = office.submission(person, submission_id).declaration
    read = {str(one.number): one for one in tables_read(office.screening(person, submission_id), declaration)}
    table = read.get(text_of(form, "table"))
    if table is None:
        raise Refusal(kinds.UNUSABLE)
    answers = ((title, text_of(form, f"column_{title.letter}")) for title in table.titles)
    choices = [_choice(table, title, answer) for title, answer in answers if answer != title.value]
    view = office.map_columns(person, submission_id, choices) if choices else None
    return RedirectResponse(f"/submissions/{view.id if view else submission_id}", status_code=303)


def _choice(table: TableRead, title: TitleRead, answer: str) -> ColumnChoice:
    """
    Read one field: "investments.amount", "-" for no column, or nothing to have it read as anybody's.
    """
    if answer in {AUTOMATIC, NONE}:
        kind = table.kind or title.value.partition(".")[0]
        return ColumnChoice(kind, title.title, None, is_automatic=answer == AUTOMATIC)
    kind, _, column = answer.partition(".")
    return ColumnChoice(kind, title.title, column or NONE)


def _table(number: int, table: Mapping[str, Any], said: Mapping[str, Mapping[str, Any]]) -> TableRead:
    kind = table["kind"] if table["kind"] in columns.kinds() else None
    titles = [_title(one, kind) for one in table["mapping"]] if kind else list(_unjudged(table, said))
    return TableRead(
        number=number,
        sheet=table["sheet"],
        kind=kind,
        titles=titles[:MOST_TITLES],
        choices=[_offered(name) for name in ([kind] if kind else columns.kinds())],
        left_out=max(0, len(titles) - MOST_TITLES),
    )


def _unjudged(table: Mapping[str, Any], said: Mapping[str, Mapping[str, Any]]) -> Iterator[TitleRead]:
    """
    Lay out the titles of a table that was not judged: what was said of them stands, though it did not suffice.
    """
    for letter, title in table["columns"].items():
        one = said.get(columns.key_of(title))
        told = {"letter": letter, "title": title, "column": None, "how": "unknown", "candidates": []}
        if one is None or one["table"] not in columns.kinds():
            yield _title(told, None)
        else:
            how = "remembered" if one["remembered"] else "declared"
            yield _title(told | {"column": one["column"], "how": how}, one["table"])


def _title(title: Mapping[str, Any], kind: str | None) -> TitleRead:
    known = columns.kinds()[kind].columns if kind else {}
    said = f"{kind}.{title['column']}" if title["column"] else NONE
    return TitleRead(
        letter=title["letter"],
        title=title["title"],
        how=title["how"],
        meaning=known[title["column"]].meaning.model_dump() if title["column"] in known else None,
        candidates=[known[one].meaning.model_dump() for one in title["candidates"] if one in known],
        value=said if title["how"] in SAID else AUTOMATIC,
    )


def _offered(kind: str) -> Choices:
    known = columns.kinds()[kind]
    return Choices(
        known.name.model_dump(),
        [(f"{kind}.{name}", column.meaning.model_dump()) for name, column in known.columns.items()],
    )
