"""
Keep a process that lives long as small as what it holds.

The C library keeps large blocks that were freed, in a heap of its own for every thread: a service that takes files in
grew by 50 MB over a thousand of them. Blocks above a limit are better given back to the system at once.
Source: mallopt(3); measured by tests/compliance/test_hostile_service.py.
"""

from __future__ import annotations

import ctypes

LARGE_BLOCK, MOST_HEAPS = -3, -8
"""Names of the settings in malloc.h: M_MMAP_THRESHOLD and M_ARENA_MAX."""
LARGE_FROM = 128 * 1024
HEAPS = 2


def give_back_freed_memory() -> None:
    """
    Tell the C library; one that does not know how is left as it is.
    """
    tell = getattr(ctypes.CDLL(None), "mallopt", None)
    if tell is not None:
        tell(LARGE_BLOCK, LARGE_FROM)
        tell(MOST_HEAPS, HEAPS)
