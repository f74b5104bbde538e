"""
Show operators what waits, what ran and who lives, in Prometheus' format.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from prometheus_client.parser import text_string_to_metric_families

from compliance.views import JobTimeView, QueueView, WorkloadView
from tests.api.fake_office import FakeOffice

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI
    from starlette.testclient import TestClient

SAID = WorkloadView(
    queue=(QueueView("audit", "doing", 3, 12.5), QueueView("screen", "todo", 40, 2.0)),
    job_times=(JobTimeView("screen", "screened", 0.1, 5, 0.4), JobTimeView("screen", "screened", inf, 1, 400.0)),
    audit_runs={"running": 1, "finished": 8},
    silent_seconds={"scheduler": 4.0},
    messages={"waiting": 2, "dead": 1},
    workers=2,
)


def scraped(client: TestClient) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """
    Scrape as Prometheus does: every sample by its name and labels.
    """
    answer = client.get("/metrics")
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.text)
    return {(one.name, frozenset(one.labels.items())): one.value for family in families for one in family.samples}


def test_prometheus_reads_what_the_office_says(app: FastAPI, program: Callable[[str], TestClient]) -> None:
    """
    Queue, ages, runs and times come out as said; the classes of times are added up to each bound.
    """
    assert isinstance(app.state.office, FakeOffice)
    app.state.office.working = SAID
    found = scraped(program("administrator-key"))
    ended = {("task", "screen"), ("outcome", "screened")}
    assert found["compliance_queue_jobs", frozenset({("task", "screen"), ("state", "todo")})] == 40
    assert found["compliance_queue_oldest_seconds", frozenset({("task", "audit"), ("state", "doing")})] == 12.5
    assert found["compliance_audit_runs", frozenset({("state", "running")})] == 1
    assert found["compliance_messages", frozenset({("state", "dead")})] == 1
    assert found["compliance_workers", frozenset()] == 2
    assert found["compliance_job_seconds_bucket", frozenset({*ended, ("le", "0.05")})] == 0
    assert found["compliance_job_seconds_bucket", frozenset({*ended, ("le", "300")})] == 5
    assert found["compliance_job_seconds_count", frozenset(ended)] == 6
    assert found["compliance_job_seconds_sum", frozenset(ended)] == 400.4


def test_requests_are_counted_by_template_never_by_address(
    program: Callable[[str], TestClient], stranger: TestClient
) -> None:
    """
    Links are secrets: they are counted under their route, and unheard-of methods under one word.
    """
    stranger.get("/enter/secret-link")
    stranger.request("BREW", "/healthz")
    counted = {
        dict(labels)["route"]: dict(labels)
        for name, labels in scraped(program("administrator-key"))
        if "_count" in name and "http" in name
    }
    assert "/enter/{token}" in counted
    assert "secret-link" not in str(counted)
    assert "BREW" not in str(counted)
