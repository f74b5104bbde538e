"""
Make what looks like writing, and what only looks like it: pictures of words, drawn letters, tables, seals, codes.
"""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from tests.ingest.pages.drawn import PRINTED, Picture, body, page, photographed, placed, rectangle, text

CLAUSE = "Article 6. The Startup deals with no rival for three years."
DRAWN = "THE LATE TENANT HALTS ALL THE TIN IN THE LANE"
STROKES = {
    "A": b"0 0 m 2 7 l 4 0 l S 1 3 m 3 3 l S",
    "E": b"0 0 m 0 7 l S 0 7 m 4 7 l S 0 3.5 m 3 3.5 l S 0 0 m 4 0 l S",
    "H": b"0 0 m 0 7 l S 4 0 m 4 7 l S 0 3.5 m 4 3.5 l S",
    "I": b"2 0 m 2 7 l S",
    "L": b"0 7 m 0 0 l 4 0 l S",
    "N": b"0 0 m 0 7 l 4 0 l 4 7 l S",
    "S": b"4 7 m 0 7 l 0 3.5 l 4 3.5 l 4 0 l 0 0 l S",
    "T": b"2 0 m 2 7 l S 0 7 m 4 7 l S",
}
SCANNED = (PRINTED, *(f"Article {number}. The parties keep secret what they learn." for number in range(6, 36)))
# The places of its lines.
TOP, LEADING = 780, 20


def clause() -> Picture:
    """
    Take a picture of one clause.
    """
    return Picture(np.ascontiguousarray(photographed(page(text(CLAUSE))).levels[460:500, 140:740]))


def drawn_letters(words: str, x: float = 72, y: float = 600) -> bytes:
    """
    Draw letters by strokes.
    """
    placed_at = ((letter, x + 6 * at) for at, letter in enumerate(words) if letter in STROKES)
    return b"\n".join(b"q 0.8 w 1 0 0 1 %g %g cm %b Q" % (left, y, STROKES[letter]) for letter, left in placed_at)


def grid(x: float, y: float, width: float, height: float, rows: int, columns: int) -> bytes:
    """
    Draw the rules of a table.
    """
    across = [y + at * height / rows for at in range(rows + 1)]
    down = [x + at * width / columns for at in range(columns + 1)]
    lines = [b"%g %g m %g %g l S" % (x, each, x + width, each) for each in across]
    return b"\n".join(lines + [b"%g %g m %g %g l S" % (each, y, each, y + height) for each in down])


def circle(x: float, y: float, radius: float) -> bytes:
    """
    Draw a circle of short strokes.
    """
    points = [(x + radius * cos(at * pi / 32), y + radius * sin(at * pi / 32)) for at in range(65)]
    return b"%g %g m " % points[0] + b" ".join(b"%g %g l" % point for point in points[1:]) + b" S"


def round_seal(x: float, y: float) -> bytes:
    """
    Draw a seal with letters around it.
    """
    letters = []
    for at, letter in enumerate("THELANEHALTALL"):
        turn = 2 * pi * at / 14
        sine, cosine = sin(turn - pi / 2), cos(turn - pi / 2)
        letters.append(
            b"q %g %g %g %g %g %g cm" % (cosine, sine, -sine, cosine, x + 20 * cos(turn), y + 20 * sin(turn))
        )
        letters.append(drawn_letters(letter, 0, 0) + b" Q")
    return b"q 1 0 0 RG 2 w " + circle(x, y, 32) + circle(x, y, 16) + b" Q " + b"\n".join(letters)


def signature(x: float, y: float) -> bytes:
    """
    Draw a scrawl.
    """
    points = [(x + 5 * at, y + 12 * sin(2.1 * at) + 6 * cos(5 * at)) for at in range(31)]
    curves = (b"%g %g %g %g %g %g c" % (*points[at], *points[at + 1], *points[at + 2]) for at in range(1, 28, 3))
    return b"q 1.2 w %g %g m " % points[0] + b" ".join(curves) + b" S Q"


