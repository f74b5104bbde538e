"""
Start a fork server whose reader tries to break out, or whose cage has a hole; the tests say which must fail.

`python -m tests.ingest.probing_server <weakness> <descriptor>`: the document's bytes name the probe to run.
"""

from __future__ import annotations

import ctypes
import errno
import json
import mmap
import os
import resource
import signal
import socket
import sys
import threading
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pyseccomp

from ingest import nesting
from ingest.cage import child, landlock, server, syscalls
from ingest.cage.reply import LENGTH_BYTES, REPLY, Reply
from ingest.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Callable

LIBC = ctypes.CDLL(None, use_errno=True)
PARENT = os.getpid()
CHANNEL = 3
MEBIBYTE = 1 << 20
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


def make_code() -> None:
    """
    Turn memory that was written into memory that runs.
    """
    with mmap.mmap(-1, mmap.PAGESIZE) as page:
        place = ctypes.addressof(ctypes.c_char.from_buffer(page))
        call("mprotect", place, mmap.PAGESIZE, mmap.PROT_READ | mmap.PROT_EXEC)


def say(payload: bytes, length: int | None = None) -> None:
    """
    Answer past the child's own code, as somebody would who took it over: any bytes under any length.
    """
    announced = len(payload) if length is None else length
    rest = memoryview(announced.to_bytes(LENGTH_BYTES, "big") + payload)
    while rest:
        rest = rest[os.write(CHANNEL, rest) :]
    os._exit(0)


def lie(**changes: object) -> None:
    """
    Answer with a whole reply of which some fields are untrue.
    """
    honest = json.loads(REPLY.dump_json(Reply("text/plain", Layout("가나다"))))
    honest["layout"] |= changes
    say(json.dumps(honest).encode())


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
    "lift the limit of memory": lambda: call("prlimit64", 0, resource.RLIMIT_AS, 0, 0),
    "lift the limit of processes": lambda: call("prlimit64", 0, resource.RLIMIT_NPROC, 0, 0),
    "limit the server": lambda: call("prlimit64", PARENT, resource.RLIMIT_CPU, 0, 0),
    "open an old descriptor": lambda: os.write(4, b"x"),
    "make memory executable": lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC),
    "hide code in a memory file": lambda: call("memfd_create", 0, 0),
    "follow a process": lambda: call("pidfd_open", PARENT, 0),
    "read another document": lambda: os.open(__file__, os.O_RDONLY),
    "read by a handle": lambda: call("open_by_handle_at", 3, 0, 0),
    "make a link": lambda: os.symlink("/etc/passwd", "/tmp/escape"),  # noqa: S108, PTH211 - must fail
    "make a device": lambda: os.mknod("/tmp/escape", 0o20666, 0x0103),  # noqa: S108 - must fail
    "change a mode": lambda: os.chmod("/etc/passwd", 0o666),  # noqa: PTH101, S103 - must fail
    "watch a folder": lambda: call("inotify_init1", 0),
    "leave its folder": lambda: os.chdir("/"),
    "clone": lambda: call("clone", signal.SIGCHLD, 0, 0, 0, 0),
    "clone anew": lambda: call("clone3", 0, 0),
    "start a thread": lambda: threading.Thread(target=print).start(),
    "kill everybody": lambda: os.kill(-1, signal.SIGKILL),
    "signal a thread of the server": lambda: call("tgkill", PARENT, PARENT, signal.SIGKILL),
    "signal by a descriptor": lambda: call("pidfd_send_signal", 3, signal.SIGKILL, 0, 0),
    "take a descriptor": lambda: call("pidfd_getfd", 3, 0, 0),
    "write the server's memory": lambda: call("process_vm_writev", PARENT, 0, 0, 0, 0, 0),
    "pass a descriptor": lambda: call("sendmsg", 3, 0, 0),
    "be given a descriptor": lambda: call("recvmsg", 3, 0, 0),
    "connect": lambda: call("connect", 3, 0, 0),
    "share memory": lambda: call("shmget", 0, 4096, 0o1666),
    "queue a message": lambda: call("msgget", 0, 0o1666),
    "command a device": lambda: call("ioctl", 3, 0x5412, 0),
    "watch the processor": lambda: call("perf_event_open", 0, 0, -1, -1, 0),
    "read the kernel's log": lambda: call("syslog", 3, 0, 0),
    "load a module": lambda: call("init_module", 0, 0, 0),
    "add a filter": lambda: call("seccomp", 1, 0, 0),
    "change itself": lambda: call("prctl", 4, 1, 0, 0, 0),
    "change its personality": lambda: call("personality", 0x0400000),
    "enter a name space": lambda: call("setns", 3, 0),
    "make code of memory": make_code,
    "map a device to run": lambda: mmap.mmap(0, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC),
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
    "announce too much": lambda: say(b"x" * MEBIBYTE, 1 << 60),
    "announce more than comes": lambda: say(b"{}", 1000),
    "answer beyond the cap": lambda: say(b" " * (3 * MEBIBYTE)),
    "answer with a pickle": lambda: say(b"\x80\x04\x95"),
    "answer with nonsense": lambda: say(b"\0" * 64),
    "answer with nesting": lambda: say(b"[" * 100_000),
    "point outside the text": lambda: lie(wraps=[7]),
    "claim too much coverage": lambda: lie(coverage=2),
    "invent pages": lambda: lie(pages=-1),
    "invent a field": lambda: say(b'{"media_type": "a/b", "layout": {"text": 1}}'),
    "hang up": lambda: os.close(CHANNEL),
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
    except RuntimeError:
        # What Python makes of a refused thread.
        return Layout(f"stopped {errno.EPERM}")
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
    elif weakness == "no limits":
        vars(child)["_limit_resources"] = lambda _bounds: None
    elif weakness == "new privileges":
        pyseccomp.SyscallFilter.load = lambda _: None
        vars(landlock)["restrict_self"] = lambda _ruleset: 0
        vars(child)["_libc"] = SimpleNamespace(prctl=lambda *_: 0)
    elif weakness == "root":
        child._drop_user = lambda: None  # noqa: SLF001 - sabotage on purpose
    elif weakness == "no start":
        sys.exit(1)


if __name__ == "__main__":
    weaken(sys.argv[1])
    reader = SimpleNamespace(MEDIA_TYPE="text/plain", read=read)
    vars(nesting)["choose_reader"] = lambda _content, _suffix: reader
    server.main(int(sys.argv[2]))
