"""
Compare what an agreement was flagged for with what it is flagged for now; people's decisions play no part in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Key = tuple[str, str]
"""Rule and fingerprint: what makes a finding the same one in two reports."""


class ChangeKind(StrEnum):
    """
    Say what became of a finding between two checks of one agreement.
    """

    CREATED = "created"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    """It is still flagged, but its severity or its ground is another."""
    GONE = "gone"
    REOPENED = "reopened"
    """It was gone after an earlier check and is flagged again."""


@dataclass(frozen=True, slots=True)
class Standing:
    """
    Hold what a check says of a finding that may change with the rules.
    """

    title: Mapping[str, str]
    severity: str
    ground: str


@dataclass(frozen=True, slots=True)
class Change:
    """
    Hold one finding in both checks; `before` is None where it is new, `after` where it is gone.
    """

    kind: ChangeKind
    rule: str
    fingerprint: str
    before: Standing | None
    after: Standing | None

    @property
    def present(self) -> Standing:
        """
        Return what was last said of it.
        """
        standing = self.after or self.before
        if standing is None:
            raise ValueError("a change has a side")
        return standing


def standings(bodies: Iterable[Mapping[str, Any]]) -> dict[Key, Standing]:
    """
    Take from the findings of a report what a comparison needs.
    """
    return {
        (body["rule"], body["fingerprint"]): Standing(body["title"], body["severity"], body["ground"])
        for body in bodies
    }


def compare(before: Mapping[Key, Standing], after: Mapping[Key, Standing], known: Iterable[Key] = ()) -> list[Change]:
    """
    Compare two reports, in order of rule; `known` are findings that any earlier check of the agreement ever had.
    """
    ever = set(known)
    return [_change(key, before.get(key), after.get(key), ever) for key in sorted(before.keys() | after.keys())]


def _change(key: Key, before: Standing | None, after: Standing | None, known: set[Key]) -> Change:
    if after is None:
        kind = ChangeKind.GONE
    elif before is None:
        kind = ChangeKind.REOPENED if key in known else ChangeKind.CREATED
    else:
        same = (before.severity, before.ground) == (after.severity, after.ground)
        kind = ChangeKind.UNCHANGED if same else ChangeKind.CHANGED
    return Change(kind, *key, before, after)
