"""
Measure reading scans: wrong letters, headings found, findings lost against clean text, pages a minute.

Run `python -m benchmarks.bench_ocr [pages|agreements|both] [COUNT]` with nothing else on the machine. Twenty pages of
Korean contracts (shared corpora) are printed and scanned under each condition, and read by `ingest.read` in the cage;
what the same page gives as a digital PDF is the yardstick. All agreements with known answers are scanned at 200 dpi
and checked: a finding counts as found where the same rule quotes words that overlap.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

import numpy as np
import pikepdf

from ingest import structure
from ingest.cage import DEFAULT_LIMITS, read_caged
from ingest.document import Source
from rules import catalog, check
from tests.ingest.ocr import scans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PIL.Image import Image

    from ingest.cage.reply import End
    from ingest.document import Clause, Document
    from rules.finding import Finding

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
ON = date(2026, 11, 26)
SIZES = (11, 10, 12)
SHARED_LETTERS = 12
FONTS = ("Noto Serif CJK KR", "Noto Sans CJK KR")
SEALS = ((0.3, 0.3), (0.7, 0.55), (0.45, 0.8))
CONDITIONS: dict[str, tuple[int, Callable[[Image], Image]]] = {
    "300 dpi": (300, scans.scanned),
    "200 dpi": (200, scans.scanned),
    "150 dpi": (150, scans.scanned),
    "200 dpi, 1 degree": (200, lambda page: scans.scanned(page, degrees=1)),
    "200 dpi, -2 degrees": (200, lambda page: scans.scanned(page, degrees=-2)),
    "200 dpi, 3 degrees": (200, lambda page: scans.scanned(page, degrees=3)),
    "200 dpi, JPEG q30": (200, lambda page: scans.damaged(scans.scanned(page))),
    "150 dpi, JPEG q30": (150, lambda page: scans.damaged(scans.scanned(page))),
    "200 dpi, fax": (200, scans.faxed),
    "200 dpi, seals": (200, lambda page: scans.scanned(scans.sealed(page, *SEALS))),
}


def distance(first: str, second: str) -> int:
    """
    Count the letters to put in, take out or change to make one text of the other.
    """
    letters = np.array([ord(letter) for letter in second])
    steps = np.arange(len(second) + 1)
    row = steps.copy()
    for count, letter in enumerate(first, start=1):
        changed = np.minimum(row[:-1] + (letters != ord(letter)), row[1:] + 1)
        row = np.minimum.accumulate(np.concatenate(([count], changed)) - steps) + steps
    return int(row[-1])


def error_rates(printed: str, read: str) -> tuple[float, float]:
    """
    Return the share of wrong letters without and with blanks.
    """
    bare = "".join(printed.split()), "".join(read.split())
    spaced = " ".join(printed.split()), " ".join(read.split())
    return tuple(distance(*pair) / max(1, len(pair[0])) for pair in (bare, spaced))  # type: ignore[return-value]


def numbers(clauses: Iterable[Clause]) -> list[str]:
    """
    List the numbers of a clause tree.
    """
    return [number for clause in clauses for number in (clause.number, *numbers(clause.children))]


def texts(count: int) -> list[str]:
    """
    Return the texts that pages are printed from, half of them standard contracts.
    """
    standard = sorted((CORPUS / "ko_standard").glob("*.txt"))
    half = count // 2
    chosen = standard[:: max(1, len(standard) // half)][:half] + agreements()[: count - half]
    return [path.read_text("utf-8") for path in chosen]


def agreements() -> list[Path]:
    """
    Return the Korean agreements with known answers.
    """
    return sorted((CORPUS / "exam_dev").glob("collab/*.txt")) + sorted((CORPUS / "exam_dev").glob("invest/*.txt"))


def first_page(text: str, index: int) -> bytes:
    """
    Print the first page of a text, in one of several fonts and sizes.
    """
    style = f'body {{ font-family: "{FONTS[index % len(FONTS)]}"; font-size: {SIZES[index % len(SIZES)]}pt }}'
    with pikepdf.open(BytesIO(scans.printed(scans.paragraphs(text), style))) as document:
        del document.pages[1:]
        content = BytesIO()
        document.save(content)
    return content.getvalue()


def read(content: bytes, name: str) -> tuple[Document, float]:
    """
    Read a file as the product does; return the processor seconds of its caged child, too.
    """
    ends: list[End | None] = []
    reading = read_caged(content, Path(name).suffix, DEFAULT_LIMITS, ends.append)
    source = Source(name, reading.media_type, "", len(content))
    return structure.build(reading.layout, source), ends[0].cpu if ends[0] else 0.0


def measure_pages(count: int) -> None:
    """
    Print the error rates, headings found and seconds a page for each condition.
    """
    pages = [first_page(text, index) for index, text in enumerate(texts(count))]
    digital = [read(page, "page.pdf")[0] for page in pages]
    print(f"{count} pages: error rate without / with blanks, worst page, headings found, read share, processor seconds")
    for name, (dpi, spoil) in CONDITIONS.items():
        rates, shares, seconds, found, wanted = [], [], [], 0, 0
        for page, printed in zip(pages, digital, strict=True):
            scan, used = read(scans.as_pdf([spoil(scans.pictures(page, dpi)[0])], dpi), "page.pdf")
            rates.append(error_rates(printed.text, scan.text))
            shares.append(scan.coverage)
            seconds.append(used)
            headings = Counter(numbers(printed.clauses))
            wanted += headings.total()
            found += (headings & Counter(numbers(scan.clauses))).total()
        bare, spaced = zip(*rates, strict=True)
        print(
            f"{name:22} {mean(bare):6.2%} / {mean(spaced):6.2%}   {max(bare):6.2%}   "
            f"{found}/{wanted} ({found / wanted:.1%})   {mean(shares):.4f}   {mean(seconds):.2f}",
            flush=True,
        )


def measure_agreements(count: int) -> None:
    """
    Print how many findings on clean text are found on its scan at 200 dpi, too, and how many more there are.
    """
    book = catalog.load()
    kept, wanted, more, pages, seconds = 0, 0, 0, 0, 0.0
    for path in agreements()[:count]:
        clean = read(path.read_bytes(), path.name)[0]
        pictures = [scans.scanned(page) for page in scans.pictures(scans.printed(scans.paragraphs(clean.text)))]
        scan, used = read(scans.as_pdf(pictures), "scan.pdf")
        expected, found = (check(document, book, ON).findings for document in (clean, scan))
        here = sum(any(_same(one, other) for other in found) for one in expected)
        extra = sum(not any(_same(other, one) for other in expected) for one in found)
        kept, wanted, more, pages, seconds = (
            kept + here, wanted + len(expected), more + extra, pages + len(pictures), seconds + used,
        )  # fmt: skip
        lost = [
            f"{one.rule} {one.evidence[0].quote[:40]!r}"
            for one in expected
            if not any(_same(one, other) for other in found)
        ]
        print(
            f"{path.stem:44} {len(pictures)} pages  {here}/{len(expected)} found, {extra} more  lost: {lost}",
            flush=True,
        )
    print(
        f"{wanted - kept} of {wanted} findings lost ({(wanted - kept) / wanted:.1%}), {more} more; "
        f"{pages} pages, {pages / seconds * 60:.0f} pages a minute and core"
    )


def _same(one: Finding, other: Finding) -> bool:
    """
    Tell whether two findings are of one rule and quote words that overlap, blanks apart.
    """
    if one.rule != other.rule:
        return False
    quotes = [["".join(each.quote.split()) for each in finding.evidence] for finding in (one, other)]
    return not any(quotes) or any(_overlap(first, second) for first in quotes[0] for second in quotes[1])


def _overlap(first: str, second: str) -> bool:
    """
    Tell whether two quotes share a long run of letters, or are alike but for a few.
    """
    run = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    return run.size >= min(SHARED_LETTERS, len(first), len(second))


if __name__ == "__main__":
    what = sys.argv[1] if len(sys.argv) > 1 else "both"
    if what != "agreements":
        measure_pages(int(sys.argv[2]) if len(sys.argv) > 2 else 20)
    if what != "pages":
        measure_agreements(int(sys.argv[2]) if len(sys.argv) > 2 else 99)
