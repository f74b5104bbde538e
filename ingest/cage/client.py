"""
Talk to the fork server from any thread of the parent: send bytes, check the cage's proof, take the answer.
"""

from __future__ import annotations

import atexit
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from select import select
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from ingest.bundle import Allowance
from ingest.cage.reply import (
    DECLARATION,
    END,
    LENGTH_BYTES,
    PROOF,
    READY,
    REQUEST,
    End,
    Request,
    parse_draft,
    parse_drawing,
    parse_listing,
    parse_reply,
)
from ingest.drawn import CHANNELS, Drawn
from ingest.errors import OutOfMemory, ReaderCrashed, TimedOut
from ingest.plain_text import PLAIN_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.cage.limits import Limits
    from ingest.cage.reply import Listing, Reading
    from ingest.document import Declaration, Document

# Imports on a busy machine; the server is started once per parent.
START_PATIENCE = 60.0
# How long after the child's own time limit the parent still waits for word of its end.
GRACE = 5.0
PROOF_LENGTH = 4096
# A process of several threads cannot be forked safely; a caged one could not start any.
ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}
# Where the models of character recognition lie.
PASSED_ON = ("TESSDATA_PREFIX",)
# The first bytes of files that can show a picture: PDF (within a kilobyte), ZIP and OLE containers, pictures.
PDF, PDF_WITHIN = b"%PDF-", 1024
SHOWS_PICTURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")
Taken = TypeVar("Taken")
TOP = Path(__file__).resolve().parents[2]
SERVER = (sys.executable, "-P", "-m", "ingest.cage.server")


