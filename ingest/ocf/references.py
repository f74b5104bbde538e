"""
Check the objects of a package against each other: ids that are missing or come twice, references that lead nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ingest.document import Fault
    from ingest.ocf.package import Found, Package

ISSUANCE: Final = "_ISSUANCE"
SECURITY, ISSUED = "security", "issuance"
TARGETS: Final[Mapping[str, str]] = {
    "stakeholder_id": "STAKEHOLDER", "stock_class_id": "STOCK_CLASS", "stock_class_ids": "STOCK_CLASS",
    "converts_to_stock_class_id": "STOCK_CLASS", "stock_plan_id": "STOCK_PLAN", "vesting_terms_id": "VESTING_TERMS",
    "stock_legend_ids": "STOCK_LEGEND_TEMPLATE", "security_id": SECURITY, "resulting_security_ids": SECURITY,
    "resulting_security_id": SECURITY, "balance_security_id": SECURITY, "issuance_ids": ISSUED,
}  # fmt: skip
"""What the members of objects refer to: a type of object, a security that was issued, or an issuance."""
MOST_FAULTS: Final = 2_000


def check(package: Package) -> None:
    """
    Add what is wrong between the objects; references only where all files of the package are here.
    """
    known: dict[str, set[str]] = defaultdict(set)
    for one in package.objects:
        package.faults += _identity(one, known)
        known[one.kind].add(str(one.item.get("id")))
        if one.kind.endswith(ISSUANCE):
            known[ISSUED].add(str(one.item.get("id")))
            known[SECURITY].add(str(one.item.get("security_id")))
    if package.is_whole and not package.lost:
        for one in package.objects:
            package.faults += _dangling(one, known)
    del package.faults[MOST_FAULTS:]


def _identity(one: Found, known: Mapping[str, set[str]]) -> Iterator[Fault]:
    for member in ("object_type", "id"):
        if not isinstance(one.item.get(member), str) or not one.item[member]:
            yield one.fault("missing_mandatory", f"/{member}", "", *_MISSING)
    said = one.item.get("id")
    if isinstance(said, str) and said in known[one.kind]:
        yield one.fault("duplicate_row", "/id", said, *_TWICE)


def _dangling(one: Found, known: Mapping[str, set[str]]) -> Iterator[Fault]:
    for path, member, value in _members(one.item, ""):
        target = TARGETS.get(member)
        # An issuance is where its security begins.
        is_own = member == "security_id" and one.kind.endswith(ISSUANCE)
        if target is not None and not is_own and value not in known[target]:
            yield one.fault("orphan_reference", path, value, *_NOWHERE)


def _members(value: Any, path: str, member: str = "") -> Iterator[tuple[str, str, str]]:  # noqa: ANN401 (JSON)
    """
    Walk over all texts of an object with their places and the names of their members.
    """
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _members(inner, f"{path}/{name}", name)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _members(inner, f"{path}/{number}", member)
    elif isinstance(value, str):
        yield path, member, value


_MISSING = ("반드시 있어야 하는 값이 없습니다.", "A value that must be there is missing.")
_TWICE = ("같은 식별자가 앞에 이미 있습니다.", "An earlier object has the same id.")
_NOWHERE = ("가리키는 대상이 이 묶음에 없습니다.", "What this refers to is not in the package.")
