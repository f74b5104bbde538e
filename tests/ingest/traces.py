"""
Look at what readings leave behind in this process and around it: descriptors, children, files, memory.
"""

from __future__ import annotations

import gc
import os
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024
SERVER = b"ingest.cage.server"
SETTLE_SECONDS = 5.0
KEPT = {"/dev/urandom"}


@dataclass(frozen=True, slots=True)
class Traces:
    """
    Hold one look: open descriptors, fork servers, their children, temporary files, and resident memory (bytes).
    """

    descriptors: tuple[str, ...]
    servers: tuple[int, ...]
    children: tuple[int, ...]
    files: tuple[str, ...]
    memory: int

    @classmethod
    def now(cls) -> Traces:
        """
        Look once; children that were just told to end get a moment to be gone.
        """
        servers = tuple(process for process in children_of(os.getpid()) if SERVER in command_of(process))
        until = time.monotonic() + SETTLE_SECONDS
        while (left := [one for server in servers for one in children_of(server)]) and time.monotonic() < until:
            time.sleep(0.02)
        files = tuple(sorted(path.name for path in Path(tempfile.gettempdir()).glob("tmp*")))
        return cls(_descriptors(), servers, tuple(left), files, resident())

    def differences(self, later: Traces, growth: int = 20 * MIB) -> list[str]:
        """
        Name what a later look finds that this one did not, or grown by more than `growth` bytes.
        """
        found = {
            f"descriptors among {later.descriptors}": len(later.descriptors) > len(self.descriptors),
            "another server": later.servers != self.servers,
            "children": bool(later.children),
            "files": bool(set(later.files) - set(self.files)),
            f"{(later.memory - self.memory) / MIB:.0f} MiB more": later.memory - self.memory > growth,
        }
        return [name for name, is_so in found.items() if is_so]

    def left_behind(self) -> list[str]:
        """
        Name what stays different: other tests of this machine make files and descriptors too, but theirs come and go.
        """
        until = time.monotonic() + SETTLE_SECONDS
        while (found := self.differences(Traces.now())) and time.monotonic() < until:
            gc.collect()
            time.sleep(0.2)
        return found


def _descriptors() -> tuple[str, ...]:
    """
    Tell what each open descriptor of this process leads to, but for what a library opens once and keeps.
    """
    found = []
    for one in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            found.append(str(one.readlink()))
    return tuple(sorted(one for one in found if one not in KEPT))


def resident(process: int | str = "self") -> int:
    """
    Read the resident memory of a process in bytes.
    """
    return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGESIZE")


def children_of(process: int) -> list[int]:
    """
    List the processes whose parent is this one.
    """
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process:
            found.append(int(status.parent.name))
    return found


def command_of(process: int) -> bytes:
    """
    Read the command line of a process; empty where it is gone.
    """
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""
