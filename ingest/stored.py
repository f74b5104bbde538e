"""
Write a document down as plain JSON values and read it back the same: what was read once need not be read again.
"""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from ingest.document import Document

_DOCUMENT = TypeAdapter(Document)


def written(document: Document) -> dict[str, Any]:
    """
    Return the document as JSON values.
    """
    values: dict[str, Any] = _DOCUMENT.dump_python(document, mode="json")
    return values


def read_back(values: object) -> Document:
    """
    Return the document that was written down.

    Raises:
        pydantic.ValidationError: the values are no document as this version knows them.
    """
    return _DOCUMENT.validate_python(values)
