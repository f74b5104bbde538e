"""
Post a webhook to an address that was vetted, and to no other: no redirect, no proxy, no byte of the answer's body.
"""

from __future__ import annotations

import socket
import ssl
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from threading import Event, Timer
from typing import TYPE_CHECKING, Final

from compliance.errors import Rejected
from compliance.notifications import guard
from compliance.notifications.guard import Forbidden, Target, Unresolved, understand, vet
from compliance.notifications.kinds import Attempt, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from compliance.notifications.guard import Resolve

CONNECT_SECONDS = 5.0
WHOLE_SECONDS = 15.0
"""From the first byte of the connection to the last of the answer's head, however slowly that trickles."""
NEVER_AGAIN = frozenset({HTTPStatus.GONE})
ASKS_TO_WAIT = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
MOST_DIGITS = 9
"""Digits of a Retry-After that are read; any wait has its own longest."""
FAILURES: Final[Mapping[type[Exception], Outcome]] = {
    Rejected: Outcome.FORBIDDEN,
    Forbidden: Outcome.FORBIDDEN,
    Unresolved: Outcome.UNRESOLVED,
    ssl.SSLError: Outcome.TLS,
    TimeoutError: Outcome.TIMEOUT,
    HTTPException: Outcome.UNREADABLE,
    OSError: Outcome.UNREACHABLE,
}
"""What may go wrong on the way; the first that fits tells how it ended."""


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Hold the status of an answer, and the seconds for which it asks to be left alone.
    """

    status: int
    retry_after: int = 0


class _VettedConnection(HTTPConnection):
    """
    Speak HTTP with one address, under the name that it was vetted for.
    """

    def __init__(self, target: Target, address: str, context: ssl.SSLContext) -> None:
        super().__init__(target.host, target.port, timeout=CONNECT_SECONDS)
        self._target, self._address, self._context = target, address, context

    def connect(self) -> None:
        """
        Connect to the very address; nothing is said before `prove`.
        """
        self.sock = socket.create_connection((self._address, self._target.port), self.timeout)

    def prove(self) -> None:
        """
        Let the other side prove by TLS that it goes by the name; by plain HTTP nothing is proved.
        """
        if not self._target.is_plain:
            secured = self._context.wrap_socket(
                self.sock, server_hostname=self._target.host, do_handshake_on_connect=False
            )
            self.sock = secured
            secured.do_handshake()

    def interrupt(self) -> None:
        """
        End whatever is waited for.
        """
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True, slots=True)
class Post:
    """
    Deliver bodies over HTTP(S); `inside` are the hosts that the settings vouch for.
    """

    inside: frozenset[str]
    authorities: Path | None = None
    """Certificates of further authorities, for receivers inside."""
    resolve: Resolve = guard.resolve
    whole_seconds: float = WHOLE_SECONDS

    def deliver(self, url: str, headers: Mapping[str, str], body: bytes) -> Attempt:
        """
        Post once and say how that ended; nothing is raised for what a receiver or a network does.
        """
        began = time.monotonic()
        outcome, answer = self._deliver(url, headers, body)
        took, status = int((time.monotonic() - began) * 1000), answer.status if answer else None
        asked = answer.retry_after if answer and status in ASKS_TO_WAIT else 0
        return Attempt(outcome, status, took, is_final=status in NEVER_AGAIN, retry_after=asked)

    def _deliver(self, url: str, headers: Mapping[str, str], body: bytes) -> tuple[Outcome, Answer | None]:
        try:
            target = understand(url, self.inside)
            answer = self._post(target, vet(target, self.resolve), headers, body)
        except tuple(FAILURES) as failed:
            return next(outcome for kind, outcome in FAILURES.items() if isinstance(failed, kind)), None
        if HTTPStatus(200) <= answer.status < HTTPStatus(300):
            return Outcome.DELIVERED, answer
        return (Outcome.REDIRECTED if answer.status < HTTPStatus(400) else Outcome.REFUSED), answer

    def _post(self, target: Target, addresses: list[str], headers: Mapping[str, str], body: bytes) -> Answer:
        context = ssl.create_default_context()
        if self.authorities:
            context.load_verify_locations(self.authorities)
        failed = OSError()
        for address in addresses:
            with closing(_VettedConnection(target, address, context)) as connection:
                try:
                    connection.connect()
                except OSError as unreachable:
                    failed = unreachable
                    continue
                with _deadline(connection, self.whole_seconds):
                    return _exchange(connection, target, headers, body)
        raise failed


@contextmanager
def _deadline(connection: _VettedConnection, seconds: float) -> Iterator[None]:
    """
    Interrupt a connection after a while: a socket's own timeout begins anew with each byte.

    Raises:
        TimeoutError: the time was up.
    """
    is_over = Event()

    def end() -> None:
        is_over.set()
        connection.interrupt()

    timer = Timer(seconds, end)
    timer.start()
    try:
        yield
    except (OSError, HTTPException) as broken:
        if is_over.is_set():
            raise TimeoutError from broken
        raise
    finally:
        timer.cancel()


def _exchange(connection: _VettedConnection, target: Target, headers: Mapping[str, str], body: bytes) -> Answer:
    connection.prove()
    connection.putrequest("POST", target.path, skip_host=True, skip_accept_encoding=True)
    sent = {"Host": target.authority, "Content-Length": str(len(body)), "Connection": "close", **headers}
    for name, value in sent.items():
        connection.putheader(name, value)
    connection.endheaders(body)
    response = connection.getresponse()
    return Answer(response.status, seconds_asked(response.getheader("Retry-After") or "", datetime.now(UTC)))


def seconds_asked(written: str, now: datetime) -> int:
    """
    Read a Retry-After: seconds or a date of HTTP; 0 where it says nothing that can be read. RFC 9110, 10.2.3.
    """
    written = written.strip()
    if written.isascii() and written.isdigit():
        return int(written[:MOST_DIGITS])
    try:
        moment = parsedate_to_datetime(written)
    except ValueError:
        return 0
    # A date without its zone is one of UTC.
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0, int((moment - now).total_seconds()))
