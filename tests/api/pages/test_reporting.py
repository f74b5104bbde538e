"""
Show that preparing a report tells nobody: it takes consent, keeps nothing, and an anonymous paper has no name on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from compliance.amending.complaint import REPRISAL
from ingest import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from tests.api.fake_office import FakeOffice

SAID = {
    "reporter": "주식회사 새싹로보틱스",
    "contact": "02-000-0000",
    "respondent": "주식회사 한빛중공업",
    "act": "2026년 5월 도면을 요구하였다.\n6월 같은 제품을 내놓았다.",
    "form": "docx",
    "understood": "yes",
}


def token_of(client: TestClient) -> str:
    """
    Open the page, which tells on every road who learns what, and take its form's token.
    """
    page = client.get("/reports")
    assert page.status_code == 200
    assert page.text.count("누가 무엇을 아는지") == 4
    return page.text.partition('name="form_token" value="')[2].partition('"')[0]


def told(client: TestClient, **said: str) -> str:
    """
    Download the paper and read it again, without spaces.
    """
    answer = client.post("/reports", data=SAID | said | {"form_token": token_of(client)})
    assert answer.status_code == 200, answer.text
    return "".join(read(answer.content, f"paper.{said.get('form', 'docx')}").text.split())


@pytest.mark.parametrize("form", ["docx", "hwpx", "pdf"])
def test_a_report_names_who_reports(browser: Callable[[str], TestClient], form: str) -> None:
    """
    A report says who, against whom and what, and that reprisals are forbidden; its page keeps nothing.
    """
    said = told(browser("startup-key"), road="technology", form=form)
    for words in (SAID["reporter"], SAID["contact"], SAID["respondent"], "6월 같은 제품을 내놓았다.", REPRISAL):
        assert "".join(words.split()) in said


def test_an_anonymous_tip_has_no_name_on_it(browser: Callable[[str], TestClient]) -> None:
    """
    Whatever was typed as name or contact stays off the paper.
    """
    said = told(browser("startup-key"), road="tip")
    assert "한빛중공업" in said
    assert "새싹로보틱스" not in said
    assert SAID["contact"] not in said


@pytest.mark.parametrize(("agreed", "words"), [("yes", "동의함"), ("", "동의하지않음")])
def test_the_other_side_is_told_only_with_consent(
    browser: Callable[[str], TestClient], agreed: str, words: str
) -> None:
    """
    A subcontracting report says whether the reporter agrees that the other side is told.
    """
    assert words in told(browser("startup-key"), road="subcontract", may_be_named=agreed)


@pytest.mark.parametrize("missing", ["understood", "respondent", "act", "road", "reporter"])
def test_nothing_is_written_without_consent_or_facts(
    browser: Callable[[str], TestClient], office: FakeOffice, missing: str
) -> None:
    """
    What is missing is asked for, what was typed is still there, and nothing reaches the office either way.
    """
    client = browser("startup-key")
    said = SAID | {"road": "consignment", missing: "", "form_token": token_of(client)}
    answer = client.post("/reports", data=said)
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("text/html")
    kept = "act" if missing != "act" else "respondent"
    assert SAID[kept].splitlines()[0] in answer.text
    assert office.views == {}
