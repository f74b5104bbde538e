"""
Name the looks of a paper in HWPX and write them as the package's header: fonts, letters, paragraphs, borders.

Source: KS X 6101 (OWPML), part "head". Units: 1/7,200 inch for lengths, 1/100 point for the height of letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

NAMESPACES: Final[Mapping[str, str]] = {
    "ha": "http://www.hancom.co.kr/hwpml/2011/app",
    "hp": "http://www.hancom.co.kr/hwpml/2011/paragraph",
    "hp10": "http://www.hancom.co.kr/hwpml/2016/paragraph",
    "hs": "http://www.hancom.co.kr/hwpml/2011/section",
    "hc": "http://www.hancom.co.kr/hwpml/2011/core",
    "hh": "http://www.hancom.co.kr/hwpml/2011/head",
    "hhs": "http://www.hancom.co.kr/hwpml/2011/history",
    "hm": "http://www.hancom.co.kr/hwpml/2011/master-page",
    "hpf": "http://www.hancom.co.kr/schema/2011/hpf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "opf": "http://www.idpf.org/2007/opf/",
    "ooxmlchart": "http://www.hancom.co.kr/hwpml/2016/ooxmlchart",
    "hwpunitchar": "http://www.hancom.co.kr/hwpml/2016/HwpUnitChar",
    "epub": "http://www.idpf.org/2007/ops",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
}
"""Hangul wants all of them at the root of every part, used or not."""
MM: Final = 283
"""One millimetre."""
LANGUAGES: Final = ("hangul", "latin", "hanja", "japanese", "other", "symbol", "user")
SERIF, SANS = 0, 1
FACES: Final = ("함초롬바탕", "함초롬돋움")
"""The fonts that come with every Hangul since 2010."""
PLAIN, RULED, SHADED, TITLED = 1, 2, 3, 4
"""Borders: none, all around, all around and shaded, above and below."""


@dataclass(frozen=True, slots=True)
class Look:
    """
    Hold how a kind of paragraph looks: font, height of its letters, and how it is aligned, indented and spaced.
    """

    font: int
    height: int
    align: str = "JUSTIFY"
    left: int = 0
    before: int = 0
    after: int = 0
    spacing: int = 160
    is_bold: bool = False
    border: int = PLAIN
    keeps_next: bool = False
    breaks_words: bool = False
    """True in cells, so that a hash or a long name never leaves its own."""


LOOKS: Final[Mapping[str, Look]] = {
    "body": Look(SERIF, 1050, after=2 * MM),
    "body 2": Look(SERIF, 1050, after=2 * MM, left=5 * MM),
    "body 3": Look(SERIF, 1050, after=2 * MM, left=10 * MM),
    "body 4": Look(SERIF, 1050, after=2 * MM, left=15 * MM),
    "body 5": Look(SERIF, 1050, after=2 * MM, left=20 * MM),
    "title": Look(SANS, 2000, "CENTER", before=3 * MM, after=3 * MM, is_bold=True, border=TITLED),
    "issuer": Look(SERIF, 1200, "CENTER"),
    "heading": Look(SANS, 1300, before=5 * MM, after=2 * MM, is_bold=True, keeps_next=True),
    "caption": Look(SANS, 950, before=2 * MM, after=MM, keeps_next=True),
    "end": Look(SERIF, 1050, before=4 * MM),
    "address": Look(SERIF, 1050, "LEFT", before=MM),
    "subject": Look(SERIF, 1200, "LEFT", before=MM, after=5 * MM, is_bold=True),
    "sender": Look(SERIF, 1600, "CENTER", before=10 * MM, after=6 * MM, is_bold=True),
    "foot": Look(SANS, 850, "LEFT", after=MM),
    "cell": Look(SANS, 850, "LEFT", spacing=140, breaks_words=True),
    "short cell": Look(SANS, 850, "CENTER", spacing=140, breaks_words=True),
    "column": Look(SANS, 850, "CENTER", spacing=140, is_bold=True, breaks_words=True),
}
"""Each look is one kind of letters, one of paragraphs and one style, all of the same number: its place here."""
NUMBERS: Final[Mapping[str, int]] = {name: number for number, name in enumerate(LOOKS)}


def header() -> bytes:
    """
    Write the header of a package with one section.
    """
    looks = list(LOOKS.values())
    root = _h(
        "head",
        _h("beginNum", page="1", footnote="1", endnote="1", pic="1", tbl="1", equation="1"),
        _h(
            "refList",
            _counted("fontfaces", [_faces(language) for language in LANGUAGES]),
            _counted("borderFills", [_border(number) for number in (PLAIN, RULED, SHADED, TITLED)]),
            _counted("charProperties", [_letters(number, look) for number, look in enumerate(looks)]),
            _counted("tabProperties", [_h("tabPr", id="0", autoTabLeft="0", autoTabRight="0")]),
            _counted("paraProperties", [_paragraph(number, look) for number, look in enumerate(looks)]),
            _counted("styles", [_style(number, name) for name, number in NUMBERS.items()]),
        ),
        _h("compatibleDocument", _h("layoutCompatibility"), targetProgram="HWP201X"),
        _h("docOption", _h("linkinfo", path="", pageInherit="0", footnoteInherit="0")),
        version="1.5",
        secCnt="1",
    )
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _counted(name: str, items: list[Element]) -> Element:
    return _h(name, *items, itemCnt=str(len(items)))


def _faces(language: str) -> Element:
    fonts = [_h("font", id=str(number), face=face, type="TTF", isEmbedded="0") for number, face in enumerate(FACES)]
    return _h("fontface", *fonts, lang=language.upper(), fontCnt=str(len(fonts)))


def _border(number: int) -> Element:
    ruled = {"left": {RULED, SHADED}, "right": {RULED, SHADED}}
    sides = {side: number in ruled.get(side, {RULED, SHADED, TITLED}) for side in ("left", "right", "top", "bottom")}
    width = "0.4 mm" if number == TITLED else "0.12 mm"
    drawn = [
        _h(f"{side}Border", type="SOLID" if is_ruled else "NONE", width=width, color="#000000")
        for side, is_ruled in sides.items()
    ]
    fill = _h("fillBrush", _h("winBrush", space="hc", faceColor="#E7EBF3", hatchColor="#999999", alpha="0"), space="hc")
    return _h(
        "borderFill",
        _h("slash", type="NONE", Crooked="0", isCounter="0"),
        _h("backSlash", type="NONE", Crooked="0", isCounter="0"),
        *drawn,
        _h("diagonal", type="SOLID", width="0.1 mm", color="#000000"),
        *([fill] if number == SHADED else []),
        id=str(number),
        threeD="0",
        shadow="0",
        centerLine="NONE",
        breakCellSeparateLine="0",
    )


def _letters(number: int, look: Look) -> Element:
    same = {"fontRef": look.font, "ratio": 100, "spacing": 0, "relSz": 100, "offset": 0}
    return _h(
        "charPr",
        *(_h(name, **dict.fromkeys(LANGUAGES, str(value))) for name, value in same.items()),
        *([_h("bold")] if look.is_bold else []),
        _h("underline", type="NONE", shape="SOLID", color="#000000"),
        _h("strikeout", shape="NONE", color="#000000"),
        _h("outline", type="NONE"),
        _h("shadow", type="NONE", color="#C0C0C0", offsetX="10", offsetY="10"),
        id=str(number),
        height=str(look.height),
        textColor="#000000",
        shadeColor="none",
        useFontSpace="0",
        useKerning="0",
        symMark="NONE",
        borderFillIDRef=str(PLAIN),
    )


def _paragraph(number: int, look: Look) -> Element:
    margins = {"intent": 0, "left": look.left, "right": 0, "prev": look.before, "next": look.after}
    return _h(
        "paraPr",
        _h("align", horizontal=look.align, vertical="BASELINE"),
        _h("heading", type="NONE", idRef="0", level="0"),
        _h(
            "breakSetting",
            breakLatinWord="BREAK_WORD" if look.breaks_words else "KEEP_WORD",
            breakNonLatinWord="BREAK_WORD",
            widowOrphan="0",
            keepWithNext=str(int(look.keeps_next)),
            keepLines="0",
            pageBreakBefore="0",
            lineWrap="BREAK",
        ),
        _h("autoSpacing", eAsianEng="0", eAsianNum="0"),
        _h("margin", *(_h(name, space="hc", value=str(value), unit="HWPUNIT") for name, value in margins.items())),
        _h("lineSpacing", type="PERCENT", value=str(look.spacing), unit="HWPUNIT"),
        _h(
            "border",
            borderFillIDRef=str(look.border),
            offsetLeft="0",
            offsetRight="0",
            offsetTop="0",
            offsetBottom="0",
            connect="0",
            ignoreMargin="0",
        ),
        id=str(number),
        tabPrIDRef="0",
        condense="0",
        fontLineHeight="0",
        snapToGrid="0",
        suppressLineNumbers="0",
        checked="0",
    )


def _style(number: int, name: str) -> Element:
    # The first style is the one that Hangul calls so in every document.
    own = "바탕글" if number == 0 else name
    same = str(number)
    return _h(
        "style",
        id=same,
        type="PARA",
        name=own,
        engName="Normal" if number == 0 else name,
        paraPrIDRef=same,
        charPrIDRef=same,
        nextStyleIDRef=same,
        langID="1042",
        lockForm="0",
    )


def _h(tag: str, /, *children: Element, space: str = "hh", **attributes: str) -> Element:
    made = etree.Element(f"{{{NAMESPACES[space]}}}{tag}", attributes, nsmap=dict(NAMESPACES))
    made.extend(children)
    return made
