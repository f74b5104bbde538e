"""
Bind cursors to their filters, and survive whatever is sent instead of one.
"""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from api.cursors import BadCursor, seal, unseal

FILTERS = st.dictionaries(st.sampled_from(["state", "rule", "ground"]), st.none() | st.text(max_size=5))


@given(st.text(max_size=60), FILTERS)
def test_a_cursor_comes_back_as_it_went_out(position: str, filters: dict[str, str | None]) -> None:
    """
    Sealed and unsealed with the same filters, a position is unchanged; an absent filter does not count.
    """
    sealed = seal(position, filters)
    assert unseal(sealed, {name: value for name, value in filters.items() if value is not None}) == position


@given(FILTERS, FILTERS)
def test_other_filters_are_refused(one: dict[str, str | None], other: dict[str, str | None]) -> None:
    """
    A cursor made under one set of filters works under no other.
    """
    assume({k: v for k, v in one.items() if v is not None} != {k: v for k, v in other.items() if v is not None})
    sealed = seal("7", one)
    with pytest.raises(BadCursor):
        unseal(sealed, other)


@given(st.text(max_size=80))
def test_a_made_up_cursor_is_refused_and_breaks_nothing(made_up: str) -> None:
    """
    Whatever is sent as a cursor is refused in one way only.
    """
    with pytest.raises(BadCursor):
        unseal(made_up, {})


def test_the_last_page_has_no_cursor() -> None:
    """
    None stays None in both directions.
    """
    assert seal(None, {}) is None
    assert unseal(None, {}) is None
