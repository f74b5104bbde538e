"""
Bound the time and the memory that one client can take from all others.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request

from api import patience
from api.patience import SLOWEST, Patience

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import Message, Receive, Scope, Send

SECONDS = 0.2


def deliver(watch: Patience, pieces: Sequence[bytes], pause: float = 0.0) -> None:
    """
    Bring a body in pieces, with a pause (seconds) before each.
    """
    waiting = list(pieces)

    async def receive() -> Message:
        await asyncio.sleep(pause)
        piece = waiting.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(waiting)}

    async def send(message: Message) -> None:
        raise AssertionError(message)

    asyncio.run(watch({"type": "http"}, receive, send))


async def reader(scope: Scope, receive: Receive, _send: Send) -> None:
    """
    Be an application that only reads the body.
    """
    async for _ in Request({**scope, "method": "POST", "headers": []}, receive).stream():
        pass


def test_a_body_that_keeps_coming_may_take_longer() -> None:
    """Bytes give time back, so that a large file over a slow line arrives."""
    deliver(Patience(reader, SECONDS), [b"x" * SLOWEST] * 8, pause=SECONDS / 4)


def test_a_body_that_trickles_may_not() -> None:
    """A byte now and then uses the time up, though each comes soon after the last."""
    with pytest.raises(HTTPException) as caught:
        deliver(Patience(reader, SECONDS), [b"x"] * 40, pause=SECONDS / 4)
    assert caught.value.status_code == 408


def test_all_bodies_together_fit_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the limit of bytes held at once a body is refused for now, and what was held is given back."""
    monkeypatch.setattr(patience, "MOST_HELD", 1000)
    watch = Patience(reader, SECONDS)
    with pytest.raises(HTTPException) as caught:
        deliver(watch, [b"x" * 600] * 2)
    assert caught.value.status_code == 429
    for _ in range(3):
        deliver(watch, [b"x" * 400] * 2)
    assert watch.held == 0
