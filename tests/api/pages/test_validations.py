"""
A page lists every expectation of a table with its answer, for those who may see the table, and is written down.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest

from tests.api.pages.test_screens import TAG

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from compliance.views import SubmissionView


@pytest.fixture
def view(handed_in: Callable[..., SubmissionView]) -> SubmissionView:
    """
    Hand in a table whose screening carries one expectation of each end.
    """
    return handed_in("startup-key")


def sections(page: str) -> dict[str, str]:
    """
    Give the words of a page's sections by their headings' ids.
    """
    parts = page.split('aria-labelledby="')[1:]
    return {part.split('"', 1)[0]: " ".join(html.unescape(TAG.sub(" ", part)).split()) for part in parts}


def test_each_expectation_stands_where_it_ended(browser: Callable[[str], TestClient], view: SubmissionView) -> None:
    """
    Not met with rows and first cells, not asked with its reason, met; and how many there are of each.
    """
    page = browser("startup-key").get(f"/submissions/{view.id}/validations").text
    told = sections(page)
    assert "점검식 4개 가운데 어긋난 것 2개, 하지 못한 것 1개, 모두 맞은 것 1개" in html.unescape(page)
    assert "검증번호 오류 검증번호가 맞지 않습니다." in told["unmet-title"]
    assert "투자내역!C3" in told["unmet-title"]
    assert "투자내역!H4, 투자내역!H5 …" in told["unmet-title"]
    assert "이 기준의 의심 항목 1건" in told["unmet-title"]
    assert "표에 없는 열" in told["skipped-title"]
    assert "외 1개" in told["skipped-title"]
    assert "투자내역 · 사업자등록번호 3 1" in told["met-title"]


def test_a_rule_leads_to_its_page_and_words_are_escaped(
    browser: Callable[[str], TestClient], view: SubmissionView
) -> None:
    """
    The condition of a rule names the rule, and what a rule file says is shown, not run.
    """
    page = browser("startup-key").get(f"/submissions/{view.id}/validations").text
    assert 'href="/rules/IP-01"' in page
    assert "&lt;b&gt;8% 이하&lt;/b&gt;" in page


def test_it_is_said_in_english_too(browser: Callable[[str], TestClient], view: SubmissionView) -> None:
    """
    The same page in English names the same expectations.
    """
    page = html.unescape(browser("startup-key").get(f"/submissions/{view.id}/validations?lang=en").text)
    for words in ("Of 4 expectations 2 were not met", "Wrong check figure", "not in the table"):
        assert words in page


def test_others_do_not_see_it(browser: Callable[[str], TestClient], view: SubmissionView) -> None:
    """
    Another startup is told that there is nothing.
    """
    assert browser("other-startup-key").get(f"/submissions/{view.id}/validations").status_code == 404


def test_the_result_leads_there(browser: Callable[[str], TestClient], view: SubmissionView) -> None:
    """
    Where a screening has a record the result page links to it.
    """
    page = browser("startup-key").get(f"/submissions/{view.id}").text
    assert f"/submissions/{view.id}/validations" in page
