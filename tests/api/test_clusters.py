"""
Read template clauses and note something for all their uses, as a program and on the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from tests.api.fake_clusters import CLUSTER

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from tests.api.fake_office import FakeOffice

PREFIX = "/api/v1/clusters"


def test_templates_are_listed_and_read(program: Callable[[str], TestClient]) -> None:
    """
    A template says whose it is, how many agreements use it and how its findings stand; an unknown one is absent.
    """
    auditor = program("auditor-key")
    [listed] = auditor.get(PREFIX).json()["items"]
    assert (listed["organisation"], listed["agreements"], listed["findings"]["CONFIRMED"]) == (
        "주식회사 한빛정밀",
        2,
        1,
    )
    assert auditor.get(f"{PREFIX}/{listed['id']}").json() == listed
    assert auditor.get(PREFIX, params={"rule": "NDA-01"}).json()["items"] == []
    assert auditor.get(f"{PREFIX}/{uuid4()}").status_code == 404


def test_a_wording_is_noted_for_all_uses(program: Callable[[str], TestClient]) -> None:
    """
    Notes come back newest first; an empty one or one of another kind is refused.
    """
    auditor = program("auditor-key")
    address = f"{PREFIX}/{CLUSTER}/notes"
    auditor.post(address, json={"text": "양식 개선 안내 대상"})
    made = auditor.post(address, json={"kind": "wording", "text": "결과물은 공동으로 소유한다."})
    assert (made.status_code, [one["kind"] for one in made.json()["items"]]) == (201, ["wording", "note"])
    for wrong in ({"text": ""}, {"kind": "confirm", "text": "x"}, {"text": "x" * 4001}):
        assert auditor.post(address, json=wrong).status_code == 422


def test_pages_show_templates_and_offer_no_bulk_decision(
    browser: Callable[[str], TestClient], office: FakeOffice
) -> None:
    """
    The list, a template and the queue's switch are there, and no button decides several findings.
    """
    auditor = browser("auditor-key")
    assert "주식회사 한빛정밀" in auditor.get("/clusters").text
    page = auditor.get(f"/clusters/{CLUSTER}").text
    assert "한 건씩" in page
    assert 'value="confirm"' not in page
    token = page.split('name="form_token" value="')[1].split('"')[0]
    fields = {"form_token": token, "kind": "note", "text": "검토 필요"}
    assert auditor.post(f"/clusters/{CLUSTER}/notes", data=fields).status_code == 303
    assert [one.text for one in office.templates.noted] == ["검토 필요"]
    assert 'name="rows"' in auditor.get("/findings?rows=all").text
