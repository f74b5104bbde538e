"""
What is usual in a kind of agreement.
"""

from __future__ import annotations

import numpy as np
import pytest

from rules.classifier.hearing import loudest
from rules.classifier.model import rule_columns
from rules.classifier.usual import usual


@pytest.mark.parametrize(("kind", "rule"), [("investment", "INV-37"), ("supply", "GEN-05")])
def test_of_two_harms_heard_alike_the_one_usual_in_the_kind_is_named(kind: str, rule: str) -> None:
    """
    A penalty beside damages is one harm in an investment and another in a supply.
    """
    columns = rule_columns()
    margins = np.zeros(len(columns))
    assert loudest(margins, [columns["GEN-05"], columns["INV-37"]], kind) == columns[rule]


def test_what_is_heard_clearly_is_named_however_unusual() -> None:
    """
    What a sentence says counts more than what others of its kind say.
    """
    columns = rule_columns()
    margins = np.zeros(len(columns))
    margins[columns["INV-37"]] = 1.0
    assert loudest(margins, [columns["GEN-05"], columns["INV-37"]], "supply") == columns["INV-37"]


def test_a_kind_that_nobody_counted_changes_nothing() -> None:
    """
    Nothing is more usual in what is no kind of agreement here.
    """
    assert not usual("other").any()
