"""
Tell why the rules that a draft touches do or do not flag some words, today and by the draft; the words are not kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compliance.drafts import packing
from compliance.drafts.views import ExplainedRule, Told
from compliance.errors import Rejected
from ingest.document import Declaration
from ingest.errors import IngestError
from rules.examples import parties_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from compliance.instruments import Instruments
    from compliance.store.draft_tables import CatalogDraft
    from rules.explain import Condition, Verdict

LONGEST = 4000
"""Letters that are explained at a time."""
MOST_RULES = 12
NAME = "words.txt"
LOOSELY, UNLESS = "loosely", "unless"


def explained(ours: Instruments, row: CatalogDraft, words: str, kind: str, today: date) -> list[ExplainedRule]:
    """
    Read words as an agreement of a kind and give each rule that a draft touches, those first that came nearest.

    Raises:
        Rejected: "words", there are none, too many, or nobody can read them; "draft", it holds no longer.
    """
    if not 0 < len(words.strip()) <= LONGEST:
        raise Rejected("4,000자 이내의 문장을 적으십시오", "give a sentence of at most 4,000 letters", "words")
    declared = Declaration(kind or None, today, parties_of(words, kind))
    try:
        document = ours.read(words.encode(), NAME, declared)
    except IngestError as wrong:
        raise Rejected(
            f"문장을 읽지 못했습니다: {wrong.ko}", f"the words cannot be read: {wrong.en}", "words"
        ) from wrong
    theirs, names = packing.of_draft(ours, row), row.changed.keys()
    now = {one.rule.id: one for one in ours.explain(document, today, names)}
    then = {one.rule.id: one for one in theirs.explain(document, today, names)}
    nearest = sorted({**now, **then}, key=lambda name: _distance(now.get(name), then.get(name)))
    return [
        ExplainedRule(
            name,
            (then.get(name) or now[name]).rule.title.model_dump(),
            _told(now.get(name)),
            _told(then.get(name)),
        )
        for name in nearest[:MOST_RULES]
    ]


def _distance(*verdicts: Verdict | None) -> tuple[bool, float]:
    known = [one for one in verdicts if one]
    return not any(one.fires for one in known), -max(one.where.share for one in known)


def _told(verdict: Verdict | None) -> Told | None:
    if verdict is None:
        return None
    lines = list(_lines(verdict.where, 0))
    if verdict.loosely:
        lines += [(0, verdict.loosely.holds, LOOSELY), *_lines(verdict.loosely, 1)]
    if verdict.unless:
        lines += [(0, verdict.unless.holds, UNLESS), *_lines(verdict.unless, 1)]
    return Told(verdict.fires, verdict.quote, tuple(lines))


def _lines(condition: Condition, depth: int) -> Iterator[tuple[int, bool, str]]:
    yield depth, condition.holds, condition.words
    for part in condition.parts:
        yield from _lines(part, depth + 1)
