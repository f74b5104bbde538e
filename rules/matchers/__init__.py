"""
Find the matchers: one family a file, each matcher one function with its typed arguments.

A matcher answers for one unit with the evidence it found, or None. `compile_tree` turns what a rule file
writes into a `Matcher`; an unknown name, argument or lexicon entry is refused when the catalog loads.
"""

from __future__ import annotations

from rules.matchers import (
    absence,
    deal,
    ending,
    facts,
    likeness,
    logic,
    norms,
    numbers,
    reach,
    seats,
    symmetry,
    unequal,
    words,
)
from rules.matchers.base import Context, Match, Matcher, compile_tree
from rules.units import Unit

__all__ = ["FAMILIES", "Context", "Match", "Matcher", "Unit", "compile_tree"]

FAMILIES = (
    absence,
    deal,
    ending,
    facts,
    likeness,
    logic,
    norms,
    numbers,
    reach,
    seats,
    symmetry,
    unequal,
    words,
)
