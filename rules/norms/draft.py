"""
Hold what one sentence alone says, before earlier sentences lend what it leaves out.

A draft speaks of marks instead of roles and of offsets within its own sentence, so that reading the same
words twice gives the same draft and can be remembered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.document import Span
    from rules.norm import Consideration, Modality


@dataclass(frozen=True, slots=True)
class Mention:
    """
    Hold one mention of parties: `marks` of the coordinated chain, and the case it stands in.

    `start` is the offset of the first mark, `end` the offset behind the case ending.
    """

    start: int
    end: int
    marks: str
    case: str
    """topic, subject, to, from, for, about, by, causee, with, of, object, also or bare."""
    people: bool = False
    """True for the party's own people ("\ue001의 임직원은")."""


@dataclass(frozen=True, slots=True)
class Draft:
    """
    Hold one norm as its own sentence says it; spans are offsets within that sentence.

    `lent` says whether an unnamed bearer may be taken from before; `bare` that the words have no predicate of
    their own (an enumerated item), so that modality and bearer come from the head.
    """

    span: Span
    act: Span
    object: Span
    bearer: str
    beneficiary: str
    modality: Modality
    condition: tuple[Span, ...]
    consideration: Consideration
    proviso: bool
    discretion: bool
    mutual: bool
    lent: bool
    hint: str = ""
    """Marks of the party that the conditions name as acting, where the main clause names nobody."""
    opposite: bool = False
    """True where the sense points at the other side than `hint` ("을이 위반한 때에는 해지할 수 있다")."""
    bare: bool = False
    excepted: str = ""
    """Marks of the party that acts in an exception ("갑이 제공하는 경우에는 그러하지 아니하다")."""
