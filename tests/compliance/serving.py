"""
Run the real service on a throw-away database, for clients that mean it no good.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx2 as httpx
import pytest

from compliance import accounts
from compliance.access import Actor
from compliance.office import Office
from compliance.settings import Settings
from compliance.store.cluster import OWNER
from compliance.store.database import APP_ROLE
from tests.compliance.conftest import owner
from tests.compliance.processes import started, wait_until
from tests.compliance.requests import Talk
from tests.compliance.test_serve import answers, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.compliance.conftest import Server

PEOPLE = (("하나", Actor.STARTUP), ("둘", Actor.STARTUP), ("기관", Actor.AUDITOR))


@dataclass(frozen=True, slots=True)
class Service:
    """
    Hold the running service, the office behind it, its processes by command, and what it leaves behind.
    """

    startup: Talk
    rival: Talk
    auditor: Talk
    office: Office
    processes: dict[str, int]
    temporary: Path
    log: Path

    @property
    def address(self) -> str:
        """
        Return where it is served.
        """
        return f"http://{self.startup.address[0]}:{self.startup.address[1]}"

    def is_well(self) -> bool:
        """
        Tell whether the process answers.
        """
        return httpx.get(f"{self.address}/healthz").status_code == httpx.codes.OK

    def rows(self) -> int:
        """
        Count the submissions of everybody.
        """
        with owner(self.office) as connection:
            return int(connection.execute("SELECT count(*) FROM submissions").fetchall()[0][0])


@contextmanager
def serving(root: Path, server: Server, folder: Path, receive_seconds: int, *more: str) -> Iterator[Service]:
    """
    Serve, and run `more` commands beside it, on a database and with a temporary folder of their own.
    """
    temporary, log = folder / "temporary", folder / "stderr"
    temporary.mkdir()
    with server.clone() as name, pytest.MonkeyPatch.context() as patch, log.open("wb") as said, ExitStack() as stack:
        settings = Settings(
            database_url=server.cluster.url(APP_ROLE, name),
            owner_database_url=server.cluster.url(OWNER, name),
            data_dir=server.data_dir,
            port=free_port(),
            receive_seconds=receive_seconds,
        )
        patch.setenv("TMPDIR", str(temporary))
        running = {
            each: stack.enter_context(started(root, settings, "compliance", each, log=said))
            for each in ("serve", *more)
        }
        wait_until(lambda: answers(f"http://127.0.0.1:{settings.port}/healthz"), "the service answers")
        office = Office.open(settings)
        stack.callback(office.close)
        keys = [accounts.make_key(office, tenant, "이시작", actor)[1] for tenant, actor in PEOPLE]
        startup, rival, auditor = (Talk(("127.0.0.1", settings.port), key) for key in keys)
        processes = {each: process.pid for each, process in running.items()}
        yield Service(startup, rival, auditor, office, processes, temporary, log)
