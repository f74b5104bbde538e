"""
Take bundles of files apart: one module for each kind, found by walking this folder.

A kind offers `MEDIA_TYPE`, `looks_like(content)` and `parts(content, allowance)`; to add one, add its module, and what
its files begin with to `ingest.bundle.may_be_bundle`. Kinds run in the caged child only and know nothing of one another.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.bundle import Allowance, Part


class Kind(Protocol):
    """
    Describe what every module of this package offers.
    """

    MEDIA_TYPE: str

    def looks_like(self, content: bytes) -> bool:
        """
        Tell from the content alone whether this is a bundle of the kind.
        """
        ...

    def parts(self, content: bytes, allowance: Allowance) -> Iterator[Part]:
        """
        Hand over every file in the bundle; raise an IngestError where the bundle itself is damaged or dishonest.
        """
        ...


KINDS: dict[str, Kind] = {
    module.name: cast("Kind", import_module(f"{__name__}.{module.name}")) for module in iter_modules(__path__)
}
