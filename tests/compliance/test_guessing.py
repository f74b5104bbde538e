"""
Play the guessing game: from all it can ask, a company must not tell whether a startup handed in an agreement naming it.

Two worlds differ in that alone. A grader that learned from one half of the answers guesses the world of the other half.
Source: ../shared/security/SECURITY.md T4.
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from fastapi.routing import iter_route_contexts
from sqlalchemy import make_url
from starlette.testclient import TestClient

from api.app import build_app
from compliance import access, accounts, schedule
from compliance.access import Actor
from compliance.office import Office
from compliance.store import people
from compliance.views import Decision, DecisionKind, FindingFilter, Origin
from tests.compliance.conftest import Desk
from tests.compliance.fakes import INSTRUMENTS, agreement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from fastapi import FastAPI

    from compliance.access import Person
    from compliance.settings import Settings
    from tests.compliance.conftest import Server

COMPANY = "가나전자 주식회사"
BAR = 0.55
"""Share of worlds that the grader may guess; half is chance."""
OWN_TIMES = re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.]*")
"""When the company's own people last used their keys: it moves with each question, in either world."""
TWIN = 60
"""Questions of the twin."""
VOLATILE = frozenset({"x-request-id", "date"})


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Hold what the company saw: by which address, in which world, what came back, and after how many seconds.
    """

    path: str
    world: int
    told: bytes
    seconds: float


@contextmanager
def worlds(server: Server, settings: Settings) -> Iterator[tuple[list[TestClient], list[str]]]:
    """
    Make two equal offices; in the second a startup hands in an agreement naming the company, and it is worked on.
    """
    base = Office.open(settings, INSTRUMENTS)
    with base.database.transaction(access.administrator()) as session:
        startup = people.make_person(session, people.make_tenant(session, "하나"), "이시작", Actor.STARTUP)
        auditor = people.make_person(session, people.make_tenant(session, "기관"), "김점검", Actor.AUDITOR)
    _, key = accounts.make_key(base, COMPANY, "박상대", Actor.RESPONDENT)
    _, rival = accounts.make_key(base, COMPANY, "최자회", Actor.STARTUP)
    base.close()
    name = str(make_url(settings.database_url or "").database)
    with ExitStack() as stack:
        clients: list[TestClient] = []
        asked: list[str] = []
        for world in range(2):
            copy = stack.enter_context(server.clone(name))
            addresses = {
                which: str(getattr(settings, which)).replace(name, copy)
                for which in ("database_url", "owner_database_url")
            }
            plenty = {"requests_per_minute": 10_000_000, "anonymous_requests_per_minute": 10_000_000}
            own = settings.model_copy(update=addresses | plenty)
            office = Office.open(own, INSTRUMENTS)
            stack.callback(office.close)
            ids = work(office, startup, auditor) if world else []
            app = build_app(office, own)
            asked = questions(app, ids, (key, rival))
            clients.append(stack.enter_context(TestClient(app, raise_server_exceptions=False)))
        yield clients, asked


def work(office: Office, startup: Person, auditor: Person) -> list[UUID]:
    """
    Hand in, check, look at and decide on an agreement naming the company, and on a self-check.
    """
    desk = Desk(office)
    mine = desk.screened(startup, agreement(f"{COMPANY}와 체결한다"), origin=Origin.REGISTERED)
    private = desk.screened(startup, agreement(f"{COMPANY}의 초안"))
    shown = office.findings(auditor, FindingFilter()).items[0]
    office.decide(auditor, shown.id, Decision(DecisionKind.REVIEW), shown.etag)
    schedule.tick(office)
    return [mine.id, private.id, shown.id]


def questions(app: FastAPI, ids: Sequence[UUID], keys: tuple[str, str]) -> list[str]:
    """
    List everything that can be looked at, by both of the company's people: with the true ids, and with ids of nothing.
    """
    paths = sorted({each.path or "" for each in iter_route_contexts(app.routes) if "GET" in (each.methods or ())})
    known = [*map(str, ids), "0192f0c1-2b3c-7d4e-8f90-123456789abc"]
    filled = []
    for path in paths:
        bare = path.replace(":path", "")
        if bare.startswith("/static") or bare in {"/readyz", "/healthz"}:
            # Whether the office works is everybody's to know, and moves with the machine.
            continue
        names = [part.split("}")[0] for part in bare.split("{")[1:]]
        filled += [bare.format(**dict.fromkeys(names, one)) for one in (known if names else known[:1])]
    return [f"{key} {path}" for key in keys for path in dict.fromkeys(filled)]


def ask(client: TestClient, question: str, world: int) -> Answer:
    """
    Ask once, and keep status, headers and body as bytes.
    """
    key, _, path = question.partition(" ")
    began = time.perf_counter()
    answer = client.get(path, headers={"authorization": f"Bearer {key}", "x-request-id": "guessing-game"})
    seconds = time.perf_counter() - began
    headers = sorted((name, value) for name, value in answer.headers.items() if name not in VOLATILE)
    content = OWN_TIMES.sub(b"", answer.content) if "/account" in path else answer.content
    return Answer(question, world, f"{answer.status_code} {headers}".encode() + content, seconds)


def guessed(answers: list[Answer]) -> float:
    """
    Return the share of worlds that a grader tells: by the bytes it knows of each world, else by the median time.
    """
    learned, asked = answers[: len(answers) // 2], answers[len(answers) // 2 :]
    seen: dict[tuple[str, bytes], set[int]] = {}
    times: dict[tuple[str, int], list[float]] = {}
    for one in learned:
        seen.setdefault((one.path, one.told), set()).add(one.world)
        times.setdefault((one.path, one.world), []).append(one.seconds)
    medians = {which: statistics.median(values) for which, values in times.items()}
    right = 0
    for one in asked:
        of = seen.get((one.path, one.told), set())
        near = [abs(one.seconds - medians.get((one.path, world), one.seconds)) for world in range(2)]
        right += (min(of) if len(of) == 1 else int(near[1] < near[0])) == one.world
    return right / len(asked)


@pytest.mark.parametrize(
    "rounds", [pytest.param(0, id="twin"), pytest.param(10_000, id="soak", marks=pytest.mark.soak)]
)
def test_a_company_cannot_tell_that_somebody_handed_in(server: Server, settings: Settings, rounds: int) -> None:
    """
    Every answer is the same to the byte in both worlds, and no grader tells them apart by what it took either.
    """
    chance = random.Random(20261127)  # noqa: S311 - a test's dice, the same each time
    with worlds(server, settings) as (clients, asking):
        for question in asking if rounds else chance.sample(asking, TWIN):
            told = [ask(client, question, world).told for world, client in enumerate(clients)]
            assert told[0] == told[1], question.partition(" ")[2]
        answers = []
        for _ in range(2 * rounds):
            # Worlds are drawn one by one: in drawn pairs the half that is learned would give the other half away.
            world = chance.randrange(2)
            answers.append(ask(clients[world], chance.choice(asking), world))
    if not rounds:
        return
    share = guessed(answers)
    gap = abs(
        statistics.median(one.seconds for one in answers if one.world)
        - statistics.median(one.seconds for one in answers if not one.world)
    )
    sys.stdout.write(
        f"\n2 x {rounds} requests over {len(asking)} questions: {len(asking)} of them byte-equal in both worlds,"
        f" the grader guessed {share:.1%}, medians {gap * 1000:.2f} ms apart\n"
    )
    assert share <= BAR
    assert gap <= 0.005
