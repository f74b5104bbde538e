"""
Bound what one client may take up: the time to say a request and to take its answer, and memory for bodies coming in.

A client that sends a byte a second, or nothing, would otherwise hold a connection for ever; uvicorn itself bounds only
the pause after an answer.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

SLOWEST: Final = 8 * 1024
"""Bytes a second below which a body uses up its sender's time."""
MOST_HELD: Final = 256 * 1024 * 1024
"""Bytes of all bodies held in memory at once: bodies never touch the disk."""
TIMED_OUT, TOO_MANY = 408, 429


class Patience:
    """
    Pass requests on while their bodies keep coming, and while all bodies together fit into memory.
    """

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        """
        Stand before the application; nobody may keep it waiting longer than `seconds` in all.
        """
        self.app = app
        self.seconds = seconds
        self.held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """
        Pass a request on with a body that is watched, and let nobody read the answer for ever.

        Raises:
            ClientDisconnect: the client does not take what is sent to it.
        """
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body = Body(self, receive)

        async def patiently(message: Message) -> None:
            try:
                async with asyncio.timeout(self.seconds + len(message.get("body", b"")) / SLOWEST):
                    await send(message)
            except TimeoutError:
                raise ClientDisconnect from None

        try:
            await self.app(scope, body, patiently)
        finally:
            self.held -= body.size


class Body:
    """
    Receive one body: waiting uses the sender's time up, bytes give some of it back.
    """

    def __init__(self, patience: Patience, receive: Receive) -> None:
        """
        Begin with all of the time and none of the bytes.
        """
        self._patience = patience
        self._receive = receive
        self._seconds = patience.seconds
        self._whole = False
        self.size = 0

    async def __call__(self) -> Message:
        """
        Receive the next message; after the last one only the client's leaving is still waited for.

        Raises:
            HTTPException: 408 out of time, 429 too many bytes held at once.
        """
        if self._whole:
            return await self._receive()
        loop = asyncio.get_running_loop()
        started = loop.time()
        try:
            async with asyncio.timeout(self._seconds):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(TIMED_OUT) from None
        self._account(len(message.get("body", b"")), loop.time() - started)
        self._whole = not message.get("more_body", False)
        return message

    def _account(self, size: int, waited: float) -> None:
        """
        Count a piece of `size` bytes that was `waited` seconds for.
        """
        self._seconds = min(self._patience.seconds, self._seconds - waited + size / SLOWEST)
        self.size += size
        self._patience.held += size
        if self._patience.held > MOST_HELD:
            raise HTTPException(TOO_MANY)


class PatientProtocol(H11Protocol):
    """
    Close a connection that has not said a whole request head within `timeout_keep_alive` seconds.

    The clock runs whenever no request is being answered: from the start, after an answer, and while a client goes on
    sending a body that was refused.
    """

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """
        Start the clock.
        """
        super().connection_made(transport)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """
        Forget the clock.
        """
        super().connection_lost(exc)
        self._stop()

    def handle_events(self) -> None:
        """
        Stop the clock where what came completes a request's head.
        """
        super().handle_events()
        self._watch()

    def on_response_complete(self) -> None:
        """
        Start the clock again.
        """
        super().on_response_complete()
        self._watch()

    def _watch(self) -> None:
        if not getattr(self.cycle, "response_complete", True):
            self._stop()
        elif self._waiting is None and not self.transport.is_closing():
            self._waiting = self.loop.call_later(self.timeout_keep_alive, self.transport.close)

    def _stop(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
