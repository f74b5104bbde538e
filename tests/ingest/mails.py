"""
Write mails for tests the way mail programs do, habits of Korean ones included.
"""

from __future__ import annotations

import base64

HEADER = b"From: a@example.com\r\nTo: b@example.com\r\nDate: Mon, 23 Nov 2026 09:00:00 +0900\r\n"
BOUNDARIES = iter(range(1_000_000))


def mail(body: bytes, subject: bytes = b"=?UTF-8?B?6rOE7JW9?=") -> bytes:
    """
    Write a mail around a part.
    """
    return HEADER + b"Subject: " + subject + b"\r\nMIME-Version: 1.0\r\n" + body


def part(kind: bytes, content: bytes, *more: bytes) -> bytes:
    """
    Write a part in base64 under its type and further header lines.
    """
    lines = [b"Content-Type: " + kind, b"Content-Transfer-Encoding: base64", *more]
    return b"\r\n".join(lines) + b"\r\n\r\n" + base64.encodebytes(content).replace(b"\n", b"\r\n")


def plain(text: str, encoding: str = "utf-8") -> bytes:
    """
    Write the text of a mail.
    """
    return part(b"text/plain; charset=" + encoding.encode(), text.encode(encoding))


def attached(name: bytes, content: bytes) -> bytes:
    """
    Write an attached file; `name` is the whole parameter as it stands in the header.
    """
    return part(b"application/octet-stream", content, b"Content-Disposition: attachment; " + name)


def forwarded(message: bytes) -> bytes:
    """
    Write an attached mail.
    """
    return b"Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n" + message


def several(*parts: bytes, kind: bytes = b"mixed") -> bytes:
    """
    Write a part of several parts.
    """
    boundary = b"=_%d" % next(BOUNDARIES)
    inside = b"".join(b"--" + boundary + b"\r\n" + each + b"\r\n" for each in parts)
    return (
        b"Content-Type: multipart/"
        + kind
        + b'; boundary="'
        + boundary
        + b'"\r\n\r\n'
        + inside
        + b"--"
        + boundary
        + b"--\r\n"
    )
