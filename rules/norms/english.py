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
from rules.norms.english_parts import bounds, carries, conditions, lead, negates, subject
from rules.norms.english_triggers import Trigger, triggers
from rules.norms.phrases import consideration, discretion
from rules.norms.settle import settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.document import Role
    from rules.norm import Norm
    from rules.sentences import Sentence

_MARK = "[\ue001-\ue00a]"
_BY = re2.compile(rf"(?i)\b(?:by|on the part of)\s(?P<who>{_MARK}(?:(?:,? and|,? or|,)\s{_MARK})*)(?P<own>'s)?")
_PASSIVE = re2.compile(
    r"(?i)^\s?(?:not |only |also |\w+ly |at any time |forthwith )*(?:be|been|being)\s(?:\w+ly )?(?:\w+(?:ed|en|ne|id|de|ld|nt|pt|ut|wn|ne|lt|orne|ught)\b)|^\s?be (?:for the account|at the (?:cost|expense|risk)) of"
)
_TOWARDS = re2.compile(
    rf"(?i)\b(?:to|for|from|towards?|against|of favou?r|in favou?r of|on behalf of|with|upon|indemnif(?:y|ies)|notif(?:y|ies)|(?:pay|compensate|provide|give|grant|reimburse|offer|tell|supplie|supply|inform|require|assign|deliver|hold|send|let|allow|permit|owe|guarantee|show|refund|advise|entitle|prevent|restrict|stop|issue|sell)s?|furnish(?:es)?)\s(?P<who>{_MARK}(?:(?:,? and|,? or|,)\s{_MARK})*)(?P<own>'s)?"
)
_GAINS = re2.compile(
    rf"(?i)\b(?:in|to|by|of|with|for)\s(?:and (?:be|become) [^.;,]{{0,40}}?\s)?(?P<who>{_MARK}(?:(?:,? and|,? or|,)\s{_MARK})*)|(?P<poss>{_MARK})'s (?:sole |exclusive |and )*(?:property|own)"
)
_AT_DISCRETION = re2.compile(
    rf"(?i)\b(?:at|in|to|within|subject to)\s(?:the )?(?:(?P<who>{_MARK})'s?\s(?:sole |absolute |own |and |exclusive |reasonable )*(?:discretion|option|election|judge?ment|opinion|satisfaction)|(?:sole |absolute |own |and |exclusive )*(?:discretion|option|election|opinion) of (?P<of>{_MARK}))|as (?:instructed|directed|determined|decided|specified|required|requested|designated) by (?P<as>{_MARK})"
)
_EXPENSE = re2.compile(
    rf"(?i)(?:for the account|at the (?:sole )?(?:cost|expense|risk)(?: and expense)?|the responsibility|the obligation|the duty) of (?P<who>{_MARK})|(?P<own>{_MARK})'s (?:sole )?(?:cost|expense|responsibility|risk|obligation|duty)"
)
_JOINTLY = re2.compile(
    r"(?i)\b(?:jointly (?:by|own|file|filed|owned|in|decide|determine|agree|prepare|develop|conduct|bear|borne|and equally)|in the joint names|by mutual (?:written )?(?:agreement|consent)|mutually|names of [\x{E007}])"
)
_STATES = re2.compile(
    r"(?i)^\s?be (?:a|an|the|no|any|[A-Z][a-z]+ [A-Z]|\d|\w+ (?:percent|per cent|years?|months?|days?)|equal|confidential|valid|effective|in writing|in force|free|exclusive|subject|limited)\b"
)
_ACTIVE = re2.compile(
    r"^(?:shall|must|will) (?:not )?(?:\w+ly )?(?:include|commence|continue|apply|remain|survive|constitute|exceed|terminate)"
)
_OBLIGES = re2.compile(r"^(?:(?:does|do|shall|will) not )?(?:oblige|require|obligate|commit|bind)")
_PRONOUN = re2.compile(r"(?i)(?:^|[\s,])(?:it|they|each|either|he|she|such party|that party)(?: [a-z]+ly| also)?\s*$")
_NO_SUBJECT = 3
_DECIDES = re2.compile(r"(?i)\b(?:determine|decide|determined|decided|designate|judge|interpret)\b")
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
    for item, (start, end, proviso) in zip(items, bounds(plain, items), strict=True):
        found.append(_draft(plain, item, start, end, proviso, found))
    return tuple(found)


def _blank(words: str) -> str:
    pieces, at = [], 0
    for found in _PARENTHESES.finditer(words):
        pieces += (words[at : found.start()], " " * (found.end() - found.start()))
        at = found.end()
    return "".join([*pieces, words[at:]])


_INNER = re2.compile(
    rf"(?i)(?:\b(?:which|who|that|whom|whose|whether|if|unless|when|where|as|extent|than|what|may|whatever|once|until|because|since|after|before|to which|information|manner|way)(?: {_MARK}(?:'s \w+)?| it| they| the \w+| a \w+| \w+ party| such \w+)?(?: [a-z]+ly| so)?|that \w+)\s*$"
)
_AGREED = re2.compile(
    rf"(?i)\b(?:agrees?|acknowledges?|accepts?|understands?|confirms?|undertakes?|provided|procures?|ensures?|procure|ensure|except|save|so)(?:,? however,)?(?: and \w+)? that(?: {_MARK}(?:(?: and|,| or) {_MARK})*| it| they| no \w+| the \w+| any \w+)?(?: [a-z]+ly)?\s*$"
)
_OF_WHOM = (" of whom ", " of which ")


