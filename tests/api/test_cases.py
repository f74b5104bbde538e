"""
Read cases and decide on them, as a program and on the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from tests.api.fake_cases import ANSWER, CASE, FINDING, LETTER, PDF

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from tests.api.fake_office import FakeOffice

PREFIX = "/api/v1/cases"
TAKEN = {"step": "take", "code": "C3", "asked": ["체결 경위"]}


def test_a_case_is_listed_and_read(program: Callable[[str], TestClient]) -> None:
    """
    The list has the days left, the case its ETag, every step with its reason; an unknown one is absent.
    """
    auditor = program("auditor-key")
    [listed] = auditor.get(PREFIX, params={"state": "TRIAGE"}).json()["items"]
    assert (listed["number"], listed["left"], listed["rests"]) == ("2026-공정-0001", -3, True)
    assert auditor.get(PREFIX, params={"state": "CLOSED"}).json()["items"] == []
    read = auditor.get(f"{PREFIX}/{CASE}")
    assert read.headers["etag"] == '"case-1"'
    why_not = {one["code"]: one["why_not"] for one in read.json()["actions"]}
    assert why_not["C3"] is None
    assert read.json()["matrix"][0]["cells"]["order"]["ko"].startswith("제27조제2항")
    reviewer = program("reviewer-key").get(f"{PREFIX}/{CASE}").json()
    assert all(one["why_not"]["ko"] for one in reviewer["actions"])
    assert auditor.get(f"{PREFIX}/{uuid4()}").status_code == 404


def test_a_decision_needs_what_was_seen(program: Callable[[str], TestClient]) -> None:
    """
    Without If-Match 428, with a stale one 412; then it is proposed, and only an approver agrees.
    """
    auditor, approver = program("auditor-key"), program("approver-key")
    address = f"{PREFIX}/{CASE}/decisions"
    assert auditor.post(address, json=TAKEN).status_code == 428
    assert auditor.post(address, json=TAKEN, headers={"If-Match": '"old"'}).status_code == 412
    refused = auditor.post(address, json=TAKEN | {"asked": []}, headers={"If-Match": '"case-1"'})
    assert (refused.status_code, refused.json()["code"]) == (422, "asked")
    proposed = auditor.post(address, json=TAKEN, headers={"If-Match": '"case-1"'})
    assert (proposed.status_code, proposed.json()["proposal"]["code"]) == (200, "C3")
    agreed = {"step": "approve", "code": "C3"}
    match = {"If-Match": proposed.headers["etag"]}
    assert auditor.post(address, json=agreed, headers=match).status_code == 403
    assert approver.post(address, json=agreed, headers=match).json()["state"] == "EXPLANATION_REQUESTED"


def test_a_case_is_opened_and_its_facts_noted(program: Callable[[str], TestClient], office: FakeOffice) -> None:
    """
    Findings are named by id; articles that nobody knows are refused.
    """
    auditor = program("auditor-key")
    made = auditor.post(PREFIX, json={"findings": [str(FINDING)]})
    assert (made.status_code, made.headers["location"]) == (201, f"{PREFIX}/{CASE}")
    assert office.matters.opened == [[FINDING]]
    given = {"respondent": "누리가상소재", "articles": {str(FINDING): "winwin_21_2"}, "deal_ended_on": "2026-01-02"}
    match = {"If-Match": '"case-1"'}
    assert auditor.put(f"{PREFIX}/{CASE}/facts", json=given, headers=match).status_code == 200
    assert office.matters.noted[0].articles == {FINDING: "winwin_21_2"}
    wrong = given | {"articles": {str(FINDING): "no such law"}}
    assert auditor.put(f"{PREFIX}/{CASE}/facts", json=wrong, headers=match).status_code == 422
    extended = {"kind": "TRIAGE", "until": "2026-12-30", "note": "자료가 많음"}
    assert auditor.post(f"{PREFIX}/{CASE}/extensions", json=extended, headers=match).status_code == 200


def test_letters_and_files_are_handed_out_as_they_are(program: Callable[[str], TestClient]) -> None:
    """
    The very bytes, to be saved; a letter is no workbook.
    """
    auditor = program("auditor-key")
    letter = auditor.get(f"{PREFIX}/letters/{LETTER}/pdf")
    assert (letter.content, letter.headers["content-disposition"].split(";")[0]) == (PDF, "attachment")
    assert auditor.get(f"{PREFIX}/letters/{LETTER}/xlsx").status_code == 422
    file = auditor.get(f"{PREFIX}/answers/{ANSWER}/file")
    assert (file.content, file.headers["content-type"]) == (b"file", "application/octet-stream")


def test_the_page_shows_every_step_and_takes_one(browser: Callable[[str], TestClient], office: FakeOffice) -> None:
    """
    What is impossible is disabled with its reason beside it; a step leads back to the case, a refusal is explained.
    """
    auditor = browser("auditor-key")
    assert "3근무일 지남" in auditor.get("/cases?state=TRIAGE").text
    page = auditor.get(f"/cases/{CASE}").text
    assert 'value="order" disabled' in page
    assert "제27조제2항에 제21조의2가 없습니다" in page
    token = page.split('name="form_token" value="')[1].split('"')[0]
    fields = {"form_token": token, "etag": "case-1", "step": "take", "code": "C3", "asked": "하나\n\n둘"}
    assert auditor.post(f"/cases/{CASE}/decisions", data=fields).headers["location"] == f"/cases/{CASE}"
    assert office.matters.decided[0].asked == ("하나", "둘")
    stale = auditor.post(f"/cases/{CASE}/decisions", data=fields)
    assert (stale.status_code, 'role="alert"' in stale.text) == (412, True)
    again = auditor.post(f"/cases/{CASE}/decisions", data=fields | {"etag": "case-1x"})
    assert (again.status_code, "결재 중인 제안이 있습니다" in again.text) == (422, True)
    for wrong in ({"step": "decide"}, {"due_on": "morgen"}, {"measure": "gift"}):
        assert auditor.post(f"/cases/{CASE}/decisions", data=fields | wrong).status_code == 422
    assert auditor.post(f"/cases/{CASE}/facts", data=fields | {"respondent_id": "x"}).status_code == 422
    assert auditor.post(f"/cases/{CASE}/extensions", data=fields).status_code == 422


def test_the_page_of_a_finding_leads_into_a_case(browser: Callable[[str], TestClient], office: FakeOffice) -> None:
    """
    What was ticked becomes a case; ids that are none are refused.
    """
    auditor = browser("auditor-key")
    token = auditor.get(f"/cases/{CASE}").text.split('name="form_token" value="')[1].split('"')[0]
    opened = auditor.post("/cases", data={"form_token": token, "finding": [str(FINDING), str(CASE)]})
    assert (opened.status_code, opened.headers["location"]) == (303, f"/cases/{CASE}")
    assert office.matters.opened == [[FINDING, CASE]]
    assert auditor.post("/cases", data={"form_token": token, "finding": "x"}).status_code == 422
