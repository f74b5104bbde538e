"""
Go through the front door as a programme's people do: the host looks at her projects, the startup registers, she sees it.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from compliance.fairness.definitions import CELL_STATES
from tests.story.serving import AGREEMENTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

NAMED = {word.ko for word in CELL_STATES.values()}
FAULTY = "지원사업,연도,트랙,과제번호,주관기관,수요기업,창업기업\n시연,이천,가,1,나,다,라\n"


def test_the_host_sees_what_is_missing_and_nothing_of_findings(enter: Callable[..., Page]) -> None:
    """
    Scenario 27: each project of hers with 등록, 미제출 or 없음 at its stage, no clause finding, none of another host.
    """
    host = enter("host officer")
    host.goto("/projects")
    rows = host.locator("tbody tr[data-row]")
    assert rows.count() == 2
    assert "시연-003" not in host.locator("main").inner_text()
    first = rows.filter(has_text="시연-001").inner_text()
    assert all(words in first for words in ("기술검증(PoC)", "없음", "미제출"))
    for address in ("/findings", "/submissions", "/audits", "/check"):
        answer = host.goto(address)
        assert answer is not None
        assert answer.status == 403

    startup = enter("startup")
    startup.goto("/check?as=registered")
    startup.set_input_files("#file", AGREEMENTS / "poc_ko.txt")
    startup.select_option("#agreement_type", "poc")
    startup.check("input[name=origin][value=registered]")
    startup.select_option("#project_id", label="시연-001 설비 예지보전")
    startup.click("main form button[type=submit]")
    startup.wait_for_selector(".summary")

    host.goto("/projects")
    host.click("text=시연-001")
    host.wait_for_selector("#stage-poc")
    stage = host.locator("section", has=host.locator("#stage-poc")).inner_text()
    assert "등록" in stage
    assert host.locator("a[href^='/submissions/'], a[href^='/findings/'], .finding").count() == 0


def test_the_officer_is_told_which_cell_to_mend(enter: Callable[..., Page]) -> None:
    """
    A table with a wrong year is not taken in; the page names row and column.
    """
    officer = enter("programme officer")
    officer.goto("/projects")
    assert officer.locator("tbody tr[data-row]").count() == 3
    officer.set_input_files("#file", {"name": "과제.csv", "mimeType": "text/csv", "buffer": FAULTY.encode()})
    officer.click("form[method=post] button.button--primary")
    officer.wait_for_selector("[role=alert]")
    told = officer.locator("[role=alert]").inner_text()
    assert "연도 (B)" in told
    assert officer.locator("tbody tr[data-row]").count() == 3


def test_the_officer_takes_the_same_figures_away(enter: Callable[..., Page]) -> None:
    """
    Scenario 30 at the front door: filter, definitions, what is not measured, and a workbook with the figures of the API.
    """
    officer = enter("programme officer")
    officer.goto("/projects")
    officer.click("nav >> text=현황판")
    officer.select_option("#year", index=1)
    with officer.expect_navigation():
        officer.click("form[method=get] button")
    assert "year=" in officer.url
    cards = officer.locator("article")
    assert cards.count() == 11
    assert "측정하지 않음" in cards.first.inner_text()
    with officer.expect_download() as download:
        officer.click("text=XLSX")
    book = load_workbook(BytesIO(download.value.path().read_bytes()))
    told = officer.request.get(f"/api/v1/fairness?{officer.url.partition('?')[2]}").json()
    cells = [cell for metric in told["metrics"] for series in metric["series"] for cell in series["cells"]]
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True) if NAMED.intersection(row[2:3])]
    assert [row[3:8] for row in rows] == [
        tuple(cell[name] for name in ("part", "whole", "value", "low", "high")) for cell in cells
    ]
