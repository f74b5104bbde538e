"""
Put a load on the running service as its people would, and count how it answers: the times, and what it said.

Requests are sent when they are due, whether or not those before them were answered, and are timed from when they were
due: a service that stands still is seen in every request it keeps waiting.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from tests.compliance.fakes import agreement
from tests.compliance.requests import file, form

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    Draw = Callable[[random.Random], tuple[str, bytes]]
    """What gives the next request: whose key, and everything from its method on."""

GIVE_UP_SECONDS = 30.0
SLOW_BYTE_SECONDS = 0.5
_number = count()


@dataclass(frozen=True, slots=True)
class Crowd:
    """
    Hold where the service is, and the keys of the people who use it with what they look at.
    """

    address: tuple[str, int]
    startups: Sequence[tuple[str, str]]
    """Keys, each with the id of a submission of theirs."""
    auditors: Sequence[str]


@dataclass(slots=True)
class Tally:
    """
    Count answers by status (0: none came) and keep their times in seconds.
    """

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    accepted: list[float] = field(default_factory=list)
    lasted: float = 0.0

    def note(self, status: int, seconds: float) -> None:
        """
        Count one answer.
        """
        self.statuses[status] += 1
        self.seconds.append(seconds)
        if 200 <= status < 300:
            self.accepted.append(seconds)

    @property
    def failures(self) -> int:
        """
        Count what was neither served nor shed in good order.
        """
        return sum(number for status, number in self.statuses.items() if status not in {200, 202, 429, 503})

    def percentile(self, share: float) -> float:
        """
        Return the time, in seconds, within which a share of the accepted requests was answered.
        """
        ordered = sorted(self.accepted)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("inf")

    def told(self) -> str:
        """
        Say it in one line.
        """
        rate = len(self.accepted) / self.lasted if self.lasted else 0.0
        times = ", ".join(f"p{share * 100:g} {self.percentile(share) * 1000:.0f} ms" for share in (0.5, 0.99))
        return f"{len(self.accepted)} answered, {rate:.1f}/s, {times}; statuses {dict(sorted(self.statuses.items()))}"


def mixed(crowd: Crowd) -> Draw:
    """
    Draw 90 of 100 reads of one thing, 9 lists and searches, 1 upload.
    """

    def draw(dice: random.Random) -> tuple[str, bytes]:
        chance, (key, submission) = dice.random(), dice.choice(crowd.startups)
        if chance < 0.01:
            body = form(file(f"{agreement()} {next(_number)}".encode()))
            head = f"Content-Type: multipart/form-data; boundary=frontier\r\nContent-Length: {len(body)}\r\n"
            return key, f"POST /api/v1/submissions HTTP/1.1\r\n{head}".encode() + b"|" + body
        if chance < 0.10:
            auditor = dice.choice(crowd.auditors)
            path = dice.choice(("/api/v1/findings?severity=high&limit=20", "/api/v1/submissions?limit=20", "/findings"))
            return auditor, f"GET {path} HTTP/1.1\r\n|".encode()
        one = f"/api/v1/submissions/{submission}"
        path = dice.choice((one, f"{one}/screening", f"/submissions/{submission}", "/api/v1/catalog"))
        return key, f"GET {path} HTTP/1.1\r\n|".encode()

    return draw


@asynccontextmanager
async def connected(address: tuple[str, int]) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """
    Hold a connection, and let go of it whatever happens.
    """
    reader, writer = await asyncio.open_connection(*address)
    try:
        yield reader, writer
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


async def ask(address: tuple[str, int], key: str, request: bytes, due: float, tally: Tally) -> None:
    """
    Send one request on a connection of its own, and read its answer to the end.
    """
    head, _, body = request.partition(b"|")
    status = 0
    with suppress(OSError, asyncio.TimeoutError, ValueError, IndexError):
        async with asyncio.timeout(GIVE_UP_SECONDS):
            async with connected(address) as (reader, writer):
                own = f"Host: localhost\r\nAuthorization: Bearer {key}\r\nConnection: close\r\n\r\n".encode()
                writer.write(head + own + body)
                answer = await reader.read()
            status = int(answer[:12].split(b" ")[1])
    tally.note(status, time.monotonic() - due)


async def offer(crowd: Crowd, draw: Draw, rate: float, seconds: float, seed: int = 1) -> Tally:
    """
    Send `rate` requests a second for some seconds, each when it is due.
    """
    dice, tally, begun = random.Random(seed), Tally(), time.monotonic()  # noqa: S311 - a load, no secret
    asked: set[asyncio.Task[None]] = set()
    for number in range(int(rate * seconds)):
        due = begun + number / rate
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        key, request = draw(dice)
        task = asyncio.create_task(ask(crowd.address, key, request, due, tally))
        asked.add(task)
        task.add_done_callback(asked.discard)
    while asked:
        await asyncio.wait(set(asked))
    tally.lasted = time.monotonic() - begun
    return tally


async def capacity(crowd: Crowd, draw: Draw, seconds: float, hands: int = 16) -> float:
    """
    Measure how many requests a second are answered where `hands` people ask one after the other.
    """
    tally, until = Tally(), time.monotonic() + seconds

    async def work(seed: int) -> None:
        dice = random.Random(seed)  # noqa: S311 - a load, no secret
        while time.monotonic() < until:
            key, request = draw(dice)
            await ask(crowd.address, key, request, time.monotonic(), tally)

    await asyncio.gather(*map(work, range(hands)))
    return len(tally.accepted) / seconds


@asynccontextmanager
async def slow_clients(address: tuple[str, int], number: int) -> AsyncIterator[None]:
    """
    Keep a number of connections open that say a request a byte at a time: half of them its head, half its body.
    """

    async def trickle(place: int) -> None:
        request = b"POST /login HTTP/1.1\r\nHost: localhost\r\nX-Slow: x"
        if place % 2:
            head = b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            request = head + b"Content-Length: 500\r\n\r\n"
        while True:
            with suppress(OSError):
                async with connected(address) as (_, writer):
                    writer.write(request)
                    while not writer.is_closing():
                        await asyncio.sleep(SLOW_BYTE_SECONDS)
                        writer.write(b"x")
                        await writer.drain()
            await asyncio.sleep(SLOW_BYTE_SECONDS)

    trickles = [asyncio.create_task(trickle(place)) for place in range(number)]
    await asyncio.sleep(2 * SLOW_BYTE_SECONDS)
    yield
    for each in trickles:
        each.cancel()
    await asyncio.gather(*trickles, return_exceptions=True)
