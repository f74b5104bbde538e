"""
Read the names that strangers gave to files and make them fit to be shown.
"""

from __future__ import annotations

import unicodedata

from ingest import late
from ingest.charsets import fitting

LONGEST_NAME = 200
"""Longest name kept, in code points; the ending stays."""
LONGEST_ENDING = 10
DEEPEST_PATH = 8
"""Most folders kept in front of a name, the innermost ones."""
NAMELESS = "document"
TWO_BYTES_AT_MOST = "\u07ff"
HANGUL = late.pattern("[가-힣]")
ACCENTED = late.pattern("[a-z][^\\x00-\\x7f]|[^\\x00-\\x7f][a-z]")


def clean_name(name: str) -> str:
    """
    Keep the last part of a file's name without control and direction characters; shorten what is too long.
    """
    return _cleaned(_slashed(name).rsplit("/", 1)[-1]) or NAMELESS


def clean_path(path: str) -> str:
    """
    Clean a name with its folders; empty, "." and ".." parts are left out.
    """
    *folders, last = _slashed(path).split("/")
    kept = [cleaned for folder in folders if (cleaned := _cleaned(folder))]
    return "/".join([*kept[-DEEPEST_PATH:], clean_name(last)])


def _slashed(path: str) -> str:
    """
    Read backslashes as the slashes they are on other systems.
    """
    return path.replace("\\", "/")


def _cleaned(part: str) -> str:
    """
    Clean one part of a path.
    """
    letters = (" " if c.isspace() else c for c in unicodedata.normalize("NFC", part))
    plain = "".join(c for c in letters if unicodedata.category(c)[0] != "C").strip().rstrip(" .")
    if len(plain) <= LONGEST_NAME:
        return plain
    stem, dot, ending = plain.rpartition(".")
    if not stem or len(ending) > LONGEST_ENDING:
        return plain[:LONGEST_NAME]
    return stem[: LONGEST_NAME - len(ending) - 1] + dot + ending


def guess_name(raw: bytes) -> str:
    """
    Tell UTF-8 from CP949 in a name that does not say what it is written in, and keep the old DOS letters otherwise.
    """
    utf8, korean = fitting(raw, "utf-8"), fitting(raw, "cp949")
    if utf8 is not None and korean is not None and utf8 != korean:
        # A few syllables of CP949 pass for accented letters of UTF-8; those stand among other small letters.
        is_korean = max(utf8) <= TWO_BYTES_AT_MOST and HANGUL.search(korean) and not ACCENTED.search(utf8)
        return korean if is_korean else utf8
    return utf8 or korean or raw.decode("cp437")
