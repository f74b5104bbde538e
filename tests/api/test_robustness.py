"""
Send nonsense to every address: the front refuses it, it never breaks.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.app import build_app
from tests.api.fake_office import FakeOffice

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS = st.text(max_size=30)
NAMES = st.sampled_from(["state", "severity", "ground", "rule", "submission", "cursor", "limit", "lang", "next", "x"])
ADDRESSES = (
    "/api/v1/submissions",
    "/api/v1/findings",
    "/api/v1/catalog/rules/x",
    "/submissions",
    "/findings",
    "/rules",
    "/check",
    "/login",
)
FEW = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@cache
def client() -> TestClient:
    """
    Give an auditor's client before an empty office.
    """
    headers = {"Authorization": "Bearer auditor-key"}
    return TestClient(build_app(FakeOffice()), headers=headers, raise_server_exceptions=False, follow_redirects=False)


@pytest.mark.parametrize("address", ADDRESSES)
@FEW
@given(query=st.dictionaries(NAMES, WORDS, max_size=4))
def test_no_query_breaks_a_list(address: str, query: Mapping[str, str]) -> None:
    """
    Whatever stands behind the question mark, the answer is never a 5xx.
    """
    assert client().get(address, params=query).status_code < 500


@FEW
@given(body=st.binary(max_size=200), kind=st.sampled_from(["application/json", "multipart/form-data; boundary=x", "?"]))
def test_no_body_breaks_a_post(body: bytes, kind: str) -> None:
    """
    Whatever bytes are sent as whatever kind, the answer is never a 5xx.
    """
    finding = "/api/v1/findings/00000000-0000-7000-8000-000000000000/reviews"
    for address in ("/api/v1/submissions", finding, "/check", "/login"):
        answer = client().post(address, content=body, headers={"Content-Type": kind, "If-Match": "x"})
        assert answer.status_code < 500


@FEW
@given(name=WORDS, declaration=WORDS, key=st.text("abc!~", max_size=5))
def test_no_field_breaks_handing_in(name: str, declaration: str, key: str) -> None:
    """
    Any file name, declaration and idempotency key are taken or refused.
    """
    answer = client().post(
        "/api/v1/submissions",
        files={"file": (name, b"x")},
        data={"declaration": declaration},
        headers={"Idempotency-Key": key} if key else {},
    )
    assert answer.status_code < 500
