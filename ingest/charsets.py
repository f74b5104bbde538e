"""
Decode bytes that say their own encoding, as mails and web pages do, though what they say is often wrong.

Python loads a codec when it is first asked for, which inside the cage is too late: the server loads these beforehand.
"""

from __future__ import annotations

# What mails of Korean programs call by a smaller standard's name holds letters of CP949; likewise in Japan and China.
WIDER = {
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601-1989": "cp949",
    "ksc5601": "cp949",
    "korean": "cp949",
    "uhc": "cp949",
    "windows-949": "cp949",
    "x-windows-949": "cp949",
    "cp949": "cp949",
    "iso-2022-kr": "iso2022_kr",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "iso-2022-jp": "iso2022_jp",
    "euc-jp": "euc_jp",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "iso-8859-1": "cp1252",
    "windows-1252": "cp1252",
}
# The library for mails asks for the last one.
CODECS = tuple(sorted({*WIDER.values(), "cp437", "raw_unicode_escape"}))
# Tried where what was said does not fit, or nothing was said; the last one takes any bytes.
USUAL = ("utf-8", "cp949")
LAST_RESORT = "latin-1"
# These names are written without looking, over bytes of any kind.
EMPTY_NAMES = frozenset({"us-ascii", "ascii", "iso-8859-1", "windows-1252", "unknown-8bit", ""})


def decode(raw: bytes, said: str = "") -> str:
    """
    Return the text; `said` is the name of the encoding that came with it, if any.
    """
    name = said.strip().lower()
    known = WIDER.get(name)
    order = [*USUAL, known] if name in EMPTY_NAMES else [known, *USUAL]
    for encoding in order:
        if encoding is not None and (text := fitting(raw, encoding)) is not None:
            return text
    return raw.decode(known or LAST_RESORT, "replace")


def fitting(raw: bytes, encoding: str) -> str | None:
    """
    Decode strictly; None where the bytes are not of this encoding.
    """
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
