"""
Show what a startup downloads for the other side: a redline and a letter, both at the levels it chose.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx import Document

from ingest import read
from tests.api.sample import FINDINGS, SHARED_OWNERSHIP, TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from compliance.views import SubmissionView

OWN = "startup-key"
ACCUSING = ("위반", "불공정", "의심", "위법", "부당", "점검", "심각", "IP-01", "TECH-01")
"""What no letter to a partner says."""


@pytest.fixture
def address(handed_in: Callable[..., SubmissionView]) -> str:
    """
    Give the address of what can be asked for in a startup's screened agreement.
    """
    return f"/api/v1/submissions/{handed_in(OWN).id}/request"


def choices(page: str) -> list[str]:
    """
    Read which choices the page offers.
    """
    return [part.partition('"')[0] for part in page.split('<option value="')[1:]]


def test_the_redline_tracks_only_what_has_other_wording(program: Callable[[str], TestClient], address: str) -> None:
    """
    A text becomes a DOCX of the same words, with the flagged sentences that have other wording deleted and replaced.
    """
    answer = program(OWN).get(f"{address}/redline")
    assert answer.status_code == 200
    document = read(answer.content, "redline.docx")
    quoted = [str(one["quote"]) for one in FINDINGS if any(one["wording"].values())]
    assert [aside.text for aside in document.asides if aside.kind == "deleted"] == quoted
    assert {aside.text for aside in document.asides if aside.kind == "inserted"} == {SHARED_OWNERSHIP["ko"]}
    untouched = [line for line in TEXT.splitlines() if line and not any(quote in line for quote in quoted)]
    assert all(line in document.text for line in untouched)


def test_a_clause_can_be_left_as_it_is(
    program: Callable[[str], TestClient], browser: Callable[[str], TestClient], address: str
) -> None:
    """
    What the page offers to leave is in neither file; with nothing left to ask for, no file is made.
    """
    page = browser(OWN).get(address.removeprefix("/api/v1")).text
    leaving = [one for one in choices(page) if one.endswith(":leave")]
    assert len(leaving) == 2
    client = program(OWN)
    one = read(client.get(f"{address}/redline", params={"choice": leaving[0]}).content, "a.docx")
    assert sum(aside.kind == "deleted" for aside in one.asides) == 1
    assert client.get(f"{address}/redline", params={"choice": leaving}).status_code == 422
    assert client.get(f"{address}/redline", params={"choice": "IP-01:best"}).status_code == 422


@pytest.mark.parametrize("form", ["docx", "hwpx", "pdf"])
def test_the_letter_is_polite(program: Callable[[str], TestClient], address: str, form: str) -> None:
    """
    The letter names both sides, quotes and proposes, and accuses nobody.
    """
    answer = program(OWN).get(f"{address}/letter/{form}")
    assert answer.status_code == 200
    said = "".join(read(answer.content, f"letter.{form}").text.split())
    for words in ("주식회사한빛중공업귀중", "부탁드립니다", "".join(SHARED_OWNERSHIP["ko"].split())):
        assert words in said
    assert [word for word in ACCUSING if word in said] == []


def test_word_opens_the_letter(program: Callable[[str], TestClient], address: str) -> None:
    """
    Another reader finds the same tables in the DOCX, and nothing of who or what wrote it.
    """
    document = Document(BytesIO(program(OWN).get(f"{address}/letter/docx").content))
    assert document.tables[0].cell(0, 1).text == "주식회사 한빛중공업 귀중"
    assert document.core_properties.comments == ""


def test_nobody_else_makes_them(program: Callable[[str], TestClient], address: str) -> None:
    """
    For another startup there is nothing, and people of the authority may not even ask.
    """
    assert program("other-startup-key").get(f"{address}/redline").status_code == 404
    assert program("auditor-key").get(f"{address}/redline").status_code == 403
