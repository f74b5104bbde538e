"""
Bound what one caller may ask in a time, and how much work is taken on at once: 429 and 503 with Retry-After.

Signed-in people have a bucket each, whichever of their keys and sessions they come with; all others, and whoever shows
a key that proved to be none, share the bucket of their address. So nobody learns from a limit what others do, but that
the service as a whole is busy. The buckets are this process's own (docs/decisions/0022-limits.md).
"""

from __future__ import annotations

import hashlib
import math
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers
from starlette.requests import cookie_parser

from api import problem_kinds as kinds
from api.problems import Refusal
from api.session import SESSION_COOKIE

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

FREE: Final = ("/static/", "/healthz", "/readyz")
"""What costs next to nothing, or has to answer when nothing else does."""
MOST_CALLERS: Final = 20_000
"""Callers remembered at once; whoever was silent longest is forgotten first."""
SHED_SECONDS: Final = 1
"""When to come again, where the service has more to do than it can."""
HOME_NETWORK: Final = 64
"""Bits of an IPv6 address that one caller cannot change at will."""
NOT_LET_IN: Final = frozenset({401, 303})


@dataclass(frozen=True, slots=True)
class Rate:
    """
    Allow `at_once` requests together, and `per_second` in the long run.
    """

    per_second: float
    at_once: float


class Buckets:
    """
    Hold a bucket of tokens for each caller; every request takes one out, and time fills it up again.
    """

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        """
        Begin with everybody's bucket full.
        """
        self._rate = rate
        self._clock = clock
        self._left: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def wait(self, caller: Hashable) -> float:
        """
        Take a token out of a caller's bucket; return 0.0, or how many seconds to wait where there is none.
        """
        now = self._clock()
        left, since = self._left.pop(caller, (self._rate.at_once, now))
        left = min(self._rate.at_once, left + (now - since) * self._rate.per_second)
        is_allowed = left >= 1
        self._left[caller] = (left - 1 if is_allowed else left, now)
        if len(self._left) > MOST_CALLERS:
            self._left.popitem(last=False)
        return 0.0 if is_allowed else (1 - left) / self._rate.per_second


class Proven:
    """
    Remember whose the keys and sessions are that let somebody in lately, by their hashes; it decides on limits only.
    """

    def __init__(self) -> None:
        """
        Begin with none.
        """
        self._known: OrderedDict[bytes, Hashable] = OrderedDict()

    def whose(self, credential: bytes | None) -> Hashable | None:
        """
        Return who came with this before.
        """
        return self._known.get(credential) if credential else None

    def learn(self, credential: bytes | None, person_id: Hashable | None, status: int) -> None:
        """
        Remember who came with this, or forget what no longer lets anybody in.
        """
        if credential is None:
            return
        if person_id is not None:
            self._known[credential] = person_id
            self._known.move_to_end(credential)
            if len(self._known) > MOST_CALLERS:
                self._known.popitem(last=False)
        elif status in NOT_LET_IN:
            self._known.pop(credential, None)


class Limits:
    """
    Refuse what comes too often from one caller, and what comes on top of more work than can be done in time.
    """

    def __init__(self, app: ASGIApp, anonymous: Rate, known: Rate, at_once: int) -> None:
        """
        Stand before the application: the rates of strangers and of signed-in people, and requests worked on at once.
        """
        self.app = app
        self.strangers = Buckets(anonymous)
        self.people = Buckets(known)
        self.proven = Proven()
        self.at_once = at_once
        self.working = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """
        Pass a request on, or refuse it before anything of it is read.

        Raises:
            Refusal: 429 this caller asks too often, 503 too much is being worked on.
        """
        if scope["type"] != "http" or scope["path"].startswith(FREE):
            await self.app(scope, receive, send)
            return
        credential = credential_of(scope)
        person = self.proven.whose(credential)
        wait = self.people.wait(person) if person is not None else self.strangers.wait(address_of(scope))
        if wait:
            raise Refusal(kinds.TOO_MANY, retry_after=math.ceil(wait))
        if self.working >= self.at_once:
            raise Refusal(kinds.UNAVAILABLE, retry_after=SHED_SECONDS)
        work = Work(self, receive, send)
        work.go_on()
        try:
            await self.app(scope, work.receive, work.send)
        finally:
            work.pause()
            who = scope.get("state", {}).get("person")
            self.proven.learn(credential, who.id if who else None, work.status)


class Work:
    """
    Count a request as being worked on, except while its sender or its reader is waited for, or its body never came.
    """

    def __init__(self, limits: Limits, receive: Receive, send: Send) -> None:
        """
        Begin at rest.
        """
        self._limits = limits
        self._is_counted = False
        self._receive = receive
        self._send = send
        self._is_whole = False
        self.status = 0

    async def receive(self) -> Message:
        """
        Receive the next message; once the body is whole only the client's leaving is still listened for.
        """
        if self._is_whole:
            return await self._receive()
        self.pause()
        message = await self._receive()
        self.go_on()
        self._is_whole = not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        """
        Send a message, for as long as its reader takes.
        """
        self.status = message.get("status", self.status)
        was_counted = self._is_counted
        self.pause()
        await self._send(message)
        if was_counted:
            self.go_on()

    def go_on(self) -> None:
        """
        Be at work.
        """
        if not self._is_counted:
            self._is_counted = True
            self._limits.working += 1

    def pause(self) -> None:
        """
        Be at rest.
        """
        if self._is_counted:
            self._is_counted = False
            self._limits.working -= 1


def credential_of(scope: Scope) -> bytes | None:
    """
    Hash the key or session that a request came with; None where it came with neither.
    """
    headers = Headers(scope=scope)
    shown = headers.get("authorization") or cookie_parser(headers.get("cookie", "")).get(SESSION_COOKIE)
    return hashlib.sha256(shown.encode()).digest() if shown else None


def address_of(scope: Scope) -> str:
    """
    Return the address a request came from; of IPv6 the network, in which its owner may take any address.
    """
    host = str((scope.get("client") or ("",))[0])
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(int(address) >> (address.max_prefixlen - HOME_NETWORK))
    return host
