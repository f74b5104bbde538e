"""
Read the real files of the shared corpora: every one gives text or a typed error.
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from ingest.cage import DEFAULT_LIMITS, read_caged
from tests.ingest.outcomes import outcome_of

if TYPE_CHECKING:
    from pathlib import Path

# What may be wrong with a real file; 120 to 122 would be our own failure.
SUFFIXES = {".hwpx", ".hwp", ".pdf"}
EXPECTED = {101, 102, 103, 105, 106, 201}
FEWEST_READ = {"parser/hwpxlib": 24, "parser/pdfplumber": 46, "parser/pyhwp": 0, "parser/verapdf": 53}
"""Files read in each folder, at least; most of veraPDF's are blank pages, of hwpxlib's single features."""


@pytest.mark.parametrize("folder", FEWEST_READ)
def test_every_real_file_is_read_or_refused_by_code(shared: Path, folder: str) -> None:
    """No file that others test their readers with breaks ours, and at least as many as today are read."""
    paths = sorted(path for path in (shared / "corpus" / folder).iterdir() if path.suffix in SUFFIXES)
    with ThreadPoolExecutor(2) as pool:
        outcomes = dict(zip(paths, pool.map(lambda path: outcome_of(path.read_bytes(), path.name), paths), strict=True))
    counted = Counter(outcome.label for outcome in outcomes.values())
    print(f"{folder}: {len(paths)} files, {dict(sorted(counted.items()))}")  # noqa: T201 - for whoever runs it with -s
    assert {path.name: one for path, one in outcomes.items() if one.refused and one.refused not in EXPECTED} == {}
    assert sum(not outcome.refused for outcome in outcomes.values()) >= FEWEST_READ[folder]


def test_pdf_and_docx_of_one_form_say_the_same(shared: Path) -> None:
    """The same ministry form read from PDF and from DOCX holds the same letters, 98 of 100 places in the same order."""
    folder = shared / "corpus" / "ko_forms"
    texts = [
        "".join(read_caged(next(folder.glob(f"*{suffix}")).read_bytes(), suffix, DEFAULT_LIMITS).layout.text.split())
        for suffix in (".pdf", ".docx")
    ]
    assert sorted(texts[0]) == sorted(texts[1])
    first, second = (set(_chunks(text)) for text in texts)
    assert len(first & second) / len(second) >= 0.98


def _chunks(text: str) -> list[str]:
    """
    Return all pieces of ten letters.
    """
    return [text[place : place + 10] for place in range(len(text) - 9)]
