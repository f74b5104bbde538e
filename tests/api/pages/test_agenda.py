"""
The calendar shows a month and what lies ahead, and takes any month somebody types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

PATH = "/audits/calendar"


def test_a_month_is_a_table_of_days(browser: Callable[[str], TestClient]) -> None:
    """
    November 2026 has its five weeks, each entry where it belongs, the overlap with the survey said.
    """
    page: Any = etree.HTML(browser("auditor-key").get(f"{PATH}?month=2026-11").text)
    days = page.xpath("//table//td")
    assert len(days) == 35
    told = {one.xpath("string(.//time/@datetime)"): " ".join("".join(one.itertext()).split()) for one in days}
    assert "점검 예정 정기 실태조사" in told["2026-11-30"]
    assert "예고 정기 점검" in told["2026-11-23"]
    assert "법령 시행 상생협력법" in told["2026-12-03"]
    assert "사건 기한 3건" in told["2026-11-13"]
    assert page.xpath("//p[@class='note']")
    assert [one.split("=")[1][:7] for one in page.xpath("//nav//a[contains(@href, 'month=')]/@href")] == [
        "2026-10", "2026-12", "2026-11", "2026-11"
    ]  # fmt: skip
    assert page.xpath("//a[@href='/notifications#calendar']")


def test_a_list_shows_a_year(browser: Callable[[str], TestClient]) -> None:
    """
    Days with something on them, the law of March among them.
    """
    page: Any = etree.HTML(browser("reviewer-key").get(f"{PATH}?month=2026-11&view=list&lang=en").text)
    days = page.xpath("//ul[@class='agenda-list']/li//time/@datetime")
    assert days == ["2026-11-02", "2026-11-03", "2026-11-13", "2026-11-23", "2026-11-30", "2026-12-03", "2027-03-30"]


@pytest.mark.parametrize("month", ["2026-13", "once", "0001-01", "9999-12", ""])
def test_what_is_no_month_is_the_present_one(browser: Callable[[str], TestClient], month: str) -> None:
    """
    Nothing that can be typed breaks the page.
    """
    answer = browser("auditor-key").get(PATH, params={"month": month})
    assert answer.status_code == 200
    assert 'aria-current="date"' in answer.text
