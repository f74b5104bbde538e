"""
Tell what a running head or foot says from what it merely repeats: titles and page numbers are no terms.
"""

from __future__ import annotations

ENDS = ("다.", "다", ".", "。", "음", "함", "됨", "것")
SHORTEST = 10


def is_sentence(line: str) -> bool:
    """
    Tell whether a line on the edge of every page says something rather than naming the document.
    """
    return line.endswith(ENDS) and " " in line and len(line) >= SHORTEST
