"""
Tell on the command line what a draft of the rules would change over stored agreements; nothing of it is kept.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from compliance import access
from compliance.audits.delta import Delta
from compliance.audits.plan import Population, Sample, draw
from compliance.drafts import packing
from compliance.drafts.impact import Pair, verdict
from compliance.drafts.running import look
from compliance.store import audits, drafts, submissions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from compliance.drafts.running import Compared
    from compliance.queue import Bench

KINDS = ("created", "gone", "changed")


@dataclass(slots=True)
class Told:
    """
    Count what a draft would change: by rule, type and kind, by what it means for decisions, and how far it was seen.
    """

    impacts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    agreements: Counter[str] = field(default_factory=Counter)

    def lines(self) -> list[str]:
        """
        Give a line for each rule and type, then the sums.
        """
        rows = sorted({(rule, kind) for rule, kind, _ in self.impacts})
        counts = [(rule, kind, [self.impacts[rule, kind, one] for one in KINDS]) for rule, kind in rows]
        listed = [f"{rule:<8} {kind or '?':<20} +{new} -{gone} ~{other}" for rule, kind, (new, gone, other) in counts]
        sums = ", ".join(f"{count} {state}" for state, count in sorted(self.agreements.items())) or "none"
        people = "{contradicts} contradicted, {regraded} regraded, {agrees} borne out".format_map(self.verdicts)
        return [*listed, f"decisions of people: {people}", f"agreements: {sums}"]


def tell(
    bench: Bench, files: Mapping[str, str], today: date, sample: Sample, step: Callable[[], None] | None = None
) -> Told:
    """
    Compare stored agreements under today's rules and under a draft; `step` is called after each.

    Raises:
        Rejected: "draft", a file does not hold.
    """
    pair = Pair.of(bench.instruments, packing.instruments(bench.instruments, files), today)
    with bench.database.transaction(access.system()) as session:
        drawn = draw(audits.candidates(session, Population(), today), sample)
        owners = {one.id: one.tenant_id for one in submissions.named(session, set(drawn))}
    told, since = Told(), Delta(bench.instruments, today)
    for submission_id in drawn:
        found = look(bench, owners[submission_id], submission_id, pair, since)
        _count(bench, told, found)
        if step:
            step()
    return told


def _count(bench: Bench, told: Told, found: Compared) -> None:
    seen = (
        "compared"
        if found.opened
        else "unaffected"
        if found.last.screenings and not found.is_affected
        else "not compared"
    )
    told.agreements[seen] += 1
    if not found.differ:
        return
    types = {one.submission_id: one.agreement_type or "" for one in found.last.screenings}
    with bench.database.transaction(access.system()) as session:
        known = drafts.decisions(session, list(types))
    for one in found.differ:
        told.impacts[one.change.rule, types[one.submission_id], one.kind] += 1
        state = known.get((one.submission_id, (one.change.rule, one.change.fingerprint)), (None, None))[1]
        meaning = verdict(one.kind, state)
        if meaning:
            told.verdicts[meaning] += 1
