"""
Say in one value how a file fares: refused by a code, or read with these codes to be looked at.

Source: ../shared/security/SECURITY.md 2 (outcome contract).
"""

from __future__ import annotations

from dataclasses import dataclass

import ingest
from ingest.cage import DEFAULT_LIMITS, Limits
from ingest.errors import IngestError, ReaderCrashed, TimedOut

ENOUGH_COVERAGE = 0.98
"""Share of visible ink below which a document is never called clean."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    Hold the code of the refusal (0 where the file was read), its detail, and the codes of what was read.
    """

    refused: int = 0
    detail: str = ""
    warned: frozenset[int] = frozenset()
    whole: bool = True

    @property
    def label(self) -> str:
        """
        Name the outcome in a word, for counting.
        """
        if self.refused:
            return f"{self.refused} {self.detail}" if self.refused >= TimedOut.code else str(self.refused)
        return "needs review" if self.warned or not self.whole else "read"

    @property
    def is_ours(self) -> bool:
        """
        Tell a failure that says nothing of the file: a reader that died or failed, or an answer that breaks its schema.
        """
        return self.refused == ReaderCrashed.code


def outcome_of(content: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Outcome:
    """
    Take a file in as the office does: a bundle is unpacked and its members are read, anything else is read itself.
    """
    try:
        bundle = ingest.unpack(content, name, limits)
        if bundle is None:
            document = ingest.read(content, name, limits=limits)
            codes = frozenset(notice.code for notice in document.warnings)
            return Outcome(warned=codes, whole=document.coverage >= ENOUGH_COVERAGE)
        if bundle.refusal:
            raise bundle.refusal
    except IngestError as problem:
        return Outcome(problem.code, problem.detail)
    inside = [outcome_of(member.content, member.name, limits) for member in bundle.members]
    refusals = {entry.refusal.code for entry in bundle.manifest if entry.refusal}
    broken = [one for one in inside if one.is_ours]
    if ReaderCrashed.code in refusals:
        broken.append(Outcome(ReaderCrashed.code, "a member of the bundle"))
    if broken:
        return broken[0]
    return Outcome(
        warned=frozenset(refusals).union(*(one.warned | {one.refused} - {0} for one in inside)),
        whole=all(one.whole for one in inside),
    )
