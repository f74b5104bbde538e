"""
The model of the classifier as it is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rules import catalog, linear
from rules.classifier import model
from rules.classifier.features import BUCKETS, Grams

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def _small() -> model.Model:
    weights = np.zeros((BUCKETS, 3), np.float32)
    weights[7, 0], weights[9, 1], weights[8, 2] = 2.0, 1.0, 3.0
    steps, scale = linear.packed(weights)
    ones = np.ones(BUCKETS, np.float32)
    return model.Model(("GEN-01", "nothing", "unfair"), steps, scale, np.zeros(3, np.float32), ones, {})


def _said(*buckets: int) -> Grams:
    return Grams(np.array(buckets, np.int32), np.ones(len(buckets), np.float32))


def test_a_column_adds_up_what_the_words_tell_of_it() -> None:
    """
    Words of one column raise no other; no words leave all where they are.
    """
    sums = [_small().sums(said.buckets, said.counts) for said in (_said(7), _said(9), _said(8), _said())]
    assert np.allclose(sums, [[2.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 3.0], [0.0, 0.0, 0.0]])


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


def test_the_shipped_model_knows_only_rules_of_the_catalog() -> None:
    """
    No rule that does not exist.
    """
    assert set(model.shipped().rules) <= {one.rule.id for one in catalog.load().rules}