def bar_code(x: float, y: float) -> bytes:
    """
    Draw bars.
    """
    return b"\n".join(rectangle(x + 3 * at, y, 1 + at * at % 3 / 2, 40, b"0 g") for at in range(60))


def square_code() -> Picture:
    """
    Make a square code.
    """
    return Picture(np.random.default_rng(1).integers(0, 2, (29, 29)).astype(np.uint8) * 255)


def photograph() -> Picture:
    """
    Make a picture of soft light and noise.
    """
    light = np.add.outer(60 * np.sin(np.arange(300) / 30), 60 * np.cos(np.arange(400) / 50)) + 128
    return Picture(np.clip(light + np.random.default_rng(3).normal(0, 6, light.shape), 0, 255).astype(np.uint8))


def lines(mode: bytes = b"", upto: int = len(SCANNED)) -> bytes:
    """
    Write the lines of the scanned page, `mode` before each.
    """
    return b"\n".join(text(line, y=TOP - LEADING * at, before=mode) for at, line in enumerate(SCANNED[:upto]))


def scan(*, noise: float = 0.0) -> Picture:
    """
    Scan a page at 150 dots per inch, grey and with noise if wanted.
    """
    levels = photographed(page(lines()), 150 / 72).levels
    if not noise:
        return Picture(levels)
    dim = levels * 0.85 + 20 + np.random.default_rng(5).normal(0, noise, levels.shape)
    return Picture(dim.clip(0, 255).astype(np.uint8))


def scanned(*commands: bytes, picture: Picture | None = None, under: bytes = b"") -> bytes:
    """
    Make a page of a scan with something under and over it.
    """
    return page(under, placed(b"I0", 0, 0, 595, 842), *commands, pictures=(picture or scan(),))


READ = {
    "a table": page(body(), grid(72, 200, 400, 300, 20, 12)),
    "a table of small cells": page(body(), grid(72, 200, 400, 300, 40, 50)),
    "a table of dashed rules": page(body(), b"[3 3] 0 d", grid(72, 200, 400, 300, 20, 6)),
    "dotted lines": page(body(), b"[1 2] 0 d 72 500 m 500 500 l S"),
    "grey rows": page(body(), *(rectangle(72, 200 + 20 * at, 400, 10, b"0.8 g") for at in range(15))),
    "a dark heading": page(body(), rectangle(72, 500, 400, 20, b"0 0 .5 rg"), text("Price", y=506, before=b"1 g")),
    "tick boxes": page(body(), *(b"72 %g 8 8 re S" % (300 + 20 * at) for at in range(12))),
    "a seal": page(body(), b"q 1 0 0 RG 2 w", circle(400, 300, 25), b"Q", drawn_letters("THE", 392, 300)),
    "a round seal": page(body(), round_seal(400, 300)),
    "a logo": page(body(), rectangle(480, 790, 30, 30, b"0 .4 .8 rg"), drawn_letters("HALTEN", 520, 800)),
    "signatures": page(body(), signature(300, 200), signature(300, 120)),
    "a bar code": page(body(), bar_code(300, 100)),
    "a square code": page(body(), placed(b"I0", 450, 60, 70, 70), pictures=(square_code(),)),
    "a photograph": page(body(), placed(b"I0", 72, 300, 200, 150), pictures=(photograph(),)),
    "a light background": page(
        placed(b"I0", 0, 0, 595, 842), body(), pictures=(Picture(np.full((842, 595), 240, np.uint8)),)
    ),
}

UNREAD = {
    "a picture of words": page(body(), placed(b"I0", 72, 590, 300, 20), pictures=(clause(),)),
    "white on black": page(body(), placed(b"I0", 72, 590, 300, 20), pictures=(Picture(255 - clause().levels),)),
    "a faint picture": page(body(), placed(b"I0", 72, 590, 300, 20), pictures=(Picture(170 + clause().levels // 3),)),
    "up the margin": page(body(), b"q 0 1 -1 0 560 100 cm", placed(b"I0", 0, 0, 300, 20), b"Q", pictures=(clause(),)),
    "drawn letters": page(body(), drawn_letters(DRAWN)),
}
