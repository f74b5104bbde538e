"""
Stand between an office and its PostgreSQL as a network does, and lose what is sent: nobody hears that anybody left.
"""

from __future__ import annotations

import ctypes
import socket
import struct
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from sqlalchemy import make_url

if TYPE_CHECKING:
    from collections.abc import Iterator

ATTACH_FILTER: Final = 26
DETACH_FILTER: Final = 27
"""SO_ATTACH_FILTER and SO_DETACH_FILTER of Linux, which Python does not name."""
DROP_ALL: Final = ctypes.create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))
"""The program "return 0": what arrives is dropped by the kernel, unacknowledged, as if it had never arrived."""


class Network:
    """
    Pass bytes from a TCP port to the socket of a server and back.
    """

    def __init__(self, server_socket: str) -> None:
        """
        Listen at a free port.
        """
        self._server_socket = server_socket
        self._door = socket.create_server(("127.0.0.1", 0))
        self._lines: list[socket.socket] = []
        self._servers: list[socket.socket] = []
        threading.Thread(target=self._let_in, daemon=True).start()

    def url(self, url: str) -> str:
        """
        Lead an address through here.
        """
        host, port = self._door.getsockname()
        through = make_url(url).set(host=host, port=port, query={})
        return through.render_as_string(hide_password=False)

    @contextmanager
    def losing(self, *, door: bool) -> Iterator[None]:
        """
        Lose what is sent on the lines that there are and, where the door is lost too, whoever tries to connect.
        """
        lost = [*self._lines, *([self._door] if door else [])]
        for line in lost:
            with suppress(OSError):
                line.setsockopt(socket.SOL_SOCKET, ATTACH_FILTER, struct.pack("HL", 1, ctypes.addressof(DROP_ALL)))
        try:
            yield
        finally:
            for line in lost:
                with suppress(OSError):
                    line.setsockopt(socket.SOL_SOCKET, DETACH_FILTER, 0)

    def close(self) -> None:
        """
        End all lines.
        """
        for line in (self._door, *self._lines, *self._servers):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def _let_in(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._door.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server_socket)
                self._lines.append(line)
                self._servers.append(server)
                for one, other in ((line, server), (server, line)):
                    threading.Thread(target=_pass, args=(one, other), daemon=True).start()


def _pass(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while content := one.recv(1 << 16):
            other.sendall(content)
    for end in (one, other):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
