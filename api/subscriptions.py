"""
Route what one subscribes to: the daily digest by mail, and the audit calendar under a private address.
"""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from api.notification_shapes import CalendarShape, DigestShape, SubscriptionsShape
from api.policy import Examiner, Open, TheOffice
from api.responses import problems
from compliance import seoul

CALENDAR_PATH: Final = "/calendar/{token}.ics"
router = APIRouter(prefix="/api/v1/subscriptions", tags=["subscriptions"])
calendars = APIRouter(include_in_schema=False)


@router.get("", summary="Read one's subscriptions", responses=problems())
def mine(person: Examiner, office: TheOffice) -> SubscriptionsShape:
    """
    Show what one subscribed to; the calendar's address itself is not kept.
    """
    return SubscriptionsShape.model_validate(office.subscriptions.mine(person))


@router.put("/digest", summary="Subscribe to the daily digest", responses=problems(408, 413, 422))
def subscribe(person: Examiner, office: TheOffice, given: DigestShape) -> SubscriptionsShape:
    """
    Send oneself a mail each morning after a day on which something happened: counts and links, nothing else.
    """
    return SubscriptionsShape.model_validate(office.subscriptions.subscribe(person, given.address))


@router.delete("/digest", status_code=204, summary="End the daily digest", responses=problems())
def unsubscribe(person: Examiner, office: TheOffice) -> Response:
    """
    End the digest and forget the address.
    """
    office.subscriptions.unsubscribe(person)
    return Response(status_code=204)


@router.post("/calendar", status_code=201, summary="Make a private calendar address", responses=problems())
def open_calendar(person: Examiner, office: TheOffice) -> CalendarShape:
    """
    Make an address for calendar programs, shown this once; the one before is worth nothing from now on.
    """
    return CalendarShape(path=CALENDAR_PATH.format(token=office.subscriptions.open_calendar(person)))


@router.delete("/calendar", status_code=204, summary="Revoke the private calendar address", responses=problems())
def close_calendar(person: Examiner, office: TheOffice) -> Response:
    """
    Make the address worth nothing.
    """
    office.subscriptions.close_calendar(person)
    return Response(status_code=204)


@calendars.get(CALENDAR_PATH)
def calendar(_open: Open, office: TheOffice, token: str) -> Response:
    """
    Give the audit calendar to whoever holds a private address; an unknown and a revoked one are the same nothing.
    """
    written = office.subscriptions.calendar(token, seoul.today())
    return Response(written, media_type="text/calendar")
