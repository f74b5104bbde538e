"""
The model of the classifier as it is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rules import catalog, linear
from rules.classifier import model, resembling
from rules.classifier.features import BUCKETS, Grams

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_LARGEST = 5_000_000


def _small() -> model.Model:
    weights = np.zeros((BUCKETS, 3), np.float32)
    weights[7, 0], weights[9, 1], weights[8, 2] = 2.0, 1.0, 3.0
    steps, scale = model.packed(weights)
    ones = np.ones(BUCKETS, np.float32)
    return model.Model(("GEN-01", "nothing", "unfair"), steps, scale, np.zeros(3, np.float32), ones, {})


def _said(*buckets: int) -> Grams:
    return Grams(np.array(buckets, np.int32), np.ones(len(buckets), np.float32))


def test_a_margin_is_how_much_a_rule_outdoes_nothing_unfair() -> None:
    """
    Words of the rule raise it, words of fair sentences lower it, no words leave it where it is.
    """
    margins = [_small().likeness(said).margins[0] for said in (_said(7), _said(9), _said())]
    assert np.allclose(margins, [2.0, -1.0, 0.0])


def test_what_sounds_unfair_under_any_rule_is_told_apart_from_the_rules() -> None:
    """
    It raises no margin of a rule; what rules say raises no harm.
    """
    unfair, of_a_rule = _small().likeness(_said(8)), _small().likeness(_said(7))
    assert (unfair.harm, unfair.margins[0]) == (3.0, 0.0)
    assert of_a_rule.harm == 0.0


def test_what_only_sounds_unfair_is_told_under_no_rule() -> None:
    """
    However much harm is heard, some likeness to the rule's own sayings is needed.
    """
    assert resembling.likeliest(model.Likeness(np.array([0.1], np.float32), 9.0), [0]) is None


def test_a_model_is_read_back_as_it_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The file holds everything, and the same model gives the same bytes.
    """
    kept = tmp_path / "model.npz"
    kept.write_bytes(linear.written(_small()))
    monkeypatch.setattr(model, "SHIPPED", kept)
    read = model.shipped.__wrapped__()
    assert read.rules == ("GEN-01",)
    assert linear.written(read) == kept.read_bytes()


def test_the_shipped_model_is_small_and_knows_only_rules_of_the_catalog() -> None:
    """
    At most 5 MB, and no rule that does not exist.
    """
    assert model.SHIPPED.stat().st_size <= _LARGEST
    assert set(model.shipped().rules) <= {one.rule.id for one in catalog.load().rules}
