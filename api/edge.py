"""
Wrap every request at the edge: a request id, the security headers, and one log line without contract text.

What is asked and who may ask it is left to the routes; nothing here reads a body.
"""

from __future__ import annotations

import logging
import re
import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from uuid_utils import uuid7

from compliance.whereabouts import Whereabouts, present

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from api.traffic import Traffic

LOG = logging.getLogger("api.access")
SAFE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SECURITY_HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    # Not "no-referrer": under that the browser sends `Origin: null` with our own forms.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-frame-options": "DENY",
}
# What the log says of a client that left in the middle of its body; nobody is there to be answered.
CLIENT_LEFT = 499
# Whatever does not say otherwise may hold contract text.
CACHE_CONTROL = "no-store"


class Edge:
    """
    Give each request its id, each response its headers, and the log one line per request.

    The line names the route's template, never the path: paths hold one-use tokens, and queries hold filters.
    """

    def __init__(self, app: ASGIApp, answer: Callable[[Request, Exception], Response], traffic: Traffic) -> None:
        """
        Stand before the given application; `answer` turns an error into a response, `traffic` counts.
        """
        self.app = app
        self.answer = answer
        self.traffic = traffic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """
        Pass the request on and mark what comes back.
        """
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        scope.setdefault("state", {})["request_id"] = _request_id(headers)
        # For the journal: every line of this request says from where and for what.
        present.set(Whereabouts((scope.get("client") or ("-",))[0], headers.get("x-purpose", "")))
        sender = MarkedSender(scope, send)
        started = time.perf_counter()
        try:
            await self.app(scope, receive, sender)
        except ClientDisconnect:
            sender.status = CLIENT_LEFT
        except Exception as error:
            if sender.status:
                raise
            sender.bare_error = error
        finally:
            if sender.bare_error is not None:
                sender.status = 0
                await self.answer(Request(scope), sender.bare_error)(scope, receive, sender.marked)
            self._note(scope, sender.status, time.perf_counter() - started)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        """
        Count the request, and log its id, method, route template, status and milliseconds.
        """
        route = getattr(scope.get("route"), "path", "(none)")
        self.traffic.note(scope["method"], route, status, seconds)
        fields = {
            "request_id": scope["state"]["request_id"],
            "method": scope["method"],
            "route": route,
            "status": status,
            "milliseconds": round(seconds * 1000, 1),
        }
        LOG.info("answered", extra={"fields": fields})


class MarkedSender:
    """
    Send a response with our headers, but hold back a bare text error of the framework, to be answered in our form.
    """

    def __init__(self, scope: Scope, send: Send) -> None:
        """
        Send for one request.
        """
        self.scope = scope
        self.send = send
        self.status = 0
        self.bare_error: Exception | None = None

    async def __call__(self, message: Message) -> None:
        """
        Pass a message on unless it belongs to a bare error.
        """
        if message["type"] == "http.response.start" and _is_bare_error(message):
            self.status, self.bare_error = message["status"], HTTPException(message["status"])
        if self.bare_error is None:
            await self.marked(message)

    async def marked(self, message: Message) -> None:
        """
        Add our headers where a response starts.
        """
        if message["type"] == "http.response.start":
            self.status = message["status"]
            request_id = self.scope["state"]["request_id"]
            _mark(MutableHeaders(scope=message), request_id, secure=self.scope["scheme"] == "https")
        await self.send(message)


def _is_bare_error(message: Message) -> bool:
    """
    Tell the framework's own plain-text refusals (body too large, unknown host) from our answers.
    """
    kind = Headers(raw=message["headers"]).get("content-type", "")
    return message["status"] >= HTTPStatus.BAD_REQUEST and kind.startswith("text/plain")


def _request_id(headers: Headers) -> str:
    """
    Take the caller's X-Request-ID where it is harmless, else make one.
    """
    given = headers.get("x-request-id", "")
    return given if SAFE_ID.fullmatch(given) else str(uuid7())


def _mark(headers: MutableHeaders, request_id: str, *, secure: bool) -> None:
    """
    Add the headers that every response carries.
    """
    headers["x-request-id"] = request_id
    for name, value in SECURITY_HEADERS.items():
        headers[name] = value
    headers.setdefault("cache-control", CACHE_CONTROL)
    if secure:
        headers["strict-transport-security"] = "max-age=63072000"
