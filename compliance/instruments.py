"""
Name the things the office works with: what unpacks and reads files, and what checks documents.

They are plain functions handed over once, so that tests bring their own without patching anything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from compliance.duties import Duty
from compliance.views import CatalogView
from ingest import draw, unpack
from ingest.bundle import Bundle
from ingest.document import Declaration, Document
from ingest.drawn import Drawn
from rules.explain import Verdict

Read = Callable[[bytes, str, Declaration | None], Document]
"""Bytes, name and declaration to a document; raises ingest.errors.IngestError."""
Unpack = Callable[[bytes, str], Bundle | None]
"""Bytes and name to the bundle that they are, None for a document; raises ingest.errors.IngestError."""
Draw = Callable[[bytes, str, int], Drawn]
"""Bytes, name and the number of a page to its picture, 0 for the sizes only; raises ingest.errors.IngestError."""
Check = Callable[[Document, date], Mapping[str, Any]]
"""A document and the day to judge by to the object of CHECK_JSON.md."""
CheckDeal = Callable[[Sequence[Document], date, int], Sequence[Mapping[str, Any]]]
"""Documents of one deal, the day, and how many of its files nobody could read, to an object for each document."""
CheckSome = Callable[[Document, date, frozenset[str]], Mapping[str, Any]]
"""As `Check`, by some of the rules only."""
CheckAndKeep = Callable[[Document, date], tuple[Mapping[str, Any], bytes | None]]
"""As `Check`, with the reading to keep for later checks by some rules; None where there is nothing to keep."""
CheckKept = Callable[[bytes, date, frozenset[str]], Mapping[str, Any]]
"""As `CheckSome`, by a reading that was kept; the object holds findings and outcomes only."""
Fingerprints = Callable[[], Mapping[str, str]]
"""What tells each rule of today's catalog from its other wordings."""
Affected = Callable[[Mapping[str, str], date, date], Mapping[str, frozenset[str]]]
"""Earlier fingerprints, the day of that check and today, to the rules that may judge otherwise now, with their types."""
Catalog = Callable[[], CatalogView]
Drafted = Callable[[Mapping[str, str]], "Instruments"]
"""Files by place, laid over the shipped ones, to the instruments of that catalog; raises rules.errors.RuleError."""
Trial = Callable[[Collection[str]], Iterator[str]]
"""Rules to what does not hold of their examples, a line each: rules that are experimental or gone are no matter."""
Explain = Callable[[Document, date, Collection[str]], Sequence[Verdict]]
"""A document, the day and some rules to why each did or did not fire, those that came nearest first."""
Duties = Callable[[], Sequence[Duty]]
"""What the law of the catalog forbids or voids, with the days on which that came or comes into force."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """
    Hold what checks and keeps readings; `maker` names the code whose readings it takes up.
    """

    check: CheckAndKeep
    check_some: CheckKept
    maker: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Instruments:
    """
    Hold the reader, the checkers, the catalog with its fingerprints, and what opens bundles, of one process.
    """

    read: Read
    check: Check
    check_deal: CheckDeal
    check_some: CheckSome
    fingerprints: Fingerprints
    affected: Affected
    catalog: Catalog
    drafted: Drafted
    trial: Trial
    explain: Explain
    unpack: Unpack = unpack
    draw: Draw = draw
    keeping: Keeping | None = None
    duties: Duties = tuple
    files: Mapping[str, str] = field(default_factory=dict)
    """The rule files that lie over the shipped ones."""
