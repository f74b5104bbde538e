"""
Give the tests of the walls one world, and the real application before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from api.app import build_app
from compliance.settings import Settings
from compliance.store.cluster import OWNER
from compliance.store.database import APP_ROLE
from tests.api.walls.world import World
from tests.compliance.conftest import served

if TYPE_CHECKING:
    from collections.abc import Iterator


UNLIMITED = 10_000_000


@pytest.fixture(scope="session")
def world() -> Iterator[World]:
    """
    Make the world on a throw-away database.
    """
    with served() as server, server.clone() as name:
        settings = Settings(
            database_url=server.cluster.url(APP_ROLE, name),
            owner_database_url=server.cluster.url(OWNER, name),
            data_dir=server.data_dir,
            page_limit=100,
            # All ask from one place, as fast as they can.
            requests_per_minute=UNLIMITED,
            anonymous_requests_per_minute=UNLIMITED,
        )
        made = World.made(settings)
        yield made
        made.office.close()


@pytest.fixture(scope="session")
def front(world: World) -> Iterator[TestClient]:
    """
    Stand before the real application.
    """
    app = build_app(world.office, world.office.settings)
    with TestClient(app, follow_redirects=False, raise_server_exceptions=False) as client:
        yield client
