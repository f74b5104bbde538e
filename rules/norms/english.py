"""
Read the norms of an English sentence from its modal verbs, their subjects and the clauses around them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import re2

from ingest.document import Span
from rules.marks import EVERY_PARTY
from rules.norm import Modality
from rules.norms.draft import Draft
from rules.norms.english_bearer import Holders, asked, holders, leaves_open, marks_in, says_it, towards
from rules.norms.english_parts import Bound, bounds, carries, conditions, lead, negates, subject
from rules.norms.english_triggers import Trigger, triggers
from rules.norms.phrases import consideration, discretion
from rules.norms.settle import settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.document import Role
    from rules.norm import Norm
    from rules.sentences import Sentence

_MARK = "[\ue001-\ue00a]"
_JOINTLY = re2.compile(
    r"(?i)\b(?:jointly (?:by|own|file|filed|owned|in|decide|determine|agree|prepare|develop|conduct|bear|borne|and equally)|in the joint names|by mutual (?:written )?(?:agreement|consent)|mutually|names of [\x{E007}])"
)
_STATES = re2.compile(
    r"(?i)^\s?be (?:a|an|the|no|any|[A-Z][a-z]+ [A-Z]|\d|\w+ (?:percent|per cent|years?|months?|days?)|equal|confidential|valid|effective|in writing|in force|free|exclusive|subject|limited)\b"
)
_OBTAINED = re2.compile(r"(?i)\b(?:obtained|required|needed|sought|given in advance)\b")
_OWED = ("shall be", "will be", "must be")
_NEEDED = re2.compile(r"(?i)^ (?:be )?(?:\w+ly )?(?:required|needed|necessary|due|payable|owed)\b")
_NEVER = re2.compile(r"(?i)\b(?:(?:under|in) no (?:circumstances?|event|case)(?: whatsoever)?|at no time),?\s?$")
_ONLY_BY_LEAVE = re2.compile(
    r"(?i)\bonly (?:with|upon|after|on|if|subject to|where|when|once)\b[^.;]{0,70}(?:consent|approval|permission|leave|agree[sd]|approve[sd])"
)
_NO_THING = 2
_FAR = 2000
"""Letters in front of a trigger among which the one party that a clause can mean is looked for: the longest sentences."""
_PARENTHESES = re2.compile(r"\([^()\n]{12,}\)")


def read(text: str, sentences: Sequence[Sentence], index: int, roles: frozenset[Role]) -> tuple[Norm, ...]:
    """
    Read every norm of an English sentence.
    """
    return settle(text, sentences, index, roles, drafts)


@lru_cache(maxsize=4096)
def drafts(words: str) -> tuple[Draft, ...]:
    """
    Read what one sentence alone says.
    """
    plain = _blank(words)
    every = triggers(plain)
    items = [
        item
        for order, item in enumerate(every)
        if not _is_inner(plain, item) and not (item.words.endswith(" that") and order + 1 < len(every))
    ]
    if not items:
        return _bare(words)
    found: list[Draft] = []
    for item, bound in zip(items, bounds(plain, items), strict=True):
        found.append(_draft(plain, item, bound, found))
    return tuple(found)


def _blank(words: str) -> str:
    pieces: list[str] = []
    at = 0
    for found in _PARENTHESES.finditer(words):
        pieces += (words[at : found.start()], " " * (found.end() - found.start()))
        at = found.end()
    return "".join([*pieces, words[at:]])


_WHOM = rf"(?: {_MARK}(?:(?: and|,| or) {_MARK})+| {_MARK}(?:'s \w+)?| it| he| she| they| the \w+| a \w+| \w+ party| such \w+)"
_INNER = re2.compile(
    rf"(?i)(?:\b(?:which|who|that|whom|whose|whether|if|unless|when|where|as|extent|than|what|may|whatever|once|until|because|since|after|before|to which|manner|way|however \w+){_WHOM}?(?: [a-z]+ly| so)?|\b(?:information|materials?|everything|anything|documents?){_WHOM}(?: [a-z]+ly| so)?|that \w+)\s*$"
)
_AGREED = re2.compile(
    rf"(?i)\b(?:agrees?|acknowledges?|accepts?|understands?|confirms?|undertakes?|provided|procures?|ensures?|procure|ensure|except|save|so|understood|agreed|noted|clarified|confirmed|acknowledged)(?:,? however,)?(?: and \w+)? that(?: {_MARK}(?:(?: and|,| or) {_MARK})*| it| he| she| they| no \w+| the \w+| any \w+)?(?: [a-z]+ly)?\s*$"
)
_LOOK_BACK = 24
_RELATIVE = re2.compile(r"(?i)[a-z] (?:it|they)\s*$")
_RESUMED = re2.compile(r"(?i)(?:\b(?:and|but|that)|[,;:]) (?:it|they)\s*$")
_OF_WHOM = (" of whom ", " of which ")


def _is_inner(words: str, item: Trigger) -> bool:
    if words[: item.start].endswith(_OF_WHOM) or _AGREED.search(words[max(0, item.start - 90) : item.start]):
        return False
    near = words[max(0, item.start - _LOOK_BACK) : item.start]
    if item.kind == "deemed" and _RELATIVE.search(near) and not _RESUMED.search(near):
        return True
    return (
        item.kind not in {"plain", "vested"}
        and bool(_INNER.search(words[max(0, item.start - 60) : item.start]))
        and item.modality is not Modality.NEED_NOT
    )


_ENTRY = re2.compile(rf"^[^:\n]{{3,60}}:\s*({_MARK})(?: (?:alone|only|solely|exclusively))?[\s.;]*$")
_RESERVED = re2.compile(
    rf"(?i)^[\s\w,]{{0,40}}\b(?:right|power|option|freedom|discretion|authority|entitlement|choice) (?:to|of|as to) [^.;]{{3,160}}? "
    rf"(?:is|are|shall be|lies?|rests?|belongs?|remains?|stays?|accrues?)\b[^.;{_MARK[1:-1]}]{{0,60}}? (?:to|with|in|for|by) ({_MARK})(?: (?:alone|only|solely|exclusively))?[\s.;]*$"
)
"""The right to end this Agreement is reserved to Sponsor."""
_BORNE = re2.compile(r"(?i)\b(?:costs?|expenses?|risks?|liabilit\w+|tax\w*|fees?|charges?|insurance)\b")
"""Ownership: Sponsor. Costs: Startup."""


def _bare(words: str) -> tuple[Draft, ...]:
    start, proviso = lead(words)
    if start >= len(words):
        start = 0
    if not words.strip():
        return ()
    span = Span(start, len(words))
    if reserved := _RESERVED.match(words[start:]):
        return (_power(words, span, reserved.group(1), proviso=proviso),)
    entry = _ENTRY.match(words[start:])
    bears = entry.group(1) if entry and _BORNE.search(entry.group()) else ""
    return (
        Draft(
            span,
            span,
            span,
            bears,
            entry.group(1) if entry and not bears else towards(words[start:], ""),
            Modality.MUST if bears else Modality.IS,
            conditions(words, start, len(words), start),
            consideration(words),
            proviso,
            discretion(words),
            mutual=False,
            lent=entry is None,
            bare=entry is None,
        ),
    )


def _power(words: str, span: Span, holder: str, *, proviso: bool) -> Draft:
    """
    Read a right that a sentence says is somebody's as the power that it is.
    """
    return Draft(
        span,
        span,
        span,
        holder,
        "",
        Modality.MAY,
        conditions(words, span.start, span.end, span.start),
        consideration(words),
        proviso,
        discretion(words),
        mutual=False,
        lent=False,
        bare=False,
    )


def _draft(words: str, item: Trigger, bound: Bound, before: Sequence[Draft]) -> Draft:
    end = max(bound.end, item.end, bound.start + 1)
    low = min(bound.start, item.start)
    whose = subject(words, low, item)
    held = holders(words, item, low, end, whose[0] if whose else "")
    bearer, modality, lent = _settle(words, item, (low, end), held, before)
    own = words[low:end]
    whole = item.kind in {"leave", "no_breach"} or item.words.endswith(
        ("prohibited", "permitted", "allowed", "excluded")
    )
    act = Span(low if whole and bearer else min(item.start, end - 1), end)
    return Draft(
        span=Span(low, end),
        act=act,
        object=Span(low, item.start) if whose is None and item.start - low > _NO_THING else act,
        bearer=bearer,
        beneficiary=held.beneficiary or towards(words[item.start : end], bearer) or _asked(words, low, item, end),
        modality=modality,
        condition=conditions(words, low, end, whose[1] if whose else item.start),
        consideration=consideration(own),
        proviso=bound.proviso,
        discretion=held.alone or discretion(own),
        mutual="mutually" in own or "each other" in own,
        lent=lent,
    )


def _asked(words: str, low: int, item: Trigger, end: int) -> str:
    return asked(words[low : item.start]) if _OBTAINED.search(words[item.start : end]) else ""


def _settle(
    words: str, item: Trigger, clause: tuple[int, int], held: Holders, before: Sequence[Draft]
) -> tuple[str, Modality, bool]:
    """
    Give bearer and modality as the clause before and a "neither" leave them, and whether a bearer may be lent.
    """
    low, end = clause
    bearer, modality = held.bearer, _negated(words, low, item, held.modality)
    if (
        modality is Modality.MAY
        and item.words in {"may", "can", "could"}
        and _ONLY_BY_LEAVE.search(words[item.end : end])
    ):
        modality = Modality.MUST_NOT
    if bearer or modality is Modality.IS:
        return bearer, modality, False
    lent = not held.beneficiary and leaves_open(words, item, low, end)
    if before and (carries(words, low, item) or item.start - low <= _NO_THING):
        bearer, lent = before[-1].bearer, lent and not before[-1].bearer
    if (
        not bearer
        and (near := marks_in(words[max(0, item.start - _FAR) : item.start]))
        and len(near) == 1
        and says_it(words, item, low)
    ):
        return near, modality, False
    if not bearer and item.kind in {"bound", "forbidden"} and _STATES.search(words[item.end : end]):
        return "", Modality.IS, False
    if lent and not bearer and _JOINTLY.search(words[low:end]):
        return EVERY_PARTY, modality, False
    return bearer, modality, lent


def _negated(words: str, low: int, item: Trigger, modality: Modality) -> Modality:
    neither = negates(words, low, item) or _NEVER.search(words[low : item.start]) is not None
    if "prevented" in item.words or "precluded" in item.words:
        return Modality.MAY if neither or " not " in item.words else Modality.MUST_NOT
    if not neither or modality not in {Modality.MUST, Modality.MAY}:
        return modality
    freed = item.modality is Modality.MUST and (
        item.words.startswith(("is", "are", "be")) or item.words.startswith(_OWED) or _NEEDED.match(words[item.end :])
    )
    return Modality.NEED_NOT if freed else Modality.MUST_NOT
