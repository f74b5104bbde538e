"""
Serve the outcome codes to programs, so that none has to copy them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.codes import REASONS, REFUSALS

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient


def test_every_code_is_served(program: Callable[[str], TestClient]) -> None:
    """
    The resource lists exactly the registries, with words and advice.
    """
    served = program("startup-key").get("/api/v1/catalog/codes").json()
    assert [one["number"] for one in served["refused"]] == list(REFUSALS)
    assert [one["number"] for one in served["needs_review"]] == list(REASONS)
    assert all(one["advice_ko"] and one["advice_en"] for kind in served.values() for one in kind)
