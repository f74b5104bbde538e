"""
Read the header of an HWPX file: the looks, paragraph shapes, numberings and tracked changes that its sections name.

Source: KS X 6101 (OWPML), Head.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from ingest import late
from ingest.markup import attribute, child, local_name
from ingest.office.hangul_model import (
    CLEAR,
    Fill,
    Heading,
    HeadingKind,
    HeadLevel,
    Look,
    Numbering,
    ObjectKind,
    ParagraphShape,
    Styles,
    TrackedChange,
)
from ingest.office.hangul_symbols import bullet
from ingest.office.numerals import System

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

SYSTEMS: Final = {
    "DIGIT": System.DECIMAL, "CIRCLED_DIGIT": System.CIRCLED, "ROMAN_CAPITAL": System.UPPER_ROMAN,
    "ROMAN_SMALL": System.LOWER_ROMAN, "LATIN_CAPITAL": System.UPPER_LETTER, "LATIN_SMALL": System.LOWER_LETTER,
    "CIRCLED_LATIN_CAPITAL": System.CIRCLED_UPPER_LETTER, "CIRCLED_LATIN_SMALL": System.CIRCLED_LETTER,
    "HANGUL_SYLLABLE": System.GANADA, "CIRCLED_HANGUL_SYLLABLE": System.CIRCLED_GANADA,
    "HANGUL_JAMO": System.CHOSUNG, "CIRCLED_HANGUL_JAMO": System.CIRCLED_CHOSUNG,
    "HANGUL_PHONETIC": System.KOREAN_NUMBER, "IDEOGRAPH": System.HANJA_NUMBER,
    "CIRCLED_IDEOGRAPH": System.CIRCLED_HANJA, "DECAGON_CIRCLE": System.STEMS,
    "DECAGON_CIRCLE_HANJA": System.HANJA_STEMS,
}  # fmt: skip
STARTS: Final[dict[str, ObjectKind]] = {
    "footnote": "FOOTNOTE", "endnote": "ENDNOTE", "pic": "PICTURE", "tbl": "TABLE", "equation": "EQUATION",
}  # fmt: skip
OBJECTS: Final[dict[str, ObjectKind]] = {kind: kind for kind in get_args(ObjectKind)}
KINDS: Final[dict[str, HeadingKind]] = {kind: kind for kind in get_args(HeadingKind)}
# A colour whose first of four bytes is not 0 is none: Hangul writes #FF000000 where nothing is painted.
COLOUR: Final = late.pattern(r"#(?:00)?([0-9A-Fa-f]{6})")
CHANGES: Final = {"Insert": "inserted", "Delete": "deleted"}
# Hangul writes 3D for letters without a line through them, too.
UNSTRUCK: Final = frozenset({"NONE", "3D"})
FONT_UNIT: Final = 100
OPAQUE: Final = frozenset({"0", "0.0"})


def read_styles(root: Element | None) -> Styles:
    """
    Read header.xml; without it nothing is numbered, and everything is black.
    """
    if root is None:
        return Styles()
    found: dict[str, list[Element]] = {}
    for element in root.iter():
        found.setdefault(local_name(element), []).append(element)
    fills = {attribute(each, "id"): fill_of(each) for each in found.get("borderFill", ())}
    return Styles(
        looks={attribute(each, "id"): _look(each, fills) for each in found.get("charPr", ())},
        paragraphs={attribute(each, "id"): _paragraph_shape(each, fills) for each in found.get("paraPr", ())},
        fills=fills,
        numberings={attribute(each, "id"): _numbering(each) for each in found.get("numbering", ())},
        bullets={attribute(each, "id"): bullet(attribute(each, "char")) for each in found.get("bullet", ())},
        changes=_changes(found.get("trackChange", ()), found.get("trackChangeAuthor", ())),
        starts=_starts(found.get("beginNum", ())),
    )


def fill_of(owner: Element) -> Fill:
    """
    Read the background of a border fill or a drawn shape.
    """
    brush = child(owner, "fillBrush")
    if brush is None:
        return CLEAR
    inside = [(local_name(each), each) for each in brush.iter()]
    named = [attribute(each, "faceColor") for name, each in inside if name == "winBrush"]
    named += [attribute(each, "value") for name, each in inside if name == "color"]
    colours = tuple(colour for colour in map(colour_of, named) if colour is not None)
    is_clear = any(attribute(each, "alpha", "0") not in OPAQUE for _, each in inside)
    return Fill(colours, is_picture=is_clear or any(name == "imgBrush" for name, _ in inside))


def colour_of(text: str) -> int | None:
    """
    Return a colour as 0xRRGGBB; None for none.
    """
    found = COLOUR.fullmatch(text)
    return int(found.group(1), 16) if found else None


def whole(text: str, default: int = 0) -> int:
    """
    Return a whole number; the default for anything else.
    """
    return int(text) if text.isdecimal() and len(text) < 11 else default  # noqa: PLR2004 - 32 bits have ten figures


def _look(properties: Element, fills: dict[str, Fill]) -> Look:
    """
    Read one charPr.
    """
    shade = colour_of(attribute(properties, "shadeColor"))
    border = fills.get(attribute(properties, "borderFillIDRef"), CLEAR)
    scale = whole(attribute(child(properties, "relSz"), "hangul"), FONT_UNIT)
    return Look(
        colour_of(attribute(properties, "textColor", "#000000")),
        Fill((shade,)) if border == CLEAR and shade is not None else border,
        whole(attribute(properties, "height"), 1000) / FONT_UNIT * scale / FONT_UNIT,
        attribute(child(properties, "strikeout"), "shape", "NONE") not in UNSTRUCK,
    )


def _paragraph_shape(properties: Element, fills: dict[str, Fill]) -> ParagraphShape:
    """
    Read one paraPr.
    """
    heading = child(properties, "heading")
    return ParagraphShape(
        Heading(
            KINDS.get(attribute(heading, "type"), "NONE"),
            attribute(heading, "idRef"),
            whole(attribute(heading, "level")) + 1,
        ),
        fills.get(attribute(child(properties, "border"), "borderFillIDRef"), CLEAR),
    )


def _numbering(numbering: Element) -> Numbering:
    """
    Read the paraHead elements of one numbering.
    """
    heads = (each for each in numbering if local_name(each) == "paraHead")
    levels = {
        whole(attribute(head, "level"), 1): HeadLevel(
            max(1, whole(attribute(head, "start"), 1)),
            SYSTEMS.get(attribute(head, "numFormat"), System.DECIMAL),
            head.text or "",
        )
        for head in heads
    }
    return Numbering(whole(attribute(numbering, "start")), levels)


def _changes(changes: Iterable[Element], authors: Iterable[Element]) -> dict[str, TrackedChange]:
    """
    Read the tracked changes; they count their authors from 1.
    """
    names = {str(place): attribute(author, "name") for place, author in enumerate(authors, start=1)}
    return {
        attribute(change, "id"): TrackedChange(
            "inserted" if CHANGES[kind] == "inserted" else "deleted",
            names.get(attribute(change, "authorID"), ""),
            attribute(change, "date"),
        )
        for change in changes
        if (kind := attribute(change, "type")) in CHANGES
    }


def _starts(begins: Iterable[Element]) -> dict[ObjectKind, int]:
    """
    Read the first numbers of notes and objects.
    """
    return {kind: whole(attribute(begin, name), 1) for begin in begins for name, kind in STARTS.items()}
