"""
Measure reading of office files: files a second beside the bare text of the same containers, with and without cage.

Run `python benchmarks/bench_office.py [FILE ...]`; without files it takes those of the shared corpora. Each figure is
the best of three rounds in which all contenders take turns, as machines are shared. A format gets one line in TAKE_BARE.
"""

from __future__ import annotations

import csv
import struct
import sys
import time
import zlib
from functools import partial
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import olefile
from docx import Document
from lxml import etree
from openpyxl import load_workbook

from ingest.cage import DEFAULT_LIMITS, read_caged
from ingest.errors import IngestError
from ingest.formats import READERS
from ingest.plain_text import decode

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
FOLDERS = ("ko_forms", "ja_meti", "parser/pyhwp", "parser/hwpxlib", "exam_dev/tables")
PARA_TEXT = 67
LONG_RECORD = 0xFFF


def take_ole_text(content: bytes) -> int:
    """
    Return the letters of an HWP 5 file's body with olefile and zlib alone: no layout, no numbers, no notes apart.
    """
    letters = 0
    with olefile.OleFileIO(BytesIO(content)) as container:
        is_packed = container.openstream("FileHeader").read()[36] & 1
        for name in container.listdir():
            if name[0] == "BodyText":
                packed = container.openstream(name).read()
                letters += _record_letters(zlib.decompress(packed, -zlib.MAX_WBITS) if is_packed else packed)
    return letters


def _record_letters(stream: bytes) -> int:
    place, letters = 0, 0
    while place + 4 <= len(stream):
        (head,) = struct.unpack_from("<I", stream, place)
        place, size = place + 4, head >> 20
        if size == LONG_RECORD:
            (size,) = struct.unpack_from("<I", stream, place)
            place += 4
        if head & 0x3FF == PARA_TEXT:
            letters += len(stream[place : place + size].decode("utf-16-le", "replace"))
        place += size
    return letters


def take_xml_text(content: bytes, folder: str) -> int:
    """
    Return the letters in the XML members of a ZIP container's folder with zipfile and lxml alone.
    """
    with ZipFile(BytesIO(content)) as container:
        members = [name for name in container.namelist() if name.startswith(folder) and name.endswith(".xml")]
        return sum(len(text) for name in members for text in etree.fromstring(container.read(name)).itertext())


def take_with_python_docx(content: bytes) -> int:
    """
    Return the letters of the paragraphs and cells that python-docx shows.
    """
    document = Document(BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return sum(map(len, (*(paragraph.text for paragraph in document.paragraphs), *cells)))


def take_sheets(content: bytes) -> int:
    """
    Return the letters of all values of a workbook with openpyxl alone, in its mode for large files.
    """
    book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    return sum(len(str(value)) for sheet in book for row in sheet.values for value in row if value is not None)


def take_fields(content: bytes) -> int:
    """
    Return the letters of all fields of separated values with the csv module alone.
    """
    text = decode(content) or ""
    return sum(len(field) for row in csv.reader(StringIO(text)) for field in row)


TAKE_BARE: dict[str, Callable[[bytes], int]] = {
    "hwp": take_ole_text,
    "hwpx": partial(take_xml_text, folder="Contents/section"),
    "docx": partial(take_xml_text, folder="word/document"),
    "xlsx": take_sheets,
    "csv": take_fields,
}
"""Name of a reader to what takes the bare text of its container."""
OTHERS: dict[str, dict[str, Callable[[bytes], int]]] = {"docx": {"python-docx": take_with_python_docx}}
"""Name of a reader to the libraries that people use for its format."""


def measure(name: str, contents: list[bytes]) -> dict[str, tuple[int, float]]:
    """
    Return letters and best seconds for each contender.
    """
    reader = READERS[name]
    (suffix, *_) = reader.SUFFIXES
    contenders: dict[str, Callable[[bytes], int]] = {
        "bare text of the container (limit)": TAKE_BARE[name],
        "ingest, without cage": lambda content: len(reader.read(content).text),
        "ingest, caged and checked": lambda content: len(read_caged(content, suffix, DEFAULT_LIMITS).layout.text),
        **OTHERS.get(name, {}),
    }
    best: dict[str, tuple[int, float]] = {}
    for _ in range(ROUNDS):
        for contender, read in contenders.items():
            start = time.perf_counter()
            letters = sum(read(content) for content in contents)
            seconds = time.perf_counter() - start
            best[contender] = (letters, min(seconds, best.get(contender, (0, seconds))[1]))
    return best


def readable(paths: list[Path]) -> list[bytes]:
    """
    Return what the files hold that are read at all; locked and broken ones would only flatter the figures.
    """
    contents = []
    for path in paths:
        content = path.read_bytes()
        try:
            read_caged(content, path.suffix, DEFAULT_LIMITS)
        except IngestError:
            continue
        contents.append(content)
    return contents


def main(arguments: list[str]) -> None:
    """
    Print a table for each format.
    """
    paths = [Path(each) for each in arguments] or [
        path for each in FOLDERS for path in sorted((CORPUS / each).glob("*.*"))
    ]
    for name in TAKE_BARE:
        contents = readable([path for path in paths if path.suffix in READERS[name].SUFFIXES])
        if not contents:
            continue
        print(f"{len(contents)} {name} files, {sum(map(len, contents)) / 2**20:.1f} MiB, best of {ROUNDS}")
        print(f"{'':36}{'files/s':>9}{'ms/file':>9}{'letters':>10}{'x limit':>9}")
        results = measure(name, contents)
        limit = next(iter(results.values()))[1]
        for contender, (letters, seconds) in results.items():
            rate, each = len(contents) / seconds, seconds / len(contents) * 1000
            print(f"{contender:36}{rate:9.0f}{each:9.1f}{letters:10,}{seconds / limit:9.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
