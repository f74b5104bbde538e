"""
Wrap every request at the edge: a request id, the security headers, and one log line without contract text.

What is asked and who may ask it is left to the routes; nothing here reads a body.
"""

from __future__ import annotations

import json
import logging
import re
import time
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from uuid_utils import uuid7

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
# Whatever does not say otherwise may hold contract text.
CACHE_CONTROL = "no-store"


class Edge:
    """
    Give each request its id, each response its headers, and the log one line per request.

    The line names the route's template, never the path: paths hold one-use tokens, and queries hold filters.
    """

    def __init__(self, app: ASGIApp, on_failure: Callable[[Request, Exception], Response]) -> None:
        """
        Stand before the given application; `on_failure` answers what nobody foresaw.
        """
        self.app = app
        self.on_failure = on_failure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """
        Pass the request on and mark what comes back.
        """
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        request_id = _request_id(Headers(scope=scope))
        scope.setdefault("state", {})["request_id"] = request_id
        statuses: list[int] = []

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
                _mark(MutableHeaders(scope=message), request_id, secure=scope["scheme"] == "https")
            await send(message)

        try:
            await self.app(scope, receive, marked)
        except Exception as error:
            if statuses:
                raise
            await self.on_failure(Request(scope), error)(scope, receive, marked)
        finally:
            _log(scope, statuses, started)


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


def _log(scope: Scope, statuses: list[int], started: float) -> None:
    """
    Write one JSON line: id, method, route template, status, milliseconds.
    """
    route = scope.get("route")
    line = {
        "request_id": scope["state"]["request_id"],
        "method": scope["method"],
        "route": getattr(route, "path", "(none)"),
        "status": statuses[0] if statuses else 0,
        "milliseconds": round((time.perf_counter() - started) * 1000, 1),
    }
    LOG.info(json.dumps(line))
