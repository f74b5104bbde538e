"""
Weave marks into text without losing a character.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from api.pages.weaving import Mark, Stretch, headings_of, weave
from compliance.views import ClauseView

TEXT = "제5조(결과물) 모든 권리는 갑에게 귀속된다."
PLACES = st.tuples(st.integers(-3, 40), st.integers(-3, 40))


def marks_at(*places: tuple[int, int]) -> list[Mark]:
    """
    Make one mark for each place.
    """
    return [Mark(start, end, number, 1, "high") for number, (start, end) in enumerate(places, start=1)]


@given(st.text(max_size=40), st.lists(PLACES, max_size=6), st.lists(PLACES, max_size=3))
def test_no_character_is_lost(text: str, places: list[tuple[int, int]], headings: list[tuple[int, int]]) -> None:
    """
    However marks and headings lie, the pieces joined are the text.
    """
    pieces = weave(text, marks_at(*places), [Stretch(*each) for each in headings])
    assert "".join(piece.text for piece in pieces) == text


def test_overlapping_marks_both_show() -> None:
    """
    Where two findings rest on the same words, the shared piece knows both, and each begins once.
    """
    pieces = weave(TEXT, marks_at((9, 20), (14, 24)), [])
    shared = [piece for piece in pieces if len(piece.marks) > 1]
    assert [piece.text for piece in shared] == [TEXT[14:20]]
    assert [mark.number for piece in pieces for mark in piece.begins] == [1, 2]


def test_a_heading_ends_with_its_bracket() -> None:
    """
    The number and heading of a clause are set apart, the sentence behind them is not.
    """
    clause = ClauseView("제5조", "결과물", "article", 0, len(TEXT), 0)
    (heading,) = headings_of(TEXT, [clause])
    assert TEXT[heading.start : heading.end] == "제5조(결과물)"


def test_a_heading_not_printed_is_left_out() -> None:
    """
    A heading that stands nowhere in the text marks nothing.
    """
    assert headings_of(TEXT, [ClauseView("제5조", "권리", "article", 30, 40, 0)]) == []