def _is_inner(words: str, item: Trigger) -> bool:
    if words[: item.start].endswith(_OF_WHOM) or _AGREED.search(words[max(0, item.start - 90) : item.start]):
        return False
    return (
        item.kind != "plain"
        and item.kind not in {"vested"}
        and bool(_INNER.search(words[max(0, item.start - 60) : item.start]))
        and item.modality is not Modality.NEED_NOT
    )


def _bare(words: str) -> tuple[Draft, ...]:
    start, proviso = lead(words)
    if start >= len(words):
        start = 0
    if not words.strip():
        return ()
    span = Span(start, len(words))
    return (
        Draft(
            span,
            span,
            span,
            "",
            _towards(words, start, len(words), ""),
            Modality.IS,
            conditions(words, start, len(words), start),
            consideration(words),
            proviso,
            discretion(words),
            mutual=False,
            lent=True,
            bare=True,
        ),
    )


def _draft(words: str, item: Trigger, start: int, end: int, proviso: bool, before: Sequence[Draft]) -> Draft:
    end = max(end, item.end, start + 1)
    low = min(start, item.start)
    whose = subject(words, low, item)
    bearer, modality, beneficiary, alone = _holders(words, item, low, end, whose)
    lent = not bearer and modality is not Modality.IS and not beneficiary and _may_lend(words, item, low, end)
    if not bearer and modality is not Modality.IS and before and (carries(words, low, item) or item.start - low < 3):
        bearer, lent = before[-1].bearer, lent and not before[-1].bearer
    if "prevented" in item.words or "precluded" in item.words:
        modality = Modality.MAY if negates(words, low, item) or " not " in item.words else Modality.MUST_NOT
    elif modality in {Modality.MUST, Modality.MAY} and negates(words, low, item):
        modality = (
            Modality.NEED_NOT
            if item.words.startswith(("is", "are", "be")) and item.modality is Modality.MUST
            else Modality.MUST_NOT
        )
    if whose is None and not bearer and item.kind in {"bound", "forbidden"} and _STATES.search(words[item.end : end]):
        modality, lent = Modality.IS, False
    own = words[low:end]
    if lent and not bearer and _JOINTLY.search(own):
        bearer, lent = EVERY_PARTY, False
    act = Span(min(item.start, end - 1), end)
    thing = Span(low, item.start) if whose is None and item.start - low > 2 else act
    return Draft(
        span=Span(low, end),
        act=act,
        object=thing,
        bearer=bearer,
        beneficiary=beneficiary or _towards(words, item.start, end, bearer),
        modality=modality,
        condition=conditions(words, low, end, whose[1] if whose else item.start),
        consideration=consideration(own),
        proviso=proviso,
        discretion=alone or discretion(own),
        mutual="mutually" in own or "each other" in own,
        lent=lent,
    )


def _may_lend(words: str, item: Trigger, low: int, end: int) -> bool:
    """
    Tell whether the sentence leaves its actor open: a passive, a pronoun or no subject at all.
    """
    return (
        item.start - low < _NO_SUBJECT
        or bool(_PASSIVE.search(words[item.end : end]))
        or bool(_PRONOUN.search(words[low : item.start]))
    )


def _holders(
    words: str, item: Trigger, start: int, end: int, whose: tuple[str, int] | None
) -> tuple[str, Modality, str, bool]:
    behind = words[item.end : end]
    if item.kind == "vested":
        gains = _GAINS.search(words[item.start : end])
        goes = _first(gains, "who", "poss") if gains else ""
        if not goes and "joint" in words[item.start : end][:60]:
            goes = EVERY_PARTY
        return (whose[0] if whose and whose[0] != goes else ""), Modality.IS, goes, False
    if whose is not None and item.kind == "deemed" and _ACTIVE.match(item.words):
        return whose[0], Modality.MUST_NOT if " not " in item.words else Modality.MUST, "", False
    if whose is not None:
        if item.modality is Modality.MUST and _DECIDES.search(behind[:40]) and discretion(words[start:end]):
            return whose[0], Modality.MAY, "", True
        return whose[0], item.modality, "", False
    if found := _AT_DISCRETION.search(words[start:end]):
        if item.modality in {Modality.MUST, Modality.MAY, Modality.IS}:
            return _first(found, "who", "of", "as"), Modality.MAY, "", True
    if (
        (found := _BY.search(behind))
        and not found.group(2)
        and (_PASSIVE.search(behind) or item.words.endswith(("be", "are", "is")))
    ):
        decides = _DECIDES.search(behind[: found.start()]) and item.modality is Modality.MUST
        return _first(found, "who"), Modality.MAY if decides else item.modality, "", bool(decides)
    if item.modality is Modality.MUST and (found := _EXPENSE.search(behind)):
        return _first(found, "who", "own"), Modality.MUST, "", False
    if (
        item.modality is Modality.MAY
        and item.words.startswith(("nothing", "entitle", "shall entitle"))
        and (found := re_mark(behind))
    ):
        return found, Modality.MAY, "", False
    if _OBLIGES.search(item.words) and (found := re_mark(item.words + behind)):
        return found, item.modality, "", False
    return "", item.modality, "", False


def re_mark(words: str) -> str:
    """
    Give the first mark within the next words, or nothing.
    """
    return next((letter for letter in words[:80] if "\ue001" <= letter <= "\ue00a"), "")


def _first(found: re2._Match, *names: str) -> str:
    for name in names:
        if found.group(name):
            return "".join(dict.fromkeys(mark for mark in found.group(name) if "\ue001" <= mark <= "\ue00a"))
    return ""


def _towards(words: str, start: int, end: int, bearer: str) -> str:
    marks = [
        mark
        for found in _TOWARDS.finditer(words[start:end])
        if not found.group(2)
        for mark in found.group(1)
        if "\ue001" <= mark <= "\ue00a" and mark not in bearer
    ]
    return "".join(dict.fromkeys(marks))
