"""
Tell in an English sentence where each predicate's clause reaches, who is its subject, and on what condition it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import re2

from ingest.document import Role, Span
from rules.marks import EVERY_PARTY, MARK_OF_ROLE, NO_PARTY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.norms.english_triggers import Trigger

_MARK = "[\ue001-\ue00a]"
_CHAIN = rf"{_MARK}(?:(?:,\s?{_MARK})*(?:,? and(?: the)?|,? or(?: the)?|/| nor(?: the)?| and/or)\s?{_MARK})*"
_PROMISES = "(?:agrees?|acknowledges?|undertakes?|covenants?)"
_ASIDE = (
    r"(?:\s|,|hereby|also|further|only|alone|itself|each|both|jointly|severally|and severally|in no event|at all times|at no time|in turn|"
    r"(?:[a-z]+ly)|(?:and|or|nor) (?:(?:any|each|all) of )?its (?:[a-z]+ ){0,3}[a-z]+s?|\((?:[^()]{0,80})\)|neither|"
    rf"{_PROMISES}(?: and {_PROMISES})? that (?:it|he|she|they)|then|therefore)*"
)
_PEOPLE = r"(?:'s (?:[a-z]+ ){0,2}(?:employees|personnel|affiliates|directors|officers|contractors|representatives|staff|group|nominee|designee|successors|agents)(?: (?:and|or) (?:[a-z]+ ){0,2}[a-z]+)?)?"
_SUBJECT = re2.compile(
    rf"(?:^|(?P<before>[^\s,;:(]+)[\s,;:(]+|[\s,;:(])(?P<who>{_CHAIN}){_PEOPLE}{_ASIDE}(?:(?:who|which|that|whose|in (?:breach|default)|at fault|concerned|seeking|wishing|making|giving|claiming|holding)\b[^,;:]{{0,120}})?(?:, [^;]{{1,160}},)?\s*$"
)
_EACH = re2.compile(
    r"(?i)(?:^|[.;:,]\s|\b(?:and|but)\s|[0-9)]\s)(each|either|both|neither)(?: of them)?(?: [a-z]+ly| also)?\s*$"
)
_NOR = re2.compile(r"(?i)\b(?:neither|nor)\s*$")
_NEITHER = re2.compile(rf"(?i)neither\s{_CHAIN}")
_NOTHING = re2.compile(
    r"(?i)(?:^|[.;:,]\s|\b(?:and|but|that)\s)(?:no (?:[a-z\x{E001}-\x{E00A}][^\s.;:,]* ?)|nothing\b|none of\b)[^.;:]{0,120}$"
)
_NOT_LESS = re2.compile(
    r"(?i)\bno (?:later|less|more|fewer|longer|earlier|sooner|failure|delay)\b|\bno (?:party|one)\b"
)
_NEVER_DOES = re2.compile(
    r"(?i)\b(?:in no (?:event|case|circumstances?)|at no (?:time|point)|under no circumstances?|not)(?: whatsoever)?,?\s*$"
)
_AFTER = re2.compile(rf"^\s(?P<who>{_CHAIN})(?:'s)?")
_OFFICER = re2.compile(
    r"(?i)\b(?:ceo|chief executive(?: officer)?|representative director|founders?|shareholders?|directors?|officers?|employees|personnel|affiliates|parent) of\s*$"
)
_LIABLE = re2.compile(
    r"(?i)(?:ceo|chief executive(?: officer)?|representative director|founders?|shareholders?) of\s*$"
)
_PREPOSITIONS = frozenset(
    {
        "of",
        "to",
        "by",
        "with",
        "from",
        "for",
        "between",
        "against",
        "on",
        "upon",
        "than",
        "under",
        "in",
        "via",
        "through",
        "using",
        "toward",
        "towards",
        "whereby",
    }
)
_CARRY = re2.compile(
    r"(?i)(?:\b(?:and|but|or|nor|then|neither|yet)|,|;|\bbut it|\band it|\band they|\bit|\bthey|\bwhich|\bwho)(?: [a-z]+ly| also| further| in no event| at no time| at all times| each)?,?\s*$"
)
_LEAD = re2.compile(
    r"(?i)^[\s\"'(]*(?:(?:\d+(?:\.\d+)*\.?|\([a-z0-9]{1,4}\)|[a-z][.)])\s+)*(?P<proviso>provided,? (?:however,? )?(?:that)?|provided|however,?|except (?:that|as|where|for|to)|save (?:that|as|for)|notwithstanding the foregoing,?|but\b|unless|in (?:such|that|this) (?:case|event))?"
)
_JOINED_WITHIN = 40
_LED = 20
_LONGEST_CONDITION = 600
_BREAK = re2.compile(
    r"(?i);\s|:\s|\.\s|, (?:and|but|or|nor|provided,? (?:however,? )?that|except that|save that|whereupon|in which case|while|whereas|so that)\s|\s(?:provided,? (?:however,? )?that|except that|save that|, however,|but(?: only)?)\s|,\s(?:it|they)\s"
)
_CONDITION = re2.compile(
    r"(?i)(?:^|[\s,;(])(?P<if>(?:only )?(?:if|where|when|whenever|unless|until|upon|once (?:the|it|such|all)|as soon as|in the event(?: that| of)?|in case(?: of)?|on condition that|subject to|to the extent(?: that)?|so long as|as long as|for so long as|provided that|conditional (?:up)?on|except with|even if|even though|although|whether or not|"
    r"without (?:the |any |\S+'s |its |obtaining (?:the )?)?(?:express |prior |prior written |written |further |other party's |other's )*(?:consent|approval|permission|authori[sz]ation)|"
    r"without [\x{E001}-\x{E00A}]'s (?:express |prior |written )*(?:consent|approval|permission|agreement)|other than (?:with|where|if)|after|following|during)\b)"
)
_STOP = re2.compile(r"[,;:]|\.\s|$")
PROVISO_WORDS = re2.compile(
    r"(?i)(?:provided,? (?:however,? )?that|except (?:that|as|where|to the extent|for)|save (?:that|as|for|where)|notwithstanding|but only)\b"
)


def lead(words: str) -> tuple[int, bool]:
    """
    Give the offset behind numbers and openers, and whether the sentence opens as a proviso.
    """
    found = _LEAD.match(words)
    return (found.end(), bool(found.group(1))) if found else (0, False)


@dataclass(frozen=True, slots=True)
class Bound:
    """
    Hold start and end of one predicate's clause, and whether a proviso's opener stands in front of it.
    """

    start: int
    end: int
    proviso: bool


def bounds(words: str, items: Sequence[Trigger]) -> list[Bound]:
    """
    Give the clause of each predicate: up to the next break or joining word in front of the next predicate.
    """
    begin, opens = lead(words)
    breaks = [(hit.start(), hit.end(), bool(PROVISO_WORDS.search(hit.group()))) for hit in _BREAK.finditer(words)]
    found: list[Bound] = []
    at = 0
    for order, item in enumerate(items):
        low = items[order - 1].end if order else 0
        while at < len(breaks) and breaks[at][0] < low:
            at += 1
        near = breaks[at] if order and at < len(breaks) and breaks[at][1] <= item.start else None
        if not order:
            found.append(Bound(begin, len(words), opens))
            continue
        last = found[-1]
        cut = near[0] if near else _carry_point(words, low, item.start)
        found[-1] = Bound(last.start, max(last.start, cut), last.proviso)
        found.append(Bound(near[1], len(words), near[2]) if near else Bound(low, len(words), last.proviso))
    return found


def _carry_point(words: str, low: int, high: int) -> int:
    cut = words.rfind(" and ", low, high)
    cut = cut if cut >= 0 else words.rfind(" or ", low, high)
    return cut if cut >= 0 and high - cut < _JOINED_WITHIN else high


def subject(words: str, low: int, item: Trigger) -> tuple[str, int] | None:
    """
    Give the marks of the parties that are the predicate's subject and where they start; None for a thing.
    """
    stretch = "" if item.words.startswith("no ") else words[max(low, item.start - 400) : item.start]
    offset = max(low, item.start - 400)
    if found := _SUBJECT.search(stretch):
        before = (found.group(1) or "").lower()
        if before == "of" and _OFFICER.search(stretch[: found.start(2)]):
            return _person(stretch[: found.start(2)], _marks(found.group(2))), offset + found.start(2)
        if before not in _PREPOSITIONS:
            return _marks(found.group(2)), offset + found.start(2)
    if found := _EACH.search(stretch):
        return (NO_PARTY if found.group(1).lower() == "neither" else EVERY_PARTY), offset + found.start(1)
    # "is subject to the Investor's approval" names who gives leave, not who needs it.
    if item.kind != "leave" and not item.words.startswith("no ") and (inside := _marks(item.words)):
        return inside, item.start
    found = _AFTER.match(words[item.end : item.end + 80])
    if (
        found
        and _inverted(item, words[max(0, item.start - _LED) : item.start])
        and not words[item.end + found.end() :].startswith("'")
    ):
        return _marks(found.group(1)), item.start
    return None


def _person(before: str, marks: str) -> str:
    """
    Name the founder where a startup's chief executive or shareholder is the subject.
    """
    if _LIABLE.search(before):
        return marks.replace(MARK_OF_ROLE[Role.STARTUP], MARK_OF_ROLE[Role.FOUNDER])
    return marks


def _inverted(item: Trigger, before: str) -> bool:
    return item.words.startswith("no ") or (
        item.kind in {"freed", "forbidden", "bound", "permitted"}
        and item.words.startswith(("nothing", "shall", "will", "must", "may"))
        and (
            item.words.startswith("nothing")
            or before.rstrip().lower().endswith(("event", "circumstances", "time", "neither", "nor", "only"))
        )
    )


def carries(words: str, low: int, item: Trigger) -> bool:
    """
    Tell whether a predicate without a subject of its own continues the one before ("and may").
    """
    return bool(_CARRY.search(words[low : item.start]))


def negates(words: str, low: int, item: Trigger) -> bool:
    """
    Tell whether the subject is "neither A nor B" or nothing at all.
    """
    return (
        bool(_NEITHER.search(words[max(low, item.start - 120) : item.start]))
        or NO_PARTY in words[max(low, item.start - _JOINED_WITHIN) : item.start]
        or bool(_NOR.search(words[max(0, item.start - _JOINED_WITHIN) : item.start]))
        or _of_nothing(words[max(low, item.start - 160) : item.start])
    )


def _of_nothing(before: str) -> bool:
    """
    Tell whether the subject is nothing ("no result may be used") or the verb stands behind a denial ("at no time may").
    """
    if _NEVER_DOES.search(before):
        return True
    found = _NOTHING.search(before)
    return found is not None and not _NOT_LESS.search(found.group())


def conditions(words: str, start: int, end: int, subject_at: int) -> tuple[Span, ...]:
    """
    Give the spans of conditions within a clause; one that stands in front ends at the subject.
    """
    found = []
    at = start
    for hit in _CONDITION.finditer(words[start:end]):
        low = start + hit.start(1)
        if low < at:
            continue
        stop = _STOP.search(words[low + 3 : min(end, low + _LONGEST_CONDITION)])
        high = min(end, low + 3 + stop.start()) if stop else min(end, low + _LONGEST_CONDITION)
        high = min(high, subject_at) if low < subject_at else high
        if high > low:
            found.append(Span(low, high))
            at = high
    return tuple(found)


def _marks(chain: str) -> str:
    return "".join(dict.fromkeys(mark for mark in chain if "\ue001" <= mark <= "\ue00a"))
