"""
Draw up audit plans and follow their runs, as a program and in a browser's forms.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from ingest.errors import EncryptedFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

PLANS, RUNS = "/api/v1/audit/plans", "/api/v1/audit/runs"
SECTIONS = [
    "1. 점검 개요",
    "2. 점검 범위",
    "3. 대상 문서",
    "4. 항목별 결과",
    "5. 지적사항(의심)",
    "6. 판단 이유",
    "7. 달라진 항목",
    "8. 한계",
    "9. 검토자·결재",
]
PLAN = {"title": "분기 점검", "starts_on": "2026-12-01", "rhythm": "month_end"}


@pytest.fixture
def auditor(program: Callable[[str], TestClient]) -> TestClient:
    """
    Give an auditor's program.
    """
    return program("auditor-key")


def run_of(client: TestClient) -> dict[str, Any]:
    """
    Draw up a plan and give its run.
    """
    plan = client.post(PLANS, json=PLAN).json()
    listed: dict[str, Any] = client.get(f"{PLANS}/{plan['id']}/runs").json()["items"][0]
    return listed


def test_a_plan_is_drawn_up_and_read(auditor: TestClient) -> None:
    """
    What was left out of a plan is said in full when it is read.
    """
    made = auditor.post(PLANS, json=PLAN)
    assert made.status_code == 201
    read = auditor.get(f"{PLANS}/{made.json()['id']}").json()
    assert read["plan"]["population"]["origins"] == ["registered", "ordered"]
    assert read["plan"]["sample"] == {"design": "all", "size": None, "seed": ""}


@pytest.mark.parametrize(
    "wrong",
    [
        {"population": {"origins": ["self_check"]}},
        {"sample": {"design": "random"}},
        {"sample": {"size": 3}},
        {"rhythm": "hourly"},
        {"unknown": 1},
        {"title": ""},
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(auditor: TestClient, wrong: dict[str, Any]) -> None:
    """
    A self-check as population, a sample without a size, an unknown word: 422, and nothing is kept.
    """
    assert auditor.post(PLANS, json=PLAN | wrong).status_code == 422
    assert auditor.get(PLANS).json() == {"items": []}


def test_a_run_says_what_it_changed_and_what_it_could_not_check(auditor: TestClient) -> None:
    """
    Progress, changes and coverage of a run are three lists that programs can follow page by page.
    """
    run = run_of(auditor)
    assert (run["done"], run["total"]) == (2, 3)
    changes = auditor.get(f"{RUNS}/{run['id']}/changes").json()["items"]
    assert [one["kind"] for one in changes] == ["created", "changed", "gone"]
    first = auditor.get(f"{RUNS}/{run['id']}/agreements", params={"limit": 1}).json()
    second = auditor.get(f"{RUNS}/{run['id']}/agreements", params={"limit": 1, "cursor": first["next_cursor"]}).json()
    assert [page["items"][0]["state"] for page in (first, second)] == ["checked", "not_checked"]
    assert (second["items"][0]["code"], second["next_cursor"]) == (106, None)


def test_a_run_is_paused_once(auditor: TestClient) -> None:
    """
    What the state does not allow is a conflict.
    """
    run = run_of(auditor)
    address, seen = f"{RUNS}/{run['id']}/directions", {"If-Match": f'"{run["etag"]}"'}
    assert auditor.post(address, json={"step": "pause"}).status_code == 428
    paused = auditor.post(address, json={"step": "pause"}, headers=seen)
    assert paused.json()["state"] == "paused"
    assert auditor.post(address, json={"step": "resume"}, headers=seen).status_code == 412
    match = {"If-Match": paused.headers["etag"]}
    assert auditor.post(address, json={"step": "pause"}, headers=match).status_code == 409
    assert auditor.post(address, json={"step": "resume"}, headers=match).json()["state"] == "running"


def test_a_plan_is_ended_as_it_was_seen(auditor: TestClient) -> None:
    """
    Without the plan's entity tag 428, with a stale one 412.
    """
    plan = auditor.post(PLANS, json=PLAN).json()
    address, seen = f"{PLANS}/{plan['id']}", {"If-Match": f'"{plan["etag"]}"'}
    assert auditor.get(address).headers["etag"] == seen["If-Match"]
    assert auditor.post(f"{address}/end").status_code == 428
    assert auditor.post(f"{address}/end", headers=seen).json()["state"] == "ended"
    stale = auditor.post(f"{address}/end", headers=seen)
    assert (stale.status_code, stale.json()["type"]) == (412, "/problems/changed-meanwhile")


def test_a_run_is_begun_by_hand(auditor: TestClient, program: Callable[[str], TestClient]) -> None:
    """
    Whoever directs runs begins one today; a reviewer does not.
    """
    address = f"{PLANS}/{auditor.post(PLANS, json=PLAN).json()['id']}/runs"
    begun = auditor.post(address)
    assert (begun.status_code, begun.json()["state"]) == (201, "running")
    assert program("reviewer-key").post(address).status_code == 403


def test_a_reviewer_follows_and_does_not_direct(program: Callable[[str], TestClient]) -> None:
    """
    All examiners see audits; only auditors and approvers draw up plans and direct runs.
    """
    run_of(program("auditor-key"))
    reviewer = program("reviewer-key")
    assert len(reviewer.get(PLANS).json()["items"]) == 1
    assert reviewer.post(PLANS, json=PLAN).status_code == 403


def test_the_report_is_a_workbook(auditor: TestClient) -> None:
    """
    The report opens in another reader, with the same figures as the interface gives.
    """
    run = run_of(auditor)
    answer = auditor.get(f"{RUNS}/{run['id']}/report/xlsx")
    assert "attachment" in answer.headers["content-disposition"]
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == SECTIONS
    told = {row[0]: row[1] for row in book["2. 점검 범위"].iter_rows(values_only=True)}
    assert (told["대상 문서"], told["새로 나타남(항목)"], told["점검하지 못함"]) == (3, 1, 1)
    assert [row[0] for row in book["7. 달라진 항목"].iter_rows(min_row=2, values_only=True)] == [
        "새로 나타남",
        "달라짐",
        "사라짐",
    ]


def test_the_report_for_programs_says_what_the_files_say(auditor: TestClient) -> None:
    """
    Its sections, rows and figures are those of the workbook, and the file that could not be read is named with why.
    """
    run = run_of(auditor)
    told = auditor.get(f"{RUNS}/{run['id']}/report").json()
    assert (told["title"], told["issuer"]) == ("점검결과서", "시험 기관")
    assert [section["title"] for section in told["sections"]] == SECTIONS
    book = load_workbook(BytesIO(auditor.get(f"{RUNS}/{run['id']}/report/xlsx").content))
    [documents] = told["sections"][2]["blocks"]
    rows = [list(row) for row in book["3. 대상 문서"].iter_rows(values_only=True)]
    assert rows == [documents["columns"], *documents["rows"]]
    unseen = told["sections"][1]["blocks"][-1]
    assert unseen["rows"][0][:5] == [2, "잠긴 문서.pdf", "점검하지 못함", 106, EncryptedFile.ko]


@pytest.mark.parametrize(
    ("form", "kind", "begins"), [("pdf", "application/pdf", b"%PDF-"), ("hwpx", "application/hwp+zip", b"PK")]
)
def test_the_report_is_a_paper(auditor: TestClient, form: str, kind: str, begins: bytes) -> None:
    """
    PDF and HWPX come as files of their kind, named as the paper is; another form is none.
    """
    address = f"{RUNS}/{run_of(auditor)['id']}/report"
    answer = auditor.get(f"{address}/{form}")
    assert (answer.headers["content-type"], answer.content.startswith(begins)) == (kind, True)
    assert answer.headers["content-disposition"].endswith(quote(f"점검결과서.{form}"))
    assert auditor.get(f"{address}/exe").status_code == 422


def test_duties_that_came_into_force_are_listed(auditor: TestClient) -> None:
    """
    Each with its law, its day, how many agreements are to be checked again and how many could not be dated.
    """
    [day] = auditor.get("/api/v1/audit/law-days").json()["items"]
    assert (day["in_force"], day["count"], day["undated"]) == ("2026-12-03", 2, 3)
    assert day["agreements"][0]["name"] == "공급계약.pdf"
