"""
Write one agreement in ten ways that mean the same: whoever reads them must find the same.

Each encoding makes the bytes of a file of the plain text; what it may change in a quote (numbers of articles, names of
parties) is masked by `Encoding.masks` before findings are compared.
"""

from __future__ import annotations

import html
import re
import textwrap
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import weasyprint

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.document import Party

ARTICLE = re.compile(r"(?<![법령칙」』] )(?<![법령칙」』])제\s?(\d{1,3})\s?조")
SHIFT = 10
WORD = re.compile("[가-힣]{2,}")
COLUMN = 38
NAMES = {"갑": "가람", "을": "나래", "병": "다온", "정": "라온"}
FINAL = 28
# Particles after a final consonant and after a vowel.
PARTICLES = {"은": "는", "이": "가", "을": "를", "과": "와"}


@dataclass(frozen=True, slots=True)
class Encoding:
    """
    Hold one way of writing: what makes the file, its suffix, and what a quote of it may differ in.
    """

    write: Callable[[str, tuple[Party, ...]], bytes]
    suffix: str = ".txt"
    masks: tuple[str, ...] = ()


def decomposed(text: str, _: tuple[Party, ...]) -> bytes:
    """
    Write every syllable as its jamo.
    """
    return unicodedata.normalize("NFD", text).encode()


def zero_width(text: str, _: tuple[Party, ...]) -> bytes:
    """
    Put an invisible space into every Korean word.
    """
    return WORD.sub(lambda word: word.group()[0] + "\u200b" + word.group()[1:], text).encode()


def full_width(text: str, _: tuple[Party, ...]) -> bytes:
    """
    Write figures, per cent signs and brackets in full width.
    """
    wide = {ord(letter): ord(letter) + 0xFEE0 for letter in "0123456789%()"}
    return text.translate(wide).encode()


def more_spaces(text: str, _: tuple[Party, ...]) -> bytes:
    """
    Double the spaces inside lines and end the lines in blanks.
    """
    return "\n".join(re.sub(r"(?<=\S) (?=\S)", "  ", line) + " " for line in text.split("\n")).encode()


def line_breaks(text: str, _: tuple[Party, ...]) -> bytes:
    """
    Break long lines as a narrow column does: Korean after any letter, other writing between words.
    """
    return "\n".join(piece for line in text.split("\n") for piece in _broken(line)).encode()


def _broken(line: str) -> list[str]:
    """
    Break one line.
    """
    if WORD.search(line):
        return [line[at : at + COLUMN] for at in range(0, len(line), COLUMN)]
    return textwrap.wrap(line, 2 * COLUMN) or [line]


def named(text: str, parties: tuple[Party, ...]) -> bytes:
    """
    Call the parties 갑 and 을 by a name of their own.
    """
    for party in parties:
        if party.label in NAMES:
            text = _renamed(text, party.label, NAMES[party.label])
    return text.encode()


def _renamed(text: str, label: str, name: str) -> str:
    """
    Replace a label with its particle; both ends of the word must be plain.
    """
    particle = re.compile(rf"(?<![가-힣]){label}([\"'”’]?)(은|는|이|가|을|를|과|와)(?![가-힣])")
    plain = re.compile(rf"(?<![가-힣]){label}(?=[\"'”’]?(?:의|에게|에|도|만|측|및|또는|\W|이라|라|으로|로|간))")
    has_final = (ord(name[-1]) - 0xAC00) % FINAL != 0
    endings = PARTICLES if not has_final else {}
    text = particle.sub(lambda found: name + found[1] + endings.get(found[2], found[2]), text)
    return plain.sub(name, text)


def renumbered(text: str, _: tuple[Party, ...]) -> bytes:
    """
    Give the articles numbers from eleven, references included.
    """
    return ARTICLE.sub(lambda found: f"제{int(found[1]) + SHIFT}조", text).encode()


def printed(font: str, size: str = "A4") -> Callable[[str, tuple[Party, ...]], bytes]:
    """
    Print with a font on pages of a size, each line of the text a paragraph.
    """

    def write(text: str, _: tuple[Party, ...]) -> bytes:
        style = f"@page{{size:{size};margin:18mm}}body{{font:10pt {font};word-break:break-all}}p{{margin:0 0 4pt;white-space:pre-wrap}}"
        body = "".join(f"<p>{html.escape(line) or '&nbsp;'}</p>" for line in text.split("\n"))
        page: bytes = weasyprint.HTML(string=f"<style>{style}</style>{body}").write_pdf()
        return page

    return write


def korean_windows(text: str, _: tuple[Party, ...]) -> bytes:
    """
    Write in the encoding of Korean Windows; what it lacks is written as its nearest relative.
    """
    return unicodedata.normalize("NFC", text).encode("cp949", "ignore")


ENCODINGS = {
    "NFD": Encoding(decomposed),
    "zero width": Encoding(zero_width),
    "full width": Encoding(full_width),
    "more spaces": Encoding(more_spaces),
    "line breaks": Encoding(line_breaks),
    "names for 갑 and 을": Encoding(named, masks=("party",)),
    "renumbered": Encoding(renumbered, masks=("number",)),
    "another font": Encoding(printed("'Noto Serif CJK KR'"), ".pdf"),
    "page breaks": Encoding(printed("'Noto Sans CJK KR'", "A5"), ".pdf"),
    "CP949": Encoding(korean_windows),
}
