"""
Take bundles of files apart: one module for each kind, found by walking this folder.

A kind offers `MEDIA_TYPE`, `may_begin(content)`, `looks_like(content)` and `parts(content, allowance)`; to add one,
add its module. Kinds run in the caged child only, but for `may_begin`, and know nothing of one another.
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

    def may_begin(self, content: bytes) -> bool:
        """
        Tell whether the first bytes could be those of the kind; this alone also runs outside the cage.
        """
        ...

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


def may_be_bundle(content: bytes) -> bool:
    """
    Tell cheaply whether it is worth asking a caged child; looks at the very first bytes and parses nothing.
    """
    return any(kind.may_begin(content) for kind in KINDS.values())
