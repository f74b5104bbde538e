"""
Turn the bytes of one file into a `Layout`: one module for each format, found by walking this folder.

A reader offers `SUFFIXES`, `MEDIA_TYPE`, `looks_like(content)` and `read(content)`; to add one, add its module.
One whose files can hold others also offers `attachments(content)`, which returns them (ingest/nesting.py), and one
whose pages are fixed `draw(content, number)`, which gives one as a picture (ingest/drawn.py).
Readers run in the caged child only and know nothing of one another.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from ingest.layout import Layout


class Reader(Protocol):
    """
    Describe what every module of this package offers.

    `SUFFIXES` are lower case with the dot; `IS_FALLBACK` marks the reader that is asked when no other takes the bytes.
    """

    SUFFIXES: tuple[str, ...]
    MEDIA_TYPE: str
    IS_FALLBACK: bool

    def looks_like(self, content: bytes) -> bool:
        """
        Tell from the content alone whether this is a file of the format.
        """
        ...

    def read(self, content: bytes) -> Layout:
        """
        Lay the file out; raise an IngestError where that cannot be done.
        """
        ...


READERS: dict[str, Reader] = {
    module.name: cast("Reader", import_module(f"{__name__}.{module.name}")) for module in iter_modules(__path__)
}
