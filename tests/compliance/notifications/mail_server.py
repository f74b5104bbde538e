"""
Be an SMTP server on this machine, with or without TLS, that keeps what it is sent or refuses it as a test says.
"""

from __future__ import annotations

import socketserver
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator
    from email.message import EmailMessage


@dataclass(slots=True)
class MailServer:
    """
    Hold the mails that came, whether each came encrypted, and the reply to the next recipients (else 250).
    """

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    replies: list[int] = field(default_factory=list)


class _Listener(socketserver.ThreadingTCPServer):
    """
    Hold what the conversations share.
    """

    kept: MailServer
    tls: ssl.SSLContext | None


class _Conversation(socketserver.StreamRequestHandler):
    """
    Speak as much SMTP as one mail needs.
    """

    server: _Listener
    is_encrypted = False

    def handle(self) -> None:
        """
        Answer command after command.
        """
        answers = {b"EHLO": self.greet, b"STARTTLS": self.encrypt, b"RCPT": self.take_recipient, b"DATA": self.keep}
        self.say("220 test")
        while line := self.rfile.readline():
            command = line.split()[0].upper()
            if command == b"QUIT":
                self.say("221 bye")
                return
            answers.get(command, self.agree)()

    def agree(self) -> None:
        """
        Let anything else pass.
        """
        self.say("250 test")

    def greet(self) -> None:
        """
        Offer encryption where there is any.
        """
        offers = self.server.tls is not None and not self.is_encrypted
        self.say("250-test\r\n250 STARTTLS" if offers else "250 test")

    def encrypt(self) -> None:
        """
        Go on encrypted.
        """
        assert self.server.tls
        self.say("220 go on")
        self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", buffering=0)
        self.is_encrypted = True

    def take_recipient(self) -> None:
        """
        Reply as the test says.
        """
        replies = self.server.kept.replies
        self.say(f"{replies.pop(0) if replies else 250} test")

    def keep(self) -> None:
        """
        Keep a mail.
        """
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        self.server.kept.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.server.kept.encrypted.append(self.is_encrypted)
        self.say("250 kept")

    def say(self, words: str) -> None:
        """
        Send a line.
        """
        self.wfile.write(f"{words}\r\n".encode())

    def finish(self) -> None:
        """
        Close what was wrapped.
        """
        super().finish()
        self.request.close()


@contextmanager
def serving_mail(tls: ssl.SSLContext | None = None) -> Iterator[MailServer]:
    """
    Listen until the test is over.
    """
    with _Listener(("127.0.0.1", 0), _Conversation) as server:
        server.kept, server.tls = MailServer(server.server_address[1]), tls
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server.kept
        server.shutdown()
        thread.join()
