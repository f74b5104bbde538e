"""
Keep the time that recognising may still take: reading a scan costs more than any other reading, and must end.

The caged child's limit on processor time stays that of reading; only while something is recognised is it raised, and
never beyond the hard limit, which holds the budget (ingest/cage/limits.py).
"""

from __future__ import annotations

import math
import resource
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# Seconds: the longest that one picture may take, and what a reading outside the cage may spend.
PICTURE: Final = 30.0
UNCAGED: Final = 240.0


class Budget:
    """
    Count the seconds spent on recognising, by the clock or by the processor, whichever ran faster.
    """

    def __init__(self) -> None:
        """
        Begin with what a reading outside the cage may spend.
        """
        self.grant(UNCAGED)

    def grant(self, seconds: float) -> None:
        """
        Begin anew with so many seconds.
        """
        self._left = seconds
        self._processor = 0.0
        self._began: _Moment | None = None
        self._limit, self._most = resource.getrlimit(resource.RLIMIT_CPU)

    @property
    def left(self) -> float:
        """
        Return the seconds left for this picture; 0 where the budget is used up.
        """
        spent = self._began.passed() if self._began else 0.0
        return max(0.0, min(PICTURE, self._left) - spent)

    @contextmanager
    def spending(self) -> Iterator[None]:
        """
        Count what is done inside, for one picture; the processor time that reading may use stands still meanwhile.
        """
        self._began = _Moment()
        resource.setrlimit(resource.RLIMIT_CPU, (self._most, self._most))
        try:
            yield
        finally:
            self._left -= self._began.passed()
            self._processor += time.process_time() - self._began.processor
            self._began = None
            resource.setrlimit(resource.RLIMIT_CPU, (self._reading_limit(), self._most))

    def _reading_limit(self) -> int:
        """
        Return the processor seconds at which reading ends, later by what recognising has used.
        """
        if self._limit == resource.RLIM_INFINITY:
            return self._limit
        limit = self._limit + math.ceil(self._processor)
        return limit if self._most == resource.RLIM_INFINITY else min(limit, self._most)


class _Moment:
    """
    Hold a moment by the clock and by the processor.
    """

    def __init__(self) -> None:
        """
        Hold this one.
        """
        self.clock, self.processor = time.monotonic(), time.process_time()

    def passed(self) -> float:
        """
        Return the seconds since.
        """
        return max(time.monotonic() - self.clock, time.process_time() - self.processor)


budget = Budget()
"""The budget of this process, which reads one document (ingest/cage/child.py)."""
