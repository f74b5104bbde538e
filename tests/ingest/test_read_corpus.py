"""
Read the real files of the shared corpora: every one gives text or a typed error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest.cage import DEFAULT_LIMITS, read_caged
from ingest.errors import IngestError

if TYPE_CHECKING:
    from pathlib import Path

# What may be wrong with a real file; 120 to 122 would be our own failure.
EXPECTED = {102, 103, 105, 106, 201}
FOLDERS = {
    "ko_forms": ("*", 9),
    "parser/hwpxlib": ("*.hwpx", 41),
    "parser/pdfplumber": ("*.pdf", 45),
}


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_real_file_is_read_or_refused_by_code(shared: Path, folder: str) -> None:
    """No file of the corpora breaks the reader, and at least as many as today are read."""
    pattern, fewest = FOLDERS[folder]
    read, codes = 0, {}
    for path in sorted((shared / "corpus" / folder).glob(pattern)):
        try:
            read_caged(path.read_bytes(), path.suffix.lower(), DEFAULT_LIMITS)
            read += 1
        except IngestError as problem:
            codes[path.name] = problem.code
    assert {code for code in codes.values() if code not in EXPECTED} == set(), codes
    assert read >= fewest


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
