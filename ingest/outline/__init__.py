"""
Turn canonical text into the clause tree: 편 장 절 조 항 호 목, Article, Section, (a), annexes, signature block.

What a clause means is left to `rules`; here only form, place and sequence decide.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from ingest import late
from ingest.document import Clause, Level
from ingest.outline import lists
from ingest.outline.borders import signature_start
from ingest.outline.headings import headings_of
from ingest.outline.marks import DEEPER, Mark, TextLine, lines_of
from ingest.outline.parting import parted
from ingest.outline.rows import rows_of
from ingest.outline.sequence import chosen
from ingest.outline.tree import Naming, Tongue, clauses, grown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.canonical import Canonical

_HANGUL: Final = late.pattern("[가-힣]")
_KANA: Final = late.pattern("[ぁ-ゖァ-ヺ]")
_BORDERS: Final[dict[Tongue, tuple[str, str]]] = {
    "ko": ("전문", "서명란"),
    "en": ("Preamble", "Signature"),
    "ja": ("前文", "署名欄"),
}
"""What the text before the first clause and the place for signatures are called."""
_WORDS: Final = ("Section", "Article", "Clause", "Paragraph")


def outline(canonical: Canonical) -> tuple[Clause, ...]:
    """
    Build the clause tree of a text; spans are offsets into the original and together reach over every sentence.
    """
    text = canonical.text
    lines = parted(list(lines_of(text)))
    headings = chosen(list(headings_of(lines)), text)
    if not any(mark.level in {Level.ARTICLE, Level.PARAGRAPH} for mark in headings):
        headings = sorted([*headings, *rows_of(lines)], key=lambda mark: mark.start)
    tongue = _tongue(text)
    headings = _with_borders(headings, lines, text, tongue)
    marks = _with_lists(headings, lines, text, tongue)
    roots = grown(marks, len(text))
    return clauses(roots, _naming(text, tongue), canonical.original)


def walk(tree: Iterable[Clause]) -> Iterator[Clause]:
    """
    Walk over all clauses, each before its children.
    """
    for clause in tree:
        yield clause
        yield from walk(clause.children)


def at(tree: Sequence[Clause], offset: int) -> tuple[Clause, ...]:
    """
    Give the clauses around an offset, the outermost first; empty where none reaches there.
    """
    path: list[Clause] = []
    level: Sequence[Clause] = tree
    while level:
        place = bisect_right(level, offset, key=lambda clause: clause.span.start) - 1
        if place < 0 or offset >= level[place].span.end:
            break
        path.append(level[place])
        level = level[place].children
    return tuple(path)


def introduction_end(tree: Sequence[Clause]) -> int | None:
    """
    Give the offset at which the numbered clauses begin (rows of a term sheet have no number); None without any.
    """
    return next(
        (
            clause.span.start
            for clause in tree
            if clause.level is not Level.PREAMBLE and clause.number != clause.heading
        ),
        None,
    )


def _with_borders(headings: list[Mark], lines: Sequence[TextLine], text: str, tongue: Tongue) -> list[Mark]:
    """
    Add the preamble before the first heading and the signature block behind the last article of each run.
    """
    marks = list(headings)
    if lines and (not marks or marks[0].start > lines[0].start):
        marks.insert(0, Mark(lines[0].start, lines[0].start, "preamble", (), "", "", Level.PREAMBLE))
    preamble, signature = _BORDERS[tongue]
    marks = [m if m.level is not Level.PREAMBLE else _named(m, preamble) for m in marks]
    begins = [line.start for line in lines]
    signatures = []
    for place, mark in enumerate(marks):
        following = marks[place + 1] if place + 1 < len(marks) else None
        if mark.level in {Level.ARTICLE, Level.PARAGRAPH, Level.ANNEX} and _closes(mark, following):
            end = following.start if following else len(text)
            behind = lines[bisect_right(begins, mark.body) : bisect_left(begins, end)]
            start = signature_start(behind)
            if start is not None:
                signatures.append(Mark(start, start, "signature", (), signature, "", Level.SIGNATURE))
    return sorted([*marks, *signatures], key=lambda mark: mark.start)


def _named(mark: Mark, label: str) -> Mark:
    """
    Give a border its printed name.
    """
    return Mark(mark.start, mark.body, mark.style, mark.value, label, "", mark.level)


def _closes(mark: Mark, following: Mark | None) -> bool:
    """
    Tell whether the agreement may be signed behind this clause: nothing of its own count follows.
    """
    if following is None or following.level is Level.ANNEX:
        return True
    return mark.level is Level.ARTICLE and following.style == mark.style and following.value[:1] <= mark.value[:1]


def _with_lists(headings: Sequence[Mark], lines: Sequence[TextLine], text: str, tongue: Tongue) -> list[Mark]:
    """
    Add the enumerations between the headings; none are read in the signature block.
    """
    openers = _openers(headings, lines, text, bare=tongue == "ja")
    marks = list(headings)
    for place, (begin, first, listed) in enumerate(openers):
        following = openers[place + 1] if place + 1 < len(openers) else None
        if first is not None:
            marks.append(first)
        if listed:
            end = following.begin if following else len(text)
            marks.extend(
                lists.inside(text, first.body if first else begin, end, first, following.first if following else None)
            )
    return sorted(marks, key=lambda mark: (mark.start, mark.rank >= DEEPER))


class _Opener(NamedTuple):
    """
    Hold a place where a clause may open at the start of a line: the mark there, and whether lists are read from here.
    """

    begin: int
    first: Mark | None
    listed: bool


def _openers(headings: Sequence[Mark], lines: Sequence[TextLine], text: str, *, bare: bool) -> list[_Opener]:
    """
    Give the stretches of text that begin with a heading or with a list mark at the start of a line.
    """
    starts = {mark.start: mark for mark in headings}
    openers: list[_Opener] = []
    listed = True
    for line in lines:
        heading = starts.get(line.start)
        if heading is not None:
            listed = heading.level is not Level.SIGNATURE
        begin = min(heading.body, line.end) if heading else line.start
        visible = line.end - len(text[begin : line.end].lstrip())
        first = lists.at_start(text, visible, line.end, bare=bare) if listed else None
        if first is not None and heading and first.style in {"paren_letter", "paren_capital"} and first.value[0] > 1:
            first = None
        if heading is not None or first is not None:
            openers.append(_Opener(line.start, first, listed))
            if heading is not None and first is None:
                openers[-1] = _Opener(begin, None, listed)
    return openers


def _tongue(text: str) -> Tongue:
    """
    Say in which language clauses are named; a Korean text may quote some kana.
    """
    kana, hangul = len(_KANA.findall(text)), len(_HANGUL.findall(text))
    return "ja" if kana > hangul else "ko" if hangul else "en"


def _naming(text: str, tongue: Tongue) -> Naming:
    """
    Learn how the text quotes its own clauses.
    """
    if tongue == "ko" and len(_HANGUL.findall(text)) * 10 <= len(text):
        tongue = "en"
    counted = {word: len(re.findall(rf"\b{word}s? \d", text, re.IGNORECASE)) for word in _WORDS}
    best = max(counted, key=lambda word: counted[word])
    return Naming(text, tongue, best if counted[best] else "Section")
