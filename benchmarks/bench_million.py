"""
Measure the list of findings with a million of them, as an auditor asks for it and as a startup that has few of its own.

Usage: python -m benchmarks.bench_million [FINDINGS] [ROUNDS]. A throw-away PostgreSQL holds real agreements of many
startups, read and judged; each of their findings is entered as often as it takes, with an id, a seal and a place of its
own, so every page can be opened. Times are those of the service's answers, over all rounds of the kind, each at another
place of the list.
"""

from __future__ import annotations

import os
import random
import sys
import time
from itertools import count, cycle
from typing import TYPE_CHECKING, Any

import psycopg
from fastapi.testclient import TestClient
from psycopg.rows import dict_row
from uuid_utils import uuid7

from api.app import build_app
from benchmarks.audit_stock import store
from benchmarks.throwaway import thrown_away
from compliance.access import Actor
from compliance.accounts import make_key
from compliance.long_findings import packed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compliance.office import Office

AGREEMENTS, TEXT = 114, 12_000
LIST = "/api/v1/findings"
STATES = ("DETECTED", "DETECTED", "DETECTED", "IN_REVIEW", "CONFIRMED")
KINDS: tuple[dict[str, str], ...] = (
    {},
    {"fields": "rule,severity,state"},
    {"sort": "due"},
    {"sort": "newest"},
    {"sort": "unsure"},
    {"severity": "high", "state": "DETECTED"},
    {"limit": "100"},
)
DEEP = 5
"""Pages that are followed from each beginning."""
MEASURED = "SELECT f.*, k.wrapped_key FROM findings f JOIN document_keys k USING (submission_id) ORDER BY f.id"
COLUMNS = (
    "id", "tenant_id", "origin", "submission_id", "screening_id", "rule", "fingerprint", "title", "ground", "severity",
    "gravity", "sealed_body", "detected_at", "state", "certainty_percent",
)  # fmt: skip


def fill(office: Office, wanted: int) -> None:
    """
    Enter findings until there are so many.
    """
    with psycopg.connect(office.site.owner_url, row_factory=dict_row) as connection:
        real = connection.execute(MEASURED).fetchall()
        with connection.cursor().copy(f"COPY findings ({', '.join(COLUMNS)}) FROM STDIN".encode()) as copy:
            for row in entered(office, real, wanted - len(real)):
                copy.write_row(row)
    with psycopg.connect(office.site.owner_url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def entered(office: Office, real: list[dict[str, Any]], wanted: int) -> Iterator[list[Any]]:
    """
    Give the rows of so many findings: the real ones again and again, each found on some day and in some state.
    """
    chance = random.Random(20261127)  # noqa: S311 - a benchmark's dice, the same each time
    envelopes = [office.keys.envelope(one["tenant_id"], one["submission_id"], one["wrapped_key"]) for one in real]
    bodies = [
        packed(envelope.open_json(one["sealed_body"], f"finding|{one['id']}"))
        for one, envelope in zip(real, envelopes, strict=True)
    ]
    for number, (one, envelope, body) in zip(
        range(wanted), cycle(zip(real, envelopes, bodies, strict=True)), strict=False
    ):
        made = str(uuid7())
        new = {
            "id": made,
            "fingerprint": f"{one['fingerprint']}-{number}",
            "title": psycopg.types.json.Json(one["title"]),
            "sealed_body": envelope.seal(body, f"finding|{made}"),
            "state": chance.choice(STATES),
            "detected_at": f"2026-{chance.randint(1, 11):02}-{chance.randint(1, 27):02}T03:00:00Z",
            "certainty_percent": chance.randint(40, 100),
        }
        yield [new.get(name, one[name]) for name in COLUMNS]


def measure(client: TestClient, kind: dict[str, str], rounds: int) -> str:
    """
    Ask for pages, from the beginning and on; say how long the median and the slowest of a hundred took.
    """
    took, cursor = list[float](), None
    for number in count():
        if number == rounds:
            break
        began = time.perf_counter()
        answer = client.get(LIST, params=kind | ({"cursor": cursor} if cursor else {}))
        took.append(time.perf_counter() - began)
        answer.raise_for_status()
        cursor = answer.json()["next_cursor"] if number % DEEP else None
    took.sort()
    p50, p99 = (took[min(len(took) - 1, int(len(took) * share))] for share in (0.5, 0.99))
    return f"p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms of {rounds}"


def main(wanted: int, rounds: int) -> None:
    """
    Print the times.
    """
    with thrown_away() as office:
        began = time.monotonic()
        store(office.settings, AGREEMENTS, TEXT)
        fill(office, wanted)
        with psycopg.connect(office.site.owner_url) as connection:
            [total, tenants] = (
                connection.execute("SELECT count(*), count(DISTINCT tenant_id) FROM findings").fetchone() or []
            )
        print(f"{total} findings of {tenants} organisations entered in {time.monotonic() - began:.0f} s", flush=True)
        plenty = office.settings.model_copy(update={"requests_per_minute": 10_000_000})
        app = build_app(office, plenty)
        for name, actor in (("auditor", Actor.AUDITOR), ("startup with nothing", Actor.STARTUP)):
            _, key = make_key(office, f"{name}'s", name, actor)
            client = TestClient(app, headers={"Authorization": f"Bearer {key}"})
            for kind in KINDS:
                if actor is Actor.STARTUP and kind.get("sort") == "due":
                    continue
                load = os.getloadavg()[0]
                print(
                    f"  {name}, {kind or 'as it comes'}: {measure(client, dict(kind), rounds)}, load {load:.1f}",
                    flush=True,
                )


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    main(*(given + [1_000_000, 200][len(given) :]))
