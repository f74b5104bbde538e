"""
Show who is told of audits and how that went: one's own digest and calendar, receivers of webhooks, and their deliveries.
"""

from __future__ import annotations

from typing import Final, get_args
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse

from api import problem_kinds as kinds
from api.cursors import seal, unseal
from api.forms import OwnForm, text_of
from api.languages import language_of, pick
from api.notification_shapes import KindName
from api.pages.rendering import render
from api.policy import Examiner, Follower, Operator, TheOffice
from api.problems import Refusal
from api.submissions import Cursor
from api.subscriptions import CALENDAR_PATH
from compliance.access import EXAMINERS, Actor, Person
from compliance.errors import Conflict, Rejected
from compliance.notifications.kinds import Kind
from compliance.office import Office

PAGE_LENGTH: Final = 50
HOME: Final = "/notifications"
ONE: Final = f"{HOME}/webhooks/{{webhook_id}}"
router = APIRouter(include_in_schema=False)


@router.get(HOME)
def overview(request: Request, person: Follower, office: TheOffice) -> HTMLResponse:
    """
    Show one's own subscriptions, and the receivers of one's organisation.
    """
    return _overview(request, person, office)


@router.post(f"{HOME}/subscriptions")
def subscribe(request: Request, person: Examiner, office: TheOffice, form: OwnForm) -> HTMLResponse:
    """
    Begin or end the digest or the calendar; a new calendar's address is shown on the same page, this once.
    """
    note = path = ""
    match text_of(form, "step"):
        case "subscribe":
            try:
                office.subscriptions.subscribe(person, text_of(form, "address"))
            except Rejected as refused:
                note = pick(language_of(request), {"ko": refused.ko, "en": refused.en})
        case "unsubscribe":
            office.subscriptions.unsubscribe(person)
        case "calendar":
            path = CALENDAR_PATH.format(token=office.subscriptions.open_calendar(person))
        case "no_calendar":
            office.subscriptions.close_calendar(person)
        case _:
            raise Refusal(kinds.UNUSABLE)
    return _overview(request, person, office, note=note, calendar_path=path)


@router.post(f"{HOME}/webhooks")
def register(request: Request, person: Operator, office: TheOffice, form: OwnForm) -> HTMLResponse:
    """
    Register a receiver; its secret is shown on the same page, this once.
    """
    chosen = [Kind(str(each)) for each in form.getlist("kinds") if each in get_args(KindName)]
    try:
        made = office.webhooks.register(person, text_of(form, "url"), chosen)
    except (Rejected, Conflict) as refused:
        return _overview(request, person, office, note=pick(language_of(request), {"ko": refused.ko, "en": refused.en}))
    return _overview(request, person, office, secret=made.secret or "")


@router.get(ONE)
def webhook(
    request: Request, person: Follower, office: TheOffice, webhook_id: UUID, cursor: Cursor = None
) -> HTMLResponse:
    """
    Show one receiver with what it was sent.
    """
    return _webhook(request, person, office, webhook_id, cursor=cursor)


@router.post(ONE, response_model=None)
def direct(
    request: Request, person: Operator, office: TheOffice, webhook_id: UUID, form: OwnForm
) -> HTMLResponse | RedirectResponse:
    """
    Test, pause or remove a receiver, let it go on, or make a new secret, which is shown this once.
    """
    match text_of(form, "step"):
        case "ping":
            office.webhooks.ping(person, webhook_id)
        case "pause":
            office.webhooks.change(person, webhook_id, is_paused=True)
        case "resume":
            office.webhooks.change(person, webhook_id, is_paused=False)
        case "secret":
            secret = office.webhooks.rotate(person, webhook_id).secret or ""
            return _webhook(request, person, office, webhook_id, secret=secret)
        case "remove":
            office.webhooks.remove(person, webhook_id)
            return RedirectResponse(HOME, status_code=303)
        case _:
            raise Refusal(kinds.UNUSABLE)
    return RedirectResponse(ONE.format(webhook_id=webhook_id), status_code=303)


@router.post(f"{ONE}/messages/{{message_id}}")
def resend(person: Operator, office: TheOffice, webhook_id: UUID, message_id: UUID, form: OwnForm) -> RedirectResponse:
    """
    Send a message again.
    """
    del form
    office.webhooks.send_again(person, webhook_id, message_id)
    return RedirectResponse(ONE.format(webhook_id=webhook_id), status_code=303)


def _overview(
    request: Request, person: Person, office: Office, *, note: str = "", secret: str = "", calendar_path: str = ""
) -> HTMLResponse:
    base = request.app.state.settings.public_url or str(request.base_url)
    page = {
        "webhooks": office.webhooks.every(person),
        "mine": office.subscriptions.mine(person) if person.actor in EXAMINERS else None,
        "administers": person.actor is Actor.ADMINISTRATOR,
        "kinds": get_args(KindName),
        "note": note,
        "secret": secret,
        "calendar_address": base.rstrip("/") + calendar_path if calendar_path else "",
    }
    return render(request, "notifications.html", page, 422 if note else 200)


def _webhook(
    request: Request, person: Person, office: Office, webhook_id: UUID, *, cursor: str | None = None, secret: str = ""
) -> HTMLResponse:
    bound = {"list": "messages", "webhook": webhook_id}
    messages = office.webhooks.messages(person, webhook_id, unseal(cursor, bound), PAGE_LENGTH)
    page = {
        "view": office.webhooks.one(person, webhook_id),
        "messages": messages.items,
        "next_cursor": seal(messages.next_cursor, bound),
        "administers": person.actor is Actor.ADMINISTRATOR,
        "secret": secret,
    }
    return render(request, "webhook.html", page)
