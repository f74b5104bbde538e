"""
Decode bytes that do not say their encoding, as plain texts and tables of separated values do not.
"""

from __future__ import annotations

import codecs

PLAIN_SUFFIXES = (".txt", ".md", ".markdown", ".text")
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# CP949 holds all of EUC-KR; UTF-16 without a mark comes last, as nearly any bytes would pass for it.
ENCODINGS = ("utf-8", "cp949")
CONTROLS = {chr(code) for code in range(32)} - set("\t\n\r\x0b\x0c\x1a\x1b")
MOST_CONTROLS = 0.001
SAMPLE = 4096
NUL_SHARE = 0.2


def decode(content: bytes) -> str | None:
    """
    Return the text in the first encoding that fits; None where none does.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    guess = _guess_utf16(content)
    for encoding in (guess,) if guess else ENCODINGS:
        text = _decoded(content, encoding)
        if text is not None:
            return text
    return None


def _decoded(content: bytes, encoding: str) -> str | None:
    """
    Decode strictly; text full of control characters is no text.
    """
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    controls = sum(text.count(letter) for letter in CONTROLS)
    return None if controls > max(2, len(text) * MOST_CONTROLS) else text


def _guess_utf16(content: bytes) -> str | None:
    """
    Recognise UTF-16 without a mark by the zero halves of its spaces and line ends.
    """
    sample = content[:SAMPLE]
    if len(content) % 2 or not sample:
        return None
    for encoding, space, end in (("utf-16-le", b" \0", b"\n\0"), ("utf-16-be", b"\0 ", b"\0\n")):
        pairs = [sample[place : place + 2] for place in range(0, len(sample), 2)]
        if pairs.count(b"\0\0") == 0 and pairs.count(space) + pairs.count(end) > NUL_SHARE / 8 * len(pairs):
            return encoding
    return None
