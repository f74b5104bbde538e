"""
Cut marked text into sentences along the clause tree; an enumerated item keeps the head sentence it completes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import re2

from ingest.document import Clause, Level, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Place = Callable[[Span], Span]

_ENUMERATED = frozenset({Level.ITEM, Level.SUBITEM})
_ARTICLE_RANK = frozenset({Level.ARTICLE, Level.ANNEX, Level.PREAMBLE, Level.SIGNATURE})
_NOMINAL = "".join(map(chr, range(ord("감"), ord("힣"), 28)))
"""Syllables that a predicate made a noun ends in (나눔, 보냄, 따름): so end sentences in nominal style."""
_END = (
    r"(?:다|함|음|임|것|까|오|됨|지)\s?\."
    r"|(?:다|함|음|임|됨|것);"
    r"|(?:다|함|음|임|됨)\s*\n"
    rf"|[{_NOMINAL}]\.(?:\s|$)"
    r"|[a-z0-9)\]\"'%;\x{E001}-\x{E00A}][.;](?:\s+(?:and\s|or\s)?|$)"
    r"|。|[\x{3041}-\x{3096}]\.(?:\s|$)"
    r"|\n\s*\n"
)
_JAPANESE_STOP = "。"
_CLOSERS = frozenset("\"')]}」』”’>.,")
"""A full stop in front of one of these ends no sentence ("동의한다.”라고")."""
_ANNOUNCES = (
    r"次の|以下の|下記|各号|다음|아래|각\s?호|각\s?목|다음과 같|:\s*$|(?i:following|shall\s*$|may\s*$|means\s*$)"
)
"""What the sentence in front of an enumeration says of it."""
_TABLE_AHEAD = r"(?:아래|다음|하기|이하)(?:의)?\s?(?:표|와 같|과 같)|\[?표\s?[0-9]|(?i:following|table)"
_ITEM_END = r"[a-z)\]\"'”’]\.[\"'”’)]?\s*$"
_TITLE = r"(?:계약|협약|약정|각서|합의|의향)서?\s*(?:\([^)\n]*\))?\s*$|(?i:agreement|memorandum|term sheet)\s*$"
_LABELLED = r"\s*[■□○●*-]?\s*(?:[\x{e001}-\x{e00a}]|(?:체결|계약|작성|제출)일자?)\s*[:：]"
"""A line that names a party or a day, as one does before the first clause."""
_RULED = r"(?m)^\s*[─-╿][\s─-╿-]*$"
"""A line that draws a table."""
_SAYS = rf"[^|\n]{{12,}}(?:[다{_NOMINAL}][.]?|\b(?:shall|may|must|will)\b[^|\n]{{15,}})[ \t]*"
_SIDE, _WORDS, _ON = r"[^|\n]*[\x{e001}-\x{e006}]", r"[^|\n]{12,}", r"\|(?:[^|\n]*\|)*?"
_NAMES = (
    rf"{_SIDE}[^|\n]*{_ON}{_WORDS}|{_WORDS}{_ON}{_SIDE}[^|\n]*|{_WORDS}[\x{{e001}}-\x{{e006}}][^|\n]*|{_SIDE}{_WORDS}"
)
_ROW_OF_WORDS = rf"(?m)^[ \t]*\|(?:[^|\n]*\|)*?(?:{_SAYS}|{_NAMES})\|"
"""
A row of a table with a cell that says something as a sentence does, or that names a side and what is with it: each such row is
a term of its own.
"""
_BARE_ROW = rf"[^|\n]{{1,40}}\|(?:[^|\n]*\|)*{_SAYS}$"
"""The same without a bar at its ends."""
_ROW = f"{_ROW_OF_WORDS}|{_BARE_ROW}"
_ALONE = f"{_RULED}|{_ROW_OF_WORDS}"
"""A line that stands alone wherever it is."""
_LONGEST_TITLE = 40
_LINED = frozenset({Level.SIGNATURE, Level.PREAMBLE})
"""Where lines matter: what stands there is no running text."""
_CELL = "|"
_TAIL = 16
_SHORTEST = 4
"""Characters of a number like "다." that are no sentence."""
_LONGEST_NUMBER = 40
"""How many characters of number, brackets and marks may stand around a heading."""
_BRACKETED = r"\s*(?:#+\s*|\*+)?제\s*[0-9]+\s*조(?:의\s*[0-9]+)?\s*(?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)|\[[^\]\n]*\]|【[^】\n]*】|〔[^〕\n]*〕)\**\s*"
_ABBREVIATION = r"(?:\b(?:Co|Ltd|Inc|No|Nos|Art|Arts|Sec|Corp|Mr|Ms|Mrs|Dr|e\.g|i\.e|etc|vs|U\.S|approx|incl|para|St|cf|Cl|Pte|Bhd|LLC|p|pp)\.|(?:^|[^0-9,])[0-9]{1,3}\.|\b[A-Z]\.)\s*$"
_CLAUSE_ENDS = r"(?i)(?:clauses?|sections?|articles?|paragraphs?|schedules?|annex|parts?) [0-9.]{1,4}\.\s*\n\s*$"
"""A reference at the end of a line ("under clause 6."): its number is no abbreviation."""
_YEAR = r"[0-9]{4}\.\s*$"


@dataclass(frozen=True, slots=True)
class Sentence:
    """
    Hold one sentence, or one enumerated item with the head sentence that it completes.

    `above` are the heads that this head completes in its turn where other items stand between them. `number` is the printed clause number, `heading` that of its article; `provision` is the 항 (or article
    without 항) with all its items, `article` the 조: spans in `Reading.text`.
    """

    index: int
    span: Span
    head: Span | None
    number: str
    heading: str
    level: Level
    provision: Span
    article: Span
    above: tuple[Span, ...] = ()

    @property
    def zones(self) -> tuple[Span, ...]:
        """
        Give the spans whose words count for this sentence: the heads that it completes first, then its own text.
        """
        return (*self.above, self.head, self.span) if self.head else (self.span,)


@dataclass(frozen=True, slots=True)
class _Place:
    heading: str
    head: Span | None
    provision: Span | None
    article: Span | None
    above: tuple[Span, ...] = ()


def sentences(text: str, clauses: Sequence[Clause], place: Place) -> tuple[Sentence, ...]:
    """
    Cut the text of a clause tree; `place` maps the tree's spans into the text.
    """
    found: list[Sentence] = []
    for clause in clauses:
        for number, span, where, level in _walk(text, clause, place, _Place("", None, None, None)):
            whole = place(clause.span)
            found.append(
                Sentence(
                    len(found),
                    span,
                    where.head,
                    number,
                    where.heading,
                    level,
                    where.provision or whole,
                    where.article or whole,
                    where.above if where.head is not None else (),
                )
            )
    return tuple(found)


def _walk(text: str, clause: Clause, place: Place, outer: _Place) -> Iterator[tuple[str, Span, _Place, Level]]:
    span = place(clause.span)
    here = _inside(clause, span, outer)
    body = Span(_behind_heading(text, span, clause.heading), span.end)
    gaps, children = _own(body, [place(child.span) for child in clause.children]), clause.children
    last: Span | None = None
    for order, gap in enumerate(gaps):
        for piece in _pieces(text, gap, clause.level):
            if last is not None and text[piece.start] == _CELL and _points_at_table(text, last):
                yield clause.number, piece, replace(here, head=last), clause.level
            else:
                last = _announcing(text, last, piece)
                yield clause.number, piece, _of_row(text, here, piece), clause.level
                if here.head is not None and _closes_item(text, piece):
                    here = replace(here, head=None)
        if order < len(children):
            child = children[order]
            head = last if child.level in _ENUMERATED and last is not None else here.head
            joined, above = _joined(here, head) if child.level in _ENUMERATED else (None, ())
            yield from _walk(text, child, place, _Place(here.heading, joined, here.provision, here.article, above))


def _of_row(text: str, here: _Place, piece: Span) -> _Place:
    """
    Give the place of a piece: a row of a table that says something is a clause of its own, as a 조 is.
    """
    if here.head is not None or _CELL not in text[piece.start : piece.end]:
        return here
    start = text.rfind("\n", 0, piece.start + 1) + 1
    end = text.find("\n", piece.start)
    row = Span(start, end if end >= 0 else len(text))
    if row.end < piece.end or not _compiled(_ROW).match(text[row.start : row.end]):
        return here
    return replace(here, provision=row, article=row)


def _joined(here: _Place, head: Span | None) -> tuple[Span | None, tuple[Span, ...]]:
    """
    Put a head behind the one that it completes itself; where other items stand between, their words are no part of it.
    """
    if here.head is None or head is None or here.head.start >= head.start:
        return head, here.above
    if head.start - here.head.end <= _LONGEST_NUMBER:
        return Span(here.head.start, head.end), here.above
    return head, (*here.above, here.head)


def _closes_item(text: str, piece: Span) -> bool:
    """
    Tell whether an English item ends with a full stop here: what follows is a sentence of its own and no part of it.
    """
    return _compiled(_ITEM_END).search(text[max(piece.start, piece.end - _TAIL) : piece.end]) is not None


def _announcing(text: str, last: Span | None, piece: Span) -> Span:
    """
    Give the sentence that an enumeration behind completes: the one that announces it, not the proviso after it.
    """
    if last is not None and not _announces(text, piece) and _announces(text, last):
        return last
    return piece


def _pieces(text: str, span: Span, level: Level) -> Iterator[Span]:
    """
    Cut a stretch into sentences; lines of a signature block have no end of their own and never run on.
    """
    if level not in _LINED and not _compiled(_ALONE).search(text[span.start : span.end]):
        yield from cut(text, span)
        return
    for lines in _runs(text, span, level):
        yield from cut(text, lines)


def _runs(text: str, span: Span, level: Level) -> Iterator[Span]:
    """
    Give the lines that stand by themselves, and those between them together.

    Ruled lines and rows of words in a table do, under signatures each line, before the first clause a title and who is
    named ("투자자: …"): a printed page sets them apart by no blank line.
    """
    at = start = span.start
    was_alone = True
    for line in text[span.start : span.end].split("\n"):
        is_alone = _stands_alone(line, level, is_first=at == span.start)
        if at > start and (is_alone or was_alone):
            yield Span(start, at - 1)
            start = at
        was_alone = is_alone
        at += len(line) + 1
    yield Span(start, span.end)


def _stands_alone(line: str, level: Level, *, is_first: bool) -> bool:
    if level is Level.SIGNATURE or _compiled(_ALONE).match(line):
        return True
    is_title = is_first and len(line) <= _LONGEST_TITLE and _compiled(_TITLE).search(line)
    return level is Level.PREAMBLE and bool(is_title or _compiled(_LABELLED).match(line))


def _points_at_table(text: str, span: Span) -> bool:
    """
    Tell whether a sentence leaves it to the table behind it what it says of amounts and rates.
    """
    return _compiled(_TABLE_AHEAD).search(text[span.start : span.end]) is not None


def _announces(text: str, span: Span) -> bool:
    return _compiled(_ANNOUNCES).search(text[span.start : span.end]) is not None


def _behind_heading(text: str, span: Span, heading: str) -> int:
    """
    Give where the words begin that bind somebody: number and heading name the clause but are no sentence of it.
    """
    if not heading:
        return span.start
    line = text[span.start : min(span.end, span.start + len(heading) + _LONGEST_NUMBER)]
    found = _compiled(_BRACKETED).match(line)
    if found is None and heading in line:
        found = _compiled(r"[^\n]{0,30}?" + re2.escape(heading) + r"[ \t]*(?:[)\]】〕:.]|\*\*)*\s*").match(line)
    return span.start + found.end() if found else span.start


def _inside(clause: Clause, span: Span, outer: _Place) -> _Place:
    if clause.level in _ARTICLE_RANK:
        return _Place(clause.heading, None, span, span)
    if clause.level is Level.PARAGRAPH:
        return _Place(clause.heading or outer.heading, None, span, outer.article or span)
    if clause.level in _ENUMERATED:
        return _Place(outer.heading, outer.head, outer.provision or span, outer.article or span, outer.above)
    return _Place(clause.heading, None, None, None)


def _own(span: Span, children: Sequence[Span]) -> list[Span]:
    gaps, at = [], span.start
    for child in children:
        gaps.append(Span(at, max(at, child.start)))
        at = max(at, child.end)
    return [*gaps, Span(at, max(at, span.end))]


def cut(text: str, span: Span) -> Iterator[Span]:
    """
    Cut a stretch of text into sentences; white space at the edges belongs to none.
    """
    at = span.start
    piece = text[span.start : span.end]
    for found in _compiled(_END).finditer(piece):
        end = span.start + found.end()
        if end - at <= _SHORTEST or not _ends(text[max(at, end - _TAIL) : end], text[end : min(end + 1, span.end)]):
            continue
        if text[end - 1] == _JAPANESE_STOP and _in_brackets(text[at:end]):
            continue
        if trimmed := _trim(text, at, end):
            yield trimmed
        at = end
    if trimmed := _trim(text, at, span.end):
        yield trimmed


def _in_brackets(words: str) -> bool:
    """
    Tell whether words end within brackets: "(文書を含む。以下同じ。)" ends no sentence.
    """
    return words.count("(") > words.count(")")


def _ends(tail: str, following: str) -> bool:
    """
    Tell whether a full stop ends a sentence: not in an abbreviation, a number, a date or a quotation.
    """
    if tail[-1] == _JAPANESE_STOP:
        return following not in _CLOSERS
    if _compiled(_ABBREVIATION).search(tail) and not _compiled(_CLAUSE_ENDS).search(tail):
        return False
    if _compiled(_YEAR).search(tail):
        return following.isupper()
    return tail[-1:].isspace() or following not in _CLOSERS


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None


@lru_cache(maxsize=32)
def _compiled(pattern: str) -> re2._Regexp:
    return re2.compile(pattern)
