"""
Show the operator's metrics in Prometheus' text format.

Counts and times only: no organisation, person, file name or word of an agreement stands in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, groupby
from math import inf
from typing import Any, Final

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily, HistogramMetricFamily
from starlette.requests import Request

from api.policy import Operator, TheOffice
from api.responses import problems
from compliance.metering import BOUNDS
from compliance.views import JobTimeView, WorkloadView

router = APIRouter(tags=["health"])
ANSWER: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "Prometheus text"}
}


class Workload:
    """
    Give Prometheus what the office says of its workload.
    """

    def __init__(self, view: WorkloadView) -> None:
        """
        Hold what was said.
        """
        self._view = view

    def collect(self) -> Iterator[Metric]:
        """
        Give each metric with its values.
        """
        jobs = GaugeMetricFamily("compliance_queue_jobs", "Jobs that wait (todo) or run (doing)", labels=KIND)
        ages = GaugeMetricFamily("compliance_queue_oldest_seconds", "Age of the oldest of them", labels=KIND)
        for one in self._view.queue:
            jobs.add_metric((one.task, one.state), one.jobs)
            ages.add_metric((one.task, one.state), one.oldest_seconds)
        runs = GaugeMetricFamily("compliance_audit_runs", "Audit runs by state", labels=("state",))
        for state, count in self._view.audit_runs.items():
            runs.add_metric((state,), count)
        silent = GaugeMetricFamily("compliance_silent_seconds", "Time since a process was seen", labels=("process",))
        for process, seconds in self._view.silent_seconds.items():
            silent.add_metric((process,), seconds)
        messages = GaugeMetricFamily("compliance_messages", "Messages not delivered, by state", labels=("state",))
        for state, count in self._view.messages.items():
            messages.add_metric((state,), count)
        workers = GaugeMetricFamily("compliance_workers", "Workers seen lately", value=self._view.workers)
        yield from (jobs, ages, runs, silent, messages, workers, _times(self._view.job_times))


KIND: Final = ("task", "state")


@router.get("/metrics", summary="Prometheus metrics", response_class=Response, responses={**ANSWER, **problems()})
def metrics(_operator: Operator, office: TheOffice, request: Request) -> Response:
    """
    Answer with queue depth and ages, run times and outcomes of all workers, and this process's requests.
    """
    registry = CollectorRegistry()
    registry.register(Workload(office.workload()))
    counted = generate_latest(registry) + generate_latest(request.app.state.traffic.registry)
    return Response(counted, media_type=CONTENT_TYPE_LATEST)


def _times(counted: tuple[JobTimeView, ...]) -> HistogramMetricFamily:
    """
    Add the classes up: a bucket of Prometheus counts all jobs that took up to its bound.
    """
    family = HistogramMetricFamily("compliance_job_seconds", "Jobs that ended, by how", labels=("task", "outcome"))
    for labels, group in groupby(counted, lambda one: (one.task, one.outcome)):
        ended = list(group)
        jobs = {one.up_to: one.jobs for one in ended}
        totals = accumulate(jobs.get(bound, 0) for bound in BOUNDS)
        buckets = [
            ("+Inf" if bound == inf else f"{bound:g}", total) for bound, total in zip(BOUNDS, totals, strict=True)
        ]
        family.add_metric(labels, buckets, sum(one.seconds for one in ended))
    return family
