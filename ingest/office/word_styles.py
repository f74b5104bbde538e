"""
Follow the styles of a DOCX file as far as they carry numbering or decide whether text is seen.

Source: ECMA-376 part 1, 17.7.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.markup import attribute, child, children, local_name
from ingest.office.word_colours import Paint, Special
from ingest.office.word_looks import PLAIN, combine, read_look, whole

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from ingest.office.word_colours import Theme
    from ingest.office.word_looks import Look

# Twips: no letter that a person could read fits into a line or row of two points.
LEAST_HEIGHT = 40
# Outline levels count from 0; text that is no heading is on the lowest.
BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class StyleNumbering:
    """
    Hold the list (numId) and level (ilvl) that a style gives, each empty where it gives none.
    """

    number: str
    level: str


@dataclass(frozen=True, slots=True)
class ParagraphForm:
    """
    Hold what lies behind a paragraph, where and how high its lines are, in twips; None where nothing is said.

    `left` is the indent from the margin or the place of a frame, `top` that place from above, `line` a height that
    letters cannot exceed, `outline` the outline level.
    """

    shade: Paint | None = None
    line: int | None = None
    left: int | None = None
    top: int | None = None
    outline: int | None = None

    def over(self, below: ParagraphForm) -> ParagraphForm:
        """
        Return the form for which this says the last word and `below` the rest.
        """
        return ParagraphForm(
            below.shade if self.shade is None else self.shade,
            below.line if self.line is None else self.line,
            below.left if self.left is None else self.left,
            below.top if self.top is None else self.top,
            below.outline if self.outline is None else self.outline,
        )

    @property
    def level(self) -> int:
        """
        Return the outline level, counted from 0; that of text which is no heading where none is said.
        """
        return BODY_LEVEL if self.outline is None else self.outline

    def is_flat(self) -> bool:
        """
        Tell whether the lines are too low for any letter.
        """
        return self.line is not None and 0 < self.line <= LEAST_HEIGHT


class Styles:
    """
    Hold the paragraph, character and table styles of one document.
    """

    def __init__(self, root: Element | None, theme: Theme) -> None:
        """
        Read styles.xml; without it there are no styles.
        """
        self._styles = {attribute(style, "styleId"): style for style in children(root, "style")}
        self._theme = theme
        self._defaults = read_look(child(root, "docDefaults", "rPrDefault", "rPr"), theme)
        self._default_form = self.read_form(child(root, "docDefaults", "pPrDefault", "pPr"))
        self._own: dict[str, Look] = {}
        self._letters_known: dict[tuple[object, ...], Look] = {}
        self._looks: dict[tuple[str, str, Look], Look] = {}
        self._forms: dict[str, ParagraphForm] = {}
        self._numberings: dict[str, StyleNumbering] = {}
        self.default = self._default_of("paragraph")
        self.default_table = self._default_of("table")

    def chain(self, style: str) -> tuple[str, ...]:
        """
        Return the style and those it is based on, nearest first; a loop ends the chain.
        """
        seen: list[str] = []
        while style in self._styles and style not in seen:
            seen.append(style)
            style = attribute(child(self._styles[style], "basedOn"), "val")
        return tuple(seen)

    def elements(self, style: str) -> tuple[Element, ...]:
        """
        Return the definitions of the style and those it is based on, nearest first.
        """
        return tuple(self._styles[name] for name in self.chain(style))

    def paragraph_style(self, properties: Element | None) -> str:
        """
        Return the style of a paragraph with these properties: its own if there is such a style, or the default one.
        """
        own = attribute(child(properties, "pStyle"), "val")
        return own if own in self._styles else self.default

    def numbering_of(self, style: str) -> StyleNumbering:
        """
        Return the list and level that the nearest style of the chain gives.
        """
        if style not in self._numberings:
            number = level = ""
            for definition in self.elements(style):
                properties = child(definition, "pPr", "numPr")
                number = number or attribute(child(properties, "numId"), "val")
                level = level or attribute(child(properties, "ilvl"), "val")
            self._numberings[style] = StyleNumbering(number, level)
        return self._numberings[style]

    def look(self, paragraph_style: str, letter_style: str, table_look: Look = PLAIN) -> Look:
        """
        Return how letters of these styles look before anything is said of them directly.
        """
        key = (paragraph_style, letter_style, table_look)
        if key not in self._looks:
            levels = (table_look, self._look_of(paragraph_style), self._look_of(letter_style))
            self._looks[key] = combine(levels, self._defaults)
        return self._looks[key]

    def form(self, paragraph_style: str, properties: Element | None) -> ParagraphForm:
        """
        Return the form of a paragraph with this style and these properties.
        """
        if paragraph_style not in self._forms:
            form = self._default_form
            for definition in reversed(self.elements(paragraph_style)):
                form = self.read_form(child(definition, "pPr")).over(form)
            self._forms[paragraph_style] = form
        return self.read_form(properties).over(self._forms[paragraph_style])

    def letters(self, style: str, table_look: Look, properties: Element | None) -> Look:
        """
        Return how the letters of a run look in a paragraph of this style.

        Runs repeat themselves, so what is said of one is worked out once.
        """
        said = children(properties)
        if any(len(each) for each in said):
            return self._letters(style, table_look, properties)
        key = (style, table_look, *((each.tag, *each.items()) for each in said))
        if key not in self._letters_known:
            self._letters_known[key] = self._letters(style, table_look, properties)
        return self._letters_known[key]

    def _letters(self, style: str, table_look: Look, properties: Element | None) -> Look:
        """
        Work out the look of a run's letters: what is said directly over what its styles say.
        """
        letter_style = attribute(child(properties, "rStyle"), "val")
        return self.read_look(properties).over(self.look(style, letter_style, table_look))

    def read_look(self, properties: Element | None) -> Look:
        """
        Read a w:rPr.
        """
        return read_look(properties, self._theme)

    def read_shade(self, properties: Element | None) -> Paint | None:
        """
        Read the shading of a paragraph, a table or a cell from its properties.
        """
        return self._theme.shading(child(properties, "shd"))

    def read_form(self, properties: Element | None) -> ParagraphForm:
        """
        Read a w:pPr.
        """
        shade = line = left = top = outline = None
        for element in children(properties):
            name = local_name(element)
            if name == "shd":
                shade = self._theme.shading(element)
            elif name == "spacing" and attribute(element, "lineRule") == "exact":
                line = whole(attribute(element, "line"))
            elif name == "spacing" and attribute(element, "line"):
                line = 0
            elif name == "ind":
                left = whole(attribute(element, "left") or attribute(element, "start"))
            elif name == "framePr" and (attribute(element, "x") or attribute(element, "y")):
                left, top = whole(attribute(element, "x")), whole(attribute(element, "y"))
            elif name == "outlineLvl":
                outline = whole(attribute(element, "val"))
        return ParagraphForm(shade, line, left, top, outline)

    def _look_of(self, style: str) -> Look:
        """
        Return what a style and those it is based on say of letters.
        """
        if style not in self._own:
            look = PLAIN
            for definition in reversed(self.elements(style)):
                look = read_look(child(definition, "rPr"), self._theme).over(look)
            self._own[style] = look
        return self._own[style]

    def _default_of(self, kind: str) -> str:
        """
        Return the style of paragraphs or tables that name none.
        """
        for identity, style in self._styles.items():
            is_default = attribute(style, "default").lower() in {"1", "true", "on"}
            if attribute(style, "type") == kind and is_default:
                return identity
        return ""


def behind(*layers: Paint | None) -> Paint:
    """
    Return the first of these layers, nearest to the letters first, that is not clear; the last must be a ground.
    """
    return next((layer for layer in layers if layer is not None and layer is not Special.CLEAR), Special.UNKNOWN)
