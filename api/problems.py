"""
Turn everything that goes wrong into an answer: `application/problem+json` for programs, a page for people.

Nothing that came in with the request is repeated: it may be contract text.
Source: RFC 9457 (Problem Details for HTTP APIs).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from api import problem_kinds as kinds
from api.cursors import BadCursor
from api.languages import program_language_of
from api.pages.rendering import render
from api.problem_kinds import Kind
from compliance import outages
from compliance.errors import ComplianceError, Conflict, Forbidden, NotFound, Outage, Rejected, TooMuch, Unavailable

TELLING = outages.Telling()
LOG = logging.getLogger("api.problems")
MEDIA_TYPE = "application/problem+json"
PROGRAM_PATHS = ("/api/", "/healthz", "/readyz", "/metrics", "/openapi.json")
OF_ERROR: Mapping[type[ComplianceError], Kind] = {
    NotFound: kinds.NOT_FOUND,
    Forbidden: kinds.NOT_ALLOWED,
    Conflict: kinds.CONFLICT,
    Rejected: kinds.UNUSABLE,
    Unavailable: kinds.UNAVAILABLE,
    TooMuch: kinds.TOO_MANY,
}
TOO_LARGE_CODE = "104"
HEADERS: Mapping[int, Mapping[str, str]] = {
    401: {"WWW-Authenticate": "Bearer"},
    429: {"Retry-After": "5"},
    503: {"Retry-After": "5"},
}


class Refusal(Exception):
    """
    Refuse a request for a reason that lies in HTTP itself, not in the office.
    """

    def __init__(
        self,
        kind: Kind,
        ko: str = "",
        en: str = "",
        *,
        retry_after: int | None = None,
        errors: Sequence[Mapping[str, str]] = (),
    ) -> None:
        """
        Keep the kind and, where it helps, a sentence in both languages, seconds to wait, and the fields concerned.
        """
        self.kind = kind
        self.errors = errors
        self.retry_after = retry_after
        self.ko = ko
        self.en = en
        super().__init__(kind.name)


@dataclass(frozen=True, slots=True)
class Problem:
    """
    Hold one problem before it is written: its kind, a sentence, the office's code and the fields concerned.
    """

    kind: Kind
    ko: str = ""
    en: str = ""
    code: str | None = None
    errors: Sequence[Mapping[str, str]] = field(default_factory=tuple)
    retry_after: int | None = None

    def body(self, request: Request) -> dict[str, object]:
        """
        Write the members of RFC 9457 and our own: `code` and `errors` where there are any.
        """
        korean = program_language_of(request) == "ko"
        members: dict[str, object] = {
            "type": self.kind.type,
            "title": self.kind.ko if korean else self.kind.en,
            "status": self.kind.status,
            "detail": (self.ko if korean else self.en) or None,
            "instance": f"urn:request:{request.state.request_id}",
            "code": self.code,
            "errors": list(self.errors) or None,
        }
        return {name: value for name, value in members.items() if value is not None}


def problem_of(error: Exception) -> Problem:
    """
    Map any exception to its problem; what nobody foresaw is an internal error and tells nothing of its inside.
    """
    match error:
        case Refusal():
            return Problem(error.kind, error.ko, error.en, errors=error.errors, retry_after=error.retry_after)
        case ComplianceError():
            wait = error.seconds if isinstance(error, TooMuch | Outage) else None
            return Problem(_kind_of(error), error.ko, error.en, error.code, retry_after=wait)
        case BadCursor():
            return Problem(kinds.BAD_CURSOR, "목록을 처음부터 다시 여십시오.", f"{error.reason}; start the list anew")
        case RequestValidationError():
            return Problem(kinds.UNUSABLE, errors=_fields(error))
        case HTTPException():
            kind = kinds.BY_STATUS.get(error.status_code, kinds.BAD_REQUEST)
            # What the edge refuses for its size never reaches the office, and has the office's code all the same.
            return Problem(kind, code=TOO_LARGE_CODE if kind is kinds.TOO_LARGE else None)
        case _:
            return Problem(kinds.BROKEN)


def answer(request: Request, error: Exception) -> Response:
    """
    Answer an exception in the form its asker reads; what nobody foresaw is logged under the request's id.
    """
    error = outages.told(error)
    problem = problem_of(error)
    if problem.kind is kinds.BROKEN:
        LOG.error("request %s failed: %s", request.state.request_id, type(error).__name__, exc_info=error)
    elif isinstance(error, Outage) and TELLING.is_due(error.code):
        LOG.warning("requests are answered with %s", error.code)
    headers = dict(HEADERS.get(problem.kind.status, {}))
    if problem.retry_after is not None:
        headers["Retry-After"] = str(problem.retry_after)
    if request.url.path.startswith(PROGRAM_PATHS):
        return JSONResponse(problem.body(request), problem.kind.status, headers, media_type=MEDIA_TYPE)
    if problem.kind is kinds.NOT_SIGNED_IN and request.method == "GET":
        return RedirectResponse(f"/login?next={quote(request.url.path)}", status_code=303)
    page = render(
        request,
        "problem.html",
        {"problem": problem, "request_id": request.state.request_id},
        status=problem.kind.status,
    )
    page.headers.update(headers)
    return page


def install(app: FastAPI) -> None:
    """
    Make the application answer all exceptions from here.
    """
    for expected in (Refusal, ComplianceError, BadCursor, RequestValidationError, HTTPException):
        app.add_exception_handler(expected, answer)


def _kind_of(error: ComplianceError) -> Kind:
    """
    Find the kind of an office's error; a file over the limit has a status of its own.
    """
    if error.code == TOO_LARGE_CODE:
        return kinds.TOO_LARGE
    return next((kind for known, kind in OF_ERROR.items() if isinstance(error, known)), kinds.BROKEN)


def _fields(error: RequestValidationError) -> list[Mapping[str, str]]:
    """
    Name each unusable field by a JSON pointer, without the value that came in.
    """
    return [{"pointer": "/" + "/".join(map(str, each["loc"])), "detail": each["msg"]} for each in error.errors()]
