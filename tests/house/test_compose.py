"""
Check the compose file against the published Compose schema and against our own rules for containers.

No container engine runs where these tests run: what they show is that the file is well formed and hardened.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
import yaml

from tests.house.source import ROOT

SERVICES = ("postgres", "migrate", "api", "worker", "worker-more", "scheduler", "scheduler-standby")
SCALE = {"worker-more": "worker", "scheduler-standby": "schedule"}
"""What only the profile "scale" starts, with its command."""
PINNED = {"fair-collaboration-compliance"}
"""Images built here: their tag is the project's version."""


def compose() -> dict[str, Any]:
    """
    Read the compose file with its anchors and merges resolved.
    """
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return loaded


def test_the_compose_file_follows_the_compose_schema() -> None:
    """
    The file is valid under the Compose Specification's JSON schema (as check-jsonschema ships it).
    """
    schema = files("check_jsonschema").joinpath("builtin_schemas/vendor/compose-spec.json").read_text(encoding="utf-8")
    jsonschema.validate(compose(), json.loads(schema))


def test_every_service_is_there() -> None:
    """
    Database, migration, API, workers and schedulers are the whole office.
    """
    assert tuple(compose()["services"]) == SERVICES


def test_the_profile_scale_adds_workers_and_a_scheduler() -> None:
    """
    Without the profile one of each runs; with it there are several, by the very same programs.
    """
    services = compose()["services"]
    assert {name for name in SERVICES if services[name].get("profiles") == ["scale"]} == SCALE.keys()
    assert {name: services[name]["command"] for name in SCALE} == {name: [word] for name, word in SCALE.items()}
    assert services["worker-more"]["deploy"]["replicas"] > 1


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_locked_down(name: str) -> None:
    """
    Each service runs as a named non-root user, on a read-only root, without capabilities or new privileges.
    """
    service = compose()["services"][name]
    assert service["user"].split(":")[0] not in {"", "0", "root"}
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["tmpfs"]
    assert "privileged" not in service


@pytest.mark.parametrize("name", SERVICES)
def test_every_image_is_pinned(name: str) -> None:
    """
    Each image carries an exact version, never `latest` or a moving major.
    """
    image, _, tag = compose()["services"][name]["image"].partition(":")
    assert tag.split("-")[0].count(".") >= (2 if image in PINNED else 1)


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "migrate"])
def test_every_lasting_service_tells_its_health(name: str) -> None:
    """
    Each service that stays up has a health check of its own.
    """
    assert compose()["services"][name]["healthcheck"]["test"]


def test_no_secret_stands_in_the_file() -> None:
    """
    Passwords and keys come from the environment, and starting without them fails with a sentence.
    """
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    settings = [line for line in text.splitlines() if ("PASSWORD" in line or "KEK" in line) and ": " in line]
    assert settings
    assert all(":?" in line for line in settings if not line.lstrip().startswith("#"))


def test_the_database_and_the_workers_cannot_call_out() -> None:
    """
    Every service but the API stands on the internal network alone.
    """
    services = compose()["services"]
    assert compose()["networks"]["office"]["internal"] is True
    assert [name for name in SERVICES if services[name]["networks"] != ["office"]] == ["api"]


def test_only_the_migration_holds_the_owner_s_password() -> None:
    """
    Daily work signs in as a role that row-level security binds; the owner's password reaches migrate and PostgreSQL only.
    """
    services = compose()["services"]
    holders = {name for name in SERVICES if "COMPLIANCE_OWNER_PASSWORD" in str(services[name]["environment"])}
    assert holders == {"postgres", "migrate"}
