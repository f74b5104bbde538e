"""
Draft a change of the rules, preview it and put it before a second person, as a program.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest

from rules import catalog

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

PREFIX = "/api/v1/catalogues"
PLACE = "limits/nda_tail_months.yaml"
CHANGED = (catalog.FOLDER / PLACE).read_text("utf-8").replace("value: 12", "value: 24")


@pytest.fixture
def manager(program: Callable[[str], TestClient]) -> TestClient:
    """
    Give a rule manager's program.
    """
    return program("rule-manager-key")


def drawn_up(client: TestClient, content: str = CHANGED, title: str = "기간 상향") -> Any:  # noqa: ANN401 - an answer
    """
    Send one rule file.
    """
    file = ("nda_tail_months.yaml", content.encode(), "application/yaml")
    return client.post(f"{PREFIX}/drafts", files={"file": file}, data={"title": title})


def test_a_draft_is_handed_in_and_its_files_come_back(manager: TestClient) -> None:
    """
    The files of a draft are a ZIP laid out as they are to be shipped.
    """
    made = drawn_up(manager)
    assert (made.status_code, made.json()["changed"]) == (201, {"NDA-08": ["nda"]})
    got = manager.get(f"{PREFIX}/drafts/{made.json()['id']}/files")
    with ZipFile(BytesIO(got.content)) as container:
        assert {name: container.read(name).decode() for name in container.namelist()} == {PLACE: CHANGED}


@pytest.mark.parametrize("wrong", [{"content": "x" * 1_100_000}, {"title": ""}])
def test_what_is_no_draft_is_refused(manager: TestClient, wrong: dict[str, str]) -> None:
    """
    Too large, or without a title: 422, and nothing is kept.
    """
    assert drawn_up(manager, **wrong).status_code == 422
    assert manager.post(f"{PREFIX}/drafts", files={"other": b"x"}, data={"title": "x"}).status_code == 422
    assert manager.get(f"{PREFIX}/drafts").json()["items"] == []


def test_more_than_any_draft_is_refused_before_it_is_read(manager: TestClient) -> None:
    """
    A body over the limit is refused for its size.
    """
    assert drawn_up(manager, "x" * 3_000_000).status_code == 413


def test_a_preview_is_polled_and_read(manager: TestClient) -> None:
    """
    Counts by rule and type, decisions that stand against it, and samples with quotes.
    """
    draft = drawn_up(manager).json()
    begun = manager.post(f"{PREFIX}/drafts/{draft['id']}/previews", json={"sample": {"seed": "2026"}})
    assert begun.status_code == 202
    preview = manager.get(begun.headers["location"]).json()
    assert (preview["total"], preview["done"], preview["decisions"]["contradicts"]) == (10, 10, 1)
    assert preview["impacts"][0] | {"title": None} == {
        "rule": "NDA-08", "title": None, "agreement_type": "nda", "created": 1, "gone": 1, "changed": 1,
    }  # fmt: skip
    changes = manager.get(f"{PREFIX}/previews/{preview['id']}/changes", params={"verdict": "contradicts"}).json()
    assert [(one["kind"], one["decided"], one["quote"]) for one in changes["items"]] == [("gone", "CONFIRMED", None)]
    samples = manager.get(f"{PREFIX}/previews/{preview['id']}/samples").json()["items"]
    assert all(one["quote"] for one in samples)
    assert manager.get(f"{PREFIX}/drafts/{draft['id']}/previews").json()["items"][0]["id"] == preview["id"]
    assert manager.post(f"{PREFIX}/previews/{preview['id']}/cancellation").status_code == 409


def test_a_self_check_is_no_population(manager: TestClient) -> None:
    """
    Asking for self-checks is refused.
    """
    draft = drawn_up(manager).json()
    asked = {"population": {"origins": ["self_check"]}}
    assert manager.post(f"{PREFIX}/drafts/{draft['id']}/previews", json=asked).status_code == 422


def test_a_second_person_approves(manager: TestClient, program: Callable[[str], TestClient]) -> None:
    """
    Past days are refused, the author is refused, the approver is not, and nobody decides on what they have not seen.
    """
    draft = drawn_up(manager).json()
    address, seen = f"{PREFIX}/drafts/{draft['id']}", {"If-Match": f'"{draft["etag"]}"'}
    proposal = {"effective_on": "2026-12-03", "reason": "법령 개정"}
    passed = proposal | {"effective_on": "2026-11-23"}
    assert manager.post(f"{address}/proposal", json=passed, headers=seen).status_code == 422
    assert manager.post(f"{address}/proposal", json=proposal).status_code == 428
    proposed = manager.post(f"{address}/proposal", json=proposal, headers=seen)
    assert proposed.json()["state"] == "proposed"
    match = {"If-Match": proposed.headers["etag"]}
    assert manager.post(f"{address}/approval", headers=match).status_code == 403
    approver = program("approver-key")
    stale = approver.post(f"{address}/approval", headers=seen)
    assert (stale.status_code, stale.json()["type"]) == (412, "/problems/changed-meanwhile")
    assert approver.get(address).headers["etag"] == match["If-Match"]
    approved = approver.post(f"{address}/approval", headers=match)
    assert (approved.json()["state"], approved.json()["approved_by"]) == ("approved", "한결재")
    withdrawn = manager.post(f"{address}/withdrawal", headers={"If-Match": approved.headers["etag"]})
    assert withdrawn.json()["state"] == "withdrawn"


def test_an_approver_reads_drafts_and_writes_none(manager: TestClient, program: Callable[[str], TestClient]) -> None:
    """
    Whoever agrees sees the drafts; others learn nothing of them.
    """
    drawn_up(manager)
    approver = program("approver-key")
    assert len(approver.get(f"{PREFIX}/drafts").json()["items"]) == 1
    assert drawn_up(approver).status_code == 403
    assert program("auditor-key").get(f"{PREFIX}/drafts").status_code == 403


def test_words_are_explained_and_a_trial_is_held_again(manager: TestClient) -> None:
    """
    A program reads why a rule flags words by the draft, has a trial held again, and learns what is in force.
    """
    address = f"{PREFIX}/drafts/{drawn_up(manager).json()['id']}"
    told = manager.post(f"{address}/explanation", json={"words": "18개월로 한다.", "agreement_type": "nda"}).json()
    [rule] = told["items"]
    assert (rule["rule"], rule["today"]["fires"], rule["draft"]["fires"]) == ("NDA-08", False, True)
    assert manager.post(f"{address}/trial").json()["trial"] == "waiting"
    assert manager.get(f"{PREFIX}/in-force").json()["holds"] is False
    earlier = manager.post(f"{PREFIX}/in-force/earlier", json={"effective_on": "2026-12-03", "reason": "오류"})
    assert earlier.status_code == 409
