"""
Openings and signatures in many drafting styles give parties, roles and the day of signing.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from ingest.canonical import canonical
from ingest.dates import signed_on
from ingest.outline import outline
from ingest.parties import parties_of
from ingest.parties.names import squeezed

SPECIMENS: Final[list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("specimens.yaml").read_text(encoding="utf-8")
)
# Two blanks between label and name are one blank after folding: nothing tells a short name from a title there.
MISSED: Final = {("i07-convertible", "연대보증인")}
SIDES: Final = str.maketrans("甲乙", "갑을")
HOSTILE: Final = {
    "brackets": "(" * 200_000,
    "sides": "갑을" * 100_000,
    "definitions": '"이하" ' * 10_000,
    "quotes": '"' * 200_000,
    "lines": "갑 : 가\n" * 30_000,
    "forms": "주식회사 " * 40_000,
    "blocks": "갑:\n" * 60_000,
    "dates": "2026년 " * 30_000,
}
SECONDS: Final = 10.0


@pytest.mark.parametrize("entry", SPECIMENS, ids=lambda entry: entry["id"])
def test_parties_and_day(entry: dict[str, Any]) -> None:
    """
    Every party has its label, name and role, and the agreement its day; nobody else is read as a party.
    """
    folded = canonical(entry["text"])
    clauses = outline(folded)
    found = parties_of(folded, clauses, entry["kind"])
    read = {(label, squeezed(one.name), one.role.value) for one in found for label in (one.label, *one.aliases)}
    wanted = [(label.translate(SIDES), squeezed(name), role) for label, name, role in entry["parties"]]
    missed = {(entry["id"], party[0]) for party in wanted if party not in read}
    assert missed <= MISSED
    assert len(found) == len(wanted) - len(missed)
    assert signed_on(folded, clauses) == entry["signed_on"]


@pytest.mark.parametrize("entry", [one for one in SPECIMENS if "not" in one], ids=lambda entry: entry["id"])
def test_resident_numbers_stay_out(entry: dict[str, Any]) -> None:
    """
    A resident number near a name is in no name, label or alias.
    """
    folded = canonical(entry["text"])
    words = [
        word
        for one in parties_of(folded, outline(folded), entry["kind"])
        for word in (one.name, one.label, *one.aliases)
    ]
    assert words
    assert not any(never in word for never in entry["not"] for word in words)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_takes_no_time(text: str) -> None:
    """
    Long runs of what the patterns look for are read in time that grows with their length only.
    """
    folded = canonical(text)
    clauses = outline(folded)
    begin = time.perf_counter()
    parties_of(folded, clauses, "joint_development")
    signed_on(folded, clauses)
    assert time.perf_counter() - begin < SECONDS
