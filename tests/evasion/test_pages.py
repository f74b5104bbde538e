"""
What is judged is what a person sees on paper: hidden words never acquit, and no place on the page hides a clause.
"""

from __future__ import annotations

import pytest

from tests.evasion.clauses import Clause, clauses, flagged, read_as, warned
from tests.evasion.pages import PAGES, PICTURE, WORDS, Page, Word

# One clause in make test, as printing and reading take a moment; all of them in make quality.
FEW = clauses()[:2]


def faults(way: Page | Word, suffix: str, tried: tuple[Clause, ...]) -> list[str]:
    """
    Name what went wrong: an unfair clause neither flagged nor told, a hiding that was not told, a fair clause flagged.
    """
    found = []
    for clause in tried:
        unfair, fair = (read_as(way.write(words), suffix) for words in (clause.unfair, clause.fair))
        told = warned(unfair)
        if clause.rule not in flagged(unfair) and (_must_flag(way) or not told):
            found.append(f"{clause.rule}: missed")
        if _code(way) is not None and _code(way) not in told:
            found.append(f"{clause.rule}: {_code(way)} not told but {sorted(told)}")
        if flagged(fair):
            found.append(f"{clause.rule}: fair one flagged")
    return found


def _code(way: Page | Word) -> int | None:
    if isinstance(way, Word):
        return way.code
    return 202 if way.hides else None


def _must_flag(way: Page | Word) -> bool:
    """
    Tell whether a warning alone is not enough: the clause is plain to see.
    """
    return way is not PICTURE


@pytest.mark.parametrize("name", PAGES)
def test_a_printed_clause_is_judged_as_it_is_seen(name: str) -> None:
    """Invisible words are told and never acquit; margins, columns and tiny print hide nothing."""
    assert faults(PAGES[name], ".pdf", FEW) == []


@pytest.mark.parametrize("name", WORDS)
def test_a_word_file_is_judged_as_it_is_seen(name: str) -> None:
    """Hidden and deleted words are told and never acquit; insertions and boxes are read."""
    assert faults(WORDS[name], ".docx", clauses()) == []


def test_a_picture_of_a_clause_is_read_or_told() -> None:
    """E25: a clause that stands on the page as a picture is flagged, or the unread picture is told."""
    assert faults(PICTURE, ".pdf", FEW[:1]) == []


@pytest.mark.quality
def test_no_clause_hides_on_a_page() -> None:
    """Every clause in every way of printing it."""
    ways = {**PAGES, "E25 picture": PICTURE}
    wrong = {name: faults(way, ".pdf", clauses()) for name, way in ways.items()}
    for name, told in wrong.items():
        print(f"{name:28}{2 * len(clauses())} files, {len(told)} wrong", *told, sep="\n  ")  # noqa: T201
    assert not any(wrong.values())
