"""
Say which of several rules speaks where they read the same sentence.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from rules import catalog, engine, heard
from rules.classifier import resembling
from rules.examples import reading_of
from rules.heard import FAINT, FAR, Said, outspoken

if TYPE_CHECKING:
    from rules.finding import Finding
    from rules.reading import Reading

READING = cast("Reading", None)


def left(margins: dict[str, float | None], monkeypatch: pytest.MonkeyPatch, *measured: str) -> list[tuple[str, str]]:
    """
    Give which rules are left to which, where rules that are heard so much read one sentence.
    """
    monkeypatch.setattr(heard, "margin_of", lambda rule, *_: margins[rule])
    said = [Said(cast("Finding", SimpleNamespace(rule=rule)), 7, rule in measured) for rule in margins]
    return [(finding.rule, other) for finding, other in outspoken(said, READING)]


def test_a_rule_that_is_hardly_heard_leaves_the_sentence_to_one_that_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    One suspicion is told in the place of two, under the rule whose sayings the sentence resembles.
    """
    assert left({"A": FAINT, "B": FAINT + FAR}, monkeypatch) == [("A", "B")]


@pytest.mark.parametrize(
    "margins",
    [
        {"A": FAINT, "B": FAINT + FAR - 0.01},
        {"A": FAINT + 0.01, "B": 2.0},
        {"A": -1.0, "B": -0.1},
        {"A": None, "B": 2.0},
        {"A": -1.0},
    ],
)
def test_otherwise_each_speaks(margins: dict[str, float | None], monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where both are heard, or neither, or nobody knows, both harms are told.
    """
    assert left(margins, monkeypatch) == []


def test_what_a_rule_measured_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    To the classifier 30 days and 90 are one.
    """
    assert left({"A": -1.0, "B": 2.0}, monkeypatch, "A") == []


def test_the_other_rule_ends_as_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A clause against challenges of a patent is no exclusive dealing, though its licensee "may not turn to others".
    """
    for doubt, never in {"FAIR": -9.0, "FAIR_IN_ALL": 9.0, "OTHER": 9.0}.items():
        monkeypatch.setattr(resembling, doubt, never)
    words = (
        "제9조(다툼) 을은 허락받은 특허의 효력을 심판으로 다투지 아니하며, 다른 자의 무효심판에 자료를 대지 아니한다."
    )
    report = engine.check_reading(reading_of(words, "licence"), catalog.load())
    assert [one.rule for one in report.findings if one.evidence] == ["LIC-05"]
    assert report.outcomes["SUP-18"].why.en == "told once, under LIC-05"
