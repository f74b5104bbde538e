"""
Show every expectation that a table was checked against: what it says, how many rows met it, the first that did not.

This is our own rendering of what Great Expectations answered (docs/decisions/0017-data-docs-of-our-own.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.languages import Language, language_of, pick, say
from api.pages.rendering import render
from api.policy import Reader, TheOffice
from compliance.long_findings import LongFindings
from compliance.validations import column_words, table_words
from compliance.views import CatalogView, SubmissionView

DATA: Final = "data"
GROUPS: Final = ("unmet", "skipped", "met")
MOST_NAMES: Final = 8
"""Columns that are named before the rest is counted."""
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Line:
    """
    Hold one expectation as the page lists it; `rule` is "" for one of the data.
    """

    rule: str
    title: str
    part: str
    words: str
    table: str
    columns: str
    expectation: str
    rows: int
    empty: int
    unexpected: int
    cells: Sequence[str]
    skipped: str
    findings: int


@dataclass(frozen=True, slots=True)
class ValidationsPage:
    """
    Hold the expectations of one submission by how they ended.
    """

    submission: SubmissionView
    lines: Mapping[str, Sequence[Line]]

    @property
    def total(self) -> int:
        """
        Count all expectations.
        """
        return sum(map(len, self.lines.values()))


@router.get("/submissions/{submission_id}/validations")
def validations_page(request: Request, person: Reader, office: TheOffice, submission_id: UUID) -> HTMLResponse:
    """
    List what a submission's tables were checked against; like any other view of the report it is written down.
    """
    view = office.submission(person, submission_id)
    screening = office.screening(person, submission_id)
    lines = by_end(screening, office.catalog_of(screening["catalog"]["digest"]), language_of(request))
    return render(request, "validations.html", {"page": ValidationsPage(view, lines)})


def by_end(screening: Mapping[str, Any], catalog: CatalogView, language: Language) -> dict[str, list[Line]]:
    """
    Group the expectations of a screening by how they ended: not met, not asked, met.
    """
    titles = {rule.id: pick(language, rule.title) for rule in catalog.rules}
    told = screening["findings"]
    findings = told.rules if isinstance(told, LongFindings) else Counter(one["rule"] for one in told)
    lines: dict[str, list[Line]] = {name: [] for name in GROUPS}
    for one in screening.get("validations") or ():
        end = "skipped" if one["skipped"] else "unmet" if one["unexpected"] else "met"
        is_data = one["part"] == DATA
        title = say(language, f"error_{one['id']}") if is_data else titles.get(one["id"], one["id"])
        lines[end].append(_line(one, title, findings.get(one["id"], 0), language))
    return lines


def _line(one: Mapping[str, Any], title: str, findings: int, language: Language) -> Line:
    return Line(
        rule="" if one["part"] == DATA else one["id"],
        title=title,
        part=say(language, f"part_{one['part']}"),
        words=pick(language, one["words"]),
        table=pick(language, table_words(one["table"])),
        columns=_columns(one, language),
        expectation=one["expectation"],
        rows=one["rows"],
        empty=one["empty"],
        unexpected=one["unexpected"],
        cells=one["cells"],
        skipped=pick(language, one["skipped"]),
        findings=findings,
    )


def _columns(one: Mapping[str, Any], language: Language) -> str:
    """
    Name the columns; of many the first, and how many more.
    """
    names = [pick(language, column_words(name, one["table"])) for name in one["columns"]]
    shown = ", ".join(names[:MOST_NAMES])
    rest = len(names) - MOST_NAMES
    return f"{shown} {say(language, 'validations_more', count=rest)}" if rest > 0 else shown
