"""
Put results of checks on paper: nothing that was found is left out, and nothing unread reads as a pass.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from compliance.check_paper import LIMITS, MOST, NOTHING, paper_of
from compliance.exports.paper import Line, cells, flow
from compliance.exports.writing import Format, write
from compliance.real import REAL
from compliance.results import rejected
from ingest import read
from ingest.document import Declaration
from ingest.errors import EmptyFile
from rules import catalog
from tests.compliance.deals import CONTRACT

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = date(2026, 11, 27)
TITLES = {rule.id: rule.title["ko"] for rule in REAL.catalog().rules}


def report(text: str) -> Mapping[str, Any]:
    """
    Check a text as the service does.
    """
    return REAL.check(REAL.read(text.encode(), "계약서.txt", Declaration()), DAY)


def said(of: Mapping[str, Any]) -> str:
    """
    Give every word on the paper of a result, without spaces.
    """
    lines = flow(paper_of(of, TITLES, DAY))
    texts = (one.text if isinstance(one, Line) else " ".join(" ".join(row) for row in cells(one)) for one in lines)
    return "".join("".join(texts).split())


def squeezed(words: str) -> str:
    """
    Leave out the spaces, which each format sets in its own way.
    """
    return "".join(words.split())


def test_every_finding_stands_on_paper_with_its_ground_law_and_wording() -> None:
    """
    Quote, message, each cited law and each wording of each finding are on the paper, and the limits of it all.
    """
    found = report(CONTRACT)
    paper = said(found)
    assert found["findings"]
    for one in found["findings"]:
        told = [one["quote"], one["message"]["ko"], one["why"]["ko"], *(basis["cite"] for basis in one["legal_basis"])]
        told += [words["ko"] for words in one["wording"].values() if words]
        assert [words for words in told if squeezed(words) not in paper] == []
    assert all(squeezed(words) in paper for words in LIMITS)


def test_what_could_not_be_judged_is_named_with_its_reason() -> None:
    """
    Every rule that ended as not assessable is listed, so that the paper never reads like a pass.
    """
    found = report(CONTRACT)
    open_rules = [rule for rule, outcome in found["outcomes"].items() if outcome["outcome"] == "not_assessable"]
    assert [rule for rule in open_rules if rule not in said(found)] == []


def test_an_unread_document_is_no_pass() -> None:
    """
    A file that could not be read gives its code and its reason, and says that nothing was checked.
    """
    refused = rejected("빈 파일.txt", "0" * 64, EmptyFile(), catalog.load(), DAY).model_dump(mode="json")
    paper = said(refused)
    assert squeezed(NOTHING["rejected"]) in paper
    assert squeezed(EmptyFile.ko) in paper


def test_a_paper_that_leaves_findings_out_says_how_many_there_are() -> None:
    """
    Of very many findings the first are set out, and both counts are told.
    """
    found = report(CONTRACT)
    many = [*found["findings"] * (MOST // len(found["findings"]) + 1)]
    paper = said({**found, "findings": many})
    assert f"{len(many)}건을찾았습니다" in paper
    assert f"앞의{MOST}건" in paper


@pytest.mark.parametrize("form", [Format.PDF, Format.HWPX])
def test_each_format_can_be_read_again(form: Format) -> None:
    """
    PDF and HWPX open in this project's own reader, and the quote of a finding stands in them.
    """
    found = report(CONTRACT)
    again = read(write(paper_of(found, TITLES, DAY), form), f"결과.{form}")
    assert squeezed(found["findings"][0]["quote"]) in squeezed(again.text)
