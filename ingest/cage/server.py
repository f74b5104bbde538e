"""
Be the process that forks a caged child for each document: parsers are imported once, memory is never shared back.

It is ready as soon as it can read plain text. The libraries for all other files take a second more.

Started by ingest/cage/client.py as `python -m ingest.cage.server <descriptor>`. It has one thread, so forking is
safe whatever the parent does. It ends when the parent ends: its control socket closes or its parent changes
(a death signal would follow the parent's *thread*, and a server starts readers from threads that come and go).
"""

from __future__ import annotations

import codecs
import gc
import os
import selectors
import signal
import socket
import sys
import time
from dataclasses import dataclass
from inspect import signature
from typing import TYPE_CHECKING

from ingest import charsets, late
from ingest.cage import child
from ingest.cage.reply import END, READY, REQUEST, End
from ingest.document import Source
from ingest.layout import Layout
from ingest.structure import build

if TYPE_CHECKING:
    from ingest.cage.reply import Request
    from ingest.ocr import engine
else:
    engine = late.module("ingest.ocr.engine")

PACKAGE = "ingest"
MESSAGE = 4096
HEARTBEAT = 2.0
# Seconds without a request after which the rest is loaded: a command that checks one text has ended by then.
QUIET = 10.0
KIB = 1024
CRASHED = 70
SPECIMEN = (
    "업무협약서\n㈜가나(이하 “갑”이라 한다)와 다라 주식회사(이하 “을”이라 한다)는 다음과 같이 계약한다.\n"
    "제1조(목적) 을은 별지 제1호에 따라 2026년 3월 2일까지 금 1억원을 지급한다.\nArticle 2 (Term) Two years.\n"
)
# Python loads a codec when it is first asked for, which inside the cage is too late.
CODECS = (
    "ascii",
    "latin-1",
    "cp437",
    "cp1252",
    "cp949",
    "euc_kr",
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    *charsets.CODECS,
)


@dataclass(slots=True)
class Child:
    """
    Follow one child: the descriptor that its end is told on, and the moment (monotonic seconds) it is late.
    """

    pid: int
    pidfd: int
    told: int
    deadline: float
    late: bool = False


class Server:
    """
    Take requests from the control socket and look after the children.
    """

    def __init__(self, control: socket.socket) -> None:
        """
        Watch the control socket; remember whose child this process is.
        """
        self._control = control
        self._parent = os.getppid()
        self._children: dict[int, Child] = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ)
        self._is_complete = False
        self._asked = time.monotonic()

    def serve(self) -> None:
        """
        Work until the parent is gone.
        """
        self._control.send(READY)
        while os.getppid() == self._parent:
            told = self._selector.select(self._patience())
            if not told and time.monotonic() - self._asked > QUIET:
                self._complete()
            for key, _ in told:
                if key.fileobj is not self._control:
                    self._bury(self._children[key.fd])
                elif not self._take():
                    return
            self._end_late()

    def _patience(self) -> float:
        """
        Return the seconds until the next child is late, at most a heartbeat.
        """
        soonest = min((each.deadline for each in self._children.values() if not each.late), default=float("inf"))
        return max(0.0, min(HEARTBEAT, soonest - time.monotonic()))

    def _take(self) -> bool:
        """
        Fork a child for the next request; return False when the parent hung up.
        """
        message, descriptors, _, _ = socket.recv_fds(self._control, MESSAGE, 2)
        if not message:
            return False
        channel, told = descriptors
        self._asked = time.monotonic()
        request = REQUEST.validate_json(message, strict=True)
        if not request.plain:
            self._complete()
        if request.ocr:
            # Once for all children, and before any cage: the models are files.
            engine.start()
        pid = os.fork()
        if pid == 0:
            self._become_child(channel, request)
        os.close(channel)
        pidfd = os.pidfd_open(pid)
        self._children[pidfd] = Child(pid, pidfd, told, time.monotonic() + request.wall + request.ocr)
        self._selector.register(pidfd, selectors.EVENT_READ)
        return True

    def _complete(self) -> None:
        """
        Load what only other files than plain texts need: when the first of them comes, or nothing is asked for a while.
        """
        if not self._is_complete:
            late.load_all()
            load_kept_data()
            settle()
            self._is_complete = True

    def _become_child(self, channel: int, request: Request) -> None:
        """
        Keep the channel as the only descriptor, read, and never return.
        """
        try:
            signal.set_wakeup_fd(-1)
            for standard in (0, 1, 2):
                os.dup2(self._null(), standard)
            only = os.dup2(channel, 3)
            os.closerange(4, MESSAGE)
            child.live(only, request)
        except BaseException:  # noqa: BLE001 - a traceback may quote the document; the exit code is all that gets out
            os._exit(CRASHED)
        os._exit(0)

    @staticmethod
    def _null() -> int:
        """
        Open the descriptor that swallows whatever a parser prints.
        """
        return os.open(os.devnull, os.O_RDWR)

    def _bury(self, dead: Child) -> None:
        """
        Reap a child and tell the parent how it ended.
        """
        _, status, used = os.wait4(dead.pid, 0)
        killer = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        end = End(killer, dead.late, used.ru_maxrss * KIB, used.ru_utime + used.ru_stime)
        self._selector.unregister(dead.pidfd)
        del self._children[dead.pidfd]
        try:
            os.write(dead.told, END.dump_json(end))
        except BrokenPipeError:
            # The parent has its answer and did not wait for the end.
            pass
        finally:
            os.close(dead.told)
            os.close(dead.pidfd)

    def _end_late(self) -> None:
        """
        Kill every child that is past its time.
        """
        now = time.monotonic()
        for each in self._children.values():
            if not each.late and each.deadline <= now:
                each.late = True
                os.kill(each.pid, signal.SIGKILL)


def load_kept_data() -> list[str]:
    """
    Call every function of ingest that keeps what it loads at its first call, which inside the cage is too late.

    Returns the names of the functions; they are those under `functools.cache` that take nothing.
    """
    kept = {
        f"{name}.{key}": value
        for name, module in sorted(sys.modules.items())
        if name.partition(".")[0] == PACKAGE
        for key, value in vars(module).items()
        if callable(value) and hasattr(value, "cache_info") and not signature(value).parameters
    }
    for load in kept.values():
        load()
    return list(kept)


def settle() -> None:
    """
    Share what is loaded with every child, none of which then copies it to count references.
    """
    gc.collect()
    gc.freeze()


def main(descriptor: int) -> None:
    """
    Serve on an inherited socket.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in CODECS:
        codecs.lookup(name)
    load_kept_data()
    # Warm: what one reading makes the interpreter prepare, every child has from the start.
    build(Layout(SPECIMEN), Source("", "text/plain", "", 0))
    settle()
    Server(socket.socket(fileno=descriptor)).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))
