"""
The same agreement written in ten ways that mean the same gives the very same findings.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.evasion.encodings import ENCODINGS, NAMES
from tests.evasion.found import Known, findings, known, read_as

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.document import Declaration
    from tests.evasion.encodings import Encoding

FEW = ("collab/26-mou-open-innovation-cvc", "invest/03-rcps-newtech-finance-2026", "collab/04-nda-translated-pharma")


def differences(agreement: Known, encoding: Encoding) -> tuple[int, frozenset[tuple[str, str]]]:
    """
    Give the number of findings in the plain text, and those that only one of the two ways of writing has.
    """
    plain = read_as(agreement.text.encode(), ".txt", agreement.declared)
    declared = renamed(agreement.declared) if "party" in encoding.masks else agreement.declared
    other = read_as(encoding.write(agreement.text, plain.parties), encoding.suffix, declared)
    expected = findings(plain, encoding.masks)
    return len(expected), expected ^ findings(other, encoding.masks)


def renamed(declared: Declaration) -> Declaration:
    """
    Declare the parties by the names that they are given instead of 갑 and 을.
    """
    parties = tuple(replace(party, label=NAMES.get(party.label, party.label)) for party in declared.parties)
    return replace(declared, parties=parties)


@pytest.mark.parametrize("name", FEW)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_way_of_writing_changes_no_finding(shared: Path, name: str, encoding: str) -> None:
    """Invisible characters, widths, spaces, breaks, labels, numbers, fonts and encodings change nothing."""
    _, different = differences(known(shared / "corpus" / "exam_dev" / f"{name}.txt"), ENCODINGS[encoding])
    assert different == frozenset()


@pytest.mark.quality
def test_no_agreement_of_the_exam_depends_on_how_it_is_written(shared: Path) -> None:
    """Over all agreements of the exam and ten ways of writing each, no finding comes or goes."""
    compared, changed = Counter[str](), Counter[str]()
    for path in sorted((shared / "corpus" / "exam_dev").rglob("*.txt")):
        agreement = known(path)
        for name, encoding in ENCODINGS.items():
            count, different = differences(agreement, encoding)
            compared[name] += count
            changed[name] += len(different)
    print(*(f"{name:22}{compared[name]:5} findings, {changed[name]} differ" for name in ENCODINGS), sep="\n")  # noqa: T201 - the measurement
    assert changed.total() == 0
