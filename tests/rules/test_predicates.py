"""
Tell what an English predicate does from the words that only stand in its clause.
"""

from __future__ import annotations

import pytest

from ingest.document import Span
from rules.predicates import does


@pytest.mark.parametrize(
    ("words", "verb", "expected"),
    [
        ("shall purchase the parts from the Supplier", "purchase", True),
        ("may, at any time during the term of this Agreement and upon notice, terminate it", "terminate", True),
        (
            "shall keep its premises in good repair at all times and shall not purchase parts elsewhere",
            "purchase",
            True,
        ),
        (
            "shall advise the other of the lead time of all the components before placing a purchase order",
            "purchase",
            False,
        ),
        ("shall maintain the equipment in good repair for every customer who may purchase it", "purchase", False),
        (
            "하여야 한다는 취지의 통지를 받은 날부터 십 일 이내에 그 사유를 적은 서면으로 통보하고 이후 그 계약을 해지",
            "해지",
            True,
        ),
    ],
)
def test_only_verbs_are_done(words: str, verb: str, expected: bool) -> None:  # noqa: FBT001
    """
    A verb is done near the start of the predicate or where a word in front leads to it; nouns and others' deeds are not.
    """
    start = words.rindex(verb)
    assert does(words, Span(0, len(words)), Span(start, start + len(verb))) is expected
