"""
Show who learns what on each road to an authority, and write the paper to go there with; nothing is kept or sent.
"""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from api.forms import OwnForm, text_of
from api.pages.rendering import render
from api.papers import paper_file
from api.policy import Startup
from compliance import seoul
from compliance.amending.complaint import Complaint, Road, complaint_paper
from compliance.exports.writing import Format

FORMS: Final = (Format.HWPX, Format.PDF, Format.DOCX)
LINES: Final = ("reporter", "contact", "respondent")
TEXTS: Final = ("act", "harm", "evidence")
FIELDS: Final = ("road", "form", "understood", "may_be_named", *LINES, *TEXTS)
NEEDED: Final = ("respondent", "act")
"""Without these there is nothing to tell."""
NAMED: Final = "reporter"
"""What every road but the anonymous one needs as well."""
router = APIRouter(include_in_schema=False)


@router.get("/reports")
def reports_page(request: Request, _person: Startup) -> HTMLResponse:
    """
    Show the roads, and the form.
    """
    return _page(request, dict.fromkeys(FIELDS, ""), ())


@router.post("/reports")
def report_file(request: Request, _person: Startup, form: OwnForm) -> Response:
    """
    Write the paper; what is missing is asked for again, with all that was filled in.
    """
    said = {name: text_of(form, name) for name in FIELDS}
    missing = _missing(said)
    if missing:
        return _page(request, said, missing)
    told = Complaint(
        road=Road(said["road"]),
        reporter=said["reporter"],
        contact=said["contact"],
        respondent=said["respondent"],
        act=said["act"],
        harm=said["harm"],
        evidence=said["evidence"],
        may_be_named=said["may_be_named"] == "yes",
    )
    return paper_file(complaint_paper(told, seoul.today()), Format(said["form"]))


def _missing(said: dict[str, str]) -> list[str]:
    """
    Name what has to be said first.
    """
    missing = [name for name in NEEDED if not said[name]]
    if said["road"] not in set(Road):
        missing.append("road")
    elif said["road"] != Road.TIP and not said[NAMED]:
        missing.append(NAMED)
    if said["understood"] != "yes":
        missing.append("understood")
    if said["form"] not in {form.value for form in FORMS}:
        missing.append("form")
    return missing


def _page(request: Request, said: dict[str, str], missing: list[str] | tuple[()]) -> HTMLResponse:
    shown = {"said": said, "missing": missing, "roads": list(Road), "lines": LINES, "texts": TEXTS, "forms": FORMS}
    return render(request, "reports.html", shown, status=422 if missing else 200)
