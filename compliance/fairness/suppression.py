"""
Hold back what would tell of a single project: small cells, those that give a small one away, and differences of filters.

Source: ../shared/domain/WORKFLOW.md 4, misuse guard 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from compliance.fairness.views import HELD_BACK, CellState

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from compliance.intervals import Wait

    Counted = Mapping[str, Sequence["Unit"]]

LEAST_THINGS: Final = 5
"""Agreements of a cell that is shown."""
LEAST_CORPORATIONS: Final = 3
"""Companies of a cell that is shown: a project of two parties reveals its startup."""
TOTAL: Final = "all"


@dataclass(frozen=True, slots=True)
class Unit:
    """
    Hold one thing that is counted: the agreement it belongs to, whose it is, and whether it is in the part.
    """

    thing: Hashable
    corporations: frozenset[str]
    is_part: bool = False
    wait: Wait | None = None


def states(
    cells: Counted, around: Sequence[Counted] = (), beside: Sequence[Sequence[Counted]] = ()
) -> dict[str, CellState]:
    """
    Say of every cell whether it is shown.

    Args:
        cells: what is counted in each, and in all of them together (`TOTAL`).
        around: the same cells under wider filters: what they have more must not be small either.
        beside: for each filter, the same cells under all its values, this one's first: a small one of them must not
            follow from the others.

    """
    told = {key: _state(units, [wide.get(key, ()) for wide in around]) for key, units in cells.items()}
    for key, state in told.items():
        if state is CellState.SHOWN and any(_covers([one.get(key, ()) for one in values]) for values in beside):
            told[key] = CellState.SUPPRESSED
    _cover(told, cells)
    return told


def _state(units: Sequence[Unit], wider: Sequence[Sequence[Unit]]) -> CellState:
    if not units and not any(wider):
        return CellState.EMPTY
    if lack := _lacks(units):
        return lack
    counted = {unit.thing for unit in units}
    left_out = [[one for one in wide if one.thing not in counted] for wide in wider]
    return CellState.SUPPRESSED if any(one and _lacks(one) for one in left_out) else CellState.SHOWN


def _lacks(units: Sequence[Unit]) -> CellState | None:
    if len({unit.thing for unit in units}) < LEAST_THINGS:
        return CellState.FEW
    companies = frozenset[str]().union(*(unit.corporations for unit in units))
    return CellState.SUPPRESSED if len(companies) < LEAST_CORPORATIONS else None


def _covers(parts: Sequence[Sequence[Unit]]) -> bool:
    """
    Tell whether the first part is held back to cover small ones: the smallest are, until those are large together.
    """
    hidden = [unit for part in parts if part and _lacks(part) for unit in part]
    shown = sorted((at for at, part in enumerate(parts) if part and not _lacks(part)), key=lambda at: len(parts[at]))
    for at in shown:
        if not hidden or not _lacks(hidden):
            return False
        if at == 0:
            return True
        hidden += parts[at]
    return False


def _cover(told: dict[str, CellState], cells: Counted) -> None:
    """
    Hide the total where what is hidden of its parts, together, would follow from it and is small.
    """
    hidden = [unit for key, units in cells.items() if key != TOTAL and told[key] in HELD_BACK for unit in units]
    if hidden and told[TOTAL] is CellState.SHOWN and _lacks(hidden):
        told[TOTAL] = CellState.SUPPRESSED
