"""
Damage good files by the thousand: whatever comes out, nothing of ours dies of it.

Source: ../shared/security/SECURITY.md 2.1 (2,000 mutants per commit; 100,000 in tests/soak/test_mutants.py).
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ingest.bundles import KINDS
from ingest.cage import DEFAULT_LIMITS
from ingest.formats import READERS
from tests.ingest.mutants import mutant
from tests.ingest.outcomes import outcome_of
from tests.ingest.seeds import SCANS, SEEDS

if TYPE_CHECKING:
    from tests.ingest.outcomes import Outcome

MUTANTS = 2000
# No mutant of a small file needs more; what does is a bomb that nobody built on purpose.
LIMITS = replace(DEFAULT_LIMITS, cpu=10, wall=20.0, ocr=10)
UNRECOGNISED = replace(LIMITS, ocr=0)
RECOGNISED_EVERY = 10
"""Recognising takes a hundred times as long as reading, so pictures and doubtful fonts are looked at in one of ten."""


FORMER = [
    ("printed.pdf", 2194),
    ("scan.jpg", 2100),
    ("scan.jpg", 2290),
    ("scan.png", 2280),
    ("scan.pdf", 2050),
    ("attached.pdf", 3332),
    ("deal.eml", 2913),
]
"""Mutants of the long run that broke something once."""


def tried(name: str, seed: bytes, numbers: range) -> list[Outcome]:
    """
    Take in some mutants of one seed, two at a time; of a scan every tenth, as there is nothing else to it.
    """

    def take_in(number: int) -> Outcome:
        limits = UNRECOGNISED if number % RECOGNISED_EVERY else LIMITS
        return outcome_of(mutant(name, seed, number), name, limits)

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(take_in, numbers[:: RECOGNISED_EVERY if name in SCANS else 1]))


def test_every_format_has_a_seed() -> None:
    """A reader or a kind of bundle without a seed here would never meet a mutant."""
    contents = [make() for make in SEEDS.values()]
    for reader in READERS.values():
        assert any(reader.looks_like(content) for content in contents), reader.SUFFIXES
    for kind in KINDS.values():
        assert any(kind.looks_like(content) for content in contents), kind.MEDIA_TYPE


@pytest.mark.parametrize("name", SEEDS)
def test_every_seed_is_read(name: str) -> None:
    """The mutants come of files that are good."""
    outcome = outcome_of(SEEDS[name](), name)
    assert not outcome.refused, outcome


@pytest.mark.parametrize("name", SEEDS)
def test_no_mutant_breaks_the_reader(name: str) -> None:
    """A damaged file is read or refused by a code that speaks of the file, never by an error of ours."""
    outcomes = tried(name, SEEDS[name](), range(MUTANTS // len(SEEDS.keys() - SCANS)))
    assert [(number, one) for number, one in enumerate(outcomes) if one.is_ours] == []
    print(name, dict(Counter(one.label for one in outcomes)))  # noqa: T201 - counted for whoever runs it with -s


@pytest.mark.parametrize(("name", "number"), FORMER)
def test_no_mutant_breaks_the_reader_again(name: str, number: int) -> None:
    """What was found by the hundred thousand is tried on every change."""
    assert not outcome_of(mutant(name, SEEDS[name](), number), name).is_ours
