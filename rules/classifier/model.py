"""
Hold the model of unfair sayings: a column for every rule, one for "nothing unfair", a last one for harm under any rule.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from rules import linear
from rules.classifier.features import BUCKETS

SHIPPED = Path(__file__).parent / "model.npz"


class Model(linear.LinearModel):
    """
    Tell by how much rules outdo "nothing unfair".
    """

    BUCKETS = BUCKETS

    @property
    def rules(self) -> tuple[str, ...]:
        """
        Give the rules of the columns before the last two.
        """
        return self.names[:-2]


@lru_cache(maxsize=1)
def shipped() -> Model:
    """
    Give the model that is shipped.
    """
    return linear.read(SHIPPED, Model)


@lru_cache(maxsize=1)
def rule_columns() -> dict[str, int]:
    """
    Give the column of each rule of the shipped model.
    """
    return {rule: at for at, rule in enumerate(shipped().rules)}
