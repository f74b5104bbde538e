"""
Hold the readers to never failing, keeping spans within the text and keeping pace, whatever the text.
"""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Level, Role, Span
from rules.marks import MARK_OF_ROLE
from rules.norms import read_norms
from rules.norms.english import drafts as english_drafts
from rules.norms.korean import drafts as korean_drafts
from rules.sentences import Sentence, cut

WORDS = st.sampled_from(
    [
        *"갑을은이가의에게로하고하며한다.,;()[]「」 \n",
        *(chr(code) for code in range(0xE001, 0xE00B)),
        "수 있다",
        "아니",
        "경우",
        "다만",
        "하여야 한다",
        "shall ",
        "may not ",
        "if ",
        "provided that ",
        " by ",
        " to ",
        "without ",
        "neither ",
        "1.",
        "(a) ",
        "없이",
        "으면",
        "a",
        "0",
        "𠮷",
        "\u200b",
    ]
)
ROLES = frozenset(Role)


@given(st.lists(WORDS, max_size=60).map("".join), st.frozensets(st.sampled_from(list(Role))))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_failing(text: str, roles: frozenset[Role]) -> None:
    """
    Random runs of particles, endings, marks and modal verbs give norms whose spans lie within their sentence.
    """
    whole = Span(0, len(text))
    spans = list(cut(text, whole))
    every = [
        Sentence(index, span, spans[0] if index else None, "", "", Level.ITEM, whole, whole)
        for index, span in enumerate(spans)
    ]
    for sentence in every:
        for norm in read_norms(text, every, sentence.index, roles):
            assert sentence.span.covers(norm.span)
            assert norm.bearer <= ROLES
            for span in (norm.act, norm.object, *norm.condition, *norm.proviso):
                assert 0 <= span.start <= span.end <= len(text)


def test_long_text_without_sense_is_read_in_linear_time() -> None:
    """
    Ten times the words of one endless sentence take at most about ten times as long.
    """
    unit = f"{MARK_OF_ROLE[Role.STARTUP]}이 요구하고 {MARK_OF_ROLE[Role.CORPORATE]}이 정하는 경우 제공하며 "
    taken = []
    for repeats in (40, 400):
        best = min(_seconds(unit * repeats) for _ in range(3))
        taken.append(best)
    assert taken[1] < taken[0] * 30


def _seconds(text: str) -> float:
    korean_drafts.cache_clear()
    english_drafts.cache_clear()
    whole = Span(0, len(text))
    every = [Sentence(0, whole, None, "", "", Level.PARAGRAPH, whole, whole)]
    start = time.process_time()
    read_norms(text, every, 0, ROLES)
    return time.process_time() - start
