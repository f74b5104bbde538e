"""
Take every right to files, sockets and signals outside from the calling process, for good.

Landlock (Linux 5.13 and later) is reached by its three system calls through ctypes: the packages that wrap it are
tiny and single-authored. No rule is ever added to the rule set, so nothing on any file system can be opened.
Source: https://docs.kernel.org/userspace-api/landlock.html
"""

from __future__ import annotations

import ctypes
import os
from dataclasses import dataclass

CREATE_RULESET, RESTRICT_SELF = 444, 446
ASK_VERSION = 1
# How many file rights each version of the interface knows; a bit that the kernel does not know is an error.
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
NETWORK_SINCE, SCOPES_SINCE = 4, 6
BIND_AND_CONNECT_TCP = 0b11
ABSTRACT_SOCKETS_AND_SIGNALS = 0b11

_libc = ctypes.CDLL(None, use_errno=True)


class LandlockMissing(OSError):
    """
    Report a kernel that offers no Landlock or refuses to apply it.
    """


class _Ruleset(ctypes.Structure):
    """
    Mirror the kernel's struct landlock_ruleset_attr.
    """

    _fields_ = (
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


@dataclass(frozen=True, slots=True)
class Ruleset:
    """
    Hold a rule set made before the cage closes: its file descriptor and the kernel's interface version.
    """

    descriptor: int
    version: int


def _call(number: int, *arguments: object) -> int:
    """
    Make one system call; raise LandlockMissing with the kernel's reason when it fails.
    """
    result = int(_libc.syscall(number, *arguments))
    if result < 0:
        code = ctypes.get_errno()
        raise LandlockMissing(code, f"Landlock: {os.strerror(code)}")
    return result


def build_ruleset() -> Ruleset:
    """
    Create a rule set that denies everything this kernel can deny.
    """
    version = _call(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(ASK_VERSION))
    rights = (1 << FILE_RIGHTS.get(version, max(FILE_RIGHTS.values()))) - 1
    network = BIND_AND_CONNECT_TCP if version >= NETWORK_SINCE else 0
    scopes = ABSTRACT_SOCKETS_AND_SIGNALS if version >= SCOPES_SINCE else 0
    attributes = _Ruleset(rights, network, scopes)
    size = 24 if version >= SCOPES_SINCE else 16 if version >= NETWORK_SINCE else 8
    descriptor = _call(CREATE_RULESET, ctypes.byref(attributes), ctypes.c_size_t(size), ctypes.c_uint32(0))
    return Ruleset(descriptor, version)


def restrict_self(ruleset: Ruleset) -> int:
    """
    Apply the rule set to this process and close it; return the kernel's answer, which is 0.
    """
    result = _call(RESTRICT_SELF, ctypes.c_int(ruleset.descriptor), ctypes.c_uint32(0))
    os.close(ruleset.descriptor)
    return result
