"""
Take in tables of projects and read which documents are there, as a program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from tests.api.fake_programmes import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

BASE = "/api/v1/programmes"
TABLE = ("과제.csv", "지원사업,연도\n".encode(), "text/csv")


def test_a_table_is_taken_in_or_its_faults_are_told(program: Callable[[str], TestClient]) -> None:
    """
    The answer counts projects, or names each fault by row and column; without a file it is refused.
    """
    officer = program("officer-key")
    assert officer.post(f"{BASE}/imports", files={"file": TABLE}).json() == {
        "created": 1, "changed": 0, "unchanged": 0, "faults": []
    }  # fmt: skip
    told = officer.post(f"{BASE}/imports", files={"file": ("a.csv", b"fault", "text/csv")}).json()
    assert (told["created"], told["faults"][0]["row"], told["faults"][0]["column"]) == (0, 3, "단계 (I)")
    assert officer.post(f"{BASE}/imports", data={"x": "y"}, files={"other": TABLE}).status_code == 422


def test_the_host_reads_states_and_nothing_of_findings(program: Callable[[str], TestClient]) -> None:
    """
    A project shows its stage and the state of each document; no field speaks of findings or of what a document says.
    """
    host = program("host-key")
    [shown] = host.get(f"{BASE}/projects", params={"year": 2026}).json()["items"]
    assert (shown["stage"], shown["number"]) == ("match", "2026-001")
    states = {one["document_type"]: one["state"] for one in shown["requirements"]}
    assert states == {"nda": "not_submitted", "mou": "registered", "poc": "none", "order": "not_applicable"}
    assert not [key for key in (*shown, *shown["requirements"][0]) if "finding" in key or "submission" in key]
    assert host.get(f"{BASE}/projects", params={"year": 2025}).json()["items"] == []
    assert host.get(BASE).json()["items"][0]["track"] == "전략과제 해결형"


def test_an_agreement_is_tied_by_whoever_may(program: Callable[[str], TestClient]) -> None:
    """
    The startup of a project ties an agreement to it; for another startup there is no such project; a host may not.
    """
    address = f"{BASE}/projects/{PROJECT.id}/agreements"
    tied = {"submission_id": str(uuid4()), "document_type": "nda"}
    assert program("other-startup-key").post(address, json=tied).status_code == 404
    assert program("host-key").post(address, json=tied).status_code == 403
    answer = program("startup-key").post(address, json=tied).json()
    assert {one["state"] for one in answer["requirements"] if one["document_type"] == "nda"} == {"registered"}


def test_an_officer_says_how_a_document_stands_as_it_was_seen(program: Callable[[str], TestClient]) -> None:
    """
    The state of a document that is not there is said by the officer on what she saw; without the tag nothing is.
    """
    address, officer = f"{BASE}/projects/{PROJECT.id}", program("officer-key")
    said = {"stage": "poc", "document_type": "poc", "state": "not_applicable"}
    assert officer.post(f"{address}/requirements", json=said).status_code == 428
    seen = {"If-Match": officer.get(address).headers["etag"]}
    answer = officer.post(f"{address}/requirements", json=said, headers=seen)
    assert [one["state"] for one in answer.json()["requirements"] if one["stage"] == "poc"] == ["not_applicable"] * 2
    assert officer.post(f"{address}/requirements", json=said, headers=seen).status_code == 412
    newer = {"If-Match": answer.headers["etag"]}
    assert officer.post(f"{address}/requirements", json=said | {"stage": "market"}, headers=newer).status_code == 422
    assert program("host-key").post(f"{address}/requirements", json=said, headers=newer).status_code == 403


def test_an_agreement_is_untied_by_the_authority(program: Callable[[str], TestClient]) -> None:
    """
    What was tied by mistake is taken out again by an officer; a startup takes nothing out, and once is enough.
    """
    address, officer = f"{BASE}/projects/{PROJECT.id}", program("officer-key")
    tied = f"{address}/agreements/{PROJECT.requirements[1].submission_id}"
    seen = {"If-Match": officer.get(address).headers["etag"]}
    assert program("startup-key").delete(tied, headers=seen).status_code == 403
    answer = officer.delete(tied, headers=seen)
    assert "registered" not in {one["state"] for one in answer.json()["requirements"]}
    assert officer.delete(tied, headers={"If-Match": answer.headers["etag"]}).status_code == 404
