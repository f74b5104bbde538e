"""
Write the letters of a DOCX file as a person sees them: in capitals, as signs, in place or, where nobody sees them, aside.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ingest.markup import attribute
from ingest.notices import STRUCK_OUT, SYMBOL_LETTERS
from ingest.office.word_looks import PLAIN
from ingest.office.word_math import formula
from ingest.office.word_symbols import as_seen, is_symbol_font, symbol
from ingest.office.word_text import STRUCK, Tracked

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from ingest.office.flow import Flow
    from ingest.office.word_fields import Fields
    from ingest.office.word_text import Setting, Words

# Words set in a symbol font are worth a warning from this many letters on; fewer are boxes and arrows.
FEWEST_SIGNS: Final = 3


class Letters:
    """
    Write the letters of one story; inside a field's instruction nothing is printed.
    """

    def __init__(self, fields: Fields, flow: Flow) -> None:
        """
        Take the fields of the story, and the flow for warnings.
        """
        self._fields = fields
        self._flow = flow

    def read_text(self, element: Element, words: Words, setting: Setting) -> None:
        """
        Read a w:t.
        """
        self.write((element.text or "").replace("\n", " "), words, setting)

    def read_symbol(self, element: Element, words: Words, setting: Setting) -> None:
        """
        Read a w:sym: the code of a sign in a font.
        """
        try:
            code = int(attribute(element, "char"), 16)
        except ValueError:
            return
        plain = replace(setting, letters=replace(setting.letters, font=None))
        self.write(symbol(attribute(element, "font"), code), words, plain)

    def read_formula(self, element: Element, words: Words, setting: Setting) -> None:
        """
        Read a formula.
        """
        self.write(formula(element), words, replace(setting, letters=PLAIN))

    def write(self, text: str, words: Words, setting: Setting) -> None:
        """
        Write letters as a person sees them, or beside the text where none does.
        """
        zone, look = self._fields.zone, setting.letters
        if not text:
            return
        if zone == "inside":
            self._fields.instruct(text)
            return
        text = self._in_signs(text, look.font or "", words)
        if look.capitals:
            text = text.upper()
        inner = setting.hidden(zone == "instruction" or not (text.isspace() or look.shows(len(text), setting.ground)))
        if look.strike and not inner.is_gone:
            words.set_aside(text, STRUCK)
            self._flow.warn(STRUCK_OUT)
        else:
            words.write(text, inner)

    def _in_signs(self, text: str, font: str, words: Words) -> str:
        """
        Return what a font prints for letters; whole words that a symbol font shows as signs are kept beside the text.
        """
        if is_symbol_font(font) and sum(letter.isascii() and letter.isalpha() for letter in text) >= FEWEST_SIGNS:
            words.set_aside(text, Tracked("disagreeing", "", ""))
            self._flow.warn(SYMBOL_LETTERS)
        return as_seen(text, font)
