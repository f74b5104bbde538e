"""
Say HTTP by hand, as no honest client would: half a request, a slow one, an endless one.
"""

from __future__ import annotations

import json
import socket
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BOUNDARY = b"frontier"
PATIENCE_SECONDS = 30
PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Hold what the service said, and how many bytes of the request it took to make it say so.

    `status` is 0 where the connection was closed without a word.
    """

    status: int
    body: bytes
    sent: int
    seconds: float

    def json(self) -> dict[str, Any]:
        """
        Read the body as JSON.
        """
        read: dict[str, Any] = json.loads(self.body)
        return read


@dataclass(frozen=True, slots=True)
class Talk:
    """
    Hold an open connection to the service at an address, with an API key.
    """

    address: tuple[str, int]
    key: str
    lines: tuple[bytes, ...] = field(default=())

    def head(self, *more: bytes, path: bytes = b"/api/v1/submissions", method: bytes = b"POST") -> bytes:
        """
        Write a request's head.
        """
        own = (b"Host: localhost", b"Authorization: Bearer " + self.key.encode(), b"Accept: application/json", *more)
        return method + b" " + path + b" HTTP/1.1\r\n" + b"\r\n".join(own) + b"\r\n\r\n"

    def post(self, body: bytes, *more: bytes, kind: bytes = b"multipart/form-data; boundary=" + BOUNDARY) -> Answer:
        """
        Send one whole body.
        """
        length = b"Content-Length: %d" % len(body)
        return self.say([self.head(b"Content-Type: " + kind, length, *more), body])

    def say(self, pieces: Iterable[bytes], pause: float = 0.0) -> Answer:
        """
        Send pieces, with a pause (seconds) before each, until the service answers or hangs up.
        """
        started, sent = time.monotonic(), 0
        with self.connected() as stream:
            for piece in pieces:
                time.sleep(pause)
                if _is_answered(stream):
                    break
                with suppress(BrokenPipeError, ConnectionResetError):
                    stream.sendall(piece)
                    sent += len(piece)
            status, body = _hear(stream)
        return Answer(status, body, sent, time.monotonic() - started)

    @contextmanager
    def connected(self) -> Iterator[socket.socket]:
        """
        Open a connection and close it again.
        """
        with socket.create_connection(self.address, timeout=PATIENCE_SECONDS) as stream:
            yield stream


def part(content: bytes, *, name: bytes = b"file", more: bytes = b"", headers: bytes = b"") -> bytes:
    """
    Write one part of a form; `more` goes on in the disposition, `headers` after it.
    """
    disposition = b'Content-Disposition: form-data; name="' + name + b'"' + more + b"\r\n"
    return b"--" + BOUNDARY + b"\r\n" + disposition + headers + b"\r\n" + content + b"\r\n"


def form(*parts: bytes) -> bytes:
    """
    Close a form of some parts.
    """
    return b"".join(parts) + b"--" + BOUNDARY + b"--\r\n"


def file(content: bytes, name: bytes = b"a.txt", kind: bytes = b"text/plain") -> bytes:
    """
    Write the part that holds the file.
    """
    return part(content, more=b'; filename="' + name + b'"', headers=b"Content-Type: " + kind + b"\r\n")


def chunked(content: bytes) -> Iterator[bytes]:
    """
    Cut a body into chunks that do not tell the whole length.
    """
    for start in range(0, len(content), PIECE):
        piece = content[start : start + PIECE]
        yield b"%x\r\n%b\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"


def _is_answered(stream: socket.socket) -> bool:
    """
    Tell whether something can be heard already.
    """
    stream.setblocking(False)  # noqa: FBT003 - the standard library's own signature
    try:
        stream.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return False
    except ConnectionError:
        return True
    finally:
        stream.settimeout(PATIENCE_SECONDS)
    return True


def _hear(stream: socket.socket) -> tuple[int, bytes]:
    """
    Read the answer: its status, 0 where there is none, and as much of its body as its length says.
    """
    heard = bytearray()
    with suppress(ConnectionError):
        while not _is_whole(heard) and (more := stream.recv(PIECE)):
            heard += more
    if not heard:
        return 0, b""
    head, _, body = bytes(heard).partition(b"\r\n\r\n")
    return int(head.split(b" ", 2)[1]), body


def _is_whole(heard: bytes | bytearray) -> bool:
    """
    Tell whether head and body are there.
    """
    head, end, body = bytes(heard).partition(b"\r\n\r\n")
    lengths = [int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return bool(end) and bool(lengths) and len(body) >= lengths[0]
