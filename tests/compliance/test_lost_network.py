"""
Lose the network between a real office and its PostgreSQL: nobody waits for ever, and it goes on by itself.

Nothing is closed and nothing refused: packets are dropped, as by a pulled cable or a firewall that forgot a connection.
"""

from __future__ import annotations

import time
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import httpx2 as httpx
import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from compliance import outages
from compliance.office import Office
from compliance.store.cluster import OWNER
from compliance.store.database import outage_of
from tests.compliance.fakes import INSTRUMENTS
from tests.compliance.test_exhaustion import LONGEST_SECONDS, SUBMISSIONS, Submitter, check, client_of, hand_in
from tests.compliance.vanishing import Network

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compliance.settings import Settings
    from tests.compliance.conftest import Server

LOST_FOR_SECONDS = 6


@pytest.fixture
def network(server: Server) -> Iterator[Network]:
    """
    Stand between an office and the test's server.
    """
    with psycopg.connect(server.cluster.url(OWNER, "postgres")) as connection:
        info = connection.info
        made = Network(f"{info.host}/.s.PGSQL.{info.port}")
    yield made
    made.close()


@pytest.fixture
def remote(settings: Settings, network: Network) -> Iterator[Office]:
    """
    Open an office whose database is behind the network.
    """
    address = network.url(settings.database_url or "")
    office = Office.open(settings.model_copy(update={"database_url": address}), INSTRUMENTS)
    yield office
    office.close()


def test_a_server_that_is_lost_is_told_of_soon(remote: Office, network: Network) -> None:
    """
    While nothing arrives everybody is told so within seconds, also whoever was waiting; then all goes on by itself.
    """
    client = client_of(remote)
    submitter = Submitter(client)
    try:
        submitter.recovered()
        with network.losing(door=True):
            time.sleep(LOST_FOR_SECONDS)
            ready = client.get("/readyz")
        seconds = submitter.recovered()
    finally:
        submitter.stop()
    assert (ready.status_code, ready.json()["database"]) == (httpx.codes.SERVICE_UNAVAILABLE, False)
    assert submitter.refused
    for answer, waited in submitter.refused:
        check(answer, answer.json()["code"])
        assert answer.json()["code"] in {outages.SILENT, outages.DOWN}
        assert waited < LONGEST_SECONDS
    assert seconds < LONGEST_SECONDS


def test_a_forgotten_connection_is_replaced(remote: Office, network: Network) -> None:
    """
    Where only the connections that stood are lost, and new ones are let in, a request takes a new one within seconds.
    """
    client = client_of(remote)
    assert client.get(SUBMISSIONS).status_code == httpx.codes.OK
    with network.losing(door=False):
        began = time.monotonic()
        answers = [client.get(SUBMISSIONS)]
        seconds = time.monotonic() - began
        answers.append(hand_in(client))
    assert [each.status_code for each in answers] == [httpx.codes.OK, httpx.codes.ACCEPTED]
    assert seconds < LONGEST_SECONDS


def test_without_a_place_at_the_server_people_are_told_that_it_is_busy(settings: Settings, server: Server) -> None:
    """
    Where others took all the places PostgreSQL has, it is not down: the code says that too much is going on.
    """
    office = Office.open(settings, INSTRUMENTS)
    client = client_of(office)
    office.database.engine.dispose()
    with ExitStack() as others:
        with suppress(psycopg.OperationalError):
            while True:
                others.enter_context(psycopg.connect(server.cluster.url(OWNER, "postgres")))
        check(client.get(SUBMISSIONS), outages.BUSY)
    assert client.get(SUBMISSIONS).status_code == httpx.codes.OK
    office.close()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute", outages.BUSY),
        ('FATAL:  too many connections for role "compliance_app"', outages.BUSY),
        ("FATAL:  no more connections allowed (max_client_conn)", outages.BUSY),
        ("치명적오류:  최대 동시 접속자 수를 초과했습니다.", outages.BUSY),
        ('치명적오류:  "office" 데이터베이스 최대 접속수를 초과했습니다', outages.BUSY),
        ("FATAL:  the database system is starting up", outages.DOWN),
        ("connection refused", outages.DOWN),
    ],
)
def test_what_the_server_says_at_the_door_is_understood(words: str, code: str) -> None:
    """
    Before a connection stands there are only words, in the server's language.
    """
    outage = outage_of(OperationalError("connect", None, psycopg.OperationalError(f"connection failed: {words}")))
    assert outage is not None
    assert outage.code == code
