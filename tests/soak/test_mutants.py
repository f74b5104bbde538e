"""
Damage good files a hundred thousand times, and read a thousand mixed ones: the long twin of tests/ingest/test_read_mutants.py.

`MUTANTS=20000 make soak` makes fewer. Source: ../shared/security/SECURITY.md 2.1 (nightly).
"""

from __future__ import annotations

import os
import time
from collections import Counter

import pytest

from tests.ingest.seeds import SEEDS
from tests.ingest.test_hostile_traces import run_mixed
from tests.ingest.test_read_mutants import tried
from tests.ingest.traces import MIB, Traces

MUTANTS = int(os.environ.get("MUTANTS", "100000"))
FIRST = 2000
"""The mutants before this number are made on every change."""
MIXED = 1000

pytestmark = pytest.mark.soak


def test_no_mutant_of_very_many_breaks_the_reader() -> None:
    """Every mutant ends in an outcome of the contract, and the server that started the run ends it."""
    before, broken = None, []
    for name, make in SEEDS.items():
        began = time.monotonic()
        outcomes = tried(name, make(), range(FIRST, FIRST + MUTANTS // len(SEEDS)))
        broken += [(name, FIRST + number, one) for number, one in enumerate(outcomes) if one.is_ours]
        counted = Counter(one.label for one in outcomes)
        spent = (time.monotonic() - began) / len(outcomes) * 1000
        print(f"{name}: {len(outcomes)} mutants, {spent:.1f} ms each, {dict(sorted(counted.items()))}")  # noqa: T201
        before = before or Traces.now()
        assert Traces.now().servers == before.servers
    assert broken == []


def test_a_thousand_mixed_readings_leave_nothing() -> None:
    """Descriptors, processes and files are as before, and this process has grown by at most 20 MiB."""
    run_mixed(MIXED // 10)
    before = Traces.now()
    run_mixed(MIXED)
    after = Traces.now()
    grown = (after.memory - before.memory) / MIB
    print(f"{MIXED} mixed readings: {grown:.1f} MiB more, {len(after.descriptors)} descriptors")  # noqa: T201
    assert before.left_behind() == []
