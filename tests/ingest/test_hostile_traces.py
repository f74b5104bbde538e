"""
Read good, damaged and hostile files in turn: nothing of it stays behind in the process that asked.

Source: ../shared/security/SECURITY.md 2.1; a thousand runs in tests/soak/test_mutants.py.
"""

from __future__ import annotations

from itertools import cycle, islice

from tests.ingest import hostile
from tests.ingest.mutants import mutant
from tests.ingest.outcomes import outcome_of
from tests.ingest.seeds import SEEDS
from tests.ingest.traces import Traces

RUNS = 100
HOSTILE = {
    "late.pdf": lambda: hostile.doubling_pdf(12),
    "bomb.docx": hostile.bomb_docx,
    "laughs.docx": hostile.billion_laughs_docx,
    "empty.pdf": bytes,
    "scan.pdf": lambda: hostile.crowded_pdf(5000),
}


def run_mixed(runs: int) -> None:
    """
    Take in a good file, its mutant and a hostile one, over and over.
    """
    kinds = cycle([*SEEDS.items(), *HOSTILE.items()])
    for number, (name, make) in enumerate(islice(kinds, runs)):
        content = make()
        outcome_of(mutant(name, content, number) if content and number % 2 else content, name)


def test_nothing_is_left_behind() -> None:
    """After a hundred mixed readings no descriptor, process, file or memory is held that was not before."""
    run_mixed(len(SEEDS) + len(HOSTILE))
    before = Traces.now()
    run_mixed(RUNS)
    assert before.left_behind() == []
