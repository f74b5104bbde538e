"""
Write rows as CSV (RFC 4180) that a spreadsheet opens as text in Korean and never as a formula.
"""

from __future__ import annotations

import csv
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MARK: Final = "\ufeff"
"""Tells Excel that the file is UTF-8."""
FORMULA_BEGINS: Final = tuple("=+-@\t\r\n|%＝＋－＠")
"""What makes a spreadsheet compute a cell. Source: OWASP, CSV Injection; full-width signs as Excel takes them in Korean."""
AT_ONCE: Final = 200
"""Rows written at a time."""


def pieces(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """
    Write rows under their titles, some at a time.
    """
    yield (MARK + _written([titles])).encode()
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        yield _written(some).encode()


def _written(rows: Iterable[Sequence[str]]) -> str:
    stream = StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows([list(map(harmless, row)) for row in rows])
    return stream.getvalue()


def harmless(cell: str) -> str:
    """
    Put an apostrophe before what a spreadsheet would compute.
    """
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA_BEGINS) else cell
