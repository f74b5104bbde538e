"""
Let a worker live through outages: a full disk or a lost database uses up no try of any job, and no job is forgotten.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any, LiteralString, TypeVar

from procrastinate import PsycopgConnector, RetryDecision, RetryStrategy
from procrastinate.exceptions import ConnectorException

from compliance import outages
from compliance.errors import Outage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from procrastinate.jobs import Job

WAIT_SECONDS = 2
"""Time between two tries while storage or database give out."""
OUT_OF_RESOURCES = "53"
"""How PostgreSQL's codes begin where it refused for want of disk, memory or connections: it changed nothing."""

TELLING = outages.Telling()
T = TypeVar("T")
log = logging.getLogger(__name__)


class Postponed(Exception):
    """
    Say that a job was left undone because storage or database gave out; that is no fault of the job's.
    """


class Retry(RetryStrategy):
    """
    Start a broken job again a few times, and a postponed one as often as it takes.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """
        Say when a job is started again; None for never.
        """
        if isinstance(exception, Postponed):
            return RetryDecision(retry_in={"seconds": WAIT_SECONDS})
        return super().get_retry_decision(exception=exception, job=job)


def through_outages(does: Callable[[], T], leaving: Callable[[], bool]) -> T:
    """
    Do something again and again while storage or database give out, until it is done or the worker has to leave.

    Raises:
        Postponed: it still gives out, and there is no more time.
    """
    while True:
        try:
            return does()
        except Outage as outage:
            if leaving():
                raise Postponed(outage.code) from None
            if TELLING.is_due(outage.code):
                log.warning("jobs wait: %s", outage.code)
            time.sleep(WAIT_SECONDS)


class EnduringConnector(PsycopgConnector):
    """
    Say again and again what PostgreSQL has no room for: a job whose end is not written down would be taken to run.

    What a lost connection leaves in doubt is not said twice; the worker begins anew and its jobs are taken back.
    """

    async def execute_query_async(self, query: LiteralString, **arguments: Any) -> None:  # noqa: ANN401 - as inherited
        """
        Carry out a statement.
        """
        await _enduring(lambda: super(EnduringConnector, self).execute_query_async(query, **arguments))

    async def execute_query_one_async(self, query: LiteralString, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - as inherited
        """
        Carry out a statement that gives one row.
        """
        return await _enduring(lambda: super(EnduringConnector, self).execute_query_one_async(query, **arguments))

    async def execute_query_all_async(self, query: LiteralString, **arguments: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - as inherited
        """
        Carry out a statement that gives rows.
        """
        return await _enduring(lambda: super(EnduringConnector, self).execute_query_all_async(query, **arguments))


async def _enduring(does: Callable[[], Awaitable[T]]) -> T:
    while True:
        try:
            return await does()
        except ConnectorException as refused:
            if not (getattr(refused.__cause__, "sqlstate", None) or "").startswith(OUT_OF_RESOURCES):
                raise
            if TELLING.is_due(OUT_OF_RESOURCES):
                log.warning("the queue waits: PostgreSQL has no room")
            await asyncio.sleep(WAIT_SECONDS)
