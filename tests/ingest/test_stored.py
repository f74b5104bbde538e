"""
Hold documents that are written down to what was read.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ingest import read
from ingest.stored import read_back, written

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "name",
    [
        "exam_dev/collab/24-manufacturing-consignment-pump.txt",
        "exam_dev/tables/t03-holding-cvc-ko.xlsx",
        "ko_forms/표준연동계약서_미연동계약서.pdf",
        "ko_forms/표준연동계약서_미연동계약서.hwp",
    ],
)
def test_a_document_is_read_back_as_it_was(shared: Path, name: str) -> None:
    """
    Text, clauses, tables, boxes, quantities and facts come back the same through JSON.
    """
    path = shared / "corpus" / name
    document = read(path.read_bytes(), path.name, None)
    assert read_back(json.loads(json.dumps(written(document)))) == document
