"""
Tell whether the macro of a Hangul document does anything: the program writes an empty one into every file.
"""

from __future__ import annotations

import re
from typing import Final

from ingest import late

# What an empty macro consists of: comments, names for the program's objects, functions without a body.
IDLE: Final = late.pattern(
    r"//[^\r\n]*|/\*.*?\*/|\bvar\s+\w+\s*=\s*[\w.]+\s*;|\bfunction\s+\w+\s*\(\s*\)\s*\{\s*\}", re.DOTALL
)
LONGEST: Final = 1_000_000


def does_anything(source: str) -> bool:
    """
    Tell whether anything is left of a script without its empty parts; comments may hide a body, so they go first.
    """
    if len(source) > LONGEST:
        return True
    rest = source
    for _ in range(2):
        rest = IDLE.sub(" ", rest)
    return bool(rest.replace("\0", "").strip("\ufeff \t\r\n;"))
