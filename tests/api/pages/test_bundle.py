"""
Read the page of a bundle: no file in it goes unmentioned, and nothing unread reads like a pass.
"""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from api.languages import Language, say
from api.pages.bundle import bundle_page
from compliance.views import SubmissionState

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from compliance.views import SubmissionView
    from tests.api.fake_office import FakeOffice


def test_every_file_stands_with_its_state_and_its_reason(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]
) -> None:
    """
    The page names each file, leads to each document, and says code, reason and advice of what was not read.
    """
    view = handed_in(name="거래.zip")
    page = html.unescape(browser("auditor-key").get(f"/submissions/{view.id}").text)
    for told in (
        "계약서.txt",
        "별지.pdf",
        "잠긴 문서.docx",
        ".DS_Store",
        "105",
        "106",
        "암호를 푼 파일로 다시 올려 주십시오",
    ):
        assert told in page
    documents = [file.submission.id for file in view.files or () if file.submission]
    assert all(f'href="/submissions/{one}"' in page for one in documents)
    assert say("ko", "link_annex") in page
    assert say("ko", "bundle_unread", unread=2) in page


def test_a_list_tells_bundles_from_documents(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]
) -> None:
    """
    Among the documents a bundle says how many files it holds.
    """
    handed_in(name="거래.zip")
    handed_in()
    page = browser("auditor-key").get("/submissions").text
    assert page.count(say("ko", "bundle_files", files=4)) == 1


def test_a_bundle_that_waits_comes_again_by_itself(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView], office: FakeOffice
) -> None:
    """
    While documents are being checked the list of files is polled; once all are done the page is told to load anew.
    """
    view = handed_in(name="거래.zip")
    client, address = browser("auditor-key"), f"/submissions/{view.id}/progress"
    office.views[view.id] = replace(view, state=SubmissionState.RECEIVED, screening=None)
    office.polls[view.id] = -9
    polled = client.get(address, headers={"HX-Target": "files"})
    assert 'id="files"' in polled.text
    assert "<html" not in polled.text
    assert client.get(address, headers={"HX-Target": "steps"}).headers["HX-Redirect"] == f"/submissions/{view.id}"
    office.views[view.id] = view
    assert client.get(address, headers={"HX-Target": "files"}).headers["HX-Redirect"] == f"/submissions/{view.id}"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_judged_in_a_bundle_is_not_nothing_found(
    handed_in: Callable[..., SubmissionView], language: Language
) -> None:
    """
    Where no rule came to a judgement on any document the page says that, not that nothing was found.
    """
    view = handed_in(name="거래.zip")
    assert view.screening
    for outcomes, key in (({"not_assessable": 9}, "sentence_nothing_judged"), ({"clear": 1}, "sentence_none")):
        unflagged = replace(view, screening=replace(view.screening, findings={}, outcomes=outcomes))
        assert bundle_page(unflagged, (), language).sentences[1] == say(language, key)
