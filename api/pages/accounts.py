"""
Show accounts: everybody their own keys and sessions, administrators all accounts with what lets people into them.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api import problem_kinds as kinds
from api.cursors import seal, unseal
from api.forms import OwnForm, text_of
from api.languages import language_of, pick
from api.pages.rendering import render
from api.policy import Operator, Somebody, TheOffice
from api.problems import Refusal
from api.submissions import Cursor
from compliance import permissions
from compliance.access import Actor, Person
from compliance.errors import Conflict, Forbidden, Rejected
from compliance.identity.views import KeyOrder, NewAccount
from compliance.office import Office

MINE: Final = "/account"
ALL: Final = "/accounts"
ONE: Final = f"{ALL}/{{account_id}}"
LIST: Final = {"list": "accounts"}
PAGE_LENGTH: Final = 50
USUAL_DAYS: Final = 90
LONGEST_NAME: Final = 100
router = APIRouter(include_in_schema=False)


@router.get(MINE)
def mine(request: Request, person: Somebody, office: TheOffice) -> HTMLResponse:
    """
    Show one's own account.
    """
    return _one(request, person, office, person.id)


@router.post(MINE)
def direct_mine(request: Request, person: Somebody, office: TheOffice, form: OwnForm) -> Response:
    """
    Make or revoke a key of one's own, or sign out elsewhere or everywhere.
    """
    return _direct(request, person, office, person.id, form)


@router.get(ALL)
def every(request: Request, person: Operator, office: TheOffice, cursor: Cursor = None) -> HTMLResponse:
    """
    List all accounts.
    """
    return _every(request, person, office, cursor=cursor)


@router.post(ALL, response_model=None)
def make(request: Request, person: Operator, office: TheOffice, form: OwnForm) -> HTMLResponse | RedirectResponse:
    """
    Make an account.
    """
    organisation, name = (text_of(form, field)[:LONGEST_NAME] for field in ("organisation", "name"))
    actor = text_of(form, "actor")
    if not organisation or not name or actor not in permissions.PEOPLE:
        raise Refusal(kinds.UNUSABLE)
    try:
        made = office.accounts.make(person, NewAccount(organisation, name, Actor(actor)))
    except (Conflict, Rejected) as refused:
        return _every(request, person, office, note=_words(request, refused))
    return RedirectResponse(ONE.format(account_id=made.id), status_code=303)


@router.get(ONE)
def one(request: Request, person: Operator, office: TheOffice, account_id: UUID) -> HTMLResponse:
    """
    Show one account.
    """
    return _one(request, person, office, account_id)


@router.post(ONE)
def direct(request: Request, person: Operator, office: TheOffice, account_id: UUID, form: OwnForm) -> Response:
    """
    Change, disable or reset an account, direct its keys, or sign it out.
    """
    return _direct(request, person, office, account_id, form)


def _direct(request: Request, person: Person, office: Office, account_id: UUID, form: FormData) -> Response:
    """
    Do what a form of an account's page asks for; what is shown once is shown on the answer itself.
    """
    desk, secret, link = office.accounts, "", ""
    try:
        match text_of(form, "step"):
            case "key":
                secret = desk.make_key(person, account_id, _order(form)).secret or ""
            case "revoke":
                desk.revoke_key(person, account_id, _id(form, "key_id"))
            case "sign_out":
                desk.sign_out(person, account_id, _id(form, "session_id"))
            case "sign_out_everywhere":
                desk.sign_out(person, account_id)
            case "role" if text_of(form, "actor") in permissions.PEOPLE:
                desk.change(person, account_id, actor=Actor(text_of(form, "actor")))
            case "disable" | "enable" as step:
                desk.change(person, account_id, is_disabled=step == "disable")
            case "reset":
                link = f"{_base(request)}/enter/{desk.reset(person, account_id)}"
            case _:
                raise Refusal(kinds.UNUSABLE)
    except (Conflict, Rejected, Forbidden) as refused:
        return _one(request, person, office, account_id, note=_words(request, refused))
    if secret or link:
        return _one(request, person, office, account_id, secret=secret, link=link)
    return RedirectResponse(request.url.path, status_code=303)


def _order(form: FormData) -> KeyOrder:
    days = text_of(form, "days")
    chosen = tuple(str(each) for each in form.getlist("scopes"))
    return KeyOrder(text_of(form, "label")[:LONGEST_NAME], chosen or None, int(days) if days.isdecimal() else 0)


def _id(form: FormData, field: str) -> UUID:
    try:
        return UUID(text_of(form, field))
    except ValueError:
        raise Refusal(kinds.UNUSABLE) from None


def _words(request: Request, refused: Conflict | Rejected | Forbidden) -> str:
    return pick(language_of(request), {"ko": refused.ko, "en": refused.en})


def _base(request: Request) -> str:
    base: str = request.app.state.settings.public_url or str(request.base_url)
    return base.rstrip("/")


def _every(
    request: Request, person: Person, office: Office, *, cursor: str | None = None, note: str = ""
) -> HTMLResponse:
    found = office.accounts.every(person, unseal(cursor, LIST), PAGE_LENGTH)
    page = {
        "accounts": found.items,
        "next_cursor": seal(found.next_cursor, LIST),
        "actors": [actor for actor in Actor if actor in permissions.PEOPLE],
        "note": note,
    }
    return render(request, "accounts.html", page, 422 if note else 200)


def _one(
    request: Request,
    person: Person,
    office: Office,
    account_id: UUID,
    *,
    note: str = "",
    secret: str = "",
    link: str = "",
) -> HTMLResponse:
    account = office.accounts.one(person, account_id)
    page = {
        "account": account,
        "keys": office.accounts.keys(person, account_id),
        "sessions": office.accounts.sessions(person, account_id),
        "scopes": permissions.of(account.actor),
        "usual_days": USUAL_DAYS,
        "is_own": account_id == person.id,
        "actors": [actor for actor in Actor if actor in permissions.PEOPLE],
        "note": note,
        "secret": secret,
        "link": link,
    }
    return render(request, "account.html", page, 422 if note else 200)
