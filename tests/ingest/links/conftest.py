"""
Read a text as a document, and show what its spans point at.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest import structure
from ingest.document import Document, Source
from ingest.formats import text as text_format

Reader = Callable[[str], Document]


@pytest.fixture(scope="session")
def read() -> Reader:
    """
    Give a function that reads a text as a document.
    """

    def document(text: str, name: str = "계약서.txt") -> Document:
        layout = text_format.read(text.encode())
        return structure.build(layout, Source(name, "text/plain", "0" * 64, len(text)))

    return document
