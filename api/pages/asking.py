"""
Show the page on which a startup chooses what to ask the other side for, clause by clause.
"""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.asking import LETTERS, Choices
from api.pages.rendering import render
from api.policy import Startup, TheOffice
from compliance.amending.asking import asking
from compliance.amending.changes import LEAVE, LEVELS

router = APIRouter(include_in_schema=False)


@router.get("/submissions/{submission_id}/request")
def request_page(
    request: Request, person: Startup, office: TheOffice, submission_id: UUID, choices: Choices
) -> HTMLResponse:
    """
    Show each clause with its wording, what is chosen, and whether it can be put into the file itself.
    """
    made = asking(office, person, submission_id, choices.chosen, choices.usual)
    shown = {"submission_id": submission_id, "asking": made, "levels": LEVELS, "leave": LEAVE, "forms": LETTERS}
    return render(request, "request.html", shown)
