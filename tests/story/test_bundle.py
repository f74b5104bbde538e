"""
Go through the front door with a whole deal: hand in its folder, see every file answered for, read each document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.compliance.deals import FILES, deal_folder
from tests.ingest import bundling
from tests.ingest.bundling import Packed, zipped

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

CONTRACT, ANNEX, SIDE_LETTER = (name.rsplit("/", 1)[-1] for name in FILES)


def test_upload_of_a_deal(enter: Callable[..., Page], hand_in: Callable[..., None]) -> None:
    """
    Contract, annex and side letter are read and tied, a locked file is told of, and each document has its own result.

    The page waits for that by itself, also when the service was too busy for one of its questions and a line broke.
    """
    page = enter("startup")
    failures: list[Callable[[Route], None]] = [lambda route: route.abort(), lambda route: route.fulfill(status=503)]
    page.route("**/progress", lambda route: failures.pop()(route) if failures else route.continue_())
    hand_in(page, "거래.zip", deal_folder(Packed(b"locked.docx", flags=bundling.ENCRYPTED)))
    page.wait_for_selector("#links-title")
    assert len(failures) < 2
    told = page.locator("main").inner_text()
    assert "파일 5개가 들어 있는 묶음이며, 문서 3건을 점검하였습니다." in told
    assert "파일 1개는 읽지 못하였습니다." in told
    assert page.locator("tbody tr", has_text="locked.docx").inner_text().count("106") == 1
    assert page.locator("tbody tr", has_text="__MACOSX").inner_text().count("운영체제가 만든 파일입니다") == 1
    ties = page.locator("section[aria-labelledby=links-title]").inner_text()
    assert f"{CONTRACT} → {ANNEX}" in ties
    assert f"{SIDE_LETTER} → {CONTRACT}" in ties

    bundle = page.url
    page.locator("tbody a", has_text=CONTRACT).click()
    page.wait_for_selector(".summary")
    warned = page.locator(".note--warning").inner_text()
    assert "별지 제2호" in warned
    assert "별지 제1호" not in warned
    assert "일체의 지식재산권은" in page.locator("#agreement").inner_text()
    page.click("text=이 문서가 들어 있는 묶음으로")
    page.wait_for_url(bundle)

    deal = page.request.get(bundle.replace("/submissions/", "/api/v1/submissions/")).json()
    assert [member["state"] for member in deal["members"]] == ["screened"] * 3 + [None] * 2
    page.goto("/submissions")
    assert page.locator("tbody a", has_text="거래.zip").count() == 1
    assert page.locator("tbody a", has_text=SIDE_LETTER).count() == 0


def test_a_deal_of_which_nothing_can_be_read(enter: Callable[..., Page], hand_in: Callable[..., None]) -> None:
    """
    A bundle of locked files is unreadable in words, with each file and its reason below.
    """
    page = enter("startup")
    hand_in(page, "잠긴 묶음.zip", zipped(Packed(b"locked.docx", flags=bundling.ENCRYPTED)))
    page.wait_for_selector(".note--danger")
    assert "암호가 걸린 파일입니다" in page.locator(".note--danger").inner_text()
    assert page.locator("tbody tr").count() == 1
