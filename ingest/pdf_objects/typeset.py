"""
Set text into a box where the file says what stands there but not how: a button's state, typed text without a drawing.
"""

from __future__ import annotations

from ingest.pages.shapes import Area, Strip

# Points: the height of a line where nothing tells it.
LINE = 12.0


def typeset(text: str, area: Area) -> tuple[Strip, ...]:
    """
    Return the text's lines from the top of the box, each letter as wide as its share of the longest line.
    """
    lines = [line for line in text.replace("\r", "\n").split("\n") if line.strip()]
    if not lines:
        return ()
    height = min(LINE, area.height / len(lines)) if area.height > 0 else LINE
    step = min(height, area.width / max(map(len, lines)))
    return tuple(_strip(line, area.x0, area.top + number * height, step, height) for number, line in enumerate(lines))


def _strip(line: str, left: float, top: float, step: float, height: float) -> Strip:
    """
    Set one line.
    """
    lefts = [left + at * step for at in range(len(line))]
    return Strip(list(line), lefts, [each + step for each in lefts], top, top + height)
