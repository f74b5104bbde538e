"""
Hold drafts to what the shipped rules are held to: strict data, known names, RE2, and the digest they would be shipped with.
"""

from __future__ import annotations

import pytest

from rules import catalog, draft, fingerprints
from rules.errors import RuleError

TAIL, RULE = "limits/nda_tail_months.yaml", "packs/nda/NDA-08.yaml"


def shipped(place: str) -> str:
    """
    Read a file as it is shipped.
    """
    return (catalog.FOLDER / place).read_text("utf-8")


def includes(depth: int) -> str:
    """
    Write lexicon entries that each include the one before twice over.
    """
    entries = ["zero: {meaning: x, ko: [가, 나]}"]
    entries += [f"e{one}: {{meaning: x, includes: [e{one - 1}, e{one - 1}]}}" for one in range(1, depth)]
    return "\n".join([entries[0], "e0: {meaning: x, includes: [zero, zero]}", *entries[1:]])


def test_a_draft_that_changes_nothing_is_the_shipped_catalog() -> None:
    """
    The digest is the very one that the files would have if they were shipped.
    """
    assert draft.build({TAIL: shipped(TAIL)}).digest == catalog.load().digest
    assert draft.changed({TAIL: shipped(TAIL), RULE: "other"}) == {RULE: "other"}


def test_a_changed_number_names_the_rules_that_rest_on_it() -> None:
    """
    One threshold is one rule's to judge by, and no other rule has to run again.
    """
    book = draft.build({TAIL: shipped(TAIL).replace("value: 12", "value: 24")})
    assert book.digest != catalog.load().digest
    now, then = fingerprints.of_rules(book), fingerprints.of_rules(catalog.load())
    assert {name for name in now if now[name] != then[name]} == {"NDA-08"}


def test_a_rule_is_withdrawn_by_its_status() -> None:
    """
    A deprecated rule is no longer in the catalog.
    """
    kept = shipped(RULE)
    line = next(line for line in kept.splitlines() if line.startswith("status:"))
    book = draft.build({RULE: kept.replace(line, "status: deprecated")})
    assert "NDA-08" not in {one.rule.id for one in book.rules}


@pytest.mark.parametrize(
    ("place", "content"),
    [
        (RULE, "id: NDA-08"),
        (RULE, "*anchor"),
        (RULE, shipped(RULE).replace("nda_tail_months", "no_such_number")),
        (TAIL, shipped(TAIL).replace("values:", "surprise:")),
        ("lexicon/extra.yaml", "again: {meaning: x, ko: ['(unclosed']}"),
        ("lexicon/extra.yaml", r"again: {meaning: x, ko: ['(a)\1']}"),
        ("lexicon/extra.yaml", "again: {meaning: x, surprise: 1}"),
        ("lexicon/extra.yaml", includes(40)),
        ("lexicon/extra.yaml", "x: " + "[" * 20_000),
        ("packs/nda/NDA-01.yaml/x", ""),
        ("matchers/numbers.yaml", ""),
        ("limits/../../x.yaml", ""),
    ],
)
def test_what_does_not_hold_is_refused_in_words(place: str, content: str) -> None:
    """
    Malformed, unknown, no RE2, endless or misplaced: a rule error, never another.
    """
    with pytest.raises(RuleError):
        draft.build({place: content})
