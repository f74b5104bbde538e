"""
Hand hostile files in at the front door: each ends in its code, and the service answers everybody meanwhile.

Source: ../shared/security/SECURITY.md 2 (outcome contract) and 2.1 (accept). All kinds are run by `make soak`.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import httpx2 as httpx
import pytest

from tests.compliance.requests import file, form, part
from tests.compliance.serving import Service, serving
from tests.ingest.hostile_kinds import KINDS, Hostile
from tests.ingest.traces import MIB, resident

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.compliance.conftest import Server

RECEIVE_SECONDS = 20
BEAT = 0.05
LONGEST = 900.0
"""Seconds for all kinds together; bombs have the limits of every day here."""
FEW = ("H01", "H02", "H08", "H10", "H23", "H29", "H36", "H41", "H42", "H46", "H54", "H67", "H68")
FINAL = {"screened", "unreadable", "failed", "withdrawn"}


@pytest.fixture(scope="module")
def service(root: Path, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """
    Serve for this module, with a worker.
    """
    with serving(root, server, tmp_path_factory.mktemp("service"), RECEIVE_SECONDS, "worker") as running:
        yield running


class Pulse:
    """
    Ask for the service's health over and over, and keep how long each answer took.
    """

    def __init__(self, service: Service) -> None:
        """
        Begin to ask.
        """
        self._service = service
        self._leaving = Event()
        self._seconds: list[float] = []
        self._thread = Thread(target=self._beat)
        self._thread.start()

    def stop(self) -> float:
        """
        Stop; return the milliseconds within which 99 of 100 answers came.
        """
        self._leaving.set()
        self._thread.join()
        return quantiles(self._seconds, n=100)[-1] * 1000

    def _beat(self) -> None:
        with httpx.Client(base_url=self._service.address) as client:
            while not self._leaving.wait(BEAT):
                began = time.monotonic()
                client.get("/healthz").raise_for_status()
                self._seconds.append(time.monotonic() - began)


def hand_in(service: Service, kind: Hostile, day: int) -> dict[str, Any]:
    """
    Hand one file in, as signed on a day of its round; return its submission, or the problem that turned it away.
    """
    name = kind.name.encode(errors="replace").replace(b"\0", b"")
    said = part(b'{"signed_on": "2026-11-%02d"}' % day, name=b"declaration")
    answer = service.startup.post(form(file(kind.make(), name, b"application/octet-stream"), said))
    assert answer.status < 500
    return answer.json()


def fates(service: Service, kinds: list[Hostile], day: int) -> list[dict[str, Any]]:
    """
    Hand all files in and wait until each has its end.
    """
    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(lambda kind: hand_in(service, kind, day), kinds))
    last = time.monotonic() + LONGEST
    headers = {"Authorization": f"Bearer {service.startup.key}"}
    with httpx.Client(base_url=service.address, headers=headers) as client:
        for number, each in enumerate(given):
            while "id" in each and given[number]["state"] not in FINAL:
                assert time.monotonic() < last, (kinds[number].label, given[number]["state"])
                given[number] = client.get(f"/api/v1/submissions/{each['id']}").raise_for_status().json()
                time.sleep(BEAT)
    return given


def is_right(kind: Hostile, fate: dict[str, Any]) -> bool:
    """
    Tell whether a submission ended as its kind has to.
    """
    if "id" not in fate:
        return int(fate["code"]) in kind.refused
    if fate["state"] == "unreadable":
        return fate["problem"]["code"] in kind.refused
    codes = fate["screening"]["codes"] if fate["screening"] else ()
    return fate["state"] == "screened" and (kind.may_be_read or bool(kind.warned & set(codes)))


def run(service: Service, kinds: list[Hostile], day: int = 1) -> float:
    """
    Run kinds through the service; return within how many milliseconds it answered 99 of 100 others meanwhile.
    """
    pulse = Pulse(service)
    try:
        ended = fates(service, kinds, day)
    finally:
        within = pulse.stop()
    wrong = [(kind.label, fate) for kind, fate in zip(kinds, ended, strict=True) if not is_right(kind, fate)]
    assert wrong == []
    assert list(service.temporary.iterdir()) == []
    return within


def test_hostile_files_end_in_their_codes(service: Service) -> None:
    """A dozen kinds, handed in at once, are told apart by their codes on the submission, and health is answered."""
    kinds = {kind.number: kind for kind in KINDS if kind.label.startswith(FEW)}
    assert run(service, list(kinds.values())) < 1000


@pytest.mark.soak
def test_every_hostile_file_ends_in_its_code(service: Service) -> None:
    """All kinds end in their codes, twice; in the second round service and worker grow by at most 20 MiB each."""
    documents = [kind for kind in KINDS if not kind.name.endswith((".zip", ".eml"))]
    # The first round also loads what is loaded once.
    run(service, documents, day=2)
    before = {name: resident(process) for name, process in service.processes.items()}
    began = time.monotonic()
    within = run(service, documents, day=3)
    grown = {name: (resident(process) - before[name]) / MIB for name, process in service.processes.items()}
    told = ", ".join(f"{name} {more:.1f} MiB more" for name, more in grown.items())
    print(f"{len(documents)} hostile files in {time.monotonic() - began:.0f} s: health p99 {within:.0f} ms; {told}")  # noqa: T201
    assert max(grown.values()) <= 20
