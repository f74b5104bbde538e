"""
Make up the terms of investment papers, in the form of the contract, for tests of what is shown.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

from compliance import results
from ingest.document import Declaration, Source
from ingest.structure import build
from rules import catalog, check
from rules.examples import plain_layout
from tests.api import sample

PAPER = (
    "제2조(투자) 투자금 총액은 5억원으로 한다.\n제15조(위약벌) 회사가 위반하면 투자금의 {penalty}%를 위약벌로 지급한다."
)
DAY = date(2026, 11, 23)


def report(name: str, penalty: int) -> dict[str, Any]:
    """
    Give the screening of a paper in which this part of the investment is forfeited.
    """
    text = PAPER.format(penalty=penalty)
    source = Source(name, "text/plain", sha256(text.encode()).hexdigest(), len(text))
    document = build(plain_layout(text), source, Declaration("investment", DAY, (), {}))
    book = catalog.load().select(packs=["none"])
    return results.analysed(document, check(document, book, DAY), book).model_dump(mode="json")


def screening() -> dict[str, Any]:
    """
    Give the made-up screening with the terms of such a paper.
    """
    return sample.screening() | {"terms": report("투자계약서.txt", 30)["terms"]}


def deal() -> dict[str, Any]:
    """
    Give a bundle of two papers that differ in the penalty, and of a document that is about no investment.
    """
    return {"documents": [report("갑.txt", 10), report("을.txt", 30), sample.screening()], "findings": [], "links": []}
