"""
Look at terms, holds and certificates: the privacy officer handles them, an administrator reads the terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.api.fake_holds import DOCUMENT, GONE
from tests.api.pages.test_screens import own

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from tests.api.fake_office import FakeOffice


def test_a_document_is_held_and_let_go(browser: Callable[[str], TestClient], office: FakeOffice) -> None:
    """
    With a reason for each; what is held already, or no document at all, is told on the page.
    """
    officer = browser("privacy-key")
    assert officer.get("/").headers["location"] == "/retention"
    given = own(officer, submission_id=f" {DOCUMENT} ", reason="소송 2026가합1")
    assert officer.post("/retention/holds", data=given).status_code == 303
    page = officer.get("/retention").text
    assert "소송 2026가합1" in page
    assert str(GONE) in page
    again = officer.post("/retention/holds", data=given)
    assert (again.status_code, "이미 보존 중입니다" in again.text) == (422, True)
    for absent, status in (("nothing", 422), (str(GONE), 404)):
        told = officer.post("/retention/holds", data=own(officer, submission_id=absent, reason="x"))
        assert (told.status_code, 'role="alert"' in told.text) == (status, True)
    address = f"/retention/holds/{office.held.held[0].id}/release"
    assert officer.post(address, data=own(officer, reason="판결 확정")).status_code == 303
    assert "판결 확정" in officer.get("/retention").text


def test_certificates_are_downloaded(browser: Callable[[str], TestClient]) -> None:
    """
    All of them as a paper.
    """
    answer = browser("privacy-key").get("/retention/certificates/pdf")
    assert answer.content.startswith(b"%PDF")


def test_an_administrator_reads_terms_alone(browser: Callable[[str], TestClient]) -> None:
    """
    No hold and no certificate is on an administrator's page, and nobody else has one.
    """
    page = browser("administrator-key").get("/retention").text
    assert "7년" in page
    assert str(GONE) not in page
    assert 'action="/retention/holds"' not in page
    for key in ("startup-key", "auditor-key", "officer-key"):
        assert browser(key).get("/retention").status_code == 403
