"""
Show that patterns with counted gaps are found where one pattern made of all of them finds them, only sooner.
"""

from __future__ import annotations

import re2
from hypothesis import given
from hypothesis import strategies as st

from rules import lexicon
from rules.gaps import Alternatives, loosened

LOOSENED = {
    r"계약[^\n.;]{0,40}?해지": r"계약[^\n.;]*?해지",
    r"a{1,3}b{2,3}c{0,}": r"a+b{2,3}c{0,}",
    r"(?:[^.;]|[.][0-9]){0,24}?못": r"(?:[^.;]|[.][0-9])*?못",
    r"[a{0,3}]x": r"[a{0,3}]x",
    r"[]{0,3}]x": r"[]{0,3}]x",
    r"[^\]{0,3}]x{0,3}": r"[^\]{0,3}]x*",
    r"\{0,3}": r"\{0,3}",
    r"\[x{0,3}\]": r"\[x*\]",
    r"[[:alpha:]{0,3}]": r"[[:alpha:]{0,3}]",
    r"\x{E001}{0,3}": r"\x{E001}*",
}
PIECES = ("계약", "을", "해지", "한다", ".", "\n", " ", "종료", "할", "3.5", "end ", "the ", ";", "통지")
SAMPLES = (
    (r"(?:계약[^\n.;]{0,4}?해지)", r"(?:해지|종료)"),
    (r"(?:종료[^.\n]{1,3}한다)", r"(?i)\b(?:end\s+the)", r"(?:통지\S{0,3}해지)"),
    (r"(?:계약(?:을)?[^\n.;]{0,5}(?:종료|해지))", r"(?:해지한다)", r"(?:[^;]{0,6}통지)"),
)


def _whole(patterns: tuple[str, ...], text: bytes) -> list[tuple[int, int]]:
    return [found.span() for found in re2.compile("|".join(f"(?:{one})" for one in patterns)).finditer(text)]


def test_counted_gaps_are_written_as_gaps_of_any_length() -> None:
    """Only counts that may be few are, and never what only looks like a count inside a class."""
    assert {pattern: loosened(pattern) for pattern in LOOSENED} == LOOSENED


@given(st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from(SAMPLES))
def test_the_same_is_found_as_by_one_pattern(words: list[str], patterns: tuple[str, ...]) -> None:
    """The short cuts neither lose a match nor add or move one."""
    text = "".join(words).encode()
    assert list(Alternatives(patterns).spans(text, range(len(patterns)))) == _whole(patterns, text)


def test_every_entry_of_the_lexicon_is_found_alike() -> None:
    """What the shipped entries find in a text of many clauses is what each finds as one pattern."""
    text = (
        "“을”은 계약을 갑에게 통지하고 언제든지 해지할 수 있다. 대금은 3.5%를 넘지 아니하며, 손해를 배상할 책임은 을이 진다.\n"
        "This agreement may be terminated by either party; the Supplier shall indemnify and hold harmless the Customer.\n"
        "제5조(비밀유지) 비밀정보를 제3자에게 누설하여서는 아니 된다. 계약은 종료된다"
    ).encode()
    for entry in lexicon.load().values():
        every = range(len(entry.patterns))
        assert list(Alternatives(entry.patterns).spans(text, every)) == _whole(entry.patterns, text), entry.name
