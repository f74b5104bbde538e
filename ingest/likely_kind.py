"""
Tell how likely each kind of agreement is by the words of an opening; they are learned by `python -m benchmarks.kinds_train`.
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ingest import late

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE: Final = Path(__file__).with_name("likely_kind.json")
REACH: Final = 1200
"""How many letters of a text are heard: what it is for stands there, and what it refers to further down."""
_WORD: Final = late.pattern(r"[가-힣]+|[a-z]+")
_BEGINNINGS: Final = (2, 3, 4)


def words(text: str) -> set[str]:
    """
    Give the words of an opening; of Korean ones, which particles and endings follow, only how they begin.
    """
    every = _WORD.findall(text[:REACH].lower())
    return {word[:length] for word in every for length in ((len(word),) if word.isascii() else _BEGINNINGS)}


def likely_kinds(text: str) -> Mapping[str, float]:
    """
    Give for each kind how likely it is (0 to 1, 1 in all).
    """
    model = _model()
    said = [weights for word in words(text) if (weights := model["words"].get(word))]
    length = 100 * math.sqrt(max(len(said), 1))
    sums = [bias / 100 + sum(weights[at] for weights in said) / length for at, bias in enumerate(model["bias"])]
    most = max(sums)
    shares = [math.exp(one - most) for one in sums]
    return {kind: share / sum(shares) for kind, share in zip(model["kinds"], shares, strict=True)}


@cache
def _model() -> dict[str, Any]:
    """
    Load the words with their weights, in hundredths.
    """
    model: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return model
