"""
Look for words of agreements wherever they must not be, after everything was done with them that can be done.

Source: ../shared/security/SECURITY.md 2.8 and 2.9, T7.
"""

from __future__ import annotations

import base64
import logging
import os
import random
import subprocess
import sys
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from sqlalchemy import make_url
from starlette.testclient import TestClient

from api.app import build_app
from compliance import accounts, schedule
from compliance.access import Actor
from compliance.errors import ComplianceError, Unavailable
from compliance.safekeeping.backup import back_up
from compliance.store.cluster import OWNER, programs
from compliance.store.envelope import KeyRing
from compliance.views import Decision, DecisionKind, FindingFilter, Origin, Upload
from ingest.document import Declaration, DeclaredParty, Role
from tests.compliance.conftest import owner
from tests.compliance.fakes import BREAKS_THE_CHECK, LOCKED, agreement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from compliance.office import Office
    from compliance.views import SubmissionView
    from tests.compliance.conftest import Cast, Desk, Server

CANARIES = (
    "카나리아양도문구",
    "CANARY-QUOTE-7731",
    "주식회사카나리아",
    "931212-1773311",
    "카나리아메모",
    "카나리아파일",
)

CLIENT = frozenset({"httpx2", "httpcore2", "asyncio"})
"""Loggers of the test's own client, which tells the addresses it asks."""


def forms(canary: str) -> set[bytes]:
    """
    Write a canary in the ways in which it could lie somewhere.
    """
    plain = canary.encode()
    packed = base64.b64encode(plain).rstrip(b"=")[:-1]
    escaped = canary.encode("unicode_escape")
    return {plain, plain.hex().encode(), packed, canary.encode("utf-16-le"), escaped}


def found_in(content: bytes) -> list[str]:
    """
    Name the canaries that stand in some bytes.
    """
    return [canary for canary in CANARIES if any(form in content for form in forms(canary))]


def found_below(*folders: Path) -> dict[str, list[str]]:
    """
    Name the canaries that stand in any file below folders, or in the files' names.
    """
    hits = {}
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        with suppress(FileNotFoundError):
            if names := found_in(path.read_bytes() + path.name.encode()):
                hits[str(path)] = names
    return hits


