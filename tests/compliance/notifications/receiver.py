"""
Receive webhooks on this machine, over HTTP or HTTPS, and answer them as a test says.
"""

from __future__ import annotations

import ssl
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(slots=True)
class Received:
    """
    Hold one request as it came.
    """

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Receiver:
    """
    Hold what came, and what is answered: the next of `answers`, else 204.
    """

    takes_seconds: float = 0
    port: int = 0
    answers: list[int | bytes] = field(default_factory=list)
    """Status codes, or bytes to send as they are."""
    got: list[Received] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)
    """Names that TLS clients asked for."""

    @property
    def address(self) -> str:
        """
        Return where it listens, by plain HTTP.
        """
        return f"http://127.0.0.1:{self.port}/hook"


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            time.sleep(receiver.takes_seconds)
            receiver.got.append(Received(self.path, headers, body))
            answer = receiver.answers.pop(0) if receiver.answers else 204
            if isinstance(answer, bytes):
                self.wfile.write(answer)
                self.close_connection = True
                return
            self.send_response(answer)
            self.send_header("Location", "http://169.254.169.254/latest/meta-data")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """
            Stay silent.
            """

    return Handler


class _Server(ThreadingHTTPServer):
    """
    Let as many wait to be accepted as senders at once may be.
    """

    request_queue_size = 128


@contextmanager
def receiving(takes_seconds: float = 0, tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """
    Listen until the test is over.
    """
    receiver = Receiver(takes_seconds)
    with _Server(("127.0.0.1", 0), _handler(receiver)) as server:
        receiver.port = server.server_address[1]
        if tls:
            tls.sni_callback = lambda _socket, name, _context: receiver.names.append(name)
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield receiver
        server.shutdown()
        thread.join()


def _signs() -> x509.KeyUsage:
    uses = dict.fromkeys(
        (
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return x509.KeyUsage(digital_signature=True, key_cert_sign=True, **uses)


def certified(folder: Path, name: str) -> tuple[ssl.SSLContext, Path]:
    """
    Make a certificate for a name; return a server's context with it, and the file by which clients trust it.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        # Newer Pythons want both of whoever vouches for a certificate, if only for its own.
        .add_extension(_signs(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    trusted, private = folder / f"{name}.pem", folder / f"{name}.key"
    trusted.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, private)
    return context, trusted
