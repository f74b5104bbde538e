"""
Count the requests this process answered and how long they took, by the route's template.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Histogram

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""Upper bounds of the classes by which times are counted, in seconds."""


class Traffic:
    """
    Hold the counts of one application.
    """

    def __init__(self) -> None:
        """
        Begin with nothing counted.
        """
        self.registry = CollectorRegistry()
        self._requests = Histogram(
            "compliance_http_request_seconds",
            "Requests this process answered, by time to the end of the answer",
            ("method", "route", "status"),
            buckets=BOUNDS,
            registry=self.registry,
        )

    def note(self, method: str, route: str, status: int, seconds: float) -> None:
        """
        Count one request; a method that HTTP does not know is counted as one, so that nobody makes classes at will.
        """
        known = method if method in KNOWN_METHODS else "other"
        self._requests.labels(known, route, str(status)).observe(seconds)


KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
