"""
Refuse a known gate fact whose value makes no sense; unknown facts are kept and ignored.

Source: ../shared/design/CHECK_JSON.md, gate facts.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from compliance.errors import Rejected
from rules.law import INVESTOR_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

YES_OR_NO = (
    "consignment",
    "subcontract",
    "standard_terms",
    "joint_research",
    "public_institution",
    "startup_is_sme",
    "holding_company_cvc",
)
DAYS = ("material_provided_on", "renewed_on", "nda_signed_on")


def refuse_senseless(facts: Mapping[str, object]) -> None:
    """
    Refuse the first known fact that holds an invalid value; null means unknown.

    Raises:
        Rejected: code "declaration", naming the fact.

    """
    for name, is_valid in _VALID.items():
        value = facts.get(name)
        if value is not None and not is_valid(value):
            raise Rejected(
                f"사실 항목의 값을 쓸 수 없습니다: {name}", f"unusable value of the fact {name}", "declaration"
            )


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, date) or bool(date.fromisoformat(str(value)))
    except ValueError:
        return False


_VALID: dict[str, Callable[[object], bool]] = {
    "investor_kind": lambda value: value in INVESTOR_KINDS,
    "contract_amount": lambda value: isinstance(value, int | float) and not isinstance(value, bool) and value >= 0,
    **dict.fromkeys(YES_OR_NO, lambda value: isinstance(value, bool)),
    **dict.fromkeys(DAYS, _is_day),
}
