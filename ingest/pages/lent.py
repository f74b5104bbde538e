"""
Hold fonts with Korean and Japanese letters for pages whose file only names one, for when a page is drawn to be seen.

Reading never uses them: there a stand-in leaves ink where letters stand (ingest/pages/standin.py).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pylopdf_fonts_jp
import pylopdf_fonts_ko

from ingest.pages.standin import HANGUL, SHIFT_JIS

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def fonts() -> Mapping[int, bytes]:
    """
    Return a font for each writing; loaded before the cage is shut, in which there are no files.
    """
    paths = {HANGUL: pylopdf_fonts_ko.serif_path(), SHIFT_JIS: pylopdf_fonts_jp.serif_path()}
    return {writing: Path(path).read_bytes() for writing, path in paths.items()}
