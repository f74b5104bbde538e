"""
Start a fork server whose reader tries to break out, or whose cage has a hole; the tests say which must fail.

`python -m tests.ingest.probing_server <weakness> <descriptor>`: the document's bytes name the probe to run.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import signal
import socket
import sys
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pyseccomp

from ingest.cage import child, landlock, server, syscalls
from ingest.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Callable

LIBC = ctypes.CDLL(None, use_errno=True)
PARENT = os.getpid()
ESCAPED = "escaped"


def call(name: str, *arguments: int) -> None:
    """
    Make a raw system call; raise OSError when the kernel refuses.
    """
    number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)
    if LIBC.syscall(number, *arguments) < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def eat_memory() -> None:
    """
    Ask for more memory than the cage gives.
    """
    bytearray(4 << 30)


def spin() -> None:
    """
    Use processor time without end.
    """
    while True:
        pass


def nest() -> None:
    """
    Call itself without end.
    """
    nest()


PROBES: dict[str, Callable[[], object]] = {
    "read a file": lambda: os.open("/etc/passwd", os.O_RDONLY),
    "read the interpreter": lambda: os.open(os.__file__, os.O_RDONLY),
    "write a file": lambda: os.open("/tmp/escape", os.O_WRONLY | os.O_CREAT),  # noqa: S108 - must fail
    "look for a file": lambda: os.stat("/etc/passwd"),  # noqa: PTH116 - the bare system call
    "list a folder": lambda: os.listdir("/"),  # noqa: PTH208 - the bare system call
    "remove a file": lambda: os.unlink("/tmp/escape"),  # noqa: S108, PTH108 - must fail
    "open the network": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
    "open a local socket": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM),
    "make a pair of sockets": socket.socketpair,
    "fork": os.fork,
    "run a program": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606 - must fail
    "kill the server": lambda: os.kill(PARENT, signal.SIGKILL),
    "trace the server": lambda: call("ptrace", 16, PARENT, 0, 0),
    "read the server's memory": lambda: os.open(f"/proc/{PARENT}/mem", os.O_RDONLY),
    "copy the server's memory": lambda: call("process_vm_readv", PARENT, 0, 0, 0, 0, 0),
    "use io_uring": lambda: call("io_uring_setup", 1, 0),
    "load a kernel program": lambda: call("bpf", 0, 0, 0),
    "catch page faults": lambda: call("userfaultfd", 0),
    "reach the key ring": lambda: call("keyctl", 0, 0),
    "mount": lambda: call("mount", 0, 0, 0, 0, 0),
    "change the root": lambda: os.chroot("/"),
    "leave the name space": lambda: call("unshare", 0x10000000),
    "become root": lambda: os.setuid(0),
    "lift a limit": lambda: call("setrlimit", 9, 0),
    "open an old descriptor": lambda: os.write(4, b"x"),
    "make memory executable": lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC),
    "hide code in a memory file": lambda: call("memfd_create", 0, 0),
    "follow a process": lambda: call("pidfd_open", PARENT, 0),
}
FATES: dict[str, Callable[[], object]] = {
    "sleep": lambda: time.sleep(60),
    "spin": spin,
    "eat memory": eat_memory,
    "abort": os.abort,
    "crash": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "fall over": lambda: LIBC.memset(8, 0, 8),
    "leave": lambda: os._exit(0),
    "raise": lambda: os.environ["NO SUCH KEY"],
    "nest": nest,
    "talk": lambda: "talk " * 400_000,
}


def read(content: bytes) -> Layout:
    """
    Run the probe that the content names; "escaped" or the number of the error that stopped it.
    """
    name = content.decode()
    if name in FATES:
        return Layout(str(FATES[name]()))
    try:
        PROBES[name]()
    except OSError as problem:
        return Layout(f"stopped {problem.errno}")
    return Layout(ESCAPED)


def weaken(weakness: str) -> None:
    """
    Take one layer of the cage away, each in the way in which a host would lack it.
    """
    if weakness == "kernel without landlock":
        landlock.CREATE_RULESET = 100_000
    elif weakness == "landlock not applied":
        vars(landlock)["restrict_self"] = lambda _ruleset: 0
    elif weakness == "no libseccomp":
        vars(syscalls)["pyseccomp"], syscalls.REASON = None, "seccomp: Unable to find libseccomp"
    elif weakness == "filter not loaded":
        pyseccomp.SyscallFilter.load = lambda _: None
    elif weakness == "root":
        child._drop_user = lambda: None  # noqa: SLF001 - sabotage on purpose
    elif weakness == "no start":
        sys.exit(1)


if __name__ == "__main__":
    weaken(sys.argv[1])
    reader = SimpleNamespace(MEDIA_TYPE="text/plain", read=read)
    vars(child)["choose_reader"] = lambda _content, _suffix: reader
    server.main(int(sys.argv[2]))
