"""
Find where a series of years breaks: what is before and after was not measured alike, so no line joins them.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from compliance.fairness.views import Break
from compliance.vocabulary import DESIGNS, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from compliance.fairness.records import Records
    from compliance.fairness.views import BreakKind

NAMED: Final = 3
"""Days of the law that a break names; the others it counts."""


def breaks(records: Records) -> list[Break]:
    """
    List the breaks between the years of a programme.
    """
    known: dict[str, Mapping[int, set[str]]] = {
        "track": _by_year((place.year, [place.track]) for place in records.places),
        "rules": _by_year((one.place.year, [each.catalog_digest for each in one.audits]) for one in records.agreements),
        "design": _by_year((one.place.year, [each.design for each in one.audits]) for one in records.agreements),
    }
    years = sorted({year for by_year in known.values() for year in by_year})
    return [one for before, year in pairwise(years) for one in _between(records, known, before, year)]


def _between(records: Records, known: Mapping[str, Mapping[int, set[str]]], before: int, year: int) -> Iterator[Break]:
    tracks, earlier = known["track"].get(year, set()), known["track"].get(before, set())
    if tracks != earlier:
        names = Word(", ".join(sorted(tracks)) or "–", ", ".join(sorted(tracks)) or "–")
        yield _break(year, "track", f"트랙 변경: {names.ko}", f"tracks changed: {names.en}")
    if _differ(known["rules"], before, year):
        yield _break(year, "rules", "점검 기준 묶음 변경", "another rule pack")
    if _differ(known["design"], before, year):
        designs = sorted(known["design"][year])
        ko, en = (", ".join(DESIGNS[one][at] for one in designs) for at in (0, 1))
        yield _break(year, "design", f"표본 설계 변경: {ko}", f"another sample design: {en}")
    days = [one for one in records.law_days if before < one.on.year <= year]
    if days:
        told = ", ".join(f"{one.cite}({one.on.year}. {one.on.month}. {one.on.day}.)" for one in days[:NAMED])
        more = len(days) - NAMED
        yield _break(
            year,
            "law",
            f"법령 시행: {told}" + (f" 외 {more}건" if more > 0 else ""),
            f"law in force: {told}" + (f" and {more} more" if more > 0 else ""),
        )


def _differ(by_year: Mapping[int, set[str]], before: int, year: int) -> bool:
    """
    Tell whether both years are known and not alike.
    """
    return before in by_year and year in by_year and by_year[before] != by_year[year]


def _by_year(pairs: Iterator[tuple[int, list[str]]]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for year, values in pairs:
        if values:
            found[year].update(values)
    return dict(found)


def _break(year: int, kind: BreakKind, ko: str, en: str) -> Break:
    return Break(str(year), kind, Word(ko, en))
