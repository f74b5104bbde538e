"""
Show that the models are found, that recognising starts no thread, and that its time is kept.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from ingest.cage.client import ONE_THREAD
from ingest.ocr import engine
from ingest.ocr.budget import PICTURE, Budget

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PROGRAM = """
import numpy as np
from ingest.ocr import engine
assert engine.start()
engine.recognise(np.full((60, 200), 255, np.uint8), "kor", engine.BLOCK, 220, 5)
print(next(line for line in open("/proc/self/status") if line.startswith("Threads")))
"""


def test_recognising_stays_in_one_thread(root: Path) -> None:
    """With the server's settings loading the models and recognising start no thread: forking stays safe."""
    settings = {**os.environ, **ONE_THREAD, "PYTHONPATH": str(root)}
    ended = subprocess.run([sys.executable, "-c", PROGRAM], env=settings, capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["Threads:", "1"]


def test_the_named_folder_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """TESSDATA_PREFIX may name the folder of the models or the one above it."""
    (tmp_path / "tessdata").mkdir()
    for language in engine.LANGUAGES:
        (tmp_path / "tessdata" / f"{language}.traineddata").touch()
    for named in (tmp_path, tmp_path / "tessdata"):
        monkeypatch.setenv("TESSDATA_PREFIX", str(named))
        assert engine._data_folder() == tmp_path / "tessdata"  # noqa: SLF001 - found, not opened


def test_a_budget_is_spent_by_the_clock() -> None:
    """What is done while spending is taken off, one picture never gets more than its share, and 0 stays 0."""
    budget = Budget()
    budget.grant(PICTURE + 5)
    assert budget.left == PICTURE
    budget.grant(0.05)
    with budget.spending():
        time.sleep(0.06)
    assert budget.left == 0.0


def test_the_limit_of_reading_is_back_after_recognising() -> None:
    """Outside of recognising the limit on processor time is what it was, and later by what recognising used."""
    before = resource.getrlimit(resource.RLIMIT_CPU)
    budget = Budget()
    with budget.spending():
        pass
    assert resource.getrlimit(resource.RLIMIT_CPU) == before
