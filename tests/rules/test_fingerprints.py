"""
Hold fingerprints to their promise: what changed is named, what did not is left alone, and no day of the law is missed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rules import catalog, fingerprints

TODAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def book() -> catalog.Catalog:
    """
    Load the catalog once.
    """
    return catalog.load()


@pytest.fixture(scope="module")
def now(book: catalog.Catalog) -> dict[str, str]:
    """
    Give today's fingerprints.
    """
    return fingerprints.of_rules(book)


def test_a_changed_entry_names_the_rules_that_ask_for_it(book: catalog.Catalog, now: dict[str, str]) -> None:
    """
    One more wording of one meaning affects the rules that name it, and no other.
    """
    [one] = [rule for rule in book.rules if rule.rule.id == "IP-01"]
    written = fingerprints.code()
    name = next(name for name in sorted(one.entries) if f'"{name}"' not in written)
    entry = book.lexicon[name]
    lexicon = {**book.lexicon, name: replace(entry, patterns=(*entry.patterns, "새 표현"))}
    changed = fingerprints.of_rules(replace(book, lexicon=lexicon))
    asking = {rule.rule.id for rule in book.rules if name in rule.entries}
    assert {rule for rule in now if now[rule] != changed[rule]} == asking


def test_a_rule_that_came_or_went_is_named(book: catalog.Catalog, now: dict[str, str]) -> None:
    """
    What flags anew and what no longer flags both have to be looked at.
    """
    then = {name: value for name, value in now.items() if name != "NDA-01"} | {"OLD-01": "gone poc"}
    named = fingerprints.affected(book, now, then, TODAY, TODAY)
    assert named.keys() == {"NDA-01", "OLD-01"}
    assert "nda" in named["NDA-01"]


def test_a_day_of_the_law_names_its_rules(book: catalog.Catalog, now: dict[str, str]) -> None:
    """
    Energy costs are linked from 3 December 2026: from that day the rules that rest on it are named, before it none.
    """
    assert fingerprints.affected(book, now, now, TODAY, date(2026, 12, 2)) == {}
    assert "SUP-06" in fingerprints.affected(book, now, now, TODAY, date(2026, 12, 3))
    assert fingerprints.affected(book, now, now, date(2026, 12, 3), date(2026, 12, 4)) == {}
