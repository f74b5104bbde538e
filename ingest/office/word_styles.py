"""
Follow the styles of a DOCX file as far as they carry numbering or hide text.

Source: ECMA-376 part 1, 17.7.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.markup import attribute, child, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class StyleNumbering:
    """
    Hold the list (numId) and level (ilvl) that a style gives, each empty where it gives none.
    """

    number: str
    level: str


class Styles:
    """
    Hold the paragraph and character styles of one document.
    """

    def __init__(self, root: Element | None) -> None:
        """
        Read styles.xml; without it there are no styles.
        """
        found = () if root is None else [each for each in root if local_name(each) == "style"]
        self._styles = {attribute(style, "styleId"): style for style in found}
        self.default = next((identity for identity, style in self._styles.items() if _is_default(style)), "")

    def chain(self, style: str) -> tuple[str, ...]:
        """
        Return the style and those it is based on, nearest first; a loop ends the chain.
        """
        seen: list[str] = []
        while style in self._styles and style not in seen:
            seen.append(style)
            style = attribute(child(self._styles[style], "basedOn"), "val")
        return tuple(seen)

    def numbering_of(self, style: str) -> StyleNumbering:
        """
        Return the list and level that the nearest style of the chain gives.
        """
        number = level = ""
        for name in self.chain(style):
            properties = child(self._styles[name], "pPr", "numPr")
            number = number or attribute(child(properties, "numId"), "val")
            level = level or attribute(child(properties, "ilvl"), "val")
        return StyleNumbering(number, level)

    def hides(self, style: str) -> bool:
        """
        Tell whether a character or paragraph style makes its text invisible.
        """
        marks = (child(self._styles[name], "rPr", "vanish") for name in self.chain(style))
        return any(is_on(mark) for mark in marks)


def is_on(mark: Element | None) -> bool:
    """
    Tell whether a switch such as w:vanish is present and not switched off.
    """
    return mark is not None and attribute(mark, "val", "1").lower() not in OFF


def _is_default(style: Element) -> bool:
    """
    Tell whether this is the style of paragraphs that name none.
    """
    return attribute(style, "type") == "paragraph" and attribute(style, "default").lower() in {"1", "true", "on"}