class ForkServer:
    """
    Own one server process; it is started at the first reading, and again if it died.
    """

    def __init__(self, command: tuple[str, ...] = SERVER) -> None:
        """
        Remember the command that starts the server; the socket's number is added to it.
        """
        self._command = command
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._is_ready = False
        # More children than processors would only let each other's clocks run.
        self._slots = BoundedSemaphore(max(2, os.cpu_count() or 1))
        self._owner = os.getpid()
        atexit.register(self.close)

    def read(
        self, content: bytes, suffix: str, limits: Limits, ended: Callable[[End | None], object] | None = None
    ) -> Reading:
        """
        Read bytes in a caged child; `suffix` is what the file's name claims (".pdf" or empty).

        Whoever wants to know how the child ended and what it used up gives `ended`, and waits for that.

        Raises:
            IngestError: 102 to 110 and 201 from the reader, 120 late, 121 out of memory, 122 anything else.
        """
        request = _request(content, suffix, limits)
        return self._run(request, (content,), lambda channel: parse_reply(channel.receive(limits.reply)), ended)

    def draft(
        self,
        content: bytes,
        suffix: str,
        said: Declaration,
        limits: Limits,
        ended: Callable[[End | None], object] | None = None,
    ) -> Document:
        """
        Read bytes and their structure in a caged child; name, size and hash in `source` are left to the caller.

        Raises:
            IngestError: as for `read`.
        """
        request = replace(_request(content, suffix, limits), drafts=True)
        # Facts and columns are the submitter's own and no business of a reader.
        told = DECLARATION.dump_json(replace(said, facts={}, columns=()))
        document = self._run(
            request, (told, content), lambda channel: parse_draft(channel.receive(limits.reply)), ended
        )
        return replace(document, facts=said.facts, columns=said.columns)

    def unpack(self, content: bytes, suffix: str, limits: Limits) -> tuple[Listing, list[bytes]]:
        """
        Unpack a bundle in a caged child: its manifest, and the bytes of each entry that was taken.

        Raises:
            IngestError: as for `read`, for the bundle as a whole.
        """
        allowance = Allowance(limits.members, limits.unpacked, limits.file_size)
        request = Request(suffix, limits.memory, limits.cpu, limits.wall, limits.reply, allowance=allowance)

        def take(channel: _Channel) -> tuple[Listing, list[bytes]]:
            listing = parse_listing(channel.receive(limits.reply), allowance)
            sizes = [entry.size for entry in listing.entries if entry.fate == "taken"]
            contents = [channel.receive(size) for size in sizes]
            if list(map(len, contents)) != sizes:
                raise ReaderCrashed(detail="the members are not as long as the manifest says")
            return listing, contents

        return self._run(request, (content,), take)

    def draw(self, content: bytes, suffix: str, number: int, limits: Limits) -> Drawn:
        """
        Draw a page, counted from 1, in a caged child; of 0 only the sizes are given.

        Raises:
            IngestError: as for `read`.
        """
        request = Request(suffix, limits.memory, limits.cpu, limits.wall, limits.reply, draws=number)

        def take(channel: _Channel) -> Drawn:
            drawing = parse_drawing(channel.receive(limits.reply))
            length = drawing.width * drawing.height * CHANNELS
            pixels = channel.receive(length)
            if len(pixels) != length:
                raise ReaderCrashed(detail="the picture is not as large as it claims")
            return Drawn(drawing.sizes, drawing.width, drawing.height, pixels)

        return self._run(request, (content,), take)

    def _run(
        self,
        request: Request,
        messages: tuple[bytes, ...],
        take: Callable[[_Channel], Taken],
        ended: Callable[[End | None], object] | None = None,
    ) -> Taken:
        """
        Start a child, send it the messages and take its answer.
        """
        with self._slots, ExitStack() as stack:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
            hear, tell = os.pipe()
            stack.callback(os.close, hear)
            stack.enter_context(ours)
            with theirs, os.fdopen(tell, "wb", buffering=0):
                self._ask(REQUEST.dump_json(request), (theirs.fileno(), tell))
            end = cache(partial(_end_of_child, hear))
            try:
                deadline = time.monotonic() + request.wall + request.ocr + GRACE
                return _converse(_Channel(ours, deadline), messages, end, take)
            finally:
                if ended is not None:
                    ended(end())

    def prepare(self) -> None:
        """
        Start the server without waiting for it: it loads its libraries while its owner does something else.
        """
        with self._lock:
            self._launch()

    def close(self) -> None:
        """
        End the server and wait for it; a process forked from the owner leaves it alone.
        """
        with self._lock:
            self._stop()
        atexit.unregister(self.close)

    def _ask(self, message: bytes, descriptors: tuple[int, int]) -> None:
        """
        Hand a request over, with one new start if the server has died since the last.
        """
        with self._lock:
            try:
                socket.send_fds(self._started(), [message], descriptors)
            except OSError:
                self._stop()
                socket.send_fds(self._started(), [message], descriptors)

    def _started(self) -> socket.socket:
        """
        Return the control socket of a running server.
        """
        control = self._launch()
        if not self._is_ready:
            self._await_ready(control)
        return control

    def _launch(self) -> socket.socket:
        """
        Return the control socket of a server that runs or has just been started.
        """
        if self._control is None:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            environment = {"PYTHONPATH": str(TOP), "LC_ALL": "C.UTF-8"} | ONE_THREAD
            environment |= {name: os.environ[name] for name in PASSED_ON if name in os.environ}
            with theirs:
                number = theirs.fileno()
                self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
                    [*self._command, str(number)],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    pass_fds=(number,),
                    env=environment,
                    cwd="/",
                    start_new_session=True,
                )
            self._control = ours
        return self._control

    def _await_ready(self, control: socket.socket) -> None:
        """
        Wait for the server's first word.
        """
        control.settimeout(START_PATIENCE)
        try:
            ready = control.recv(len(READY))
        except OSError:
            ready = b""
        if ready != READY:
            self._stop()
            raise ReaderCrashed(detail="the reading service did not start; its own output says why")
        self._is_ready = True

    def _stop(self) -> None:
        """
        Hang up, end the server and reap it.
        """
        if self._control is not None:
            self._control.close()
            self._control, self._is_ready = None, False
        if self._process is not None and self._owner == os.getpid():
            self._process.kill()
            self._process.wait()
        self._process = None


def may_hold_pictures(content: bytes) -> bool:
    """
    Tell from its first bytes whether a file may show pictures to recognise; plain text never does.
    """
    return content.startswith(SHOWS_PICTURES) or PDF in content[:PDF_WITHIN]


def _request(content: bytes, suffix: str, limits: Limits) -> Request:
    """
    Ask for a child that reads one document.
    """
    ocr = limits.ocr if may_hold_pictures(content) else 0
    is_plain = suffix in PLAIN_SUFFIXES
    return Request(suffix, limits.memory, limits.cpu, limits.wall, limits.reply, ocr, plain=is_plain)


