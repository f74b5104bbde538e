"""
Set both sides of an agreement beside each other, topic by topic: who has the right, who bears the duty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rules.marks import STRONG, WEAK
from rules.norm import Modality
from rules.units import judged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ingest.document import Role
    from rules.lexicon import Entry
    from rules.norm import Norm
    from rules.reading import Reading

TOPICS = {
    "termination": ("act_terminate", True),
    "confidentiality": ("act_keep_secret", False),
    "damages": ("act_compensate", False),
    "assignment": ("act_assign_contract", True),
    "amendment": ("act_change_terms", True),
    "intellectual_property": ("act_use_ip", True),
    "payment": ("act_pay", False),
}
"""Each topic with the act it is read from, and whether holding that norm is an advantage."""
_GRANTS = frozenset({Modality.MAY, Modality.NEED_NOT})


@dataclass(frozen=True, slots=True)
class Row:
    """
    Hold one topic: the clauses that speak for or bind each side, and on whom they weigh.
    """

    topic: str
    startup: str
    counterparty: str
    heavier_on: Literal["startup", "counterparty", "neither"]


def balance(reading: Reading, entries: Mapping[str, Entry]) -> tuple[Row, ...]:
    """
    Give a row for every topic the agreement speaks of.
    """
    rows = []
    for topic, (act, is_right) in TOPICS.items():
        if act not in entries:
            continue
        weak, strong = _held(reading, entries[act], WEAK, is_right), _held(reading, entries[act], STRONG, is_right)
        if weak or strong:
            rows.append(Row(topic, _shown(weak), _shown(strong), _heavier(len(weak), len(strong), is_right)))
    return tuple(rows)


def _held(reading: Reading, act: Entry, side: frozenset[Role], is_right: bool) -> list[str]:  # noqa: FBT001
    found: list[str] = []
    said = reading.said_in(act)
    for sentence in (one for one in judged(reading) if one.index in said):
        for norm in reading.norms(sentence):
            if _is_held(norm, side, is_right) and reading.hits_in(act, norm.act) and sentence.number not in found:
                found.append(sentence.number)
    return found


def _is_held(norm: Norm, side: frozenset[Role], is_right: bool) -> bool:  # noqa: FBT001
    return bool(norm.bearer & side) and (norm.modality in _GRANTS if is_right else norm.modality is Modality.MUST)


def _shown(clauses: list[str]) -> str:
    return ", ".join(clauses) if clauses else "–"


def _heavier(weak: int, strong: int, is_right: bool) -> Literal["startup", "counterparty", "neither"]:  # noqa: FBT001
    if bool(weak) == bool(strong):
        return "neither"
    return "startup" if bool(strong) == is_right else "counterparty"
