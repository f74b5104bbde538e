"""
Read what a company was asked, and answer it, as a program and on the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from tests.api.fake_cases import CASE, LETTER, PDF

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from tests.api.fake_office import FakeOffice

PREFIX = "/api/v1/requests"


def test_a_letter_is_listed_read_and_handed_out(program: Callable[[str], TestClient]) -> None:
    """
    With its day and its lines; another's is absent.
    """
    company = program("respondent-key")
    [listed] = company.get(PREFIX).json()["items"]
    assert (listed["id"], listed["left"], listed["may_answer"]) == (str(LETTER), 7, True)
    assert company.get(f"{PREFIX}/{LETTER}").json()["words"][0]["text"] == "제목  소명요청서"
    assert company.get(f"{PREFIX}/{LETTER}/letter/hwpx").content == PDF
    assert company.get(f"{PREFIX}/{uuid4()}").status_code == 404


def test_an_answer_takes_words_and_a_file(program: Callable[[str], TestClient], office: FakeOffice) -> None:
    """
    The file's bytes arrive unaltered under their name; an objection that is not possible is refused.
    """
    company, address = program("respondent-key"), f"{PREFIX}/{LETTER}/answers"
    files = {"file": ("증빙.pdf", b"%PDF", "application/pdf")}
    sent = company.post(address, data={"text": "소명합니다", "is_secret": "1"}, files=files)
    assert sent.status_code == 201, sent.text
    [given] = office.asked.given
    assert (given.text, given.name, given.content, given.is_secret) == ("소명합니다", "증빙.pdf", b"%PDF", True)
    refused = company.post(address, data={"kind": "objection", "text": "이의"}, files=files)
    assert (refused.status_code, refused.json()["code"]) == (403, "objection")


def test_the_page_shows_the_letter_and_takes_an_answer(
    browser: Callable[[str], TestClient], office: FakeOffice
) -> None:
    """
    Its receipt has time and hash; nothing on it leads to a case; a refusal is explained on the page.
    """
    company = browser("respondent-key")
    assert "7근무일 남음" in company.get("/requests").text
    page = company.get(f"/requests/{LETTER}").text
    assert "소명요청서" in page
    assert "0" * 64 in page
    assert str(CASE) not in page
    assert "/cases" not in page
    token = page.split('name="form_token" value="')[1].split('"')[0]
    fields, files = {"form_token": token, "kind": "answer", "text": "답"}, {"file": ("", b"", "text/plain")}
    sent = company.post(f"/requests/{LETTER}", data=fields, files=files)
    assert (sent.status_code, sent.headers["location"]) == (303, f"/requests/{LETTER}#answers")
    assert office.asked.given[0].text == "답"
    refused = company.post(f"/requests/{LETTER}", data=fields | {"kind": "objection"}, files=files)
    assert (refused.status_code, "이의신청을 할 수 없습니다" in refused.text) == (422, True)
