"""
Set two versions of an agreement beside one another: clauses word by word, and which findings went, came and stayed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.pages.cards import SHAPES, TONES
from api.pages.checking import gathered
from api.pages.rendering import render
from api.policy import Reader, TheOffice
from compliance.access import EXAMINERS, Person
from compliance.facsimile.versions import compare
from compliance.office import Office
from compliance.views import FindingFilter, FindingView, SubmissionState, SubmissionView

OFFERED = 100
"""Documents among which the other version is looked for: those handed in last."""
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Turnover:
    """
    Hold what became of findings from the earlier version to the later.
    """

    gone: Sequence[FindingView]
    new: Sequence[FindingView]
    kept: Sequence[FindingView]


@router.get("/submissions/{submission_id}/versions")
def choice(request: Request, person: Reader, office: TheOffice, submission_id: UUID) -> HTMLResponse:
    """
    Offer the documents that may be another version of this one.
    """
    view = office.submission(person, submission_id)
    return render(request, "versions.html", {"view": view, "offered": _offered(office, person, view), "other": None})


@router.get("/submissions/{submission_id}/versions/{other_id}")
def comparison(
    request: Request, person: Reader, office: TheOffice, submission_id: UUID, other_id: UUID
) -> HTMLResponse:
    """
    Compare this document with an earlier or later one; whichever came in first is the earlier version.
    """
    pair = (office.submission(person, submission_id), office.submission(person, other_id))
    before, after = sorted(pair, key=lambda one: (one.received_at, one.id))
    changes = compare(*(office.facsimiles.paper(person, one.id).document for one in (before, after)))
    page = {
        "view": pair[0],
        "other": pair[1],
        "offered": _offered(office, person, pair[0]),
        "before": before,
        "after": after,
        "changes": changes,
        "turnover": _turnover(
            *(gathered(office, person, FindingFilter(submission_id=one.id)) for one in (before, after))
        ),
        "tones": TONES,
        "shapes": SHAPES,
        "may_open": person.actor in EXAMINERS,
    }
    return render(request, "versions.html", page)


def _offered(office: Office, person: Person, view: SubmissionView) -> list[SubmissionView]:
    """
    List what was handed in last and read, the likest names first.
    """
    recent = office.submissions(person, limit=OFFERED).items
    usable = [
        one for one in recent if one.id != view.id and one.state is SubmissionState.SCREENED and one.files is None
    ]
    return sorted(usable, key=lambda one: (-_common(one.name, view.name), one.name))


def _common(one: str, other: str) -> int:
    """
    Count the letters with which two names begin alike.
    """
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _turnover(before: Sequence[FindingView], after: Sequence[FindingView]) -> Turnover:
    """
    Match findings by rule and by the words they rest on, wherever those stand.
    """
    old, new = ({(one.rule, one.finding.get("fingerprint")) for one in views} for views in (before, after))
    return Turnover(
        gone=[one for one in before if (one.rule, one.finding.get("fingerprint")) not in new],
        new=[one for one in after if (one.rule, one.finding.get("fingerprint")) not in old],
        kept=[one for one in after if (one.rule, one.finding.get("fingerprint")) in old],
    )
