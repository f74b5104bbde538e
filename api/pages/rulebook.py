"""
Show the rules and the kinds of problems, one page each.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api import problem_kinds as kinds
from api.catalog import OfCatalog, rule_by_id
from api.pages.cards import SHAPES, TONES, WORDINGS
from api.pages.rendering import render
from api.pages.result import KNOWN_TYPES
from api.policy import Open, Somebody, TheOffice
from api.problems import Refusal

router = APIRouter(include_in_schema=False)
SHARED = {"tones": TONES, "shapes": SHAPES, "known_types": KNOWN_TYPES}


@router.get("/rules")
def rules_page(request: Request, _person: Somebody, office: TheOffice) -> HTMLResponse:
    """
    List the rules a document is held against.
    """
    return render(request, "rules.html", {"catalog": office.catalog(), **SHARED})


@router.get("/rules/{rule_id}")
def rule_page(
    request: Request, _person: Somebody, office: TheOffice, rule_id: str, catalog: OfCatalog = ""
) -> HTMLResponse:
    """
    Show one rule: why it exists, by which law, with which wording; as of an older catalogue where one is named.
    """
    book, today = office.catalog_of(catalog), office.catalog()
    page = {
        "rule": rule_by_id(book, rule_id),
        "levels": WORDINGS,
        "asked": catalog,
        "shown": book.digest,
        "is_older": book.digest != today.digest,
    }
    return render(request, "rule.html", {**page, **SHARED})


@router.get("/problems/{name}")
def problem_page(request: Request, _open: Open, name: str) -> HTMLResponse:
    """
    Say what a kind of problem means: the address that `type` of a problem names.
    """
    if name not in kinds.KINDS:
        raise Refusal(kinds.NOT_FOUND)
    return render(request, "problem_kind.html", {"kind": kinds.KINDS[name]})
