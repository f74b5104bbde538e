"""
Make whole PDF files that hold more than their pages: forms, programs, older versions, fonts that name no letters.
"""

from __future__ import annotations

from tests.ingest.hostile import stream, text_pdf, written
from tests.ingest.hostile_pdf import (
    annotated,
    annotation,
    appearance,
    appended,
    carrying,
    document,
    signed,
    text_field,
    tick_box,
)

LINES = ("Article 5 (Results)", "All results belong to both parties jointly.", "Article 6 (Term)")
CHANGED = (LINES[0], "All results belong to Party A alone.", LINES[2])
# Of a file by text_pdf: the number of the first page's commands, and the first free one.
COMMANDS, FREE = 5, 6
SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
# A glyph that is a black box, and fonts that do not say which letters their glyphs are.
BOX = stream(b"600 0 0 0 500 700 d1 0 0 500 700 re f")
DRAWN_FONT = (
    b"<</Type/Font/Subtype/Type3/FontBBox[0 0 600 700]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</g1 4 0 R/g2 4 0 R>>"
    b"/Encoding<</Differences[65/g1/g2]>>/FirstChar 65/LastChar 66/Widths[600 600]>>"
)
NUMBERED_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
    b"/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4>>>>]>>"
)
ENTITIES = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xdp:xdp>&e;</xdp:xdp>'


def in_font(font: bytes, shown: bytes, before: bytes = b"", *more: bytes) -> bytes:
    """
    Make a page with a line in another font (/G), behind other commands; `more` objects are numbered from 6.
    """
    drawing = before + b"BT /G 10 Tf 72 600 Td " + shown + b" Tj ET"
    content = document(drawing, resources=b"/Font<</F 3 0 R/G 5 0 R>>", more=(BOX, font, *more))
    return content.replace(b"/Font<</F 3 0 R>>/Font", b"/Font")


def lettered_by_number() -> bytes:
    """
    Make a page whose glyphs have numbers that would pass for Korean words.
    """
    return in_font(NUMBERED_FONT, b"<AC00B2E4AC00B2E4>", written("All rights vest in"))


def xfa_form(entries: bytes = b"") -> bytes:
    """
    Make a page with an XFA form that asks for a file of the host.
    """
    form = b"/AcroForm<</Fields[]/XFA 4 0 R>>"
    return document(written(LINES[0]), catalogue=form + entries, more=(stream(ENTITIES),))


def scripted() -> bytes:
    """
    Make a file that runs a script when it is opened.
    """
    return document(written(LINES[0]), catalogue=b"/OpenAction" + SCRIPT)


def launching() -> bytes:
    """
    Make a file that starts a program when it is opened.
    """
    return document(written(LINES[0]), catalogue=b"/OpenAction<</S/Launch/F(calc.exe)>>")


def revised(times: int) -> bytes:
    """
    Make a file that was saved again so many times, each time with another number in its last line.
    """
    content = text_pdf(LINES)
    for number in range(times):
        content = appended(content, {COMMANDS: stream(written(*LINES[:2], f"Article {number}"))})
    return content


def altered() -> bytes:
    """
    Make a file that was signed and then altered.
    """
    return appended(signed(text_pdf(LINES), FREE), {COMMANDS: stream(written(*CHANGED))})


def portfolio() -> bytes:
    """
    Make a cover sheet that only carries the agreement.
    """
    return carrying("Open this portfolio.", ("agreement.pdf", text_pdf(LINES)), catalogue=b"/Collection<<>>")


def filled() -> bytes:
    """
    Make a form that was filled in, ticked, typed over and struck out, over a text that is not what it shows.
    """
    marks = (
        text_field("백분의 칠십", (152, 70, 198, 84)),
        tick_box((60, 72, 70, 82), is_ticked=True, drawing=8),
        annotation("FreeText", (152, 100, 300, 120), b"/Contents(70)/AP<</N 8 0 R>>"),
        annotation("StrikeOut", (72, 72, 104, 84)),
    )
    drawing = (
        b"/Span<</ActualText (Share)>> BDC\n" + written("Share of Party A [                  ] % of all") + b"EMC\n"
    )
    return annotated(*marks, drawing=drawing, more=(appearance(b"BT /F 10 Tf 2 3 Td (70) Tj ET", 46, 14),))
