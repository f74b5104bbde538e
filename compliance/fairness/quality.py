"""
Reckon the quality of the office's own work: precision of rules, agreement of people, objections and deadlines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from compliance.blind.desk import FEWEST
from compliance.fairness.counting import plain_share
from compliance.fairness.views import Cell, CellState, Series, rounded
from compliance.intervals import agreement
from compliance.store.blind import DECISIONS
from compliance.vocabulary import Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from compliance.fairness.records import Precision, Records

SUSPEND_BELOW: Final = 0.7
SUSPEND_FROM: Final = 30
"""Precision below which, over so many decisions, suspending a rule is suggested."""
MEET_BELOW: Final = 0.6
"""Cohen's kappa below which people meet about how they decide."""


def precision(records: Records, titles: Mapping[str, Word]) -> tuple[list[Series], list[Word]]:
    """
    Reckon M8: a cell for each version of a rule, and which rules might be suspended.
    """
    cells = [_rule(one, titles) for one in records.precision]
    doubtful = [
        cell
        for cell in cells
        if cell.whole is not None
        and cell.value is not None
        and cell.whole >= SUSPEND_FROM
        and cell.value < SUSPEND_BELOW
    ]
    notes = [
        Word(f"적용 중지 검토 제안: {cell.label.ko}", f"suspension suggested: {cell.label.en}") for cell in doubtful
    ]
    return [
        Series("precision", Word("확정 ÷ (확정 + 오탐지)", "confirmed ÷ (confirmed + false)"), "share", cells)
    ], notes


def likeness(records: Records) -> tuple[list[Series], list[Word]]:
    """
    Reckon M9: how often two people agree, and how much more often than by chance.
    """
    alike = sum(count for (first, second), count in records.blind.items() if first == second)
    total = sum(records.blind.values())
    label = Word("교차 판단", "blind second review")
    shared = plain_share("alike", label, alike, total, FEWEST)
    kappa, ac1 = agreement(records.blind, DECISIONS)
    listed = [Series("alike", Word("판단이 같은 비율", "share of equal decisions"), "share", [shared])]
    for key, name, value in (("kappa", "Cohen κ", kappa), ("ac1", "Gwet AC1", ac1)):
        cell = Cell(key, label, shared.state)
        if shared.state is CellState.SHOWN:
            cell = Cell(key, label, shared.state, alike, total, rounded(value))
        listed.append(Series(key, Word(name, name), "coefficient", [cell]))
    is_low = shared.state is CellState.SHOWN and kappa is not None and kappa < MEET_BELOW
    return listed, [
        Word("판단기준 협의가 필요합니다(κ < 0.6).", "A guidance meeting is due (κ < 0.6).")
    ] if is_low else []


def kept(records: Records) -> tuple[list[Series], list[Word]]:
    """
    Reckon M11: objections upheld, and the office's own deadlines kept.
    """
    told: Sequence[tuple[str, Word, Word, Sequence[bool]]] = (
        ("upheld", Word("이의신청 인용률", "objections upheld"), Word("이의신청", "objections"), records.objections),
        ("in_time", Word("기한 준수율", "deadlines kept"), Word("점검기관의 처리기한", "the office's deadlines"), records.own_deadlines),
    )  # fmt: skip
    return [
        Series(key, name, "share", [plain_share(key, label, sum(which), len(which))])
        for key, name, label, which in told
    ], []


def _rule(one: Precision, titles: Mapping[str, Word]) -> Cell:
    title = titles.get(one.rule, Word("", ""))
    label = Word(*(f"{one.rule} {words} ({one.version})".replace("  ", " ") for words in title))
    return plain_share(f"{one.rule}@{one.version}", label, one.confirmed, one.confirmed + one.false_positives)
