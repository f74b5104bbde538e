"""
Hold a file that stands inside another, between the reader that finds it and `ingest.nesting`, which reads it too.

It lives in the caged child only: no attachment ever leaves it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """
    Hold one file under the name that the outer one gives it; `content` is None where it cannot be unpacked.
    """

    name: str
    content: bytes | None
