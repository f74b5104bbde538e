"""
Be the child that reads one document: close the cage, prove it, and only then take the first byte.

Runs in a process forked from the server (ingest/cage/server.py), which has imported every reader beforehand: once
the cage is shut nothing can be imported, opened, started or reached any more.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from typing import TYPE_CHECKING

from ingest.cage import landlock, syscalls
from ingest.cage.reply import (
    DECLARATION,
    DRAFT,
    DRAWING,
    LENGTH_BYTES,
    LISTING,
    PROOF,
    REPLY,
    Draft,
    Drawing,
    Failure,
    Listing,
    Proof,
    Reply,
)
from ingest.document import Source
from ingest.errors import BombSuspected, IngestError, Malformed, OutOfMemory, ReaderCrashed
from ingest.nesting import draw, read_nested
from ingest.ocr.budget import budget
from ingest.structure import build, refuse_unreadable
from ingest.unpacking import unpack

if TYPE_CHECKING:
    from ingest.cage.reply import Request

NOBODY = 65534
OPEN_FILES = 16
CHUNK = 1 << 20
SET_DEATH_SIGNAL, SET_DUMPABLE, SET_NO_NEW_PRIVILEGES = 1, 4, 38

_libc = ctypes.CDLL(None, use_errno=True)


def live(channel: int, request: Request) -> None:
    """
    Read or unpack one file from the channel and answer on it; without a whole cage, only say why not.
    """
    try:
        proof = close_cage(request)
    except OSError as problem:
        proof = Proof(refusal=str(problem) or type(problem).__name__)
    _send(channel, PROOF.dump_json(proof))
    if not proof.faults():
        budget.grant(request.ocr)
        _answer(channel, request)


def _answer(channel: int, request: Request) -> None:
    """
    Send what the bytes are made into, and then those of each member of a bundle; whatever fails becomes its code.
    """
    contents: list[bytes] = []
    try:
        payload = _made(channel, request, contents)
        if len(payload) > request.reply:
            raise BombSuspected(detail="far too long")  # noqa: TRY301 - a failure like those of the readers
    except Exception as problem:  # noqa: BLE001 - whatever a parser throws on hostile bytes must end as a code
        contents, payload = [], REPLY.dump_json(Reply(failure=_failure(problem)))
    for message in (payload, *contents):
        _send(channel, message)


def _made(channel: int, request: Request, contents: list[bytes]) -> bytes:
    """
    Lay a file out, draft its document, draw a page or unpack it; the bytes of members and pictures go to `contents`.
    """
    said = DECLARATION.validate_json(_receive(channel)) if request.drafts else None
    content = _receive(channel)
    if request.allowance:
        unpacked = unpack(content, request.suffix, request.allowance)
        contents += unpacked.contents if unpacked else []
        return LISTING.dump_json(Listing(unpacked.kind, tuple(unpacked.entries)) if unpacked else Listing())
    if request.draws is not None:
        drawn = draw(content, request.suffix, request.draws)
        contents.append(drawn.pixels)
        return DRAWING.dump_json(Drawing(drawn.sizes, drawn.width, drawn.height))
    media_type, layout = read_nested(content, request.suffix)
    if said is None:
        return REPLY.dump_json(Reply(media_type, layout))
    refuse_unreadable(layout)
    return DRAFT.dump_json(Draft(build(layout, Source("", media_type, "", 0), said)))


def _failure(problem: Exception) -> Failure:
    """
    Turn each way of failing into its error; no message of a library (it may quote) gets out.
    """
    if isinstance(problem, IngestError):
        return Failure.of(problem)
    if isinstance(problem, MemoryError):
        return Failure.of(OutOfMemory(detail="the address space is used up"))
    if isinstance(problem, RecursionError):
        return Failure.of(Malformed(detail="nested too deeply"))
    return Failure.of(ReaderCrashed(detail=type(problem).__name__))


def close_cage(request: Request) -> Proof:
    """
    Give up, one after the other, memory, time, user, files, network and system calls; return the proof.

    Raises:
        OSError: a layer is missing on this host.
    """
    with open("/proc/self/status", "rb", buffering=0) as status:  # noqa: PTH123 - must be open before the cage shuts
        bounds = _bounds(request)
        _limit_resources(bounds)
        _drop_user()
        _libc.prctl(SET_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
        _libc.prctl(SET_DUMPABLE, 0, 0, 0, 0)
        _libc.prctl(SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        allowed = syscalls.build_filter(os.getpid())
        answer = landlock.restrict_self(landlock.build_ruleset())
        denies = _is_denied("/")
        limited = all(resource.getrlimit(kind) == bound for kind, bound in bounds.items())
        uid = os.getuid()
        allowed.load()
        fields = dict(line.split(b":", 1) for line in status.read().splitlines() if b":" in line)
    return Proof(int(fields[b"Seccomp"]), int(fields[b"NoNewPrivs"]), answer, denies, limited, uid)


def _bounds(request: Request) -> dict[int, tuple[int, int]]:
    """
    Say the soft and hard limits of memory (bytes), processor time (seconds), files, processes and core dumps.
    """
    return {
        resource.RLIMIT_AS: (request.memory, request.memory),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_NOFILE: (OPEN_FILES, OPEN_FILES),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_NPROC: (0, 0),
        # The soft limit ends the child with a signal of its own (SIGXCPU); the hard one would look like a lack of memory.
        # In between lies what recognising pictures may use (ingest/ocr/budget.py).
        resource.RLIMIT_CPU: (request.cpu, request.cpu + request.ocr + 1),
    }


def _limit_resources(bounds: dict[int, tuple[int, int]]) -> None:
    """
    Set the limits for good: the hard ones cannot be raised again.
    """
    for kind, bound in bounds.items():
        resource.setrlimit(kind, bound)


def _drop_user() -> None:
    """
    Become nobody where the service runs as root: limits on processes bind only others.
    """
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def _is_denied(folder: str) -> bool:
    """
    Try to open a folder that everybody may open; tell whether the kernel refused.
    """
    try:
        os.close(os.open(folder, os.O_RDONLY))
    except PermissionError:
        return True
    return False


def _receive(channel: int) -> bytes:
    """
    Read the length and then that many bytes.
    """
    length = int.from_bytes(_exactly(channel, LENGTH_BYTES), "big")
    return _exactly(channel, length)


def _exactly(channel: int, length: int) -> bytes:
    """
    Read `length` bytes; a parent that hangs up ends the child.
    """
    parts, missing = [], length
    while missing:
        part = os.read(channel, min(missing, CHUNK))
        if not part:
            raise EOFError
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _send(channel: int, payload: bytes) -> None:
    """
    Write the length and then the payload.
    """
    rest = memoryview(len(payload).to_bytes(LENGTH_BYTES, "big") + payload)
    while rest:
        rest = rest[os.write(channel, rest) :]
