"""
Check tables written in a test, the way a submitted file is read.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ingest import read
from ingest.document import Declaration
from rules import catalog, check

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ingest.document import Document
    from rules.finding import Report

ON = date(2026, 11, 23)
HOLDING: Mapping[str, object] = {"holding_company_cvc": True}


def document(content: bytes, name: str = "portfolio.csv", facts: Mapping[str, object] = HOLDING) -> Document:
    """
    Read the bytes of a table as a portfolio.
    """
    return read(content, name, Declaration("portfolio", None, (), facts))


def report(content: bytes, name: str = "portfolio.csv", facts: Mapping[str, object] = HOLDING) -> Report:
    """
    Check the bytes of a table with the whole rule book.
    """
    return check(document(content, name, facts), catalog.load(), ON)


def cells_of(told: Report) -> dict[str, set[str]]:
    """
    Give the cells that each rule points at.
    """
    found: dict[str, set[str]] = {}
    for one in told.findings:
        found.setdefault(one.rule, set()).update(piece.place.name for piece in one.evidence if piece.place)
    return found


def errors_of(told: Report) -> dict[str, str]:
    """
    Give the kind of error in each wrong cell.
    """
    return {one.place.name: one.kind for one in told.data_errors}
