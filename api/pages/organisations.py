"""
Show organisations: a list of them, and each as a pattern of its agreements with charts and the tables behind them.

Before confirmation there are suspicions only; nothing here ranks or names anybody as a violator.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api.cursors import seal, unseal
from api.languages import language_of
from api.organisations import Name
from api.pages.charts.pattern import TONES, named_years, rate_words, rules_plot, years_plot
from api.pages.rendering import render
from api.pages.result import type_word
from api.policy import Examiner, TheOffice
from api.submissions import Cursor
from compliance.organisations.trend import FEWEST
from compliance.programmes.words import STATE_NAMES

PAGE_LENGTH: Final = 50
router = APIRouter(include_in_schema=False)


@router.get("/organisations")
def organisations_page(
    request: Request, person: Examiner, office: TheOffice, cursor: Cursor = None, name: Name = ""
) -> HTMLResponse:
    """
    List organisations, those with most agreements first.
    """
    bound = {"list": "organisations", "name": name}
    page = office.organisations.organisations(person, unseal(cursor, bound), PAGE_LENGTH, name)
    shown = {"page": page, "next_cursor": seal(page.next_cursor, bound), "name": name}
    return render(request, "organisations.html", shown)


@router.get("/organisations/{organisation_id}")
def organisation_page(
    request: Request, person: Examiner, office: TheOffice, organisation_id: UUID, cursor: Cursor = None
) -> HTMLResponse:
    """
    Show one organisation as a pattern.
    """
    bound = {"list": "organisation", "organisation": organisation_id}
    view = office.organisations.pattern(person, organisation_id)
    page = office.organisations.agreements(person, organisation_id, unseal(cursor, bound), PAGE_LENGTH)
    language = language_of(request)
    shown = {
        "view": view,
        "agreements": page.items,
        "next_cursor": seal(page.next_cursor, bound),
        "rules_plot": rules_plot(view.rules, language),
        "tones": TONES,
        "years_plot": years_plot(view, language),
        "years": [(name, one, rate_words(one, language)) for name, one in named_years(view, language)],
        "fewest": FEWEST,
        "types": {one.submission.id: type_word(one.agreement_type or "", language) for one in page.items},
        "document_states": STATE_NAMES,
    }
    return render(request, "organisation.html", shown)
