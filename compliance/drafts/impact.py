"""
Tell what a draft of the rules would change in one stored agreement; nothing is written down here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from compliance.audits import delta
from compliance.audits.comparing import ChangeKind, compare, standings
from compliance.audits.running import judge
from compliance.drafts.masking import masked
from compliance.review import CONFIRMED
from ingest.stored import read_back

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from compliance.audits.comparing import Change, Key
    from compliance.audits.reaffirming import LastChecks
    from compliance.instruments import Instruments
    from compliance.store.door import Kept

DISMISSED = "DISMISSED"


@dataclass(frozen=True, slots=True)
class Pair:
    """
    Hold today's rules and a draft of them, the rules that may judge otherwise by types, and the day to judge by.
    """

    ours: Instruments
    draft: Instruments
    changed: Mapping[str, frozenset[str]]
    today: date

    @classmethod
    def of(cls, ours: Instruments, draft: Instruments, today: date) -> Pair:
        """
        Lay today's rules beside a draft of them.
        """
        return cls(ours, draft, draft.affected(ours.fingerprints(), today, today), today)

    def affected(self, types: Iterable[str | None]) -> frozenset[str]:
        """
        Name the rules that may judge agreements of some types otherwise; of an unknown type all may.
        """
        known = list(types)
        return frozenset(
            name for name, read in self.changed.items() if any(one is None or one in read for one in known)
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """
    Hold one finding that today's rules and a draft see otherwise, with the quote that it rests on, names masked.
    """

    submission_id: UUID
    change: Change
    quote: str

    @property
    def kind(self) -> str:
        """
        Return "created", "gone" or "changed": between two sets of rules nothing is reopened.
        """
        return (ChangeKind.CREATED if self.change.before is None else self.change.kind).value


def verdict(kind: str, state: str | None) -> str | None:
    """
    Say what a difference means for a person's decision; None where nobody has decided, or nothing is at stake.
    """
    if kind == "changed":
        return "regraded" if state in CONFIRMED else None
    if state == DISMISSED:
        return "contradicts" if kind == "created" else "agrees"
    return "contradicts" if state in CONFIRMED and kind == "gone" else None


def differences(
    pair: Pair, stored: Mapping[UUID, Kept], last: LastChecks, rules: frozenset[str], *, is_current: bool
) -> list[Difference]:
    """
    Judge an agreement by today's rules and by the draft, both on the same day, and give what differs.

    The rules that changed run alone first; only where they differ do all run, as one rule may speak for another. Where
    the last reports are what today's rules say (`is_current`), these do not run again.
    """
    is_few = len(rules) < len(pair.ours.fingerprints())
    if is_few and not last.is_bundle and len(stored) == 1:
        (kept,) = stored.values()
        if _alike(pair, kept, rules, is_current=is_current):
            return []
    owners = {one.id: one.submission_id for one in last.screenings}
    ours = [one.report for one in stored.values()] if is_current else judge(pair.ours, stored, last, pair.today)
    theirs = judge(pair.draft, stored, last, pair.today)
    return [
        Difference(owners[screening_id], change, quote)
        for (screening_id, kept), before, after in zip(stored.items(), ours, theirs, strict=True)
        for change, quote in _differing(kept, before, after)
    ]


def _alike(pair: Pair, kept: Kept, rules: frozenset[str], *, is_current: bool) -> bool:
    document = read_back(kept.document)
    before = kept.report if is_current else pair.ours.check_some(document, pair.today, rules)
    return delta.judges_alike(rules, before, pair.draft.check_some(document, pair.today, rules))


def _differing(kept: Kept, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[tuple[Change, str]]:
    parties = read_back(kept.document).parties
    quotes = _quotes([*ours["findings"], *theirs["findings"]])
    changes = compare(standings(ours["findings"]), standings(theirs["findings"]))
    return [
        (one, masked(quotes[one.rule, one.fingerprint], parties))
        for one in changes
        if one.kind is not ChangeKind.UNCHANGED
    ]


def _quotes(bodies: Sequence[Mapping[str, Any]]) -> dict[Key, str]:
    return {(body["rule"], body["fingerprint"]): body.get("quote") or "" for body in bodies}
