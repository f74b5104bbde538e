"""
Tell which kind of agreement a text is, from its title first and from the words of its opening second.

The kinds are data: one file each in `agreements/`. A new kind is a new file; nothing here changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

from ingest import late
from ingest.document import AgreementType, Span
from ingest.likely_kind import likely_kinds
from ingest.sheets.records import records_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.canonical import Canonical
    from ingest.document import Table

_FOLDER: Final = Path(__file__).parent / "agreements"
_TITLE_LINES: Final = 8
_TITLE_REACH: Final = 700
_TITLE_WEIGHT: Final = 10.0
_WORDS_WEIGHT: Final = 8.0
_LONG_LINE: Final = 110
_LEAST_LIKELY: Final = 0.4
_CONTRADICTED: Final = 2.0
"""How many times likelier than the title's kind the words must make another for the title to be less sure."""
_MOST_BY_WORDS: Final = 0.7
_SURE: Final = 0.95
_BY_TITLE: Final = 0.85
_BY_COLUMNS: Final = 0.9
_LEAST_COLUMNS: Final = 3
_UNTITLED: Final = (0.0, Span(0, 0))
_SPACED: Final = late.pattern(r"(?<=\b[가-힣]) (?=[가-힣]\b)")
_FIRST_CLAUSE: Final = late.pattern(
    r"^[ #*]*(?:제 ?1 ?조|Article (?:1|I)\b|ARTICLE (?:1|I)\b|Section 1\b|1\. )", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Kind:
    """
    Hold what gives one kind of agreement away: title patterns; the words of its text are in `likely_kind.json`.

    `columns` are title patterns of the columns of one that is a list of records.
    """

    value: str
    name_ko: str
    name_en: str
    titles: tuple[re.Pattern[str], ...]
    columns: tuple[re.Pattern[str], ...] = ()


@cache
def kinds() -> tuple[Kind, ...]:
    """
    Load every kind of agreement there is, in the order of their names.
    """
    return tuple(_kind(path) for path in sorted(_FOLDER.glob("*.yaml")))


def _kind(path: Path) -> Kind:
    """
    Load one kind from its file.
    """
    entry = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return Kind(
        value=path.stem,
        name_ko=entry["name"]["ko"],
        name_en=entry["name"]["en"],
        titles=tuple(late.pattern(title, re.IGNORECASE) for title in entry["titles"]),
        columns=tuple(late.pattern(title, re.IGNORECASE) for title in entry.get("columns", ())),
    )


def agreement_type(canonical: Canonical, declared: str | None = None, tables: Sequence[Table] = ()) -> AgreementType:
    """
    Name the kind of an agreement; what the submitter declared wins over what is read.
    """
    if declared is not None:
        return AgreementType(declared, 1.0, declared=True)
    if listed := _by_columns(tables):
        return listed
    titles = _by_title(canonical.text)
    # A title of another kind settles it: what the words of a lease are likest to is no matter.
    likely = {} if set(titles) == {"other"} else likely_kinds(canonical.text)
    open_to = {*titles, *(kind for kind in likely if not titles or kind != "other")}
    scores = {kind: titles.get(kind, _UNTITLED)[0] + _WORDS_WEIGHT * likely.get(kind, 0.0) for kind in open_to}
    best = max(scores, key=lambda kind: scores[kind])
    if best in titles:
        agreed = _CONTRADICTED * likely.get(best, 0.0) >= max(likely.values(), default=1.0)
        evidence = canonical.original(titles[best][1])
        return AgreementType(best, _SURE if agreed else _BY_TITLE, declared=False, evidence=evidence)
    if likely[best] < _LEAST_LIKELY:
        return AgreementType("other", 0.2, declared=False)
    return AgreementType(best, round(min(_MOST_BY_WORDS, likely[best]), 2), declared=False)


def _by_columns(tables: Sequence[Table]) -> AgreementType | None:
    """
    Tell a list of records by the titles of its columns, whatever its rows speak of.
    """
    for records in filter(None, map(records_of, tables)):
        titles = [cell.span for cell in records.titles if cell.span]
        for kind in kinds():
            known = sum(any(title.search(words) for words in records.columns.values()) for title in kind.columns)
            if records.are_many and known >= _LEAST_COLUMNS and titles:
                evidence = Span(titles[0].start, titles[-1].end)
                return AgreementType(kind.value, _BY_COLUMNS, declared=False, evidence=evidence)
    return None


def _by_title(text: str) -> dict[str, tuple[float, Span]]:
    """
    Weigh the first lines: an early line counts more, and in a line the last noun, which is its head in Korean.
    """
    found: dict[str, tuple[float, Span]] = {}
    for place, (start, line) in enumerate(_title_lines(text)):
        spaced = _SPACED.sub("", line)
        for kind in kinds():
            ends = [hit.end() for title in kind.titles for hit in title.finditer(spaced)]
            if ends:
                score = _TITLE_WEIGHT - 1.5 * place + 3 * max(ends) / len(spaced)
                if score > found.get(kind.value, _UNTITLED)[0]:
                    found[kind.value] = (score, Span(start, start + len(line)))
    return found


def _title_lines(text: str) -> list[tuple[int, str]]:
    """
    Give the short lines before the first clause, where titles stand.
    """
    first = _FIRST_CLAUSE.search(text)
    head = text[: min(first.start() if first else _TITLE_REACH, _TITLE_REACH)]
    lines = [(hit.start(), hit.group()) for hit in re.finditer(r"[^\s#*][^\n]*", head)]
    top = [(start, line[:_LONG_LINE]) for start, line in lines[:2]]
    return [*top, *((start, line) for start, line in lines[2:_TITLE_LINES] if len(line) <= _LONG_LINE)]
