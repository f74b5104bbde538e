"""
Read names and subjects out of a mail's headers, as they were meant.

Beside the standards (RFC 2047, RFC 2231) stand the habits of Korean mail programs: encoded words inside quotation
marks, letters of CP949 or UTF-8 as they are, names written like web addresses.
"""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from urllib.parse import unquote_to_bytes

from ingest import charsets, late
from ingest.naming import guess_name

FOLD = late.pattern(r"[\r\n]+")
WEB_LETTERS = late.pattern(r"(?:%[0-9A-Fa-f]{2}){3}")


def file_name(message: Message) -> str:
    """
    Return the name under which a part is to be kept, without folders; empty where it has none.
    """
    said = _parameter(message, "content-disposition", "filename") or _parameter(message, "content-type", "name")
    return re.split(r"[/\\]", said)[-1].strip()


def subject(message: Message) -> str:
    """
    Return the subject as a name for a file.
    """
    return re.sub(r"[/\\\s]+", " ", _words(_raw(message, "subject"))).strip()


def _raw(message: Message, header: str) -> str:
    """
    Return a header's value on one line, with letters that it holds as they are.
    """
    value = next((str(value) for name, value in message.raw_items() if name.lower() == header), "")
    plain = FOLD.sub("", value)
    return plain if plain.isascii() else guess_name(plain.encode("utf-8", "surrogateescape"))


def _parameter(message: Message, header: str, name: str) -> str:
    """
    Return one parameter of a header.
    """
    # The header is read by itself: the library would replace every letter beyond ASCII that is not encoded.
    alone: Message = Message()
    alone[header] = _raw(message, header)
    value = alone.get_param(name, header=header)
    if isinstance(value, tuple):
        encoding, _, text = value
        return charsets.decode(text.encode("latin-1", "replace"), encoding or "")
    return _words(str(value or ""))


def _words(text: str) -> str:
    """
    Decode the encoded words in a text.
    """
    if WEB_LETTERS.search(text):
        return charsets.decode(unquote_to_bytes(text))
    if "=?" not in text:
        return text
    try:
        pieces = decode_header(text)
    except HeaderParseError:
        return text
    return "".join(
        piece if isinstance(piece, str) else charsets.decode(piece, encoding or "") for piece, encoding in pieces
    )
