"""
Compare two versions of an agreement clause by clause: what went, what came, and which words changed.

Every letter of both versions stands in exactly one part of one clause. Numbers are left out where clauses are matched:
a clause that merely moved up by one is the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from compliance.views import ClauseView, DocumentView

UNITS: Final = frozenset({"article", "annex", "preamble", "signature"})
NUMBER: Final = re.compile(
    r"^\W*(?:제\s*\d+\s*조(?:의\s*\d+)?|(?:Article|Section|ARTICLE|SECTION)\s+[\d.]+|[\d.]+[.)])\s*"
)
BLANKS: Final = re.compile(r"\s+")
WORDS: Final = re.compile(r"\s+|[^\s]+")
ALIKE: Final = 0.5
"""Share of letters in common from which two clauses are versions of one another."""
MOST_PAIRS: Final = 4_000
"""Pairs of clauses whose letters are compared; beyond that clauses are paired by their headings only."""
Kind = Literal["same", "moved", "changed", "gone", "new"]
PartKind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Part:
    """
    Hold words that both versions have, or only the earlier, or only the later.
    """

    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """
    Hold a clause in both versions; a label is "" where that version does not have it.
    """

    kind: Kind
    before: str
    after: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    """
    Hold one clause: its label, its words, and the words by which it is matched.
    """

    label: str
    heading: str
    text: str
    key: str


def compare(before: DocumentView, after: DocumentView) -> list[ClauseChange]:
    """
    Return the clauses of both versions in the order of the later; what went stands where it stood.
    """
    old, new = _units(before), _units(after)
    matcher = SequenceMatcher(None, [one.key for one in old], [one.key for one in new], autojunk=False)
    blocks = matcher.get_opcodes()
    gone = {at for kind, start, stop, _, _ in blocks if kind != "equal" for at in range(start, stop)}
    came = {at for kind, _, _, start, stop in blocks if kind != "equal" for at in range(start, stop)}
    pairs = {new_at: old_at for kind, i, k, j, _ in blocks if kind == "equal" for old_at, new_at in _along(i, k, j)}
    moved = _paired(old, new, gone, came)
    return list(_in_order(old, new, pairs | moved))


def _units(document: DocumentView) -> list[_Unit]:
    """
    Cut the whole text at its articles, annexes and the like; what stands before the first belongs to it.
    """
    starts = [one for one in document.clauses if one.level in UNITS]
    chosen = [one for at, one in enumerate(starts) if not any(one.start < each.end for each in starts[:at])]
    if not chosen:
        return [_unit("", "", document.text)] if document.text.strip() else []
    cuts = [0, *(one.start for one in chosen[1:]), len(document.text)]
    return [
        _unit(_label(one), one.heading, document.text[start:stop])
        for one, (start, stop) in zip(chosen, pairwise(cuts), strict=True)
    ]


def _unit(label: str, heading: str, text: str) -> _Unit:
    return _Unit(label, heading, text.strip("\n"), BLANKS.sub("", NUMBER.sub("", text.strip())))


def _label(clause: ClauseView) -> str:
    return f"{clause.number} {clause.heading}".strip() or clause.level


def _along(start: int, stop: int, other: int) -> Iterator[tuple[int, int]]:
    """
    Pair positions that run along.
    """
    return zip(range(start, stop), range(other, other + stop - start), strict=True)


def _paired(old: Sequence[_Unit], new: Sequence[_Unit], gone: set[int], came: set[int]) -> dict[int, int]:
    """
    Pair clauses that did not stay as they are: by the same words elsewhere, then by heading, then by likeness.
    """
    pairs = dict[int, int]()
    is_small = len(gone) * len(came) <= MOST_PAIRS
    tests: tuple[Callable[[_Unit, _Unit], float], ...] = (
        lambda one, other: float(one.key == other.key),
        lambda one, other: float(bool(one.heading) and one.heading == other.heading),
        lambda one, other: _likeness(one.key, other.key) if is_small else 0.0,
    )
    for test in tests:
        left, free = sorted(gone - set(pairs.values())), sorted(came - set(pairs))
        scored = sorted(((test(old[i], new[j]), -abs(i - j), i, j) for i in left for j in free), reverse=True)
        for score, _, i, j in scored:
            if score >= ALIKE and j not in pairs and i not in pairs.values():
                pairs[j] = i
    return pairs


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def _in_order(old: Sequence[_Unit], new: Sequence[_Unit], pairs: dict[int, int]) -> Iterator[ClauseChange]:
    """
    Give the clauses of the later version, and those that went behind the one they followed.
    """
    lost = sorted(set(range(len(old))) - set(pairs.values()))
    reached = -1
    for at, unit in enumerate(new):
        if at in pairs:
            while lost and lost[0] < pairs[at] and lost[0] > reached:
                yield _gone(old[lost.pop(0)])
            reached = max(reached, pairs[at])
            yield _changed(old[pairs[at]], unit, is_moved=pairs[at] < reached)
        else:
            yield ClauseChange("new", "", unit.label, (Part("new", unit.text),))
    for at in lost:
        yield _gone(old[at])


def _gone(unit: _Unit) -> ClauseChange:
    return ClauseChange("gone", unit.label, "", (Part("gone", unit.text),))


def _changed(before: _Unit, after: _Unit, *, is_moved: bool) -> ClauseChange:
    if before.key == after.key:
        return ClauseChange("moved" if is_moved else "same", before.label, after.label, (Part("same", after.text),))
    return ClauseChange("changed", before.label, after.label, tuple(_parts(before.text, after.text)))


def _parts(before: str, after: str) -> Iterator[Part]:
    """
    Tell word by word what went and what came.
    """
    old, new = WORDS.findall(before), WORDS.findall(after)
    for kind, i, k, j, m in SequenceMatcher(None, _folded(old), _folded(new), autojunk=False).get_opcodes():
        if kind == "equal":
            yield Part("same", "".join(new[j:m]))
            continue
        if k > i:
            yield Part("gone", "".join(old[i:k]))
        if m > j:
            yield Part("new", "".join(new[j:m]))


def _folded(words: list[str]) -> list[str]:
    """
    Take every stretch of blanks for the same: where lines break is no change.
    """
    return [" " if word.isspace() else word for word in words]
