"""
Take a mail apart: its text as a document, and every file and mail attached to it.

Source: RFC 5322 (messages), RFC 2045 and 2046 (MIME).
"""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from dataclasses import replace
from email import policy
from email.errors import (
    CloseBoundaryNotFoundDefect,
    HeaderParseError,
    InvalidBase64LengthDefect,
    StartBoundaryNotFoundDefect,
)
from email.generator import BytesGenerator
from email.message import Message
from email.parser import BytesParser
from io import BytesIO
from typing import TYPE_CHECKING

from ingest import charsets, late
from ingest.bundle import UTF8_MARK, Part
from ingest.errors import EncryptedFile, IngestError, Malformed, OutlookMessage, TooLarge, UnsupportedFormat
from ingest.hypertext import lay_out
from ingest.mail.headers import file_name, subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.bundle import Allowance

MEDIA_TYPE = "message/rfc822"
HEADER_LINE = re.compile(rb"([!-9;-~]{1,80})[ \t]{0,9}:")
HEAD = 1 << 16
# A text may begin like a letter ("From: …"); only machines write one of these besides.
MACHINES_WRITE = frozenset({b"mime-version", b"message-id", b"received", b"return-path", b"x-mailer"})
FEWEST_HEADERS = 3
BODY, BODIES = "본문", {"text/plain": ".txt", "text/html": ".html"}
NAMELESS, CUT = "첨부", "메일의 끝부분"
CUTS = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)
MAILS = frozenset({"message/rfc822", "message/global"})
# What these hold is not in the file, or is no paper (a report of the mail system).
ELSEWHERE = frozenset({"message/partial", "message/external-body", "message/delivery-status"})
SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
ENVELOPES = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
OUTLOOK_TYPE, OUTLOOK_MARK = "application/ms-tnef", b"\x78\x9f\x3e\x22"
# Bytes of a picture in the text up to which it is a logo, not a page.
SMALL_PICTURE = 20_000
# Share of its words that one form of a text has in common with the other (links and greetings of programs differ).
SAME_WORDS = 0.9
WORD = late.pattern(r"\w+")


def looks_like(content: bytes) -> bool:
    """
    Tell whether the content begins with a mail's header, not merely like a letter.
    """
    names = set()
    for number, line in enumerate(content[:HEAD].removeprefix(UTF8_MARK).lstrip(b"\r\n").splitlines()):
        if found := HEADER_LINE.match(line):
            names.add(found.group(1).lower())
        elif not line:
            break
        elif not line.startswith((b" ", b"\t")) and not (number == 0 and line.startswith(b"From ")):
            return False
    return len(names) >= FEWEST_HEADERS and not names.isdisjoint(MACHINES_WRITE)


def parts(content: bytes, allowance: Allowance) -> Iterator[Part]:
    """
    Hand over the text of a mail and everything attached to it.
    """
    message = BytesParser(policy=policy.compat32).parsebytes(content.removeprefix(UTF8_MARK).lstrip(b"\r\n"))
    yield from Mail(allowance).walk(message)
    if any(isinstance(defect, CUTS) for each in message.walk() for defect in each.defects):
        yield Part(CUT, 0, error=Malformed)


