"""
Fix what a reader may use up, in one value that tests and callers can replace.

Source: ../shared/security/SECURITY.md 1 (T1) and 2.1.
"""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """
    Bound one reading: sizes in bytes, times in seconds.

    `file_size` is the largest document taken and `bundle_size` the largest bundle, of which at most `members` files
    and `unpacked` bytes in all come out. `memory` is the child's address space, `cpu` its processor time and `wall`
    its time on the clock; `reply` is the longest answer that the parent listens to. `ocr` is the time that recognising
    pictures may take on top, by the clock and by the processor: about 150 pages on a free core. What is not recognised
    by then stays unread, and is told; with 0 no picture is read.
    """

    file_size: int = 20 * MIB
    bundle_size: int = 100 * MIB
    memory: int = 1024 * MIB
    cpu: int = 20
    wall: float = 60.0
    ocr: int = 240
    reply: int = 64 * MIB
    members: int = 500
    unpacked: int = 200 * MIB


DEFAULT_LIMITS = Limits()
