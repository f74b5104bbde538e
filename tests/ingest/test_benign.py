"""
Refuse no honest file: at least two hundred of them, plain ones and odd ones, are taken for what they are.

Source: ../shared/security/SECURITY.md 2.1 (0 false 103, 108, 109) and its section 3.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from ingest.cage import DEFAULT_LIMITS, read_caged
from ingest.errors import IngestError, UnsupportedFormat
from tests.ingest.benign import BENIGN
from tests.ingest.outcomes import outcome_of

if TYPE_CHECKING:
    from pathlib import Path

AGREEMENTS = {
    "ko_standard": "*.txt",
    "ko_forms": "*",
    "en_cuad/pdf": "*",
    "en_balanced": "*.md",
    "ja_meti": "ja_meti_*",
    "exam_dev": "**/*.txt",
    "parser/hwpxlib": "*.hwpx",
}
FEWEST = 200
LIMITS = replace(DEFAULT_LIMITS, ocr=0)


@pytest.mark.parametrize("name", BENIGN)
def test_no_odd_but_honest_file_is_refused(name: str) -> None:
    """Blank pictures, charts, streamed and stored containers, folders of other systems, words like magic: all are read."""
    outcome = outcome_of(BENIGN[name](), name)
    assert outcome.refused in {0, UnsupportedFormat.code}, outcome


def test_no_agreement_is_refused_as_dishonest(shared: Path) -> None:
    """Of the real agreements none is called renamed, a bomb or unsafe; damaged is none either."""
    paths = sorted(chain.from_iterable((shared / "corpus" / folder).glob(each) for folder, each in AGREEMENTS.items()))
    assert len(paths) >= FEWEST
    with ThreadPoolExecutor(2) as pool:
        refused = dict(zip(paths, pool.map(_refusal, paths), strict=True))
    # 201: some files of hwpxlib show single features and hold no word.
    assert {path.name: code for path, code in refused.items() if code not in {0, 102, 201}} == {}


def _refusal(path: Path) -> int:
    """
    Read one file in the cage; return the code it is refused by, 0 for none.
    """
    try:
        read_caged(path.read_bytes(), path.suffix.lower(), LIMITS)
    except IngestError as problem:
        return problem.code
    return 0
