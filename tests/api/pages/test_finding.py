"""
Read the auditor's desk as it is sent, without a browser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from api.forms import FORM_FIELD
from api.pages import sheets
from api.session import SESSION_COOKIE, form_token
from tests.api import sample
from tests.api.fake_facsimiles import PICTURE

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from starlette.testclient import TestClient

    from compliance.views import SubmissionView
    from tests.api.fake_office import FakeOffice

BOX = re.compile(r'<a class="box [^>]*data-finding="(\d+)"')
MARK = re.compile(r'<a class="mark__number" data-finding="(\d+)"')
LISTED = re.compile(r'<li[^>]* data-finding="(\d+)"')
WORDS = re.compile(r"<text x=[^>]*textLength[^>]*>([^<]*)</text>")
FURTHER = re.compile(r'<a class="sheet__further[^>]* href="([^"]+)"')
IMAGE = re.compile(r'<img src="(/submissions/[^"]+/pages/\d+)" width="(\d+)" height="(\d+)"[^>]*loading="(\w+)"')


def first_of(office: FakeOffice) -> str:
    """
    Give the address of a finding that rests on the text.
    """
    return next(f"/findings/{one.id}" for one in office.recorded.values() if one.finding.get("start") is not None)


def test_list_image_and_text_hold_the_same_findings(
    browser: Callable[[str], TestClient], office: FakeOffice, handed_in: Callable[..., SubmissionView]
) -> None:
    """
    Each finding with a place is marked under one number on the pages and in the text; the list holds all of them.
    """
    handed_in()
    auditor, address = browser("auditor-key"), first_of(office)
    on_pages, in_text = auditor.get(address).text, auditor.get(f"{address}?view=text").text
    assert set(BOX.findall(on_pages)) == set(MARK.findall(in_text)) != set()
    assert set(LISTED.findall(on_pages)) == set(LISTED.findall(in_text))
    assert set(BOX.findall(on_pages)) <= set(LISTED.findall(on_pages))
    assert len(set(LISTED.findall(on_pages))) == len(office.recorded)


def test_pages_carry_their_words_and_their_size(
    browser: Callable[[str], TestClient], office: FakeOffice, handed_in: Callable[..., SubmissionView]
) -> None:
    """
    Every printed line stands on its page as text, and every picture says its size before it is loaded.
    """
    handed_in()
    page = browser("auditor-key").get(first_of(office)).text
    words = [one.replace("&#34;", '"') for one in WORDS.findall(page)]
    assert words == [line for line in sample.TEXT.split("\n") if line.strip()]
    images = IMAGE.findall(page)
    assert [(width, height) for _, width, height, _ in images] == [("595", "842")] * len(images)
    assert sorted({loading for *_, loading in images}) == ["eager", "lazy"]


def test_pages_far_from_the_finding_bring_their_words_when_asked(
    browser: Callable[[str], TestClient],
    office: FakeOffice,
    handed_in: Callable[..., SubmissionView],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """
    Of an agreement of many pages those near the finding have their words; each other has its boxes and an ordinary link.
    """
    monkeypatch.setattr(sheets, "NEAR", 0)
    handed_in()
    auditor, address = browser("auditor-key"), first_of(office)
    page = auditor.get(f"{address}?then=next").text
    (further,) = FURTHER.findall(page)
    near = [one.replace("&#34;", '"') for one in WORDS.findall(page)]
    there = auditor.get(further.replace("&amp;", "&").partition("#")[0]).text
    far = [one.replace("&#34;", '"') for one in WORDS.findall(there)]
    assert "then=next" in further
    assert sorted(near + far) == sorted(line for line in sample.TEXT.split("\n") if line.strip())
    assert near != far != []
    assert set(BOX.findall(page)) == set(BOX.findall(there))


def test_a_page_is_kept_by_nobody_else(
    browser: Callable[[str], TestClient], office: FakeOffice, handed_in: Callable[..., SubmissionView]
) -> None:
    """
    A picture may be kept by the one browser that asked; whoever may not see the agreement finds none.
    """
    view = handed_in()
    answer = browser("auditor-key").get(f"/submissions/{view.id}/pages/1")
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, PICTURE, "image/jpeg")
    assert answer.headers["cache-control"].startswith("private,")
    assert "Cookie" in answer.headers["vary"]
    assert browser("auditor-key").get(f"/submissions/{view.id}/pages/99").status_code == 404
    assert browser("other-startup-key").get(f"/submissions/{view.id}/pages/1").status_code == 404
    assert browser("administrator-key").get(f"/submissions/{view.id}/pages/1").status_code == 403
    assert len(office.recorded) > 0


def test_whoever_wants_it_goes_on_after_deciding(
    browser: Callable[[str], TestClient], office: FakeOffice, handed_in: Callable[..., SubmissionView]
) -> None:
    """
    A decision leads back to the finding, or to the next one with the wish kept, and behind the last to the queue.
    """
    handed_in()
    auditor, address = browser("auditor-key"), first_of(office)
    page = auditor.get(address).text
    following = re.findall(r'name="next" value="([^"]*)"', page)[0]
    token = {FORM_FIELD: form_token(auditor.cookies[SESSION_COOKIE])}
    etag = re.findall(r'name="etag" value="([^"]*)"', page)[0]
    form = {**token, "etag": etag, "decision": "review", "then": "next"}
    answer = auditor.post(f"{address}/decision", data={**form, "next": following, "view": "text"})
    assert answer.headers["location"] == f"/findings/{following}?then=next&view=text"
    assert "checked" in auditor.get(answer.headers["location"]).text
    held = auditor.get(address).text
    etag = re.findall(r'name="etag" value="([^"]*)"', held)[0]
    last = {**form, "etag": etag, "decision": "confirm", "next": "//elsewhere.example"}
    assert auditor.post(f"{address}/decision", data=last).headers["location"] == "/findings"


def test_two_versions_stand_beside_one_another(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]
) -> None:
    """
    Another document is offered and compared; the same words have no change, and the same findings stayed.
    """
    first, second = handed_in(name="계약서 1판.txt"), handed_in(name="계약서 2판.txt")
    auditor = browser("auditor-key")
    offered = auditor.get(f"/submissions/{second.id}/versions").text
    assert f"/submissions/{second.id}/versions/{first.id}" in offered
    page = auditor.get(f"/submissions/{second.id}/versions/{first.id}").text
    assert page.index("1판", page.index("앞선 판")) < page.index("뒤의 판")
    assert 'class="clause clause--same"' in page
    assert "<del>" not in page
    stayed = page.partition('id="findings-kept"')[2]
    assert "TECH-01" in stayed
    assert "TECH-01" not in page.partition('id="findings-gone"')[2].partition("</section>")[0]
    other = browser("other-startup-key").get(f"/submissions/{second.id}/versions/{first.id}")
    assert other.status_code == 404
