"""
Tell in numbers how the norms of a sentence bind whom, for the network that reads its words.

"A pays B" and "B need not pay A" share nearly all of their words; who must, may, must not or need not is read by
rules/norms, and what is read there need not be learned from words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ingest.document import Level, Role, Span
from rules.marks import ROLE_OF_MARK, STRONG, WEAK
from rules.norm import Consideration, Modality
from rules.norms import read_norms
from rules.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from rules.norm import Norm

_SIDES = ("nobody", "strong", "weak", "founder", "others")
_PAYING = (Consideration.PAID, Consideration.NONE)
TOLD: tuple[str, ...] = (
    *(f"{side} {modality}" for side in _SIDES for modality in Modality),
    *(f"{side} {modality} towards {other}" for side in _SIDES for modality in Modality for other in _SIDES),
    *(f"{side} at its discretion" for side in _SIDES),
    *(f"{side} for {consideration}" for side in _SIDES for consideration in _PAYING),
    *("mutual", "with a proviso", "on a condition"),
)
"""What is told of a sentence, a number each: 1 where one of its norms is such, else 0."""
_PLACE = {name: place for place, name in enumerate(TOLD)}


def told(norms: Sequence[Sequence[Norm]]) -> NDArray[np.float32]:
    """
    Tell it of sentences by their norms: a row each, a column for each of `TOLD`.
    """
    rows = np.zeros((len(norms), len(TOLD)), np.float32)
    for row, of_one in zip(rows, norms, strict=True):
        row[[_PLACE[name] for norm in of_one for name in _names(norm)]] = 1
    return rows


def alone(marked: str) -> tuple[Norm, ...]:
    """
    Give the norms of a sentence that stands by itself, its parties marked, between the two sides that it seems to name.
    """
    whole = Span(0, len(marked))
    sentence = Sentence(0, whole, None, "", "", Level.ARTICLE, whole, whole)
    roles = frozenset(ROLE_OF_MARK[letter] for letter in marked if letter in ROLE_OF_MARK)
    stronger = Role.INVESTOR if Role.INVESTOR in roles else Role.CORPORATE
    return read_norms(marked, (sentence,), 0, roles | {Role.STARTUP, stronger})


def _names(norm: Norm) -> Iterator[str]:
    bearer = _side(norm.bearer)
    yield f"{bearer} {norm.modality}"
    yield f"{bearer} {norm.modality} towards {_side(norm.beneficiary)}"
    if norm.discretion:
        yield f"{bearer} at its discretion"
    if norm.consideration in _PAYING:
        yield f"{bearer} for {norm.consideration}"
    if norm.mutual:
        yield "mutual"
    if norm.proviso:
        yield "with a proviso"
    if norm.condition:
        yield "on a condition"


def _side(roles: frozenset[Role]) -> str:
    if not roles:
        return "nobody"
    if roles == {Role.FOUNDER}:
        # To the words of a sentence founders are their company (rules/classifier/features.py).
        return "founder"
    return "strong" if roles <= STRONG else "weak" if roles <= WEAK else "others"
