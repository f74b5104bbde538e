"""
Know which harms are more usual in one kind of agreement than in others.

Of rules that a sentence resembles about as much, the one is named whose harm is more usual. Counted over agreements by
authors who saw no rule (`python -m benchmarks.usual_count`).
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rules.classifier.model import rule_columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE = Path(__file__).with_name("usual.json")
"""For each kind and rule the logarithm of how many times as usual its harm is there as in all kinds, in hundredths."""
WEIGHT = 0.1
"""How much that counts, in units of a margin (docs/measurements/gate-2026-11-30.txt)."""


@lru_cache
def usual(kind: str) -> NDArray[np.float64]:
    """
    Give what the kind of an agreement adds to each column of a rule before the loudest is named; nothing for a kind unknown.
    """
    told = json.loads(FILE.read_text(encoding="utf-8")).get(kind, {})
    return np.array([WEIGHT * told.get(rule, 0) / 100 for rule in rule_columns()])
