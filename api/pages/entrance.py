"""
Let people in and out: a key or a one-use link becomes a session in an HttpOnly cookie.

Source: ../shared/security/SECURITY.md T10; ASVS 5.0 chapter 7 (sessions).
"""

from __future__ import annotations

import logging
from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.forms import OwnForm, refuse_other_sites
from api.pages.rendering import render
from api.policy import Open, Somebody, TheOffice
from api.session import SESSION_COOKIE
from compliance.identity.provider import SignInFailed
from compliance.identity.signing_in import TICKET_SECONDS, Returned
from compliance.office import Office

LOG = logging.getLogger("api.entrance")
HOME: Final = "/"
SIGN_IN: Final = "/signin"
TICKET_COOKIE: Final = "signing-in"
Brought = Annotated[str, Query(max_length=4096)]
router = APIRouter(include_in_schema=False)
Key = Annotated[str, Form(max_length=512)]
Next = Annotated[str, Form(max_length=512)]


@router.get("/login")
def sign_in_page(request: Request, _open: Open, office: TheOffice, next: str = HOME) -> HTMLResponse:  # noqa: A002 - the field's name in the address
    """
    Show the sign-in page.
    """
    return _page(request, office, next)


@router.post("/login")
def sign_in(request: Request, _open: Open, office: TheOffice, key: Key = "", next: Next = HOME) -> Response:  # noqa: A002 - as above
    """
    Exchange a key for a session.
    """
    refuse_other_sites(request)
    token = office.exchange(key.strip())
    if token is None:
        return _page(request, office, next, failed="key", status=401)
    # Whoever was signed in here before is so no more; the token is new in any case.
    office.leave(request.cookies.get(SESSION_COOKIE, ""))
    return with_session(request, RedirectResponse(inside(next), status_code=303), token)


@router.get("/enter/{token}")
def enter(request: Request, _open: Open, office: TheOffice, token: str) -> Response:
    """
    Use up a one-use link.

    The page moves on by itself instead of redirecting: a Strict cookie would not survive a redirect that began on
    another site, such as a web mail.
    """
    session = office.enter_with_link(token)
    entered = session is not None
    page = render(request, "enter.html", {"entered": entered, "next": HOME}, status=200 if entered else 410)
    if session is None:
        return page
    office.leave(request.cookies.get(SESSION_COOKIE, ""))
    return with_session(request, page, session)


@router.get(SIGN_IN)
def sign_in_elsewhere(request: Request, _open: Open, office: TheOffice, next: str = HOME) -> Response:  # noqa: A002 - as above
    """
    Send a browser to the OpenID provider; what the sign-in is told apart by stays in a cookie until it is back.
    """
    address, ticket = office.signing_in.begin(_callback(request), inside(next))
    response = RedirectResponse(address, status_code=303)
    secure = request.url.scheme == "https"
    # Not Strict: the way back begins on the provider's site.
    response.set_cookie(
        TICKET_COOKIE, ticket, max_age=TICKET_SECONDS, httponly=True, samesite="lax", secure=secure, path=SIGN_IN
    )
    return response


@router.get(f"{SIGN_IN}/callback")
def come_back(
    request: Request, _open: Open, office: TheOffice, state: Brought = "", code: Brought = "", iss: Brought = ""
) -> Response:
    """
    Let in whom the provider vouches for.
    """
    try:
        ticket = request.cookies.get(TICKET_COOKIE, "")
        session, leads_to = office.signing_in.finish(ticket, Returned(state, code, iss), _callback(request))
    except SignInFailed as failed:
        LOG.warning("request %s: sign-in failed: %s", request.state.request_id, failed)
        page: Response = _page(request, office, HOME, failed="elsewhere", status=401)
    else:
        office.leave(request.cookies.get(SESSION_COOKIE, ""))
        page = with_session(request, render(request, "enter.html", {"entered": True, "next": leads_to}), session)
    page.delete_cookie(TICKET_COOKIE, path=SIGN_IN)
    return page


@router.post("/leave")
def leave(request: Request, _person: Somebody, office: TheOffice, _form: OwnForm) -> Response:
    """
    End the session.
    """
    office.leave(request.cookies.get(SESSION_COOKIE, ""))
    response = RedirectResponse("/login", status_code=303)
    response.delete_cookie(SESSION_COOKIE)
    return response


def with_session(request: Request, response: Response, token: str) -> Response:
    """
    Put the session into a cookie that no script can read and no other site can use.
    """
    secure = request.url.scheme == "https"
    response.set_cookie(SESSION_COOKIE, token, httponly=True, samesite="strict", secure=secure, path="/")
    return response


def inside(address: str) -> str:
    """
    Keep an address inside this service; anything that could lead elsewhere becomes the home page.
    """
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and "\n" not in address
    return address if plain else HOME


def _page(request: Request, office: Office, leads_to: str, *, failed: str = "", status: int = 200) -> HTMLResponse:
    page = {"next": inside(leads_to), "failed": failed, "elsewhere": office.signing_in.is_offered}
    return render(request, "login.html", page, status)


def _callback(request: Request) -> str:
    """
    Name the address to which the provider sends people back.
    """
    base = request.app.state.settings.public_url or str(request.base_url)
    return f"{base.rstrip('/')}{SIGN_IN}/callback"
