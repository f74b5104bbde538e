"""
Read the screens as people get them, without a browser.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from api.forms import FORM_FIELD
from api.session import SESSION_COOKIE, form_token
from tests.api import sample
from tests.api.fake_organisations import ORGANISATION

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from compliance.views import SubmissionView
    from tests.api.fake_office import FakeOffice

TAG = re.compile(r"<[^>]+>")


def own(client: TestClient, **fields: str) -> dict[str, str]:
    """
    Fill a form as our own page would send it.
    """
    return {FORM_FIELD: form_token(client.cookies[SESSION_COOKIE]), **fields}


def test_everybody_is_led_to_their_screen(browser: Callable[[str], TestClient]) -> None:
    """
    A startup starts at the check, an auditor at the queue, others at the rules.
    """
    homes = {"startup-key": "/check", "auditor-key": "/findings", "administrator-key": "/rules"}
    for key, home in homes.items():
        assert browser(key).get("/").headers["location"] == home


def test_pasted_text_is_checked_like_a_file(browser: Callable[[str], TestClient], office: FakeOffice) -> None:
    """
    Without a file the pasted text is handed in, with every question that was answered and no other.
    """
    client = browser("startup-key")
    answered = {
        "text": "제1조(목적)",
        "own_label": "을",
        "own_role": "startup",
        "consignment": "yes",
        "subcontract": "",
    }
    answer = client.post("/check", data=own(client, **answered, contract_amount="1,000,000", origin="self_check"))
    assert answer.headers["location"].startswith("/submissions/")
    upload, declaration = next(iter(office.uploads.values()))
    assert upload.content.decode() == "제1조(목적)"
    assert [party.label for party in declaration.parties] == ["을"]
    assert declaration.facts == {"consignment": True, "contract_amount": 1_000_000}


def test_nothing_given_is_told_on_the_page(browser: Callable[[str], TestClient], office: FakeOffice) -> None:
    """
    An empty form stays on the page and hands nothing in.
    """
    client = browser("startup-key")
    answer = client.post("/check", data=own(client, text=" "))
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert office.views == {}


def test_an_amount_without_end_is_refused(browser: Callable[[str], TestClient]) -> None:
    """
    More digits than any amount has are unusable input, not a failure of the service.
    """
    client = browser("startup-key")
    answer = client.post("/check", data=own(client, text="제1조", contract_amount="9" * 5000))
    assert answer.status_code == 422


def test_progress_asks_again_until_there_is_a_result(browser: Callable[[str], TestClient]) -> None:
    """
    The polled steps come back until the check is done; then the page is told to load the result.
    """
    client = browser("startup-key")
    address = client.post("/check", data=own(client, text="제1조")).headers["location"]
    assert "hx-get" in client.get(f"{address}/progress").text
    assert client.get(f"{address}/progress").headers["hx-redirect"] == address


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_result_says_everything(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView], language: str
) -> None:
    """
    Quotes, grounds, law with its day, wording, what stayed unjudged, and that a flag is no verdict.
    """
    view = handed_in("startup-key")
    page = html.unescape(browser("startup-key").get(f"/submissions/{view.id}?lang={language}").text)
    for found in sample.FINDINGS:
        assert found["quote"] in page
        assert found["message"][language] in page
        assert found["title"][language] in page
    for basis in sample.FINDINGS[1]["legal_basis"]:
        assert basis["cite"] in page
        assert basis["why"][language] in page
    assert "2025. 10. 2." in page
    assert sample.SHARED_OWNERSHIP[language] in page
    assert {"ko": "지급기한을 읽지 못하였습니다.", "en": "The payment term could not be read."}[language] in page
    assert {"ko": "표시는 의심이며 판정이 아닙니다.", "en": "A flag is a suspicion, not a verdict."}[language] in page


def test_what_nobody_sees_on_paper_is_shown_apart(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]
) -> None:
    """
    Text beside the agreement is listed with its kind, and a page that was not read whole is drawn with its share.
    """
    view = handed_in("startup-key")
    page = html.unescape(browser("startup-key").get(f"/submissions/{view.id}").text)
    assert "보이지 않는 글</th>" in page
    assert "다만, 을이 동의한 경우에 한한다." in page
    assert "1쪽 · 97%" in page


def test_the_agreement_is_shown_word_for_word(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]
) -> None:
    """
    The text beside the findings is the document's own, with nothing but marks added.
    """
    view = handed_in("startup-key")
    page = browser("startup-key").get(f"/submissions/{view.id}").text
    shown = page.split('id="agreement"', 1)[1].split(">", 1)[1].split("</div>", 1)[0]
    without_numbers = re.sub(r"<a class=\"mark__number\".*?</a>", "", shown)
    assert html.unescape(TAG.sub("", without_numbers)).strip() == sample.TEXT.strip()


def test_an_unreadable_file_is_never_clean(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]
) -> None:
    """
    The page tells code, words and what to do, and shows no count of findings.
    """
    view = handed_in("startup-key", "비밀.locked.pdf")
    page = browser("startup-key").get(f"/submissions/{view.id}").text
    assert "사유 코드 106" in page
    assert "암호가 걸린 파일입니다" in page
    assert "암호를 푼 파일로" in page
    assert "tile__count" not in page


def test_names_are_escaped(browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]) -> None:
    """
    A file name that is HTML is shown, not run.
    """
    handed_in("startup-key", "<img src=x onerror=alert(1)>.txt")
    page = browser("startup-key").get("/submissions").text
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_a_finding_is_taken_up_and_dismissed(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView], office: FakeOffice
) -> None:
    """
    The decision form moves a finding; a dismissal without its reason is explained on the same page.
    """
    handed_in()
    client = browser("auditor-key")
    address = f"/findings/{next(iter(office.recorded))}"
    assert "검토 시작" in client.get(address).text
    taken = client.post(f"{address}/decision", data=own(client, etag="v1", decision="review"))
    assert taken.headers["location"] == address
    bare = client.post(f"{address}/decision", data=own(client, etag="v1x", decision="dismiss"))
    assert (bare.status_code, "기각 사유가 필요합니다" in bare.text) == (422, True)
    fields = own(client, etag="v1x", decision="dismiss", reason_code="fp", note="표준 문구")
    assert client.post(f"{address}/decision", data=fields).status_code == 303
    page = client.get(address).text
    assert "오탐지" in page
    assert "표준 문구" in page


def test_a_stale_decision_shows_the_new_state(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView], office: FakeOffice
) -> None:
    """
    Who was slower sees what the other decided instead of overwriting it.
    """
    handed_in()
    client, colleague = browser("auditor-key"), browser("reviewer-key")
    address = f"/findings/{next(iter(office.recorded))}/decision"
    colleague.post(address, data=own(colleague, etag="v1", decision="review"))
    late = client.post(address, data=own(client, etag="v1", decision="review"))
    assert late.status_code == 412
    assert "먼저 처리" in late.text
    assert "검토중" in late.text


def test_the_queue_keeps_its_filters(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]
) -> None:
    """
    상 stands for critical and high; what is not asked for is not shown, and each row leads to its organisation.
    """
    handed_in()
    page = browser("auditor-key").get("/findings", params={"severity": "high"}).text
    assert "TECH-01" in page
    assert "TERM-01" not in page
    assert f'href="/organisations/{ORGANISATION}"' in page
    assert "조건에 맞는 지적사항이 없습니다" in browser("auditor-key").get("/findings?state=DISMISSED").text


def test_each_rule_has_its_page(browser: Callable[[str], TestClient]) -> None:
    """
    The list leads to a page per rule with law and wording; an unknown rule is a page that says so.
    """
    client = browser("administrator-key")
    assert "/rules/IP-01" in client.get("/rules").text
    page = html.unescape(client.get("/rules/IP-01").text)
    assert sample.FAIR_TRADE in page
    assert sample.SHARED_OWNERSHIP["ko"] in page
    assert client.get("/rules/NO-99").status_code == 404


def test_the_language_is_remembered(browser: Callable[[str], TestClient]) -> None:
    """
    Korean comes first; `?lang=en` switches and stays.
    """
    client = browser("startup-key")
    assert '<html lang="ko">' in client.get("/check").text
    client.get("/check?lang=en")
    assert '<html lang="en">' in client.get("/rules").text
