"""
Define the norm: who must, may, must not or need not do what towards whom, on what condition, for what consideration.

This type is fixed. Later work widens the readers in rules/norms/, never the shape that rule files rest on.
All spans point into `Reading.text` (canonical characters).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.document import Role, Span


class Modality(StrEnum):
    """
    Say how a norm binds its bearer.
    """

    MUST = "must"
    """A duty: 하여야 한다, 한다 (plain declarative of a party's act), shall, will, agrees to, is obliged to."""
    MUST_NOT = "must_not"
    """A prohibition, also a missing power: 하여서는 아니 된다, 하지 못한다, 할 수 없다, 하지 아니한다, shall not, may not."""
    MAY = "may"
    """A right or power: 할 수 있다, 권리를 가진다, 에 의한다(재량), may, is entitled to, has the right to."""
    NEED_NOT = "need_not"
    """A freedom from a duty or liability: 책임을 지지 아니한다, 의무가 없다, shall not be liable, has no obligation."""
    IS = "is"
    """A constitutive or deemed fact: 귀속된다, 본다, 간주한다, 소멸한다, vests in, is deemed, means."""


class Consideration(StrEnum):
    """
    Say what is given in return within the norm's own words.
    """

    PAID = "paid"
    """대가를 지급하고, 유상으로, 정당한 보상, for fair consideration."""
    NONE = "none"
    """무상으로, 별도의 대가 없이, free of charge, without further consideration."""
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Norm:
    """
    Hold one norm of a sentence.

    bearer: the roles that carry the duty, right or prohibition (all roles where `mutual`); empty if unreadable.
    act: the span of the predicate that names what is done ("본 계약을 해지"), where act classes are looked up.
    object: the span of what the act is done to, as far as it stands apart; else equal to `act`.
    beneficiary: the roles towards whom, for whom or from whom it is done ("갑에게", "to the Corporation").
    condition: spans of 경우/때에는/if/unless parts that must hold first.
    proviso: spans of 다만/단서/provided that/except parts that take back or limit this norm, in this or the next sentence.
    """

    bearer: frozenset[Role]
    modality: Modality
    act: Span
    object: Span
    beneficiary: frozenset[Role]
    condition: tuple[Span, ...]
    consideration: Consideration
    proviso: tuple[Span, ...]
    discretion: bool
    mutual: bool
    span: Span
    inherited: bool = False
    """True where the bearer was taken from an earlier sentence or the head of an enumeration (less certain)."""
