"""
Hold kept readings to their word: rules say of one what they say of the document itself.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ingest import read
from rules import catalog, check, engine, kept

if TYPE_CHECKING:
    from pathlib import Path

    from rules.catalog import Catalog
    from rules.finding import Outcome, Report
    from rules.reading import Reading

TODAY = date(2026, 11, 27)
ALONE = ("IP-01", "SUP-01", "NDA-02", "GEN-02")
"""A norm of the text, a threshold, something missing, and both sides compared over the whole text."""


@pytest.fixture(scope="module")
def book() -> Catalog:
    """
    Load the catalog once.
    """
    return catalog.load()


@pytest.fixture(scope="module")
def both(shared: Path, book: Catalog) -> list[tuple[Report, Reading]]:
    """
    Check real agreements, and take up the readings that are kept of them.
    """
    found = []
    for path in sorted((shared / "corpus" / "exam_dev").glob("*/*.txt")):
        document = read(path.read_bytes(), path.name)
        content = kept.keep(engine.prepare(document, TODAY))
        assert content
        found.append((check(document, book, TODAY), kept.take_up(content, TODAY)))
    return found


def test_all_rules_say_the_same_of_a_kept_reading(both: list[tuple[Report, Reading]], book: Catalog) -> None:
    """
    Findings with their words and places, and the outcome of every rule, are those of the check in full.
    """
    flagged = 0
    for report, reading in both:
        findings, outcomes = engine.judge_text(reading, book)
        assert (findings, outcomes) == (report.findings, report.outcomes)
        flagged += len(findings)
    assert flagged > len(both)


@pytest.mark.parametrize("rule", ALONE)
def test_a_rule_alone_says_the_same(both: list[tuple[Report, Reading]], book: Catalog, rule: str) -> None:
    """
    One rule run by itself ends as it did among all, save where another one spoke for it.
    """
    ended: set[Outcome] = set()
    for report, reading in both:
        _, outcomes = engine.judge_text(reading, book.only({rule}))
        if not report.outcomes[rule].why.en.startswith("told once"):
            assert outcomes[rule] == report.outcomes[rule]
            ended.add(outcomes[rule].outcome)
    assert len(ended) > 1


def test_nothing_is_kept_of_a_portfolio(shared: Path) -> None:
    """
    What is judged by its tables is checked by the whole document.
    """
    path = shared / "corpus" / "exam_dev" / "tables" / "t01-portfolio-ko.csv"
    assert kept.keep(engine.prepare(read(path.read_bytes(), path.name), TODAY)) is None
