"""
Let people in and out: a key or a one-use link becomes a session in an HttpOnly cookie.

Source: ../shared/security/SECURITY.md T10; ASVS 5.0 chapter 7 (sessions).
"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.forms import OwnForm, refuse_other_sites
from api.pages.rendering import render
from api.policy import Open, Somebody, TheOffice
from api.session import SESSION_COOKIE

HOME: Final = "/"
router = APIRouter(include_in_schema=False)
Key = Annotated[str, Form(max_length=512)]
Next = Annotated[str, Form(max_length=512)]


@router.get("/login")
def sign_in_page(request: Request, _open: Open, next: str = HOME) -> HTMLResponse:  # noqa: A002 - the field's name in the address
    """
    Show the sign-in page.
    """
    return render(request, "login.html", {"next": inside(next), "failed": False})


@router.post("/login")
def sign_in(request: Request, _open: Open, office: TheOffice, key: Key = "", next: Next = HOME) -> Response:  # noqa: A002 - as above
    """
    Exchange a key for a session.
    """
    refuse_other_sites(request)
    token = office.exchange(key.strip())
    if token is None:
        return render(request, "login.html", {"next": inside(next), "failed": True}, status=401)
    return with_session(request, RedirectResponse(inside(next), status_code=303), token)


@router.get("/enter/{token}")
def enter(request: Request, _open: Open, office: TheOffice, token: str) -> Response:
    """
    Use up a one-use link.

    The page moves on by itself instead of redirecting: a Strict cookie would not survive a redirect that began on
    another site, such as a web mail.
    """
    session = office.enter_with_link(token)
    page = render(request, "enter.html", {"entered": session is not None}, status=200 if session else 410)
    return with_session(request, page, session) if session else page


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
