"""
Measure reading: pages a second beside the bare libraries, what the cage costs, and time and memory of long files.

Run `python benchmarks/bench_reading.py [FILE ...]`; without files it takes those of the shared corpora. All contenders
take turns file by file, and each file counts with its best of three rounds, as machines are shared. To add a format, add
one entry to FORMATS with the libraries that read it alone; office files have a benchmark of their own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import median

import pdfplumber
import pikepdf
import pypdfium2

from ingest.cage import DEFAULT_LIMITS, read_caged
from ingest.formats import READERS

ROUNDS = 3
SMALL_READINGS = 50
LONG_FILES = (15, 300)
MIB = 1024
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"

PDFTOTEXT = shutil.which("pdftotext")

# Reads a file and returns its pages.
Contender = Callable[[bytes], int]


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


def read_with_pdfplumber_boxes(content: bytes) -> int:
    """
    Take every word with its box and colour, and the tables, with pdfplumber: what `ingest` gives, but for what is seen.
    """
    with pdfplumber.open(BytesIO(content)) as document:
        for page in document.pages:
            page.extract_words(extra_attrs=["non_stroking_color", "size"])
            page.find_tables()
        return len(document.pages)


def read_with_pdftotext(content: bytes) -> int:
    """
    Take the text of every page with poppler's program, its start included.
    """
    said = subprocess.run([PDFTOTEXT or "", "-", "-"], input=content, capture_output=True, check=False)
    return said.stdout.count(b"\f")


@dataclass(frozen=True)
class Format:
    """
    Hold what is measured of one format: its reader, where its files lie, and other libraries that read it.

    The first of `others` is the limit, the last the yardstick.
    """

    reader: str
    folders: tuple[str, ...]
    others: dict[str, Contender]

    @property
    def suffix(self) -> str:
        """
        Return the usual end of a file name.
        """
        return READERS[self.reader].SUFFIXES[0]

    def contenders(self) -> dict[str, Contender]:
        """
        Return everything that reads the format, by name.
        """
        ours = READERS[self.reader]
        return {
            **self.others,
            "ingest without cage": lambda content: ours.read(content).pages,
            "ingest, caged and checked": lambda content: read_caged(content, self.suffix, DEFAULT_LIMITS).layout.pages,
        }

    def files(self) -> list[Path]:
        """
        Return the files of the shared corpora.
        """
        paths = (path for folder in self.folders for path in sorted((CORPUS / folder).glob("*")))
        return [path for path in paths if path.suffix.lower() in READERS[self.reader].SUFFIXES]


FORMATS = (
    Format(
        "pdf",
        ("ko_forms", "en_cuad/pdf"),
        {
            "pypdfium2 text alone (limit)": read_with_pdfium,
            **({"pdftotext": read_with_pdftotext} if PDFTOTEXT else {}),
            "pdfplumber, words in boxes, tables": read_with_pdfplumber_boxes,
            "pdfplumber text alone": read_with_pdfplumber,
        },
    ),
)


def measure(contenders: dict[str, Contender], contents: Sequence[bytes]) -> dict[str, tuple[int, float]]:
    """
    Return pages and seconds for each contender: the sum of each file's best.
    """
    totals = dict.fromkeys(contenders, (0, 0.0))
    for content in contents:
        best = dict.fromkeys(contenders, float("inf"))
        pages = dict.fromkeys(contenders, 0)
        for _ in range(ROUNDS):
            for name, read in contenders.items():
                start = time.perf_counter()
                pages[name] = read(content)
                best[name] = min(best[name], time.perf_counter() - start)
        totals = {name: (count + pages[name], sum_ + best[name]) for name, (count, sum_) in totals.items()}
    return totals


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


def long_file(contents: Sequence[bytes], pages: int) -> bytes:
    """
    Return one PDF of so many pages, taken from the others in turn.
    """
    joined = pikepdf.new()
    while len(joined.pages) < pages:
        for content in contents:
            with pikepdf.open(BytesIO(content)) as document:
                joined.pages.extend(list(document.pages)[: pages - len(joined.pages)])
    target = BytesIO()
    joined.save(target)
    return target.getvalue()


def measure_child(read: Contender, content: bytes) -> tuple[float, int]:
    """
    Return seconds and the most memory (MiB, resident) of a child process that reads one file.
    """
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        read(content)
        os._exit(0)
    _, _, used = os.wait4(child, 0)
    return time.perf_counter() - start, used.ru_maxrss // MIB


def print_speeds(format_: Format, contents: Sequence[bytes]) -> None:
    """
    Print the speed of every contender.
    """
    results = measure(format_.contenders(), contents)
    names = list(format_.others)
    limit, yardstick = results[names[0]][1], results[names[-1]][1]
    print(f"\n{format_.reader}: {len(contents)} files, {results[names[0]][0]} pages, each file's best of {ROUNDS}")
    print(f"{'':36}{'pages/s':>9}{'ms/page':>9}{'x limit':>9}{'x faster than ' + names[-1].split()[0]:>28}")
    for name, (pages, seconds) in results.items():
        print(
            f"{name:36}{pages / seconds:9.0f}{seconds / pages * 1000:9.2f}{seconds / limit:9.1f}{yardstick / seconds:28.1f}"
        )


def print_long_files(contents: Sequence[bytes]) -> None:
    """
    Print time and memory of long PDF files, read in a child of their own; a child that reads nothing comes first.
    """
    print(f"\n{'PDF read in a child':32}{'seconds':>9}{'ms/page':>9}{'peak MiB':>10}")
    idle = measure_child(lambda _: 0, b"")
    print(f"{'nothing':32}{idle[0]:9.2f}{'':9}{idle[1]:10}")
    for pages in LONG_FILES:
        content = long_file(contents, pages)
        seconds, memory = measure_child(FORMATS[0].contenders()["ingest without cage"], content)
        print(f"{f'{pages} pages':32}{seconds:9.2f}{seconds / pages * 1000:9.2f}{memory:10}")


def main(arguments: list[str]) -> None:
    """
    Print all tables.
    """
    first, middle, longest = measure_cage()
    print(
        f"cage: first reading with start of the server {first:.0f} ms; then {middle:.1f} ms a document, at most {longest:.1f} ms"
    )
    for format_ in FORMATS:
        paths = [Path(each) for each in arguments if Path(each).suffix.lower() == format_.suffix] or format_.files()
        contents = [path.read_bytes() for path in paths]
        if not contents:
            print(f"no {format_.reader} file given, and none in {CORPUS}")
            continue
        print_speeds(format_, contents)
        if format_ is FORMATS[0]:
            print_long_files(contents)


if __name__ == "__main__":
    main(sys.argv[1:])
