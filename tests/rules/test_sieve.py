"""
Show that a sieve names every text in which a pattern matches, and few others.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from rules import lexicon, lexicon_japanese
from rules.gaps import Alternatives
from rules.sieve import NOTHING, Either, Every, Sieve, needed, numbers

NEEDED = {
    "계약서": Every(("계약", "약서")),
    r"계\s*약 {0,3}해지": Every(("계약", "약해", "해지")),
    r"계약서?를": Every(("계약", "를")),
    r"(?:계약)?해지+한": Every(("해", "지", "한")),
    r"계약{2}해": Every(("계", "약", "해")),
    r"계약{0,2}해지": Every(("계", "해지")),
    r"(?:해지|해제|끝)": Either(("해지", "해제", "끝")),
    r"(?:해지|[가-힣]+)": NOTHING,
    r"[^.;]{0,40}?못": "못",
    r"(?i)\bNo\x{e001}t\.": Every(("no", "o\ue001", "\ue001t", "t.")),
    r"[을를]\d+일": Every(("일", Either(("을", "를")))),
    "[\ue001-\ue003]은": Every(("은", Either(("\ue001", "\ue002", "\ue003")))),
    r"해\S+$": "해",
    r"[]a]b": Every(("b", Either(("]", "a")))),
    r"[^\]]b": "b",
    r"끝\n\s*다": "끝다",
    r"\p{Hangul}끝": NOTHING,
    r"\pL끝": NOTHING,
    r"(?s)끝.다": NOTHING,
    r"끝\z": NOTHING,
    r"가{나|다": NOTHING,
    r"[가": NOTHING,
    r"가**": NOTHING,
    "가\\": NOTHING,
}
TEXTS = sorted((Path(__file__).parents[1] / "quality" / "agreements" / "looked_at").rglob("*.txt"))[::6]
PIECES = ("계약", "을", "해지", "한다", ".", "\n", " ", "종료", "할", "3.5", "End ", "the ", ";", "통지", "\ue001")
PATTERNS = (
    r"\x{e001}|;$",
    r"다[^\n]{0,3}할",
    r"(?:계약[^\n.;]{0,4}?해지)",
    r"(?:종료|통지)\s*할?",
    r"(?i)\b(?:end\s+the)",
    r"[\x{e001}-\x{e003}]\s*(?:을|를)?\s*(?:해\s*지|종\s*료)",
)


@pytest.mark.parametrize("pattern", NEEDED)
def test_what_a_match_holds_is_told(pattern: str) -> None:
    """Letters side by side, whatever blanks and optional parts there are; nothing where that cannot be told."""
    assert needed(pattern) == NEEDED[pattern]


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=12), max_size=6))
def test_no_text_in_which_a_pattern_matches_is_left_out(words: list[list[str]]) -> None:
    """Each pattern may match wherever RE2 finds it."""
    texts = ["".join(one) for one in words]
    places = Sieve(texts).places(Alternatives(PATTERNS))
    for number, text in enumerate(texts):
        found = {order for order, pattern in enumerate(PATTERNS) if re2.search(pattern, text)}
        assert found <= set(places.among(number))
        assert not found or places.bits >> number & 1


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_line_that_says_an_entry_is_left_out(path: Path) -> None:
    """Each shipped pattern may match in every line of an agreement in which RE2 finds it."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()][::5]
    sieve = Sieve(lines)
    for entry in [*lexicon.load().values(), *lexicon_japanese.load().values()][::3]:
        places = sieve.places(entry.said)
        one = re2.compile("|".join(f"(?:{pattern})" for pattern in entry.patterns))
        assert {number for number, line in enumerate(lines) if one.search(line)} <= {*numbers(places.bits)}, entry.name
