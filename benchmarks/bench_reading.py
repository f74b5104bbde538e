"""
Measure reading: PDF pages a second beside pdfplumber alone and pypdfium2 text alone, and what the cage costs.

Run `python benchmarks/bench_reading.py [PDF ...]`; without files it takes the PDFs of the shared corpora. Each
figure is the best of three rounds in which all contenders take turns, as machines are shared.
"""

from __future__ import annotations

import sys
import time
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pdfplumber
import pypdfium2

from ingest.cage import DEFAULT_LIMITS, read_caged
from ingest.formats import pdf

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3
SMALL_READINGS = 50
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
FOLDERS = ("ko_forms", "en_cuad/pdf")


def read_with_pdfium(content: bytes) -> int:
    """
    Take the text of every page with pypdfium2 alone: the limit.
    """
    document = pypdfium2.PdfDocument(content)
    for page in document:
        page.get_textpage().get_text_range()
    return len(document)


def read_with_pdfplumber(content: bytes) -> int:
    """
    Take the text of every page with pdfplumber alone.
    """
    with pdfplumber.open(BytesIO(content)) as document:
        for page in document.pages:
            page.extract_text()
        return len(document.pages)


def read_with_ours(content: bytes) -> int:
    """
    Read as the product does, letters with places, tables, columns and joined lines, but without the cage.
    """
    return pdf.read(content).pages


def read_in_cage(content: bytes) -> int:
    """
    Read as the product does.
    """
    return read_caged(content, ".pdf", DEFAULT_LIMITS).layout.pages


CONTENDERS: dict[str, Callable[[bytes], int]] = {
    "pypdfium2 text alone (limit)": read_with_pdfium,
    "ingest, without cage": read_with_ours,
    "ingest, caged and checked": read_in_cage,
    "pdfplumber text alone": read_with_pdfplumber,
}


def measure(contents: list[bytes]) -> dict[str, tuple[int, float]]:
    """
    Return pages and best seconds for each contender.
    """
    best: dict[str, tuple[int, float]] = {}
    for _ in range(ROUNDS):
        for name, read in CONTENDERS.items():
            start = time.perf_counter()
            pages = sum(read(content) for content in contents)
            seconds = time.perf_counter() - start
            best[name] = (pages, min(seconds, best.get(name, (0, seconds))[1]))
    return best


def measure_cage() -> tuple[float, float, float]:
    """
    Return milliseconds: start of the server, and the median and longest reading of a one-line text.
    """
    times = []
    for _ in range(SMALL_READINGS + 1):
        start = time.perf_counter()
        read_caged("제1조(목적) 협력한다.".encode(), ".txt", DEFAULT_LIMITS)
        times.append((time.perf_counter() - start) * 1000)
    return times[0], median(times[1:]), max(times[1:])


def main(arguments: list[str]) -> None:
    """
    Print both tables.
    """
    paths = [Path(each) for each in arguments] or [
        path for each in FOLDERS for path in sorted((CORPUS / each).glob("*.pdf"))
    ]
    if not paths:
        sys.exit(f"no PDF given, and none in {CORPUS}")
    first, middle, longest = measure_cage()
    print(
        f"cage: first reading with start of the server {first:.0f} ms; then {middle:.1f} ms a document, at most {longest:.1f} ms"
    )
    results = measure([path.read_bytes() for path in paths])
    limit = results["pypdfium2 text alone (limit)"][1]
    print(f"{len(paths)} PDF files, {next(iter(results.values()))[0]} pages, best of {ROUNDS}")
    print(f"{'':32}{'pages/s':>9}{'ms/page':>9}{'x limit':>9}")
    for name, (pages, seconds) in results.items():
        print(f"{name:32}{pages / seconds:9.0f}{seconds / pages * 1000:9.1f}{seconds / limit:9.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
