"""
The list of projects and one project as each actor gets them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from tests.api.fake_programmes import PROJECT, RECORD
from tests.api.pages.test_screens import TAG, own

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from tests.api.fake_office import FakeOffice

PAGE = f"/projects/{PROJECT.id}"


def test_the_host_sees_states_and_no_form(browser: Callable[[str], TestClient]) -> None:
    """
    The host's home is the list: each document by stage with its state, what is overdue, and nothing to enter.
    """
    client = browser("host-key")
    assert client.get("/").headers["location"] == "/projects"
    page = client.get("/projects").text
    words = TAG.sub(" ", page)
    for said in ("2026-001 예지보전", "기한이 지난 문서 1건", "미제출", "등록", "해당 없음", "매칭"):
        assert said in words
    assert 'type="file"' not in page
    shown = client.get(PAGE).text
    assert "기한 경과" in shown
    assert 'name="submission_id"' not in shown
    assert f"/submissions/{PROJECT.requirements[1].submission_id}" not in shown
    assert "not submitted" in client.get(f"{PAGE}?lang=en").text


def test_the_officer_enters_a_table_and_reads_its_faults(browser: Callable[[str], TestClient]) -> None:
    """
    What came of a table is said above the list, each fault with row and column; no file at all is explained.
    """
    client = browser("officer-key")
    for content, status, said in ((b"x", 200, "새 과제 1건"), (b"fault", 422, "단계 (I)"), (b"", 422, "빈 파일입니다")):
        files = {"file": ("과제.csv", content, "text/csv")}
        answer = client.post("/projects", data=own(client), files=files)
        assert (answer.status_code, said in answer.text) == (status, True)


def test_a_document_is_tied_on_the_page(browser: Callable[[str], TestClient], office: FakeOffice) -> None:
    """
    The officer ties a document by its receipt number; what is no number is refused.
    """
    client = browser("officer-key")
    given = {"submission_id": str(uuid4()), "document_type": "nda"}
    assert client.post(f"{PAGE}/agreements", data=own(client, **given)).status_code == 303
    assert office.projects.view.requirements[0].state == "registered"
    wrong = own(client, **given | {"submission_id": "x"})
    assert client.post(f"{PAGE}/agreements", data=wrong).status_code == 422


def test_an_examiner_opens_what_is_registered(browser: Callable[[str], TestClient]) -> None:
    """
    Who may read agreements is led from a project's document to it, and from the project's record to the project.
    """
    auditor = browser("auditor-key")
    assert f"/submissions/{PROJECT.requirements[1].submission_id}" in auditor.get(PAGE).text
    assert auditor.get(f"/submissions/{RECORD}").headers["location"] == PAGE


def test_a_startup_says_to_which_project_an_agreement_belongs(
    browser: Callable[[str], TestClient], office: FakeOffice
) -> None:
    """
    A startup in a project chooses it when it registers an agreement; one in none is not asked.
    """
    client = browser("startup-key")
    assert PROJECT.name in client.get("/check?as=registered").text
    assert 'name="project_id"' not in browser("other-startup-key").get("/check?as=registered").text
    said = {"text": "제1조", "origin": "registered", "agreement_type": "nda", "project_id": str(PROJECT.id)}
    assert client.post("/check", data=own(client, **said)).status_code == 303
    assert office.projects.view.requirements[0].state == "registered"


def test_what_was_tied_or_said_by_mistake_is_mended_on_the_page(
    browser: Callable[[str], TestClient], office: FakeOffice
) -> None:
    """
    The officer takes a document out and says how another stands; somebody who saw an older page is told so.
    """
    client, older = browser("officer-key"), PROJECT.etag
    tied = str(PROJECT.requirements[1].submission_id)
    assert "연결 해제" in client.get(PAGE).text
    removal = own(client, submission_id=tied, seen=older)
    assert client.post(f"{PAGE}/agreements/removal", data=removal).status_code == 303
    assert office.projects.view.requirements[1].state == "not_submitted"
    said = {"stage": "poc", "document_type": "poc", "state": "not_applicable"}
    stale = client.post(f"{PAGE}/requirements", data=own(client, **said, seen=older))
    assert (stale.status_code, "다른 사람이 먼저" in stale.text) == (412, True)
    assert (
        client.post(f"{PAGE}/requirements", data=own(client, **said, seen=office.projects.view.etag)).status_code == 303
    )
    assert office.projects.view.requirements[2].state == "not_applicable"
    assert "연결 해제" not in browser("host-key").get(PAGE).text
