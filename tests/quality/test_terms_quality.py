"""
Measure how many terms of investment papers are read right, against values that were read by hand.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
import yaml

from ingest import read
from rules import catalog, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.terms.value import Found, TermRead

pytestmark = pytest.mark.quality
BESIDE: Final = Path(__file__).parent / "terms"
DAY: Final = date(2026, 11, 27)


def said(found: Found) -> str:
    """
    Write a value as the file of right values does; words by the clause they stand in.
    """
    quantity = found.value.quantity
    if quantity is None:
        return found.value.option or found.evidence.clause
    number = f"{quantity.value.normalize():f}"
    percent = f"{(quantity.value * 100).quantize(Decimal('0.01')).normalize():f}%"
    return {
        "money": f"{number} {quantity.unit}",
        "share": percent,
        "rate": f"{percent}/{quantity.per or 'year'} {quantity.unit}".strip(),
        "multiple": f"{number}x",
        "period": f"{number} {quantity.unit}",
        "count": number,
        "date": found.value.text.en,
    }[quantity.kind]


def terms_of(name: str, shared: Path) -> tuple[TermRead, ...]:
    """
    Read the terms of a paper beside the right values, or of the shared corpus.
    """
    path = BESIDE / name if (BESIDE / name).exists() else shared / "corpus" / name
    return check(read(path.read_bytes(), path.name), catalog.load().select(packs=["none"]), DAY).terms


def compared(shared: Path) -> Iterator[tuple[str, str, frozenset[str], frozenset[str]]]:
    """
    Give, for each paper and term, the right values and those that were read.
    """
    for name, right in yaml.safe_load((BESIDE / "gold.yaml").read_text(encoding="utf-8")).items():
        for row in terms_of(name, shared):
            wanted = frozenset(map(str, right.get(row.id, ())))
            yield name, row.id, wanted, frozenset(map(said, row.found))


def test_terms_are_read_right(shared: Path) -> None:
    """
    Of the values in thirteen papers at least 95 in 100 are read, and at most 5 in 100 of those read are wrong.
    """
    counted: Counter[str] = Counter()
    for name, term, wanted, told in compared(shared):
        counted.update(right=len(wanted & told), missed=len(wanted - told), wrong=len(told - wanted))
        if wanted != told:
            print(f"{name}: {term}: right {sorted(wanted)}, read {sorted(told)}")  # noqa: T201
    print(dict(counted))  # noqa: T201
    assert counted["right"] >= 0.95 * (counted["right"] + counted["missed"])
    assert counted["wrong"] <= 0.05 * (counted["right"] + counted["wrong"])


def test_no_terms_are_read_out_of_other_agreements(shared: Path) -> None:
    """
    An agreement that is about no investment has no table of terms.
    """
    for path in sorted((shared / "corpus" / "exam_dev" / "collab").glob("*.txt"))[:6]:
        document = read(path.read_bytes(), path.name)
        assert check(document, catalog.load().select(packs=["none"]), DAY).terms == (), document.agreement.value
