"""
Read tables of separated values (CSV, TSV): find encoding and separator, keep every field as it is written.

A file with this suffix that holds no table is read as the lines that it is.
"""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, Final

from ingest.errors import Malformed, TooLarge
from ingest.office.flow import Flow
from ingest.plain_text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.layout import Layout

SUFFIXES = (".csv", ".tsv", ".tab")
MEDIA_TYPE = "text/csv"
IS_FALLBACK = True

SEPARATORS: Final = ",;\t|"
# Excel writes which separator follows into a first line of its own.
TOLD: Final = "sep="
SAMPLE_ROWS: Final = 200
# More than this share of the lines are rows; the others are a title, a note, a source.
ALIKE: Final = 0.5
MOST_WEIGHED: Final = 10
SENTENCE_ENDS: Final = (".", "?", "!", "。")
# Letters, with separators and empty fields.
LONGEST_FILE: Final = 16_000_000
# A longer file is a list of records and no text: only its first rows are printed, all are kept as fields.
LONG_TABLE: Final = 500_000
PRINTED_ROWS: Final = 200
BAR: Final = " | "


def looks_like(content: bytes) -> bool:
    """
    Tell whether the content decodes to text; whether it holds a table is seen when it is read.
    """
    return decode(content) is not None


def read(content: bytes) -> Layout:
    """
    Lay out a table, a line for each row.

    Raises:
        Malformed: the bytes are no text in any encoding we know.
        TooLarge: it is longer than any agreement.
    """
    text = decode(content)
    if text is None:
        raise Malformed(detail="no known encoding")
    if len(text) > LONGEST_FILE:
        raise TooLarge(detail=f"{len(text)} letters")
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    csv.field_size_limit(max(len(text), csv.field_size_limit()))
    flow = Flow()
    separator, rows = _find_separator(text)
    if separator is None:
        for line in text.split("\n"):
            flow.add_paragraph(line)
        return flow.finish()
    table = flow.open_table("표 1", "A1")
    is_long = len(text) > LONG_TABLE
    for number, row in enumerate(_rows(rows, separator)):
        cells = [(column, field.strip()) for column, field in enumerate(row) if field.strip()]
        if cells and not (is_long and number >= PRINTED_ROWS):
            flow.add_row(table, number, cells, BAR)
    if is_long:
        table.rows = tuple(tuple(field.strip() for field in row) for row in _rows(rows, separator))
    return flow.finish()


def _find_separator(text: str) -> tuple[str | None, str]:
    """
    Return the separator that most rows agree on, and the text that it parts; None where there is no table.
    """
    first, _, rest = text.partition("\n")
    if first.lower().startswith(TOLD) and len(first) == len(TOLD) + 1:
        return first[-1], rest
    weights = {separator: _weigh(text, separator) for separator in SEPARATORS}
    best = max(weights, key=lambda separator: weights[separator])
    return (best if weights[best] else None), text


def _weigh(text: str, separator: str) -> float:
    """
    Return how well a separator parts the first rows: the share that it parts, and of those the share of one width.
    """
    sample = [row for row in islice(_rows(text, separator), SAMPLE_ROWS) if any(row)]
    parted = [row for row in sample if len(row) > 1]
    if len(parted) <= len(sample) * ALIKE or _is_prose(parted):
        return 0.0
    width, often = Counter(map(len, parted)).most_common(1)[0]
    return len(parted) / len(sample) * often / len(parted) * min(width, MOST_WEIGHED)


def _is_prose(rows: list[list[str]]) -> bool:
    """
    Tell sentences with commas in them from rows: they end as sentences do, and no two need be of one width.
    """
    ended = sum(row[-1].rstrip().endswith(SENTENCE_ENDS) for row in rows)
    return len({len(row) for row in rows}) > 1 and ended > len(rows) * ALIKE


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=separator)
