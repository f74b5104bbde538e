"""
Tell what was found in a file so that two ways of writing the same can be compared.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from compliance import declaration
from ingest import read
from ingest.canonical import canonical
from rules import check
from rules.catalog import Catalog, load

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.document import Declaration, Document
    from rules.finding import Finding

ON = date(2026, 11, 23)
NUMBER = re.compile(r"제?\s?\d+(?:\s?조)?")
NOT_WORDS = re.compile(r"[^가-힣A-Za-z0-9%]+")


@dataclass(frozen=True, slots=True)
class Known:
    """
    Hold an agreement with what its submitter declares.
    """

    text: str
    declared: Declaration


@cache
def catalog() -> Catalog:
    """
    Load the rule book once.
    """
    return load()


def known(path: Path) -> Known:
    """
    Load an agreement of the exam with its declaration.
    """
    key = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    fields = {name: key[name] for name in ("agreement_type", "signed_on", "parties") if key.get(name)}
    return Known(path.read_text(encoding="utf-8"), declaration.parse(fields))


def read_as(content: bytes, suffix: str, declared: Declaration | None) -> Document:
    """
    Read bytes as a file with this suffix.
    """
    return read(content, f"agreement{suffix}", declared)


def findings(document: Document, masks: tuple[str, ...] = ()) -> frozenset[tuple[str, str]]:
    """
    Give rule and quote of every finding, the quotes folded and without blanks.

    `masks` hides the numbers of articles, or takes the clause instead of a quote that names the parties.
    """
    report = check(document, catalog(), ON)
    return frozenset((finding.rule, _place(finding, masks)) for finding in report.findings)


def _place(finding: Finding, masks: tuple[str, ...]) -> str:
    """
    Tell findings of one rule apart.
    """
    if not finding.evidence or "party" in masks:
        return finding.evidence[0].clause if finding.evidence else ""
    text = canonical(finding.evidence[0].quote).text
    return NOT_WORDS.sub("", NUMBER.sub("", text) if "number" in masks else text)
