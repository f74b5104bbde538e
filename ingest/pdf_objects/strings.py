"""
Take text from the functions of pdfium that write UTF-16 into a buffer of the caller's.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    Buffer = ctypes.Array[ctypes.c_ushort]

# Bytes: the longest text taken, and UTF-16's final zero.
LONGEST: Final = 1 << 21
ZERO: Final = 2


def read_text(ask: Callable[[Buffer | None, int], int]) -> str:
    """
    Return the text that a function writes; it tells the size in bytes, with a final zero, when given no buffer.
    """
    size = min(ask(None, 0), LONGEST)
    if size <= ZERO:
        return ""
    buffer = (ctypes.c_ushort * (size // ZERO))()
    ask(buffer, size)
    return bytes(buffer)[:-ZERO].decode("utf-16-le", "replace")
