"""
Explain rules over words of one's own.
"""

from __future__ import annotations

from rules import catalog, engine, explain
from rules.classifier.resembling import sounding_unfair
from rules.examples import failures, reading_of
from rules.matchers.base import Context
from tests.rules.test_doubted import REMEMBERED

BOOK = catalog.load()
TAKES_ALL = "제5조(지식재산권) 본 과제에서 발생한 일체의 지식재산권은 갑에게 귀속된다."
SHARES = "제5조(지식재산권) 본 과제에서 발생한 일체의 지식재산권은 갑과 을의 공동 소유로 한다."


def test_a_rule_that_fires_comes_first_with_every_condition_held() -> None:
    """What fires is told before what does not, and its conditions all hold."""
    first = explain.verdicts(reading_of(TAKES_ALL, "joint_development"), explain.rules_for("joint_development"))[0]
    assert (first.rule.id, first.fires, first.where.holds) == ("IP-01", True, True)


def test_what_stopped_a_rule_is_named() -> None:
    """A rule that does not fire shows the conditions that do not hold, by the words of its file."""
    [told] = explain.verdicts(reading_of(SHARES, "joint_development"), explain.rules_for("nda", ["IP-01"]))
    assert not told.fires
    assert "not: (says: joint_ownership)" in [one.words for one in told.where.parts if not one.holds]


def test_the_explanation_agrees_with_the_engine_on_every_example() -> None:
    """A rule is said to fire on an example exactly where the engine flags it, the classifier heard."""
    book = {one.rule.id: one for one in BOOK.rules}
    for identity in ("IP-01", "GEN-04", "SUP-11"):
        compiled = book[identity]
        assert failures(compiled) == []
        for example in compiled.rule.examples:
            words = (example.flags or example.passes or "").replace("⟦", "").replace("⟧", "")
            read = reading_of(words, example.type or compiled.rule.applies_to[0], example.parties)
            [told] = explain.verdicts(read, [compiled.rule])
            heard = sounding_unfair(identity, read)
            assert told.fires == bool(engine.matches(compiled, Context(read, BOOK.parameters), heard)), words


def test_a_rule_whose_conditions_hold_and_that_is_not_believed_does_not_fire() -> None:
    """What the words resemble is named, so that whoever writes the rule sees why it is silent."""
    read = reading_of(REMEMBERED, "nda")
    [told] = explain.verdicts(read, explain.rules_for("nda", ["PRG-01"]))
    assert (told.holds, told.is_doubted, told.fires) == (True, True, False)
    assert explain.resembled(read, read.sentences[0].span.start)[0][0] == "NDA-06"