class _Channel:
    """
    Send and receive on one child's socket until a deadline (monotonic seconds).
    """

    def __init__(self, stream: socket.socket, deadline: float) -> None:
        """
        Bind the socket to its deadline.
        """
        self._stream = stream
        self._deadline = deadline

    def send(self, content: bytes) -> None:
        """
        Send a length and the content.
        """
        self._tick()
        self._stream.sendall(len(content).to_bytes(LENGTH_BYTES, "big"))
        self._stream.sendall(content)

    def receive(self, limit: int) -> bytes:
        """
        Receive a length and that many bytes; raise EOFError on less, or on a length above the limit.
        """
        length = int.from_bytes(self._exactly(LENGTH_BYTES), "big")
        if length > limit:
            raise EOFError
        return self._exactly(length)

    def hang_up(self) -> None:
        """
        Let a child that still talks or listens fail, so that it ends.
        """
        with suppress(OSError):
            self._stream.shutdown(socket.SHUT_RDWR)

    def _exactly(self, length: int) -> bytes:
        """
        Receive `length` bytes.
        """
        received = bytearray()
        while len(received) < length:
            self._tick()
            part = self._stream.recv(min(length - len(received), 1 << 20))
            if not part:
                raise EOFError
            received += part
        return bytes(received)

    def _tick(self) -> None:
        """
        Give the next call only the time that is left.
        """
        self._stream.settimeout(max(0.001, self._deadline - time.monotonic()))


def _converse(
    channel: _Channel, messages: tuple[bytes, ...], end: Callable[[], End | None], take: Callable[[_Channel], Taken]
) -> Taken:
    """
    See the proof, send the messages, take the checked answer.
    """
    try:
        _check_proof(channel.receive(PROOF_LENGTH))
        for message in messages:
            channel.send(message)
        return take(channel)
    except (OSError, EOFError):
        channel.hang_up()
        raise _explain(end()) from None


def _check_proof(payload: bytes) -> None:
    """
    Refuse to send a single byte to a child whose cage has a hole.

    Raises:
        ReaderCrashed: names the layers that are missing; there is no setting that reads without them.
    """
    try:
        faults = PROOF.validate_json(payload, strict=True).faults()
    except ValidationError:
        faults = ("unreadable proof",)
    if faults:
        raise ReaderCrashed(
            detail=f"no safe cage on this host ({'; '.join(faults)}); needs Linux 5.13+ with Landlock, and libseccomp2"
        )


def _end_of_child(hear: int) -> End | None:
    """
    Read how the child ended; None when the server itself is gone or silent.
    """
    heard, _, _ = select([hear], [], [], GRACE)
    with suppress(OSError, ValidationError):
        return END.validate_json(os.read(hear, PROOF_LENGTH) if heard else b"", strict=True)
    return None


def _explain(end: End | None) -> TimedOut | OutOfMemory | ReaderCrashed:
    """
    Turn the end of a child into the error that says so.

    pdfium aborts when it gets no memory, hence SIGABRT; SIGKILL that we did not send comes from the kernel's
    out-of-memory killer.
    """
    if end is None:
        return ReaderCrashed(detail="the reading service died")
    if end.late:
        return TimedOut(detail="clock")
    if end.signal == signal.SIGXCPU:
        return TimedOut(detail="processor time")
    if end.signal in {signal.SIGABRT, signal.SIGKILL}:
        return OutOfMemory(detail=signal.Signals(end.signal).name)
    return ReaderCrashed(detail=signal.Signals(end.signal).name if end.signal else "the reader ended without answer")


@cache
def _server_of(process: int) -> ForkServer:
    """
    Keep one server for each process id: a forked process must not share its parent's.
    """
    del process
    return ForkServer()


_starting = Lock()


def _server() -> ForkServer:
    """
    Return this process's own server.
    """
    with _starting:
        return _server_of(os.getpid())


def prepare() -> None:
    """
    Start this process's own server, so that the first reading need not wait for it; see ForkServer.prepare.
    """
    _server().prepare()


def read_caged(
    content: bytes, suffix: str, limits: Limits, ended: Callable[[End | None], object] | None = None
) -> Reading:
    """
    Read bytes in a child of this process's own server; see ForkServer.read.

    Raises:
        IngestError: see ForkServer.read.
    """
    return _server().read(content, suffix, limits, ended)


def draft_caged(
    content: bytes,
    suffix: str,
    said: Declaration,
    limits: Limits,
    ended: Callable[[End | None], object] | None = None,
) -> Document:
    """
    Read bytes and their structure in a child of this process's own server; see ForkServer.draft.

    Raises:
        IngestError: see ForkServer.draft.
    """
    return _server().draft(content, suffix, said, limits, ended)


def unpack_caged(content: bytes, suffix: str, limits: Limits) -> tuple[Listing, list[bytes]]:
    """
    Unpack a bundle in a child of this process's own server.

    Raises:
        IngestError: see ForkServer.unpack.
    """
    return _server().unpack(content, suffix, limits)


def draw_caged(content: bytes, suffix: str, number: int, limits: Limits) -> Drawn:
    """
    Draw a page in a child of this process's own server; see ForkServer.draw.

    Raises:
        IngestError: see ForkServer.draw.
    """
    return _server().draw(content, suffix, number, limits)
