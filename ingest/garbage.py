"""
Keep Python from looking for garbage meanwhile: a document makes a million objects and hardly a cycle among them.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def uncollected(*, stays: bool = False) -> Iterator[None]:
    """
    Leave cycles where they are until the end; what no longer has a name is freed at once as ever.

    stays: what is made meanwhile is kept as long as the process lives, and is never looked through.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if stays:
            gc.freeze()
        if was_enabled:
            gc.enable()
