"""
Show the terms that were read out of an investment paper, and those of a bundle's papers side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.pages.rendering import render
from api.pages.weaving import Mark
from api.policy import Reader, TheOffice
from compliance.errors import NotFound
from compliance.terms import Paper, TermRow, TermShown, side_by_side
from compliance.views import SubmissionView

TONE: Final = "term"
"""The tone of the marks that a table of terms leads to."""
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class TermGroup:
    """
    Hold the terms of one group, in their order.
    """

    name: Mapping[str, str]
    terms: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class TermsPage:
    """
    Hold the table of terms of one paper; no groups where the agreement is about no investment.
    """

    groups: Sequence[TermGroup]
    found: int
    total: int


@dataclass(frozen=True, slots=True)
class Column:
    """
    Hold one paper of a comparison: its name and the page of its result.
    """

    name: str
    submission: UUID | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    Hold the papers of a bundle with their terms side by side, by group.
    """

    submission: SubmissionView
    columns: Sequence[Column]
    groups: Sequence[tuple[Mapping[str, str], Sequence[TermRow]]]
    others: Sequence[str]
    differing: int


def terms_page(screening: Mapping[str, Any]) -> TermsPage:
    """
    Compose the table of one paper; a screening of before there were terms has none.
    """
    terms = screening.get("terms") or ()
    groups = [TermGroup(name, list(rows)) for name, rows in groupby(terms, key=lambda one: one["group"])]
    return TermsPage(groups, sum(bool(one["values"]) for one in terms), len(terms))


def marks_of(screening: Mapping[str, Any]) -> list[Mark]:
    """
    Mark where the values stand in the agreement; each mark is named by where it starts.
    """
    starts = dict(_places(screening))
    return [Mark(start, end, start, 0, TONE) for start, end in sorted(starts.items())]


def _places(screening: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    for term in screening.get("terms") or ():
        for value in term["values"]:
            yield value["evidence"]["start"], value["evidence"]["end"]


@router.get("/submissions/{submission_id}/terms")
def comparison_page(request: Request, person: Reader, office: TheOffice, submission_id: UUID) -> HTMLResponse:
    """
    Show the terms of a bundle's investment papers side by side.
    """
    view = office.submission(person, submission_id)
    if view.files is None:
        raise NotFound
    return render(request, "terms.html", {"comparison": comparison(view, office.screening(person, submission_id))})


def comparison(view: SubmissionView, deal: Mapping[str, Any]) -> Comparison:
    """
    Set the papers of a screened bundle side by side.
    """
    members = {file.submission.sha256: file.submission.id for file in view.files or () if file.submission}
    documents = deal["documents"]
    read = [one for one in documents if one.get("terms")]
    table = side_by_side([_paper(one) for one in documents], [_terms(one) for one in documents])
    return Comparison(
        submission=view,
        columns=[Column(one["document"]["name"], members.get(one["document"]["sha256"])) for one in read],
        groups=[
            ({"ko": group.ko, "en": group.en}, list(rows))
            for group, rows in groupby(table.terms, key=lambda row: row.group)
        ],
        others=[one["document"]["name"] for one in documents if not one.get("terms")],
        differing=sum(row.differs for row in table.terms),
    )


def _paper(one: Mapping[str, Any]) -> Paper:
    document = one["document"]
    kind = document.get("agreement_type")
    return Paper(
        name=document["name"],
        sha256=document["sha256"],
        agreement_type=kind["value"] if kind else None,
        is_read=bool(one.get("terms")),
    )


def _terms(one: Mapping[str, Any]) -> list[TermShown]:
    return [TermShown.model_validate(term) for term in one.get("terms") or ()]
