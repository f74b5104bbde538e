"""
Load Tesseract as a library and turn grey pixels into lines of words, with the place and certainty of each letter.

The fork server starts the engine before the cage shuts (docs/decisions/0009-ocr-in-the-cage.md): the models lie in
memory, so recognising opens no file and starts no program. Without the library or its data nothing is recognised,
and what needs it stays unread.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

try:
    import tesserocr
except ImportError:
    # A platform without a wheel reads everything but pictures.
    tesserocr = None

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.ocr.pixels import Grey

Language = Literal["kor", "eng"]
LANGUAGES: Final[tuple[Language, ...]] = ("kor", "eng")
BLOCK, LINE = 6, 7
"""How the pixels are set: one block of lines, or a single line (Tesseract's page segmentation modes)."""
DATA_FOLDERS: Final = ("/usr/share/tesseract-ocr/*/tessdata", "/usr/share/tessdata", "/usr/local/share/tessdata")
PERCENT, MILLISECONDS = 100.0, 1000
ONLY: Final = "tessedit_char_whitelist"
TALKS_TO: Final = "debug_file"
"""Tesseract's variable that names the file it writes its remarks to; empty is standard error."""

LACK: Final = "character recognition is not installed (Debian: tesseract-ocr-kor, tesseract-ocr-eng)"

_engines: dict[Language, tesserocr.PyTessBaseAPI] = {}
_asked: list[bool] = []


@dataclass(frozen=True, slots=True)
class Word:
    """
    Hold letters that belong together: pixels, top-left origin; `edges` has one x position more than there are letters.

    `confidence` is 0 to 1; `is_spaced` tells whether a blank stands before it. A Korean word comes in several pieces.
    """

    letters: str
    edges: tuple[float, ...]
    top: float
    bottom: float
    confidence: float
    is_spaced: bool

    def moved(self, across: float, down: float) -> Word:
        """
        Return the word at another place.
        """
        edges = tuple(edge + across for edge in self.edges)
        return replace(self, edges=edges, top=self.top + down, bottom=self.bottom + down)


TextLine = tuple[Word, ...]


def start() -> bool:
    """
    Load the models once per process; tell whether pictures can be read now.
    """
    _asked.append(True)
    folder = _data_folder()
    if not _engines and tesserocr is not None and folder is not None:
        _engines.update({language: tesserocr.PyTessBaseAPI(path=str(folder), lang=language) for language in LANGUAGES})
        for engine in _engines.values():
            # Else it opens a file when it first has something to say of a picture, and dies of not being allowed to.
            engine.SetVariable(TALKS_TO, "")
    return is_open()


def lack() -> str:
    """
    Say what must be installed so that pictures can be read; nothing where they can, or nobody asked.
    """
    return "" if is_open() or not _asked else LACK


def is_open() -> bool:
    """
    Tell whether the models are in memory.
    """
    return bool(_engines)


def _data_folder() -> Path | None:
    """
    Return the first folder that holds the models of all languages; TESSDATA_PREFIX comes before the usual ones.
    """
    named = os.environ.get("TESSDATA_PREFIX")
    places = [Path(named), Path(named) / "tessdata"] if named else []
    for pattern in DATA_FOLDERS:
        places += sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    return next(
        (place for place in places if all((place / f"{name}.traineddata").is_file() for name in LANGUAGES)), None
    )


def recognise(pixels: Grey, language: Language, mode: int, dpi: int, patience: float) -> list[TextLine]:
    """
    Return the lines of a block in reading order; nothing where `patience` (seconds) runs out before the end.
    """
    height, width = pixels.shape
    engine = _engines[language]
    engine.SetPageSegMode(mode)
    engine.SetImageBytes(pixels.tobytes(), width, height, 1, width)
    engine.SetSourceResolution(dpi)
    try:
        done = engine.Recognize(max(1, int(patience * MILLISECONDS)))
        return list(_lines(engine.GetIterator())) if done else []
    finally:
        engine.Clear()


def read_figure(pixels: Grey, dpi: int, patience: float) -> int | None:
    """
    Return the number that a picture of a few digits shows; None where the model sees none.
    """
    engine = _engines["eng"]
    engine.SetVariable(ONLY, "0123456789")
    try:
        words = [word for line in recognise(pixels, "eng", LINE, dpi, patience) for word in line]
    finally:
        engine.SetVariable(ONLY, "")
    digits = "".join(word.letters for word in words)
    return int(digits) if digits.isascii() and digits.isdigit() else None


def _lines(places: tesserocr.PyResultIterator) -> Iterator[TextLine]:
    """
    Yield the lines of words that an iterator stands before.
    """
    line: list[Word] = []
    symbol, word = tesserocr.RIL.SYMBOL, tesserocr.RIL.WORD
    while places is not None and not places.Empty(symbol):
        if places.IsAtBeginningOf(tesserocr.RIL.TEXTLINE) and line:
            yield tuple(line)
            line = []
        line += _word(places)
        if not places.Next(word):
            break
    if line:
        yield tuple(line)


def _word(places: tesserocr.PyResultIterator) -> Iterator[Word]:
    """
    Yield the word at the iterator, which ends on its last letter.
    """
    symbol, word = tesserocr.RIL.SYMBOL, tesserocr.RIL.WORD
    _, top, right, bottom = places.BoundingBox(word)
    confidence, is_spaced = places.Confidence(word) / PERCENT, places.BlanksBeforeWord() > 0
    letters, lefts = "", []
    while True:
        piece = places.GetUTF8Text(symbol).strip()
        left = places.BoundingBox(symbol)[0]
        # A symbol of several letters (a ligature) shares its place among them.
        letters += piece
        lefts += [float(left)] * len(piece)
        if places.IsAtFinalElement(word, symbol) or not places.Next(symbol):
            break
    if letters:
        yield Word(letters, (*lefts, float(right)), float(top), float(bottom), confidence, is_spaced)
