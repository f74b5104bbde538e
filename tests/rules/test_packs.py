"""
Hold every rule to its own examples and pins, and the rule book to the shape the manual asks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rules import catalog, engine
from rules.classifier.resembling import sounding_unfair
from rules.doubted import is_doubted
from rules.examples import failures, reading_of, untested_conditions
from rules.matchers.base import Context

if TYPE_CHECKING:
    from rules.catalog import Compiled

BOOK = catalog.load()
RULES = pytest.mark.parametrize("compiled", BOOK.rules, ids=lambda compiled: compiled.rule.id)


@RULES
def test_every_example_of_a_rule_holds(compiled: Compiled) -> None:
    """
    Each `flags` example is flagged on its marked evidence and each `passes` example is left alone.
    """
    assert failures(compiled) == []


@RULES
def test_every_condition_of_a_rule_is_pinned_by_an_example(compiled: Compiled) -> None:
    """
    Dropping any one condition of a rule breaks at least one of its examples.
    """
    assert untested_conditions(compiled.rule) == []


@RULES
def test_a_rule_shows_the_harm_and_its_fair_look_alikes_in_both_languages(compiled: Compiled) -> None:
    """
    A rule has at least two flagging and three passing examples, in Korean and in English, and wording to offer.
    """
    examples = compiled.rule.examples
    flagged = [one.flags for one in examples if one.flags]
    assert len(flagged) >= 2
    assert len(examples) - len(flagged) >= 3
    assert any(_is_korean(one) for one in flagged)
    assert any(not _is_korean(one) for one in flagged)
    wording = compiled.rule.wording
    assert wording.minimum or wording.compromise or wording.ideal


@RULES
def test_no_rule_flags_the_wording_that_it_offers(compiled: Compiled) -> None:
    """
    Whoever takes the offered wording over is not told of the same harm again, in either language at any level.
    """
    if compiled.rule.find.each != "sentence":
        pytest.skip("what the rule reads is more than a sentence")
    wording, kind = compiled.rule.wording, compiled.rule.applies_to[0]
    for level in (wording.minimum, wording.compromise, wording.ideal):
        for clause in (f"제5조(이행) {level.ko}", f"Article 5. Performance\n{level.en}") if level else ():
            context = Context(reading_of(clause, kind), BOOK.parameters)
            found = engine.matches(compiled, context, sounding_unfair(compiled.rule.id, context.reading))
            assert all(is_doubted(compiled.rule, unit, match, context) for unit, match in found), clause


def _is_korean(words: str) -> bool:
    return any("가" <= letter <= "힣" for letter in words)
