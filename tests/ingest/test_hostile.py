"""
Send every hostile kind of file in: each ends in its code, in time and in its memory, and harms nobody else's reading.

Source: ../shared/security/SECURITY.md 2.1. The requests among the kinds are in tests/compliance.
"""

from __future__ import annotations

import time
from functools import partial
from statistics import quantiles
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

import ingest
from ingest.cage import DEFAULT_LIMITS, draft_caged, read_caged
from tests.ingest.hostile_kinds import KINDS, REQUESTS, Hostile
from tests.ingest.outcomes import outcome_of
from tests.ingest.traces import MIB, Traces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ingest.cage.reply import End

LONGEST = 60.0
"""Seconds any file may take."""
BEAT = 0.05
LATEST = 5.0
"""Seconds that a tiny text may wait while a hostile file is being read: its own child is there at once."""


class Pulse:
    """
    Read a tiny text over and over, as everybody else does while somebody sends something hostile.
    """

    def __init__(self) -> None:
        """
        Begin to read.
        """
        self.seconds: list[float] = []
        self.failure: BaseException | None = None
        self._leaving = Event()
        self._thread = Thread(target=self._beat, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """
        Stop reading.
        """
        self._leaving.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._leaving.wait(BEAT):
            began = time.monotonic()
            try:
                read_caged("제1조".encode(), ".txt", DEFAULT_LIMITS)
            except BaseException as failure:  # noqa: BLE001 - told to the test, whatever it is
                self.failure = failure
            self.seconds.append(time.monotonic() - began)


@pytest.fixture(scope="module")
def ends() -> Iterator[list[End | None]]:
    """
    Gather how the children of this module ended; afterwards tell what they used at most.
    """
    told: list[End | None] = []
    with pytest.MonkeyPatch.context() as patch:
        # Only listens: reading itself is as it is everywhere.
        patch.setattr(ingest, "draft_caged", partial(draft_caged, ended=told.append))
        yield told
    known = [end for end in told if end]
    memory, cpu = max(end.memory for end in known) / MIB, max(end.cpu for end in known)
    print(f"{len(known)} of {len(told)} children told their end: at most {memory:.0f} MiB and {cpu:.1f} s")  # noqa: T201


@pytest.fixture(scope="module", autouse=True)
def others() -> Iterator[Pulse]:
    """
    Let others read meanwhile; at the end nothing is left behind by any of the kinds.
    """
    read_caged(b"warm", ".txt", DEFAULT_LIMITS)
    before = Traces.now()
    pulse = Pulse()
    yield pulse
    pulse.stop()
    assert pulse.failure is None
    slowest = quantiles(pulse.seconds, n=100)[-1] * 1000
    print(f"\n{len(pulse.seconds)} other readings, 99 of 100 within {slowest:.0f} ms")  # noqa: T201
    assert [each for each in before.left_behind() if not each.endswith("more")] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: ascii(kind.label))
def test_each_hostile_file_ends_in_its_code(kind: Hostile, ends: list[End | None], others: Pulse) -> None:
    """A hostile file is refused or warned of by its code within a minute, in at most 1 GiB, while others read on."""
    content, beats, told = kind.make(), len(others.seconds), len(ends)
    began = time.monotonic()
    outcome = outcome_of(content, kind.name, kind.limits)
    assert time.monotonic() - began < LONGEST
    if outcome.refused:
        assert outcome.refused in kind.refused, outcome
    else:
        assert kind.may_be_read or kind.warned & outcome.warned, outcome
    assert all(end and end.memory <= kind.limits.memory for end in ends[told:])
    assert max(others.seconds[beats:], default=0.0) < LATEST


def test_all_kinds_are_there() -> None:
    """Each number from 1 to 75 is made by somebody here, or sent by a test of requests."""
    assert {kind.number for kind in KINDS} | set(REQUESTS) == set(range(1, 76))


@pytest.mark.parametrize("number", REQUESTS)
def test_every_request_has_its_test(root: Path, number: int) -> None:
    """The file named for a hostile request holds a test of that number."""
    assert f"def test_h{number}_" in (root / REQUESTS[number]).read_text(encoding="utf-8")