def hand_in(desk: Desk, person: object, *lines: str, **named: object) -> SubmissionView:
    """
    Hand in an agreement in which the canaries stand as quote, party, number of a person and file name.
    """
    text = agreement(f"FLAG high {CANARIES[0]} {CANARIES[1]}", f"{CANARIES[2]} 대표 {CANARIES[3]}", *lines)
    upload = Upload(f"{CANARIES[5]}.txt", text.encode(), "text/plain")
    declared = Declaration(parties=(DeclaredParty("own", CANARIES[2], Role.STARTUP),))
    return desk.office.submit(person, upload, declared, **named)  # type: ignore[arg-type]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """
    Give this process a folder for temporary files of its own.
    """
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield folder
    tempfile.tempdir = None


def live(office: Office, cast: Cast, desk: Desk) -> list[UUID]:
    """
    Do with agreements whatever is done: check, look, decide, fail, destroy, audit.
    """
    mine = hand_in(desk, cast.startup, origin=Origin.REGISTERED)
    private, gone = hand_in(desk, cast.startup), hand_in(desk, cast.rival)
    locked, broken = hand_in(desk, cast.rival, LOCKED), hand_in(desk, cast.rival, BREAKS_THE_CHECK)
    for view in (mine, private, gone, locked):
        desk.run_job(view.id)
    with pytest.raises(RuntimeError):
        desk.run_job(broken.id)
    office.bench().fail(*desk.screening_of(broken.id))
    for person, view in ((cast.startup, mine), (cast.startup, private), (cast.auditor, mine)):
        office.original(person, view.id)
        office.document_text(person, view.id)
        office.screening(person, view.id)
    shown = office.findings(cast.auditor, FindingFilter()).items
    taken = office.decide(cast.auditor, shown[0].id, Decision(DecisionKind.REVIEW), shown[0].etag)
    with suppress(ComplianceError):
        decision = Decision(DecisionKind.HOLD, note=CANARIES[4])
        office.decide(cast.auditor, taken.id, decision, taken.etag)
    office.history(cast.auditor, taken.id)
    office.destroy(cast.rival, gone.id)
    schedule.tick(office)
    return [mine.id, private.id, taken.id]


def asked(office: Office, ids: list[UUID]) -> bytes:
    """
    Ask every address as three people, with canaries where something wrong can be said; give all refusals and metrics.
    """
    keys = [
        accounts.make_key(office, tenant, name, actor)[1]
        for tenant, name, actor in (
            ("하나", "이시작", Actor.STARTUP),
            ("기관", "김점검", Actor.AUDITOR),
            ("기관", "오관리", Actor.ADMINISTRATOR),
        )
    ]
    told = bytearray()
    with TestClient(build_app(office), raise_server_exceptions=False) as client:
        for key in keys:
            client.headers["authorization"] = f"Bearer {key}"
            for route in office_routes(client):
                for one in ids if "{" in route else ids[:1]:
                    answer = client.get(route.format_map(Filled(str(one))), params={"cursor": CANARIES[1]})
                    told += refusal(answer.status_code, answer.content, str(answer.headers))
            body = {"declaration": "{" + CANARIES[0], "origin": CANARIES[1]}
            answer = client.post("/api/v1/submissions", data=body, files={"file": (CANARIES[5], b"x", CANARIES[1])})
            told += refusal(answer.status_code, answer.content, str(answer.headers))
            answer = client.post(
                f"/api/v1/findings/{ids[2]}/decisions", json={"kind": CANARIES[0], "note": CANARIES[4]}
            )
            told += refusal(answer.status_code, answer.content, str(answer.headers))
        told += client.get("/metrics").content
    return bytes(told)


class Filled(dict[str, str]):
    """
    Fill every part of an address with the same id.
    """

    def __init__(self, one: str) -> None:
        """
        Take the id.
        """
        super().__init__()
        self.one = one

    def __missing__(self, name: str) -> str:
        """
        Give the id, and a number for a page.
        """
        return "1" if name in {"page", "number"} else self.one


def office_routes(client: TestClient) -> list[str]:
    """
    List the addresses that programs can look at; a page's own links repeat what its asker filtered by.
    """
    described = client.get("/openapi.json").json()
    return [path for path, methods in described["paths"].items() if "get" in methods and path.startswith("/api/")]


def refusal(status: int, content: bytes, headers: str) -> bytes:
    """
    Give a refusal whole, and of an answer its headers without the file's own name.
    """
    return content + headers.encode() if status >= 400 else b""


def test_no_word_of_an_agreement_is_where_it_must_not_be(
    office: Office,
    cast: Cast,
    desk: Desk,
    server: Server,
    temporary: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """
    It stands in no dump, table on disk, write-ahead log, log, refusal, metric or temporary file, and is shown all the same.
    """
    caplog.set_level(logging.DEBUG)
    ids = live(office, cast, desk)
    refusals = asked(office, ids)
    assert CANARIES[0] in str(office.document_text(cast.startup, ids[0]))
    with owner(office) as connection:
        connection.execute("CHECKPOINT")
    back_up(office, tmp_path / "back-up")
    dumped = subprocess.run(
        [programs() / "pg_dump", "--dbname", server.cluster.url(OWNER, make_url(office.site.url).database or "")],
        capture_output=True,
        check=True,
    ).stdout
    assert b"sealed_content" in dumped
    assert found_in(dumped) == []
    assert found_in(refusals) == []
    assert len(refusals) > 10_000
    assert (
        found_in(
            "\n".join(caplog.handler.format(record) for record in caplog.records if record.name not in CLIENT).encode()
        )
        == []
    )
    folders = (server.cluster.folder, office.settings.data_dir, temporary, tmp_path / "back-up")
    assert os.access(server.cluster.folder / "pg_wal", os.R_OK)
    assert found_below(*folders) == {}


def test_the_search_itself_finds(tmp_path: Path) -> None:
    """
    A canary is found in each of the ways in which it could be written.
    """
    for number, form in enumerate(sorted(forms(CANARIES[0]))):
        (tmp_path / str(number)).write_bytes(b"before" + form + b"behind")
    assert len(found_below(tmp_path)) == len(forms(CANARIES[0]))


@pytest.mark.parametrize(
    "swaps", [pytest.param(300, id="twin"), pytest.param(10_000, id="soak", marks=pytest.mark.soak)]
)
def test_a_value_that_was_moved_does_not_open(swaps: int) -> None:
    """
    However sealed values and keys are exchanged between tenants, documents and purposes, none opens in a wrong place.
    """
    chance = random.Random(20261127)  # noqa: S311 - a test's dice, the same each time
    keys = KeyRing(bytes(range(32)))
    places = [(office_id(chance), office_id(chance)) for _ in range(40)]
    purposes = ("original", "report", "text", "document", "reading", "particulars", "finding|1", "note|1")
    rows: list[tuple[Any, ...]] = []
    for tenant, document in places:
        envelope, wrapped = keys.new_envelope(tenant, document)
        rows += [(tenant, document, wrapped, purpose, envelope.seal(b"words", purpose)) for purpose in purposes]
    refused = 0
    while refused < swaps:
        own, other = chance.sample(rows, 2)
        tenant, document, wrapped, purpose, sealed = (chance.choice(pair) for pair in zip(own, other, strict=True))
        if (tenant, document, wrapped, purpose, sealed) in rows:
            continue
        with pytest.raises(Unavailable):
            keys.envelope(tenant, document, wrapped).open(sealed, purpose)
        refused += 1
    sys.stdout.write(f"\n{refused} of {swaps} values in a wrong place were refused\n")


def office_id(chance: random.Random) -> UUID:
    """
    Make an id.
    """
    return UUID(int=chance.getrandbits(128))
