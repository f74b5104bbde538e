"""
Read the norms of a Korean sentence from particles, endings and the order of its clauses.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.document import Span
from rules.norm import Modality
from rules.norms.draft import Draft
from rules.norms.korean_bearer import Holders, holders
from rules.norms.korean_endings import Ending, Shape, ending
from rules.norms.korean_mentions import mentions
from rules.norms.korean_parts import Part, blank, parts
from rules.norms.phrases import consideration, discretion
from rules.norms.settle import settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.document import Role
    from rules.norm import Norm
    from rules.sentences import Sentence

_TAIL = 60


def read(text: str, sentences: Sequence[Sentence], index: int, roles: frozenset[Role]) -> tuple[Norm, ...]:
    """
    Read every norm of a Korean sentence.
    """
    return settle(text, sentences, index, roles, drafts)


@lru_cache(maxsize=4096)
def drafts(words: str) -> tuple[Draft, ...]:
    """
    Read what one sentence alone says.
    """
    plain = blank(words)
    cut = parts(plain, mentions(plain))
    ends = _ends(plain, cut)
    found: list[Draft] = []
    for order, part in enumerate(cut):
        if ends[order].shape is Shape.NONE and len(cut) > 1:
            continue
        held = holders(plain, part, ends[order])
        found.append(_draft(words, part, ends[order], held, found))
    return tuple(found)


def _ends(words: str, cut: Sequence[Part]) -> list[Ending]:
    ends = [ending(words[max(part.start, part.end - _TAIL) : part.end]) for part in cut]
    for order in range(len(ends) - 2, -1, -1):
        behind = ends[order + 1]
        if ends[order].shape is Shape.WEAK and not (cut[order + 1].topics or cut[order + 1].subjects) and behind.modality is Modality.MAY and behind.shape is Shape.OWN:
            ends[order] = behind
    return ends


def _draft(words: str, part: Part, end: Ending, held: Holders, before: Sequence[Draft]) -> Draft:
    bearer, lent = held.bearer, held.lent
    if lent and before and before[-1].bearer:
        bearer, lent = before[-1].bearer, False
    own = words[part.start : part.end]
    act = Span(_act_start(part, held.at), part.end)
    return Draft(
        span=Span(part.start, part.end),
        act=act,
        object=part.thing if part.thing and part.thing.end <= act.start else act,
        bearer=bearer,
        beneficiary=held.beneficiary,
        modality=Modality.IS if _is_fact(end, bearer, held) else held.modality,
        condition=tuple(part.conditions),
        consideration=consideration(own),
        proviso=part.proviso,
        discretion=held.discretion or discretion(own),
        mutual="\ue007" in own and ("서로" in own or "상호" in own),
        lent=lent,
        bare=end.shape is Shape.NONE,
    )


def _is_fact(end: Ending, bearer: str, held: Holders) -> bool:
    return end.plain and not bearer and not held.lent


def _act_start(part: Part, at: int) -> int:
    for span in part.conditions:
        if span.start - at <= 1 and span.end > at:
            at = span.end
    return min(max(at, part.start), max(part.start, part.end - 1))
