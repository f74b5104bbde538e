"""
Read the tables of investment terms: one paper's, and a bundle's side by side.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from api.languages import say
from api.pages.terms import comparison, marks_of, terms_page
from tests.api import sample, sample_terms
from tests.api.pages.test_screens import TAG

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from compliance.views import SubmissionView


def test_a_paper_shows_its_terms_with_place_and_usual_position(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]
) -> None:
    """
    Each value leads to its clause; what was not found says so; sources say what they are worth.
    """
    view = handed_in(name="투자조건.txt")
    page = html.unescape(browser("auditor-key").get(f"/submissions/{view.id}").text)
    [penalty] = [one for one in sample_terms.screening()["terms"] if one["term"] == "penalty"]
    start = penalty["values"][0]["evidence"]["start"]
    assert f'href="#term-{start}"' in page
    assert f'id="term-{start}"' in page
    told = TAG.sub(" ", page)
    for words in ("위약벌ㆍ위약금", "30%", say("ko", "term_absent"), say("ko", "term_beyond"), "[기본값]"):
        assert words in told


def test_an_agreement_about_no_investment_has_no_such_table(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]
) -> None:
    """
    Neither has a result of before there were terms.
    """
    page = browser("auditor-key").get(f"/submissions/{handed_in().id}").text
    assert say("ko", "terms_title") not in page
    assert terms_page({}).total == 0
    assert marks_of({}) == []


def test_a_bundle_sets_its_papers_side_by_side(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]
) -> None:
    """
    Each paper has a column, terms that differ are marked, and documents without terms are named.
    """
    view = handed_in(name="투자조건.zip")
    client = browser("auditor-key")
    assert f'href="/submissions/{view.id}/terms"' in client.get(f"/submissions/{view.id}").text
    told = TAG.sub(" ", html.unescape(client.get(f"/submissions/{view.id}/terms").text))
    for words in (
        "갑.txt",
        "을.txt",
        "10%",
        "30%",
        "≠",
        say("ko", "terms_others"),
        sample.screening()["document"]["name"],
    ):
        assert words in told
    assert comparison(view, sample_terms.deal()).differing == 1


def test_a_single_document_has_no_comparison(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]
) -> None:
    """
    There is nothing to compare it with.
    """
    assert browser("auditor-key").get(f"/submissions/{handed_in().id}/terms").status_code == 404
