"""
Allow the caged child the few system calls that computing on memory needs, and no other.

The list is an allow-list: whatever the kernel learns next is denied from the start. Nothing that names a path, a
process, a socket address or a device is on it. Memory can never become executable.
"""

from __future__ import annotations

import errno
import mmap
import resource

try:
    import pyseccomp
except (ImportError, RuntimeError, OSError) as problem:
    # Only the child needs it, and refuses to read without it; the parent then says why.
    pyseccomp = None
    REASON = f"seccomp: {problem}"

# Moving bytes over the descriptors that the child already holds.
STREAMS = ("read", "write", "pread64", "readv", "writev", "lseek", "fstat", "close", "poll", "ppoll")
MEMORY = ("brk", "munmap", "mremap", "madvise", "membarrier")
THREADS = ("futex", "sched_yield", "sched_getaffinity", "set_robust_list", "rseq", "gettid", "getpid")
SIGNALS = ("rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "restart_syscall")
CLOCKS = ("clock_gettime", "clock_getres", "gettimeofday", "time", "clock_nanosleep", "nanosleep", "getrusage")
END = ("exit", "exit_group")
# glibc's sort asks how much memory there is; hash seeds and dictionaries draw random bytes.
FACTS = ("sysinfo", "getrandom")
PLAIN = STREAMS + MEMORY + THREADS + SIGNALS + CLOCKS + END + FACTS


class SeccompMissing(OSError):
    """
    Report a host without libseccomp.
    """


def build_filter(pid: int) -> pyseccomp.SyscallFilter:
    """
    Build the filter for the process `pid`, which may send signals to itself alone (abort does).

    Raises:
        SeccompMissing: libseccomp2 is not installed.
    """
    if pyseccomp is None:
        raise SeccompMissing(REASON)
    allowed = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    for name in PLAIN:
        if _exists(name):
            allowed.add_rule(pyseccomp.ALLOW, name)
    never_executable = pyseccomp.Arg(2, pyseccomp.MASKED_EQ, mmap.PROT_EXEC, 0)
    for name in ("mmap", "mprotect"):
        allowed.add_rule(pyseccomp.ALLOW, name, never_executable)
    allowed.add_rule(pyseccomp.ALLOW, "tgkill", pyseccomp.Arg(0, pyseccomp.EQ, pid))
    # Its own processor time alone, and never above the hard limit: recognising a scan takes longer than reading.
    allowed.add_rule(
        pyseccomp.ALLOW,
        "prlimit64",
        pyseccomp.Arg(0, pyseccomp.EQ, 0),
        pyseccomp.Arg(1, pyseccomp.EQ, resource.RLIMIT_CPU),
    )
    return allowed


def _exists(name: str) -> bool:
    """
    Tell whether this processor's kernel has the system call (arm64 has no `poll` or `time`).
    """
    return int(pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)) >= 0
