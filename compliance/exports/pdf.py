"""
Write a paper as PDF: A4, archivable and tagged for screen readers, its pages numbered, its Korean font inside.

A long paper is set in parts, which keeps memory bounded; the parts are then joined.
"""

from __future__ import annotations

import json
import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pikepdf
import pylopdf_fonts_jp
import pylopdf_fonts_ko
import typst
from fontTools.ttLib import TTFont

from compliance.exports.paper import Line, cells, flow, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compliance.exports.paper import Paper, Table

MOST_CELLS: Final = 1_000
"""Cells of tables that are set at once: the setter remembers its last ten runs, so this bounds its memory (0.4 GB)."""
STANDARD: Final = "a-2u"
"""PDF/A-2u: what archives take, with the meaning of every letter in the file."""
TEMPLATE: Final = Path(__file__).with_name("paper.typ")
FONTS: Final = tuple(
    font for one in (pylopdf_fonts_ko, pylopdf_fonts_jp) for font in (one.serif_path(), one.sans_path())
)
"""Both quote Korean and Japanese agreements; what neither has is named by its number."""
Item = dict[str, Any]


def write(paper: Paper) -> bytes:
    """
    Write a paper as PDF.
    """
    parts: list[bytes] = []
    pages = 0
    for items in _parts(paper):
        parts.append(_set(paper, items, pages + 1))
        with pikepdf.open(BytesIO(parts[-1])) as part:
            pages += len(part.pages)
    return parts[0] if len(parts) == 1 else _joined(parts)


def _parts(paper: Paper) -> Iterator[list[Item]]:
    items: list[Item] = []
    room = MOST_CELLS
    for one in flow(paper):
        if isinstance(one, Line):
            items.append({"kind": one.kind, "text": _shown(one.text), "depth": one.depth})
            continue
        rows = [[_shown(text) for text in row] for row in cells(one)]
        width = len(one.columns)
        while rows:
            if room < width:
                yield items
                items, room = [], MOST_CELLS
            fitting = room // width
            items.append(_table(one, rows[:fitting]))
            room -= len(rows[:fitting]) * width
            rows = rows[fitting:]
    yield items


def _table(table: Table, rows: list[list[str]]) -> Item:
    return {
        "titles": [column.title for column in table.columns],
        "titled": table.has_titles,
        "shares": [column.share for column in table.columns],
        "short": [column.is_short for column in table.columns],
        "rows": rows,
    }


def _set(paper: Paper, items: list[Item], first_page: int) -> bytes:
    dated = {"year": paper.dated.year, "month": paper.dated.month, "day": paper.dated.day}
    head = {"title": _shown(plain(paper.title)), "issuer": _shown(plain(paper.issuer)), "dated": dated}
    part = {**head, "first_page": first_page, "items": items}
    compiler = typst.Compiler(
        TEMPLATE,
        font_paths=_fonts(),
        sys_inputs={"part": json.dumps(part, ensure_ascii=False)},
    )
    content = compiler.compile(format="pdf", pdf_standards=STANDARD)
    if not isinstance(content, bytes):
        raise TypeError("one PDF was asked for")
    return content


def _joined(parts: list[bytes]) -> bytes:
    stream = BytesIO()
    with pikepdf.open(BytesIO(parts[0])) as whole:
        for content in parts[1:]:
            with pikepdf.open(BytesIO(content)) as part:
                whole.pages.extend(part.pages)
        whole.save(stream)
    return stream.getvalue()


@cache
def _fonts() -> typst.Fonts:
    # Only the fonts that came with us: the same paper on every machine.
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=sorted({font.parent for font in FONTS})
    )


@cache
def _unknown() -> re.Pattern[str]:
    """
    Match a letter that none of the fonts has.
    """
    known = sorted({letter for font in FONTS for letter in _letters(font)})
    ranges: list[list[int]] = []
    for letter in known:
        if ranges and letter == ranges[-1][1] + 1:
            ranges[-1][1] = letter
        else:
            ranges.append([letter, letter])
    return re.compile("[^\n" + "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges) + "]")


def _letters(path: Path) -> list[int]:
    with TTFont(path, lazy=True) as font:
        return list(font.getBestCmap())


def _shown(text: str) -> str:
    """
    Name each letter that cannot be printed by its number, so that none vanishes silently.
    """
    return _unknown().sub(lambda match: f"[U+{ord(match[0]):04X}]", text)
