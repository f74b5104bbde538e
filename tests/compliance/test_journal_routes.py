"""
Ask every address there is for an agreement's words: where the journal cannot be written, none gives any.

The addresses come from the application itself, so a new one is asked without anybody thinking of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2 as httpx
import pytest
from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

from api.app import build_app
from compliance import accounts
from compliance.access import Actor
from compliance.demonstration import SAMPLE
from compliance.views import Decision, DecisionKind, FindingFilter, Origin
from tests.compliance.conftest import owner

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fastapi import FastAPI

    from compliance.office import Office
    from tests.compliance.conftest import Cast, Desk

CLAUSE = "회로도 및 소스코드를 포함한 기술자료를 지체 없이"
NOTE = "메모에 옮겨 적은 문구"
WORDS = (CLAUSE, NOTE)
LEAST = 6
"""Addresses that tell such words, so that a test which asks nothing does not pass."""


class Filled(dict[str, str]):
    """
    Fill each part of an address with what is known by its name, else with a number.
    """

    def __missing__(self, name: str) -> str:
        """
        Give a number: pages and positions are counted.
        """
        return "1"


def addresses(app: FastAPI, known: Filled) -> list[str]:
    """
    List every address that can be looked at, filled with real ids.
    """
    paths = {each.path for each in iter_route_contexts(app.routes) if "GET" in (each.methods or ())}
    filled = {(path or "").replace(":path", "").replace(":uuid", "").replace(":int", "") for path in paths}
    return sorted(path.format_map(Filled(known | {"form": "pdf"})) for path in filled)


@pytest.fixture
def known(real: Desk, cast: Cast) -> Filled:
    """
    Register an agreement, and note something on one of its findings.
    """
    office = real.office
    mine = real.screened(cast.startup, SAMPLE.read_text(encoding="utf-8"), origin=Origin.REGISTERED)
    shown = next(one for one in office.findings(cast.auditor, FindingFilter()).items if CLAUSE in str(one.finding))
    taken = office.decide(cast.auditor, shown.id, Decision(DecisionKind.REVIEW), shown.etag)
    office.decide(cast.auditor, taken.id, Decision(DecisionKind.UNASSIGN, note=NOTE), taken.etag)
    return Filled(submission_id=str(mine.id), finding_id=str(taken.id))


def telling(client: TestClient, paths: Iterable[str]) -> set[str]:
    """
    Name the addresses whose answers hold words of the agreement.
    """
    answers = {path: client.get(path) for path in paths}
    assert not any(answer.status_code == httpx.codes.TOO_MANY_REQUESTS for answer in answers.values())
    return {path for path, answer in answers.items() if any(word in answer.text for word in WORDS)}


def test_no_address_tells_words_that_are_not_journaled(real: Desk, cast: Cast, known: Filled) -> None:
    """
    Many addresses tell words while the journal is written, each with a line; with the journal shut not one does.
    """
    del cast
    office = real.office
    app = build_app(office)
    keys = [
        accounts.make_key(office, "하나", "이시작", Actor.STARTUP)[1],
        accounts.make_key(office, "기관", "김점검", Actor.AUDITOR)[1],
    ]
    paths, told = addresses(app, known), set[str]()
    with TestClient(app, raise_server_exceptions=False) as client:
        for key in keys:
            client.headers["authorization"] = f"Bearer {key}"
            tell = telling(client, paths)
            told |= tell
            for path in tell:
                before = lines(office)
                client.get(path)
                assert lines(office) > before, path
        assert len(told) >= LEAST, told
        with owner(office) as connection:
            connection.execute("REVOKE INSERT ON journal FROM compliance_app")
        for key in keys:
            client.headers["authorization"] = f"Bearer {key}"
            assert telling(client, paths) == set()


def lines(office: Office) -> int:
    """
    Count the lines that tell of a look.
    """
    with owner(office) as connection:
        return int(connection.execute("SELECT count(*) FROM journal WHERE act LIKE 'viewed%'").fetchall()[0][0])
