"""
Notice a database that is there and says nothing: a frozen server keeps every connection waiting for ever.

Whoever waits for a while asks at the door: a new connection is answered at once by a server that is merely busy with a
long statement, and by nobody where it stands still. Then all who wait are let go, and nobody else begins to wait.
"""

from __future__ import annotations

import time
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar

import psycopg
from psycopg import errors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from psycopg.abc import PQGen

RV = TypeVar("RV")

PATIENCE_SECONDS: Final = 1.5
"""Silence of one connection after which the server is asked at the door."""
DOOR_SECONDS: Final = 2
"""Time the door has to be answered; the driver takes no less."""
LOOK_SECONDS: Final = 0.1
"""Time between two looks, as the driver has it."""
LONGEST_STATEMENT_SECONDS: Final = 30
"""Time after which the server itself ends a statement."""
LOST_SECONDS: Final = LONGEST_STATEMENT_SECONDS + 5
"""Silence of one connection after which it is lost, whatever is said at the door: the server would have spoken."""
SILENT: Final = "the server does not answer"


class Pulse:
    """
    Know for one process whether the server answers; what was felt is believed for a moment.
    """

    def __init__(self, url: str) -> None:
        """
        Believe that the server at this address does.
        """
        self._url = url
        self._is_silent = False
        self._felt_at = 0.0
        self._one_at_a_time = Lock()

    def is_silent(self, *, waited: bool = False) -> bool:
        """
        Tell whether the server says nothing; whoever has waited for it themselves has it looked at.
        """
        if not waited and not self._is_silent:
            return False
        with self._one_at_a_time:
            if time.monotonic() - self._felt_at > PATIENCE_SECONDS:
                self._is_silent = not self._is_answered()
                self._felt_at = time.monotonic()
            return self._is_silent

    def connect(self, arguments: Sequence[str], named: Mapping[str, Any]) -> Patient:
        """
        Open a connection, with these arguments of the driver, whose waiting is bounded.

        Raises:
            ConnectionTimeout: the server says nothing.
            OperationalError: the server cannot be reached.
        """
        if self.is_silent():
            raise errors.ConnectionTimeout(SILENT)
        try:
            made = Patient.connect(*arguments, **{**named, "connect_timeout": DOOR_SECONDS})
        except errors.ConnectionTimeout:
            self._is_silent, self._felt_at = True, time.monotonic()
            raise
        made.pulse = self
        return made

    def _is_answered(self) -> bool:
        try:
            psycopg.connect(self._url, connect_timeout=DOOR_SECONDS).close()
        except errors.ConnectionTimeout:
            return False
        except psycopg.Error:
            # Refused, full or just starting: an answer all the same, and those who wait are told their own.
            return True
        return True


class Patient(psycopg.Connection[Any]):
    """
    Be a connection that is closed, with an error, where its server stands still.
    """

    pulse: Pulse | None = None

    def wait(self, gen: PQGen[RV], interval: float = LOOK_SECONDS, timeout: float | None = None) -> RV:
        """
        Wait for the server as the driver does, but not for one that says nothing to anybody.
        """
        return super().wait(self._watched(gen), interval, timeout)

    def _watched(self, gen: PQGen[RV]) -> PQGen[RV]:
        """
        Pass on what the driver waits for, and look at the pulse each time that nothing came.

        Raises:
            ConnectionTimeout: the server says nothing.
        """
        heard_at = time.monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                now = time.monotonic()
                if ready:
                    heard_at = now
                elif self._is_lost(now - heard_at):
                    self.pgconn.finish()
                    raise errors.ConnectionTimeout(SILENT)
                wanted = gen.send(ready)
        except StopIteration as end:
            result: RV = end.value
            return result

    def _is_lost(self, seconds: float) -> bool:
        if self.pulse is None or seconds <= PATIENCE_SECONDS:
            return False
        return seconds > LOST_SECONDS or self.pulse.is_silent(waited=True)