class Mail:
    """
    Walk one mail; keep count of what has no name of its own.
    """

    def __init__(self, allowance: Allowance) -> None:
        """
        Begin with nothing counted.
        """
        self._largest = allowance.each
        self._counted: Counter[str] = Counter()
        self._bodies: dict[str, str] = {}

    def walk(self, message: Message) -> Iterator[Part]:
        """
        Hand over what one part of the mail holds.
        """
        kind = message.get_content_type()
        if kind in MAILS and message.is_multipart():
            yield self._mail(message)
        elif kind in ELSEWHERE:
            yield Part(self._name(message), 0, error=UnsupportedFormat)
        elif kind == "multipart/encrypted":
            yield Part(self._name(message), 0, error=EncryptedFile)
        elif kind == "multipart/alternative" and message.is_multipart():
            yield from self._alternatives(message)
        elif message.is_multipart():
            for each in _parts_of(message):
                yield from self.walk(each)
        else:
            yield from self._leaf(message, kind)

    def _alternatives(self, message: Message) -> Iterator[Part]:
        """
        Take the form of a text that mail programs show, the last; the others too where they say anything else.
        """
        groups = [list(self.walk(each)) for each in _parts_of(message)]
        with_text = [group for group in groups if any(part.name in self._bodies for part in group)]
        shown = {word for part in (with_text or [[]])[-1] for word in _words(self._bodies.get(part.name, ""))}
        for group in groups:
            for part in group:
                words = _words(self._bodies.get(part.name, ""))
                is_other = bool(words) and group is not with_text[-1] and len(words & shown) >= SAME_WORDS * len(words)
                yield replace(part, content=b"", why="other_form") if is_other else part

    def _leaf(self, message: Message, kind: str) -> Iterator[Part]:
        """
        Hand over a text or a file.
        """
        content = message.get_payload(decode=True)
        if not isinstance(content, bytes) or any(
            isinstance(each, InvalidBase64LengthDefect) for each in message.defects
        ):
            yield Part(self._name(message), 0, error=Malformed)
        elif kind in BODIES and not file_name(message) and message.get_content_disposition() != "attachment":
            yield from self._body(charsets.decode(content, str(message.get_content_charset(""))), kind)
        elif error := self._fault(message, kind, content):
            yield Part(self._name(message), len(content), error=error)
        elif kind in SIGNATURES:
            yield Part(self._name(message), len(content), why="signature")
        else:
            is_logo = kind.startswith("image/") and len(content) <= SMALL_PICTURE and _stands_in_text(message)
            yield Part(self._name(message), len(content), content, why="small_picture" if is_logo else "")

    def _fault(self, message: Message, kind: str, content: bytes) -> type[IngestError] | None:
        """
        Say what keeps an attached file from being read.
        """
        if kind in ENVELOPES:
            return UnsupportedFormat if "signed" in str(message.get_param("smime-type", "")) else EncryptedFile
        if kind == OUTLOOK_TYPE or content.startswith(OUTLOOK_MARK):
            return OutlookMessage
        return TooLarge if len(content) > self._largest else None

    def _body(self, text: str, kind: str) -> Iterator[Part]:
        """
        Hand over the text of the mail as a document of its own; a blank one is none.
        """
        name = self._number(BODY, BODIES[kind])
        try:
            seen = lay_out(text).text if kind == "text/html" else text
        except IngestError as problem:
            yield Part(name, len(text), error=type(problem))
            return
        if seen.strip():
            self._bodies[name] = seen
            is_fragment = kind == "text/html" and not text.lstrip().lower().startswith(("<html", "<!doctype html"))
            content = (("<html>" if is_fragment else "") + text).encode("utf-8-sig", "replace")
            yield Part(name, len(content), content)

    def _mail(self, message: Message) -> Part:
        """
        Hand over an attached mail.
        """
        inner = _parts_of(message)[0]
        name = file_name(message) or subject(inner) or NAMELESS
        name = name if name.lower().endswith(".eml") else f"{name}.eml"
        try:
            content = _written(inner)
            if str(message.get("content-transfer-encoding", "")).strip().lower() == "base64":
                content = base64.b64decode(content)
        except (UnicodeEncodeError, binascii.Error, HeaderParseError):
            return Part(name, 0, error=Malformed)
        return Part(name, len(content), content, kind="eml")

    def _name(self, message: Message) -> str:
        """
        Name a part, by its number where it has no name.
        """
        return file_name(message) or self._number(NAMELESS, "")

    def _number(self, name: str, ending: str) -> str:
        """
        Count names that are the same: 본문, 본문 2.
        """
        self._counted[name + ending] += 1
        number = self._counted[name + ending]
        return f"{name} {number}{ending}" if number > 1 else name + ending


def _written(message: Message) -> bytes:
    """
    Write a mail inside another one down again.

    Raises:
        UnicodeEncodeError: it is damaged beyond that.
    """
    written = BytesIO()
    BytesGenerator(written, mangle_from_=False, maxheaderlen=0).flatten(message)
    return written.getvalue()


def _parts_of(message: Message) -> list[Message]:
    """
    List the parts of a part.
    """
    return [each for each in message.get_payload() if isinstance(each, Message)]


def _stands_in_text(message: Message) -> bool:
    """
    Tell whether a picture is shown in the text rather than attached to it.
    """
    return message.get_content_disposition() == "inline" or message.get("content-id") is not None


def _words(text: str) -> set[str]:
    """
    List the words of a text.
    """
    return set(WORD.findall(text))
