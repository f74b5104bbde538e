"""
The audit calendar, a plan and a run as examiners get them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.api.pages.test_screens import TAG, own

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

ASKED = {"title": "연말 점검", "starts_on": "2026-12-31", "rhythm": "month_end", "design": "random", "size": "20"}


def test_a_plan_is_drawn_up_on_the_page_and_its_run_followed(browser: Callable[[str], TestClient]) -> None:
    """
    From the form to the plan, from the plan to its run, and from there to pausing it, in both languages.
    """
    client = browser("auditor-key")
    drawn_up = client.post("/audits", data=own(client, **ASKED))
    assert drawn_up.status_code == 303
    plan = client.get(drawn_up.headers["location"]).text
    address = plan.split('href="/audits/runs/', 1)[1].split('"', 1)[0]
    run = TAG.sub(" ", client.get(f"/audits/runs/{address}").text)
    for words in ("3건 가운데 2건을 마쳤습니다", "새로 나타남", "점검하지 못함", "잠긴 문서.pdf"):
        assert words in run
    assert "not checked" in client.get(f"/audits/runs/{address}?lang=en").text
    assert client.post(f"/audits/runs/{address}/directions", data=own(client, step="pause")).status_code == 409
    seen = client.get(f"/audits/runs/{address}").text.split('name="seen" value="', 1)[1].split('"', 1)[0]
    directed = client.post(f"/audits/runs/{address}/directions", data=own(client, step="pause", seen=seen))
    assert directed.status_code == 303


def test_a_plan_that_cannot_be_drawn_up_is_explained(browser: Callable[[str], TestClient]) -> None:
    """
    A sample without a size stays on the page with what to mend.
    """
    client = browser("auditor-key")
    answer = client.post("/audits", data=own(client, **ASKED | {"size": ""}))
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_a_reviewer_sees_the_calendar_without_its_form(browser: Callable[[str], TestClient]) -> None:
    """
    Who directs no audits is shown no form for it.
    """
    page = browser("reviewer-key").get("/audits")
    assert page.status_code == 200
    assert 'name="rhythm"' not in page.text


def test_a_population_is_chosen_by_projects_on_the_page(browser: Callable[[str], TestClient]) -> None:
    """
    Programme, track, year, stage, companies and whether missing documents are judged stand on the plan's page.
    """
    client = browser("auditor-key")
    chosen = {
        "tracks": "전략과제 해결형", "cohorts": "2026", "stages": "poc", "participants": "가나전자; 새싹로보틱스",
        "projects": "false",
    }  # fmt: skip
    assert 'value="전략과제 해결형"' in client.get("/audits").text
    drawn_up = client.post("/audits", data=own(client, **ASKED, **chosen))
    words = TAG.sub(" ", client.get(drawn_up.headers["location"]).text)
    for said in ("전략과제 해결형", "2026", "기술검증(PoC)", "가나전자, 새싹로보틱스", "문서만 점검"):
        assert said in words


def test_the_morning_queue_shows_what_the_law_asks_for(browser: Callable[[str], TestClient]) -> None:
    """
    Under 재점검 stand the duty and its agreements; one button draws up the plan that checks them again.
    """
    client = browser("auditor-key")
    queue = TAG.sub(" ", client.get("/findings").text)
    for said in ("재점검", "주요 에너지경비", "다시 점검할 문서 2건", "공급계약.pdf", "그 밖에 1건", "문서가 3건"):
        assert said in queue
    drawn_up = client.post("/audits/rechecks", data=own(client, basis="winwin.21-1-4-energy"))
    assert "재점검: 상생협력법" in client.get(drawn_up.headers["location"]).text
    assert client.post("/audits/rechecks", data=own(client, basis="x")).status_code == 404
    assert 'value="winwin.21-1-4-energy"' not in browser("reviewer-key").get("/findings").text
