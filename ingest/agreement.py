"""
Tell which kind of agreement a text is, from its title first and from its words second.

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
from ingest.sheets.records import records_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.canonical import Canonical
    from ingest.document import Table

_FOLDER: Final = Path(__file__).parent / "agreements"
_TITLE_LINES: Final = 8
_TITLE_REACH: Final = 700
_TITLE_WEIGHT: Final = 10.0
_MOST_HITS: Final = 4
_LONG_LINE: Final = 110
_LEAST_CONTENT: Final = 1.5
_SURE: Final = 0.95
_BY_TITLE: Final = 0.85
_BY_COLUMNS: Final = 0.9
_LEAST_COLUMNS: Final = 3
_SPACED: Final = late.pattern(r"(?<=\b[가-힣]) (?=[가-힣]\b)")
_FIRST_CLAUSE: Final = late.pattern(
    r"^[ #*]*(?:제 ?1 ?조|Article (?:1|I)\b|ARTICLE (?:1|I)\b|Section 1\b|1\. )", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Kind:
    """
    Hold what gives one kind of agreement away: title patterns, weighted words of its text, and its usual headings.

    `columns` are title patterns of the columns of one that is a list of records.
    """

    value: str
    name_ko: str
    name_en: str
    titles: tuple[re.Pattern[str], ...]
    cues: tuple[tuple[re.Pattern[str], float], ...]
    headings: tuple[str, ...]
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
        cues=tuple((late.pattern(cue, re.IGNORECASE), float(weight)) for cue, weight in entry["cues"]),
        headings=tuple(entry["headings"]),
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
    contents = _by_content(canonical.text)
    if titles:
        best = max(titles, key=lambda value: titles[value][0] + contents.get(value, 0.0))
        agreed = contents and max(contents, key=lambda value: contents[value]) == best
        return AgreementType(
            best, _SURE if agreed else _BY_TITLE, declared=False, evidence=canonical.original(titles[best][1])
        )
    return _from_content(contents)


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


def _from_content(contents: dict[str, float]) -> AgreementType:
    """
    Settle on the kind whose words weigh most, with modest certainty; "other" where none stands out.
    """
    ranked = sorted(contents, key=lambda value: contents[value], reverse=True)
    if not ranked or contents[ranked[0]] < _LEAST_CONTENT:
        return AgreementType("other", 0.2, declared=False)
    second = contents[ranked[1]] if len(ranked) > 1 else 0.0
    return AgreementType(ranked[0], round(min(0.7, 0.3 + 0.4 * (1 - second / contents[ranked[0]])), 2), declared=False)


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
                if score > found.get(kind.value, (0.0, Span(0, 0)))[0]:
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


def _by_content(text: str) -> dict[str, float]:
    """
    Weigh how many telling words of each kind the text uses; each word counts a few times at most.
    """
    weights: dict[str, float] = {}
    for kind in kinds():
        hits = sum(weight * min(len(cue.findall(text)), _MOST_HITS) for cue, weight in kind.cues)
        most = sum(weight * _MOST_HITS for _, weight in kind.cues)
        if hits:
            weights[kind.value] = 5 * hits / most
    return weights
