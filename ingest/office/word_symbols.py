"""
Say which letter a person sees where a DOCX file uses a symbol font: in Wingdings "þ" is a ticked box.

Source: the code charts of the fonts Symbol and Wingdings; only signs that agreements use have letters here.
"""

from __future__ import annotations

from typing import Final

from ingest import late

UNKNOWN: Final = "•"
PRIVATE_USE: Final = range(0xE000, 0xF900)
# Symbol fonts keep their signs at F000 plus the code; files write either.
BASE: Final = 0xF000
OWN_CODES: Final = range(BASE, BASE + 0x100)
OWN_LETTER: Final = late.pattern("[\uf000-\uf0ff]")

WINGDINGS: Final = {
    0x20: " ", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x3F: "✍", 0x46: "☞", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6D: "❍", 0x6E: "■",
    0x6F: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "☒", 0x80: "⓪",
    **{0x81 + number: chr(0x2460 + number) for number in range(10)}, 0x8B: "⓿",
    **{0x8C + number: chr(0x2776 + number) for number in range(10)}, 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA4: "◉", 0xA5: "◎",
    0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦",
    0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
WINGDINGS_2: Final = {
    0x20: " ",
    0x50: "✓",
    0x4F: "✗",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0x97: "●",
    0xA3: "□",
    0x2A: "□",
}
WINGDINGS_3: Final = {0x20: " ", 0x22: "↑", 0x67: "→", 0x66: "←", 0x7D: "▶", 0x84: "◀"}
GREEK: Final = dict(zip(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True,
))  # fmt: skip
SYMBOL: Final = {
    **{code: chr(code) for code in range(0x20, 0x40)}, **GREEK, 0x22: "∀", 0x24: "∃", 0x2A: "∗", 0x2D: "−", 0x40: "≅",
    0x5B: "[", 0x5D: "]", 0x5E: "⊥", 0x5F: "_", 0x7B: "{", 0x7C: "|", 0x7D: "}", 0x7E: "∼", 0xA2: "′", 0xA3: "≤", 0xA5: "∞",
    0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD2: "®", 0xD3: "©",
    0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xDE: "⇒", 0xE5: "∑",
}  # fmt: skip
FONTS: Final = {
    "wingdings": WINGDINGS, "wingdings 2": WINGDINGS_2, "wingdings 3": WINGDINGS_3, "symbol": SYMBOL, "webdings": {0x20: " "},
    "marlett": {0x20: " "}, "zapf dingbats": {0x20: " "}, "zapfdingbats": {0x20: " "}, "bookshelf symbol 7": {0x20: " "},
    "mt extra": {0x20: " "},
}  # fmt: skip


def is_symbol_font(font: str) -> bool:
    """
    Tell whether Latin letters in this font are printed as signs.
    """
    return font.lower() in FONTS


def symbol(font: str, code: int) -> str:
    """
    Return the letter for a sign given by its code in a font; a dot for one that no letter stands for.

    A font that is no symbol font prints the letter of that code; a code of a font of signs alone is read as Wingdings.
    """
    inner = code - BASE if code in OWN_CODES else code
    signs = FONTS.get(font.lower())
    if signs is None and code in PRIVATE_USE:
        signs = WINGDINGS
    if signs is not None:
        return signs.get(inner, UNKNOWN)
    is_letter = 0 < code < 0x110000 and chr(code).isprintable() and not 0xD800 <= code < 0xE000  # noqa: PLR2004
    return chr(code) if is_letter else UNKNOWN


def as_seen(text: str, font: str) -> str:
    """
    Return what a person sees of letters in this font; letters that the font does not have keep their shape.
    """
    signs = FONTS.get(font.lower())
    if signs is not None:
        return "".join(symbol(font, ord(each)) if each < "\u0100" or ord(each) in OWN_CODES else each for each in text)
    return OWN_LETTER.sub(lambda each: WINGDINGS.get(ord(each[0]) - BASE, each[0]), text)
