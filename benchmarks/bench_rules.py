"""
Measure MB/s of `rules.check` with the catalogue at 1x and 10x size, beside RE2's Filter, a plain `re` loop and Hyperscan.

The others only look for the lexicon's patterns: they know no parties, norms or law, so they are
bounds on the matching part alone. All run over the same texts in one process; compare the ratios, not the figures.

Usage: python -m benchmarks.bench_rules [MEGABYTES]   (Hyperscan: uv sync --group bench)
"""

from __future__ import annotations

import re
import sys
import time
from dataclasses import replace
from datetime import date
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import re2

from ingest import read
from rules import catalog, check
from rules.lexicon import Entry

# Not installed everywhere, and typed as a module where it is.
hyperscan: Any = import_module("hyperscan") if find_spec("hyperscan") else None

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ingest.document import Document
    from rules.catalog import Catalog, Compiled

CORPUS = Path(__file__).resolve().parents[1].parent / "shared" / "corpus" / "ko_standard"
TODAY = date(2026, 11, 23)
COPIES = 10
IN_A_FILTER = 1000


def texts(megabytes: float) -> list[Document]:
    """
    Read standard contracts until they hold so many megabytes of UTF-8.
    """
    documents, size = [], 0
    for path in sorted(CORPUS.glob("*표준하도급계약서.txt")):
        documents.append(read(path.read_bytes(), path.name))
        size += len(documents[-1].text.encode())
        if size >= megabytes * 1e6:
            break
    return documents


def enlarged(book: Catalog, copies: int) -> Catalog:
    """
    Give the catalog with each rule and each lexicon entry it needs repeated under other names.
    """
    rules = [renamed(one, copy) for copy in range(copies) for one in book.rules]
    entries = {
        f"{name}#{copy}": Entry(f"{name}#{copy}", one.patterns, one.but_not)
        for copy in range(copies)
        for name, one in book.lexicon.items()
    }
    return replace(book, rules=tuple(rules), lexicon=entries)


def renamed(one: Compiled, copy: int) -> Compiled:
    """
    Give a rule under another id, compiled again with lexicon entries under other names.
    """
    entries = {
        name: Entry(f"{name}#{copy}", entry.patterns, entry.but_not) for name, entry in catalog.load().lexicon.items()
    }
    again = catalog.compile_rule(one.rule, entries, catalog.load().parameters, {basis.id: basis for basis in one.bases})
    return replace(again, rule=one.rule.model_copy(update={"id": f"{one.rule.id}#{copy}"}))


def seconds(work: Callable[[], object]) -> float:
    """
    Time the second of two runs, so that lazily built automata are warm.
    """
    work()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def portable(pattern: str) -> str:
    r"""
    Write RE2's `\x{...}` as the character itself, which all three engines read alike.
    """
    return re.sub(r"\\x\{([0-9A-Fa-f]+)\}", lambda found: chr(int(found[1], 16)), pattern)


def check_all(documents: Sequence[Document], book: Catalog) -> None:
    """
    Judge every document by all rules.
    """
    for document in documents:
        check(document, book, TODAY)


def plain_loop(documents: Sequence[Document], patterns: Sequence[str]) -> None:
    """
    Search every text with every pattern by Python's own engine.
    """
    compiled = [re.compile(pattern) for pattern in patterns]
    for document in documents:
        for pattern in compiled:
            for _ in pattern.finditer(document.text):
                pass


def filter_rows(documents: Sequence[Document], patterns: Sequence[str]) -> Iterator[tuple[str, float]]:
    """
    Time RE2's Filter: which patterns may match a text, and which do. One Filter cannot hold all patterns.
    """
    options = re2.Options()
    options.log_errors = False
    filters = []
    for first in range(0, len(patterns), IN_A_FILTER):
        one = re2.Filter()
        for pattern in patterns[first : first + IN_A_FILTER]:
            one.Add(pattern, options)
        one.Compile()
        filters.append(one)

    def match(*, potential: bool) -> None:
        for document in documents:
            for one in filters:
                one.Match(document.text, potential)

    yield "RE2 Filter, which patterns may match", seconds(partial(match, potential=True))
    yield "RE2 Filter, which patterns match", seconds(partial(match, potential=False))


def hyperscan_takes(pattern: str) -> bool:
    """
    Tell whether Hyperscan can compile a pattern; it refuses some counted gaps over UTF-8 as too large.
    """
    try:
        database_of([pattern])
    except hyperscan.error:
        return False
    return True


def database_of(patterns: Sequence[str]) -> Any:  # noqa: ANN401 - as hyperscan has it
    """
    Compile patterns into one Hyperscan database.
    """
    database = hyperscan.Database()
    database.compile(
        expressions=[pattern.encode() for pattern in patterns],
        ids=list(range(len(patterns))),
        flags=[hyperscan.HS_FLAG_UTF8 | hyperscan.HS_FLAG_ALLOWEMPTY] * len(patterns),
    )
    return database


def hyperscan_row(documents: Sequence[Document], patterns: Sequence[str]) -> tuple[str, float]:
    """
    Time one Hyperscan pass over all patterns that it takes.
    """
    taken = [pattern for pattern in patterns if hyperscan_takes(pattern)]
    database = database_of(taken)

    def scan() -> None:
        for document in documents:
            database.scan(document.text.encode(), match_event_handler=lambda *_: None)

    return f"Hyperscan, {len(taken)} of {len(patterns)} patterns", seconds(scan)


def main() -> None:
    """
    Print the table.
    """
    documents = texts(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
    megabytes = sum(len(document.text.encode()) for document in documents) / 1e6
    book = catalog.load()
    patterns = [portable(pattern) for entry in book.lexicon.values() for pattern in entry.patterns]
    rows: list[tuple[str, float]] = []
    for copies in (1, COPIES):
        large = enlarged(book, copies)
        taken = seconds(partial(check_all, documents, large))
        rows.append((f"rules.check, {len(large.rules)} rules", taken))
    rows += filter_rows(documents, [*{pattern for entry in book.lexicon.values() for pattern in entry.patterns}])
    rows.append((f"plain re loop, {len(patterns)} patterns", seconds(lambda: plain_loop(documents, patterns))))
    if hyperscan is not None:
        rows.append(hyperscan_row(documents, patterns))
    sys.stdout.write(f"{len(documents)} agreements, {megabytes:.2f} MB\n")
    for name, took in rows:
        sys.stdout.write(f"{name:45s} {megabytes / took:8.2f} MB/s\n")


if __name__ == "__main__":
    main()
