"""
Nest marks into the clause tree and give every clause the number it is quoted by.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from ingest import late
from ingest.document import Clause, Level, Span
from ingest.outline.lists import settle
from ingest.outline.marks import DEEPER, Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Tongue = Literal["ko", "en", "ja"]
_ARTICLES: Final[dict[Tongue, str]] = {"ko": "제{label}조", "en": "{word} {label}", "ja": "第{label}条"}
_MOST_SKIPPED: Final = 3
_SECOND: Final = 2
_PARAGRAPHS: Final = frozenset({"circled"})
_ITEMS: Final = frozenset({"number", "number_paren", "paren_number"})
_COUNTED: Final = _ITEMS | _PARAGRAPHS
_SYLLABLES: Final = frozenset({"syllable", "syllable_paren", "paren_syllable"})
_ARTICLE: Final = late.pattern(r"제[\d.]+조|(?:Article|Section|Clause|Paragraph) ")
_ABOVE_ARTICLE: Final = late.pattern(r" (?=제[\d.]+조|(?:Article|Section|Clause|Paragraph) )")
_RUNNING: Final = late.pattern(r"다\.?$|다\. |[.!。]$")


@dataclass(slots=True)
class Node:
    """
    Hold one clause while the tree grows.
    """

    mark: Mark
    end: int = 0
    children: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Naming:
    """
    Know how the text at hand quotes its clauses: its language, and the word for an article in English.
    """

    text: str
    tongue: Tongue
    word: str


def grown(marks: Sequence[Mark], end: int) -> list[Node]:
    """
    Nest the marks, which are in reading order, by rank and by the way they count.
    """
    roots: list[Node] = []
    stack: list[Node] = []
    for found in marks:
        mark = found if found.rank < DEEPER else settle(found, [node.mark for node in stack if node.mark.level is None])
        keep = _depth(mark, stack)
        if keep is None:
            continue
        for node in stack[keep:]:
            node.end = mark.start
        del stack[keep:]
        node = Node(mark, end)
        (stack[-1].children if stack else roots).append(node)
        stack.append(node)
    return roots


def _depth(mark: Mark, stack: Sequence[Node]) -> int | None:
    """
    Say how many open clauses the mark goes under; None where it counts nothing that is open.
    """
    if mark.rank < DEEPER:
        if stack and stack[0].mark.level in {Level.PREAMBLE, Level.SIGNATURE}:
            return 0
        return next((at for at, node in enumerate(stack) if node.mark.rank >= mark.rank), len(stack))
    if mark.style in {"decimal", "bare"} or mark.level is Level.PARAGRAPH:
        return _bare_depth(mark, stack) if mark.style == "bare" else _decimal_depth(mark, stack)
    value = mark.value[0]
    for at in range(len(stack) - 1, -1, -1):
        other = stack[at].mark
        if other.rank < DEEPER:
            break
        if other.style == mark.style and other.value[0] < value <= other.value[0] + _MOST_SKIPPED:
            return at
    if value == 1 or mark.style in _PARAGRAPHS:
        again = next(
            (at for at, node in enumerate(stack) if node.mark.rank == DEEPER and node.mark.style == mark.style), None
        )
        return len(stack) if again is None else again
    return None


def _bare_depth(mark: Mark, stack: Sequence[Node]) -> int | None:
    """
    Put "2 甲は …" under its article, whose first paragraph has no number; only what counts on is a paragraph.
    """
    article = next((at for at, node in enumerate(stack) if node.mark.level is Level.ARTICLE), None)
    if article is None:
        return None
    before = stack[article].children[-1].mark if stack[article].children else None
    last = max((node.mark.value[0] for node in stack[article].children if node.mark.style == "bare"), default=0)
    fresh = before is None or before.style != "bare"
    if mark.value[0] == last + 1 or (last == 0 and fresh and mark.value[0] == _SECOND):
        return article + 1
    return None


def _decimal_depth(mark: Mark, stack: Sequence[Node]) -> int:
    """
    Put 2.3.1 under 2.3 and 2.3 under article 2.
    """
    for at in range(len(stack) - 1, -1, -1):
        other = stack[at].mark
        if other.rank < DEEPER:
            return 0 if other.level in {Level.PREAMBLE, Level.SIGNATURE} else at + 1
        if other.style in {"decimal", mark.style} and len(other.value) < len(mark.value):
            return at + 1
    return 0


def clauses(roots: Sequence[Node], naming: Naming, back: Callable[[Span], Span]) -> tuple[Clause, ...]:
    """
    Turn grown nodes into clauses; `back` maps a span to the original text.
    """
    return tuple(_clause(node, "", None, naming, back) for node in roots)


def _clause(node: Node, above: str, parent: Level | None, naming: Naming, back: Callable[[Span], Span]) -> Clause:
    """
    Turn one node and all below it into a clause.
    """
    level = node.mark.level or _list_level(node, parent, naming)
    number = _number(node.mark, above, level, parent, naming)
    passed = above if level in {Level.PART, Level.CHAPTER, Level.SECTION} else number
    end = node.mark.start + len(naming.text[node.mark.start : node.end].rstrip())
    level_of_lists = _level_of_children(node, level, naming)
    children = tuple(_clause(child, passed, level_of_lists, naming, back) for child in node.children)
    return Clause(number, node.mark.heading, level, back(Span(node.mark.start, max(end, node.mark.body))), children)


def _level_of_children(node: Node, level: Level, naming: Naming) -> Level:
    """
    Say under what the lists of a clause stand: "1." directly below 조 is an 호 unless it reads like a 항.
    """
    if level is not Level.ARTICLE or not node.children or node.children[0].mark.style not in _ITEMS:
        return level
    first = node.children[0].mark
    if naming.text[node.mark.body : first.start].strip():
        return Level.PARAGRAPH
    sentences = sum(bool(_RUNNING.search(_own_words(child, naming.text))) for child in node.children)
    return Level.ARTICLE if sentences * 2 > len(node.children) else Level.PARAGRAPH


def _own_words(node: Node, text: str) -> str:
    """
    Give the words of a clause before its first child.
    """
    return text[node.mark.body : node.children[0].mark.start if node.children else node.end].strip()


def _list_level(node: Node, parent: Level | None, naming: Naming) -> Level:
    """
    Name the level of a list by the level above it and by its mark.
    """
    style = node.mark.style
    if style == "bare" or (style in _PARAGRAPHS and naming.tongue != "ja"):
        return Level.PARAGRAPH
    if style in _PARAGRAPHS and parent is Level.ARTICLE:
        return Level.ITEM
    if style in _SYLLABLES and parent is not Level.ARTICLE:
        return Level.SUBITEM
    return {Level.ARTICLE: Level.PARAGRAPH, Level.ITEM: Level.SUBITEM, Level.SUBITEM: Level.SUBITEM}.get(
        parent or Level.ITEM, Level.ITEM
    )


def _number(mark: Mark, above: str, level: Level, parent: Level | None, naming: Naming) -> str:
    """
    Print the number of a clause with the numbers above it.
    """
    if mark.level is not None:
        return _heading_number(mark, above, naming)
    if naming.tongue == "ko":
        return f"{above} {_korean_unit(mark, level, parent)}".strip()
    if naming.tongue == "ja":
        return f"{above} {_japanese_unit(mark, level, parent)}".strip()
    if mark.style in {"number", "number_paren"} and above[-1:].isdigit():
        return f"{above}.{mark.value[0]}"
    if mark.style == "number":
        return f"{above} ({mark.value[0]})".strip()
    return f"{above}{mark.label}" if above[-1:].isdigit() or above.endswith(")") else f"{above} {mark.label}".strip()


def _korean_unit(mark: Mark, level: Level, parent: Level | None) -> str:
    """
    Print 제2항, 제3호, 가목, or the mark as it stands where Korean has no name for it.
    """
    if mark.style in _PARAGRAPHS:
        return f"제{mark.value[0]}항" if parent in {None, Level.ARTICLE, Level.PARAGRAPH} else mark.label
    if mark.style in _ITEMS and parent in {Level.PREAMBLE, Level.ANNEX}:
        return f"({mark.value[0]})"
    if mark.style in _ITEMS and level is Level.PARAGRAPH:
        return f"제{mark.value[0]}항"
    if mark.style in _ITEMS and level is Level.ITEM and parent is Level.PARAGRAPH:
        return f"제{mark.value[0]}호"
    if mark.style == "syllable":
        return f"{mark.label[0]}목"
    return mark.label


def _japanese_unit(mark: Mark, level: Level, parent: Level | None) -> str:
    """
    Print 第2項, 第3号, or the mark as it stands where Japanese has no name for it.
    """
    if mark.style == "bare" or (mark.style in _ITEMS and level is Level.PARAGRAPH):
        return f"第{mark.value[0]}項"
    if mark.style in _COUNTED and level is Level.ITEM and parent not in {Level.PREAMBLE, Level.ANNEX}:
        return f"第{mark.value[0]}号"
    return mark.label


def _heading_number(mark: Mark, above: str, naming: Naming) -> str:
    """
    Print the number of a heading; a bare "2." or "2.3" gets the word by which the text refers to it.
    """
    label = mark.label
    if mark.style in {"decimal", "number"}:
        label = _ARTICLES[naming.tongue].format(label=label, word=naming.word)
    if mark.style == "section" and len(mark.value) > 1:
        return label
    if mark.level is Level.PARAGRAPH:
        above = "" if _ARTICLE.match(above) else _ABOVE_ARTICLE.split(above)[0]
    return f"{above} {label}".strip()
