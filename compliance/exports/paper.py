"""
Hold an official paper without any format: a title, numbered sections, paragraphs and tables.

Every writer beside this file writes the same `flow` or the same sections, so all formats say the same. What came out of
documents is made harmless here, once: only what a person sees on paper is left of it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

LONGEST: Final = 16_000
"""Letters of one paragraph or cell; longer ones end in `CUT`. A cell of XLSX holds 32,767 units of UTF-16."""
CUT: Final = "…(이하 줄임)"
END: Final = "끝."
"""What ends an official paper, so that nothing can be added below it unseen."""
CAPTION: Final = "□ "
SYLLABLES: Final = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허"
FORMS: Final = ("{syllable}.", "{number})", "{syllable})", "({number})", "({syllable})")
"""How items below a section's "1." are numbered, by depth. Source: 행정업무규정 시행규칙 2."""
LINE_BREAKS: Final = frozenset({"\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"})
Value = str | int | float | None
Kind = Literal["issuer", "title", "heading", "body", "caption", "end", "address", "subject", "sender", "foot"]


@dataclass(frozen=True, slots=True)
class Column:
    """
    Hold a column's title, its share of the width beside the others', and whether its words are few and stand centred.
    """

    title: str
    share: int = 2
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """
    Hold rows of values; `is_upright`: their texts are long, so paper sets out each row as a block of titles and texts.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    is_upright: bool = False
    has_titles: bool = True
    """False where the first column says what the second one is."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """
    Hold a paragraph; from depth 1 on it is an item that gets its number ("가.", "1)", ...) when it is written.
    """

    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """
    Hold a section; it gets its number when it is written.
    """

    title: str
    blocks: Sequence[Paragraph | Table]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """
    Hold what makes a paper an official letter (공문): whom it goes to, in whose name, and what stands at its foot.

    `annexes` follow behind the letter, each on the list of enclosures. Source: 행정업무규정 시행규칙 제4조.
    """

    recipient: str
    sender: str
    foot: Sequence[str]
    annexes: Sequence[Section] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """
    Hold a whole paper: who issues it, on which day, and what it says; with a `letterhead` it is a letter.
    """

    title: str
    issuer: str
    dated: date
    sections: Sequence[Section]
    letterhead: Letterhead | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """
    Hold a line as it is written, its number before it.
    """

    kind: Kind
    text: str
    depth: int = 0


def flow(paper: Paper) -> Iterator[Line | Table]:
    """
    Give what stands on the paper from top to bottom; rows of upright tables each as a table of their own.
    """
    if paper.letterhead:
        yield from _letter(paper, paper.letterhead)
        return
    if paper.issuer:
        yield Line("issuer", plain(paper.issuer))
    yield Line("title", plain(paper.title))
    yield Line("issuer", day(paper.dated))
    for number, section in enumerate(paper.sections, start=1):
        yield Line("heading", heading(number, section))
        for block in numbered(section):
            if isinstance(block, Line):
                yield block
            else:
                yield from _laid_out(block)
    yield Line("end", END)


def heading(number: int, section: Section) -> str:
    """
    Return a section's title with its number.
    """
    return f"{number}. {plain(section.title)}"


def numbered(section: Section) -> Iterator[Line | Table]:
    """
    Give the blocks of a section, its items with their numbers.
    """
    counts: list[int] = []
    for block in section.blocks:
        if isinstance(block, Table):
            yield block
            continue
        depth = min(block.depth, len(FORMS))
        counts = [*counts[:depth], *[0] * (depth - len(counts))]
        if depth:
            counts[-1] += 1
        number = f"{_number(depth, counts[-1])} " if depth else ""
        yield Line("body", number + plain(block.text), depth)


def cells(table: Table) -> Iterator[list[str]]:
    """
    Give the rows of a table as they are written.
    """
    for row in table.rows:
        yield [written(value) for value in row]


def written(value: Value) -> str:
    """
    Write a value as every format does.
    """
    return plain(value) if isinstance(value, str) else "" if value is None else str(value)


def day(when: date) -> str:
    """
    Write a day as official papers do: 2026. 11. 27.
    """
    return f"{when.year}. {when.month}. {when.day}."


def plain(text: str) -> str:
    """
    Return what a person sees of a text: no control, no invisible or direction-changing character, and not too long.
    """
    # Nearly every text takes this way.
    seen = text if text.isprintable() else "".join(map(_seen, text.replace("\r\n", "\n").replace("\r", "\n")))
    return seen if len(seen) <= LONGEST else seen[: LONGEST - len(CUT)] + CUT


def _letter(paper: Paper, head: Letterhead) -> Iterator[Line | Table]:
    """
    Set out a letter: head, numbered sentences, enclosures closed by "끝.", sender, foot, and the annexes behind it.
    """
    yield Line("issuer", plain(paper.issuer))
    yield from (Line("address", f"수신  {plain(head.recipient)}"), Line("address", "(경유)"))
    yield Line("subject", f"제목  {plain(paper.title)}")
    lines = [line for number, one in enumerate(paper.sections, start=1) for line in _sentences(number, one)]
    enclosed = [f"{number}. {plain(one.title)} 1부." for number, one in enumerate(head.annexes, start=1)]
    if enclosed:
        lines.append(Line("body", "붙임  " + "  ".join(enclosed)))
    *before, last = lines
    yield from before
    # Nothing can be added behind the last word unseen; below a table the mark stands by itself.
    if isinstance(last, Line):
        yield Line(last.kind, f"{last.text}  {END}", last.depth)
    else:
        yield from (last, Line("end", END))
    yield Line("sender", plain(head.sender))
    yield from (Line("foot", plain(one)) for one in head.foot)
    for number, annex in enumerate(head.annexes, start=1):
        yield Line("heading", f"붙임 {heading(number, annex)}")
        for block in numbered(annex):
            yield from [block] if isinstance(block, Line) else _laid_out(block)


def _sentences(number: int, section: Section) -> Iterator[Line | Table]:
    """
    Give a numbered sentence with its items, each set in by one more than in a paper with headings.
    """
    yield Line("body", heading(number, section))
    for block in numbered(section):
        if isinstance(block, Line):
            yield Line(block.kind, block.text, min(block.depth + 1, len(FORMS)))
        else:
            yield from _laid_out(block)


def _seen(letter: str) -> str:
    if letter in LINE_BREAKS:
        return "\n"
    kind = unicodedata.category(letter)
    if kind == "Zs" or letter == "\t":
        return " "
    return "" if kind in {"Cc", "Cf", "Cs", "Cn"} else letter


def _number(depth: int, count: int) -> str:
    syllable = SYLLABLES[(count - 1) % len(SYLLABLES)]
    return FORMS[depth - 1].format(number=count, syllable=syllable)


def _laid_out(table: Table) -> Iterator[Line | Table]:
    if table.title:
        yield Line("caption", f"{CAPTION}{plain(table.title)}")
    if not table.is_upright:
        yield table
        return
    titles = [column.title for column in table.columns]
    for row in table.rows:
        pairs = [pair for pair in zip(titles, row, strict=True) if pair[1] not in {None, ""}]
        yield Table("", (Column(titles[0], 1), Column("", 5)), pairs, has_titles=False)
