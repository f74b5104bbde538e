"""
Honour Idempotency-Key on every changing POST of the JSON interface: who is unsure whether a request arrived sends it again.

The same key with the same request gets the same answer, with another request 422, and 409 while the first is being
carried out. Refused requests are not kept: they changed nothing, and may be sent again as they are. Handing in a
document has a longer memory of its own (`compliance.intake`), by the file and not by how it was sent.
"""

from __future__ import annotations

import hashlib
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from api import problem_kinds as kinds
from api.problems import Refusal
from compliance.errors import ComplianceError
from compliance.repeating import Answer, Asked

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from compliance.access import Person
    from compliance.repeating import RepeatDesk

HEADER: Final = "idempotency-key"
USABLE: Final = re.compile(r"[!-~]{1,200}")
OWN_MEMORY: Final = "/api/v1/submissions"
INTERFACE: Final = "/api/"
KEPT_HEADERS: Final = frozenset({"content-type", "location", "etag"})
BOUNDARY: Final = re.compile(rb"boundary=\"?([^\";, ]+)")


class Repeats:
    """
    Stand before the routes and do once what is asked twice.
    """

    def __init__(self, app: ASGIApp, answer: Callable[[Request, Exception], Response], most: int) -> None:
        """
        Stand before the given application; `answer` writes refusals, `most` is the longest body in bytes.
        """
        self.app = app
        self.answer = answer
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """
        Pass on whatever has no key.
        """
        key = Headers(scope=scope).get(HEADER) if scope["type"] == "http" and scope["method"] == "POST" else None
        if key is None or not scope["path"].startswith(INTERFACE) or scope["path"] == OWN_MEMORY:
            await self.app(scope, receive, send)
            return
        try:
            await self._once(key, scope, receive, send)
        except (Refusal, ComplianceError) as error:
            await self.answer(Request(scope), error)(scope, receive, send)

    async def _once(self, key: str, scope: Scope, receive: Receive, send: Send) -> None:
        """
        Answer as before, or carry the request out and keep its answer.

        Raises:
            Refusal, ComplianceError: the key is unusable, was used otherwise, or is in use.
        """
        if USABLE.fullmatch(key) is None:
            raise Refusal(kinds.UNUSABLE, "Idempotency-Key를 쓸 수 없습니다.", "the Idempotency-Key is unusable")
        office, secret = scope["app"].state.office, _secret(scope)
        person: Person | None = await run_in_threadpool(office.enter, secret) if secret else None
        messages, content = await _read(receive, self.most)
        again = _Again(messages, receive)
        if person is None or content is None:
            # Refused further in: nobody is signed in, or the body is too long.
            await self.app(scope, again, send)
            return
        asked, desk = Asked(person, secret, key, _hash(scope, content)), office.kept_answers
        known = await run_in_threadpool(desk.begin, asked)
        if known is None:
            await self._carry_out(desk, asked, scope, again, send)
        else:
            headers = {**dict(known.headers), "idempotency-replayed": "true"}
            await Response(known.body, known.status, headers)(scope, receive, send)

    async def _carry_out(self, desk: RepeatDesk, asked: Asked, scope: Scope, receive: Receive, send: Send) -> None:
        """
        Carry a request out; its answer is kept before its first byte is sent.
        """
        told: list[Message] = []

        async def take(message: Message) -> None:
            told.append(message)

        is_done = False
        try:
            await self.app(scope, receive, take)
            is_done = bool(told) and told[0]["status"] < HTTPStatus.BAD_REQUEST
            if is_done:
                await run_in_threadpool(desk.keep, asked, _answer(told))
        finally:
            if not is_done:
                await run_in_threadpool(desk.forget, asked)
        for message in told:
            await send(message)


class _Again:
    """
    Give the messages of a body that was read once more, then whatever comes.
    """

    def __init__(self, messages: list[Message], receive: Receive) -> None:
        """
        Hold what was read.
        """
        self.left = messages
        self.receive = receive

    async def __call__(self) -> Message:
        """
        Give the next message.
        """
        return self.left.pop(0) if self.left else await self.receive()


async def _read(receive: Receive, most: int) -> tuple[list[Message], bytes | None]:
    """
    Read a body; None where it is longer than the most bytes, or breaks off.
    """
    messages: list[Message] = []
    content = bytearray()
    while True:
        message = await receive()
        messages.append(message)
        content += message.get("body", b"")
        if message["type"] != "http.request" or len(content) > most:
            return messages, None
        if not message.get("more_body", False):
            return messages, bytes(content)


def _secret(scope: Scope) -> str:
    scheme, _, key = Headers(scope=scope).get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def _hash(scope: Scope, content: bytes) -> bytes:
    """
    Name what is asked; the boundary of a form is another each time and says nothing.
    """
    kind = Headers(scope=scope).get("content-type", "").encode("latin-1")
    if boundary := BOUNDARY.search(kind):
        kind, content = (part.replace(boundary[1], b"boundary") for part in (kind, content))
    parts = (scope["path"].encode(), scope["query_string"], kind, content)
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).digest()


def _answer(told: list[Message]) -> Answer:
    headers = Headers(raw=told[0]["headers"])
    body = b"".join(message.get("body", b"") for message in told[1:])
    kept = tuple((name, value) for name, value in headers.items() if name in KEPT_HEADERS)
    return Answer(told[0]["status"], kept, body.decode())
