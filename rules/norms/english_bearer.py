"""
Tell who bears an English clause and towards whom it runs: subject, agent, whose discretion, at whose expense.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import re2

from rules.marks import EVERY_PARTY
from rules.norm import Modality
from rules.norms.phrases import discretion

if TYPE_CHECKING:
    from rules.norms.english_triggers import Trigger

FIRST_MARK, LAST_MARK = "\ue001", "\ue00a"
_MARK = f"[{FIRST_MARK}-{LAST_MARK}]"
_BY = re2.compile(rf"(?i)\b(?:by|on the part of)\s({_MARK}(?:(?:,? and|,? or|,)\s{_MARK})*)('s)?")
_PASSIVE = re2.compile(
    r"(?i)^\s?(?:not |only |also |\w+ly |at any time |forthwith )*(?:be|been|being)\s(?:\w+ly )?(?:\w+(?:ed|en|ne|id|de|ld|nt|pt|ut|wn|ne|lt|orne|ught)\b)|^\s?be (?:for the account|at the (?:cost|expense|risk)) of"
)
_GIVEN = re2.compile(
    r"(?i)^\s?(?:be |is |are )?(?:\w+ly )?(?:paid|reimbursed|compensated|indemnified|refunded|remunerated|granted|given|offered|awarded|credited|(?:provided|supplied|furnished) with)\b"
)
"""The Investor shall be paid by the Company: the subject of such a passive gains, its agent is bound."""
_TOWARDS = re2.compile(
    rf"(?i)\b(?:to|for|from|towards?|against|of favou?r|in favou?r of|on behalf of|with|upon|indemnif(?:y|ies)|notif(?:y|ies)|(?:pay|compensate|provide|give|grant|reimburse|offer|tell|supplie|supply|inform|require|assign|deliver|hold|send|let|allow|permit|owe|guarantee|show|refund|advise|entitle|prevent|restrict|stop|issue|sell)s?|furnish(?:es)?)\s({_MARK}(?:(?:,? and|,? or|,)\s{_MARK})*)('s)?"
)
_GAINS = re2.compile(
    rf"(?i)\b(?:in|to|by|of|with|for)\s(?:and (?:be|become) [^.;,]{{0,40}}?\s)?({_MARK}(?:(?:,? and|,? or|,)\s{_MARK})*)|({_MARK})'s(?: (?:sole |exclusive |and )*(?:property|own)|[.,;]|$)"
)
_AT_DISCRETION = re2.compile(
    rf"(?i)\b(?:at|in|to|within|subject to)\s(?:the )?(?:({_MARK})'s?\s(?:sole |absolute |own |and |exclusive |reasonable )*(?:discretion|option|election|judge?ment|opinion|satisfaction)|(?:sole |absolute |own |and |exclusive )*(?:discretion|option|election|opinion) of ({_MARK}))|as (?:instructed|directed|determined|decided|specified|required|requested|designated) by ({_MARK})"
)
_EXPENSE = re2.compile(
    rf"(?i)(?:for the account|at the (?:sole )?(?:cost|expense|risk)(?: and expense)?|the responsibility|the obligation|the duty) of ({_MARK})|({_MARK})'s (?:sole )?(?:cost|expense|responsibility|risk|obligation|duty)"
)
_ACTIVE = re2.compile(
    r"^(?:shall|must|will) (?:not )?(?:\w+ly )?(?:include|commence|continue|apply|remain|survive|constitute|exceed|terminate)"
)
_OBLIGES = re2.compile(r"^(?:(?:does|do|shall|will) not )?(?:oblige|require|obligate|commit|bind)")
_PRONOUN = re2.compile(r"(?i)(?:^|[\s,])(?:it|they|each|either|he|she|such party|that party)(?: [a-z]+ly| also)?\s*$")
_NO_SUBJECT = 3
_DECIDES = re2.compile(r"(?i)\b(?:determine|decide|determined|decided|designate|judge|interpret)\b")
_CONSENT = re2.compile(
    rf"(?i)(?:consent|approval|permission|agreement) of {_MARK}[^.;]{{0,40}}$|{_MARK}'s (?:individual |express |prior |written )*(?:consent|approval|permission)[^.;]{{0,40}}$"
)
_DECIDES_ALONE = re2.compile(r"(?i)^(?:decides|determines|judges|designates|interprets|chooses|selects)\b")
_DOES_SO = re2.compile(
    rf"(?i)\bby ({_MARK})|({_MARK})'s (?:[a-z]+ ){{0,3}}?(?:use|right|publication|disclosure|sale|supply|exploitation|licensing|dealings?|filing|assignment|transfer|work|cooperation|offer|proposal|application|commerciali[sz]ation|sublicensing|engagement|participation|hiring|issuance|release|announcement)\b"
)
_DOES_NO_WRONG = re2.compile(
    rf"(?i)\b(?:by|for|if|where|when|that|nothing|whatever)(?: the)? ({_MARK})(?:'s (?:staff|people|engineers?|employees|personnel))?(?: (?:to|us\w+|shar\w+|pass\w+|hand\w+|disclos\w+|do\w*|appl\w+|[a-z]+s)\b|[\s.,;]|$)"
)
"""Use of the material by the Company is not a breach: who may use it."""
_WHOSE = re2.compile(
    rf"(?i)\b(?:liabilit\w+|responsib\w+|obligations?|dut(?:y|ies)|warrant\w+)(?: [a-z]+)? of (?P<of_debt>{_MARK})"
    rf"|(?P<debt_of>{_MARK})'s (?:[a-z]+ )*?(?:liabilit\w+|responsib\w+|obligations?|dut(?:y|ies)|warrant\w+)"
    rf"|\b(?:rights?|claims?|remed\w+|recourse|entitlement)(?: [a-z]+)? (?:of|by) (?P<of_right>{_MARK})"
    rf"|(?P<right_of>{_MARK})'s (?:[a-z]+ )*?(?:rights?|claims?|remed\w+|recourse|entitlement)"
)
_LETS = re2.compile(r"^(?:(?:shall|will|must) )?(?:permits?|allows?|authori[sz]es?|lets) ")
_BANNED = ("prohibited", "not permitted", "not allowed", "forbidden")
_NEAR = 80
_DECIDES_WITHIN = 40


@dataclass(frozen=True, slots=True)
class Holders:
    """
    Hold the marks of those who bear a clause and whom it benefits, and what their naming made of the modality.
    """

    bearer: str
    modality: Modality
    beneficiary: str = ""
    alone: bool = False


def holders(words: str, item: Trigger, start: int, end: int, subject: str) -> Holders:
    """
    Read bearer and beneficiary of the clause `words[start:end]`; `subject` are the marks in subject position, if any.
    """
    behind = words[item.end : end]
    if (found := _by_kind(words[start:end], item, start, subject)) is not None:
        return found
    if subject:
        return _of_subject(words[start:end], behind, item, subject)
    if item.words.endswith(_BANNED) and (found := _DOES_SO.search(words[start : item.start])):
        return Holders(_first(found, 1, 2), item.modality)
    return (
        _by_will(words[start:end], item)
        or _by_agent(behind, item)
        or _at_expense(behind, item)
        or _told(behind, item)
        or Holders("", item.modality)
    )


def _vested(words: str, subject: str) -> Holders:
    found = _GAINS.search(words)
    goes = _first(found, 1, 2) if found else ""
    if not goes and "joint" in words[:60]:
        goes = EVERY_PARTY
    return Holders(subject if subject != goes else "", Modality.IS, goes)


def _by_kind(own: str, item: Trigger, start: int, subject: str) -> Holders | None:
    """
    Read the predicates that name their bearer in a way of their own.
    """
    before, behind = own[: item.start - start], own[item.end - start :]
    if item.kind == "leave":
        return _leave(before, behind, item, subject)
    if item.words.endswith(("excluded", "disclaimed")):
        return _excluded(before, subject)
    if item.kind == "no_breach":
        return _harmless(own, item, subject)
    if item.kind == "vested":
        return _vested(own[item.start - start :], subject)
    if _LETS.match(item.words) and (let := marks_in(item.words)):
        return Holders(let, item.modality)
    return None


def _excluded(before: str, subject: str) -> Holders:
    """
    Read whose liability or right is excluded: the one is freed, the other may not.
    """
    found = _WHOSE.search(before)
    if not found:
        return Holders(subject, Modality.IS)
    freed = found.group("of_debt") or found.group("debt_of")
    return Holders(_first(found, 1, 2, 3, 4), Modality.NEED_NOT if freed else Modality.MUST_NOT)


def _harmless(own: str, item: Trigger, subject: str) -> Holders:
    """
    Read whose doing is said to be no breach; where nobody is said to do it, that is a plain fact.
    """
    if found := _DOES_NO_WRONG.search(own):
        return Holders(_first(found, 1), item.modality)
    found = _DOES_SO.search(own)
    bearer = _first(found, 1, 2) if found else subject
    return Holders(bearer, item.modality) if bearer else Holders("", Modality.IS)


def _leave(before: str, behind: str, item: Trigger, subject: str) -> Holders:
    """
    Read whose doing needs leave: it is banned without; where nobody is said to do it, that is a plain fact.
    """
    found = _DOES_SO.search(before)
    bearer = _first(found, 1, 2) if found else subject
    if not bearer:
        return Holders("", Modality.IS)
    gives = marks_in(item.words + behind[:_NEAR])
    return Holders(bearer, item.modality, "".join(mark for mark in gives if mark not in bearer))


def _of_subject(own: str, behind: str, item: Trigger, subject: str) -> Holders:
    if item.kind == "deemed" and _ACTIVE.match(item.words):
        return Holders(subject, Modality.MUST_NOT if " not " in item.words else Modality.MUST)
    if item.kind == "plain" and _DECIDES_ALONE.match(behind):
        return Holders(subject, Modality.MAY, alone=True)
    if item.modality is Modality.MUST and _DECIDES.search(behind[:_DECIDES_WITHIN]) and discretion(own):
        return Holders(subject, Modality.MAY, alone=True)
    if item.modality is Modality.MUST and _GIVEN.search(behind):
        by = _BY.search(behind)
        agent = _first(by, 1) if by and not by.group(2) else ""
        return Holders(agent, Modality.MUST, subject) if agent and agent != subject else Holders(subject, Modality.MAY)
    return Holders(subject, item.modality)


def _by_will(own: str, item: Trigger) -> Holders | None:
    if item.modality not in {Modality.MUST, Modality.MAY, Modality.IS}:
        return None
    found = _AT_DISCRETION.search(own)
    return Holders(_first(found, 1, 2, 3), Modality.MAY, alone=True) if found else None


def _by_agent(behind: str, item: Trigger) -> Holders | None:
    found = _BY.search(behind)
    if (
        not found
        or found.group(2)
        or not (_PASSIVE.search(behind) or item.words.endswith(("be", "are", "is")) or " to be " in item.words)
    ):
        return None
    if item.modality is Modality.MUST and _DECIDES.search(behind[: found.start()]):
        return Holders(_first(found, 1), Modality.MAY, alone=True)
    return Holders(_first(found, 1), item.modality)


def _at_expense(behind: str, item: Trigger) -> Holders | None:
    found = _EXPENSE.search(behind) if item.modality is Modality.MUST else None
    return Holders(_first(found, 1, 2), Modality.MUST) if found else None


def _told(behind: str, item: Trigger) -> Holders | None:
    """
    Read the object of "entitles", "requires", "nothing prevents" as the bearer.
    """
    grants = item.words.startswith("nothing") or (
        item.modality is Modality.MAY and item.words.startswith(("entitle", "shall entitle"))
    )
    if not grants and not _OBLIGES.search(item.words):
        return None
    near = marks_in(item.words + behind[:_NEAR])
    return Holders(near[0], item.modality) if near else Holders("", Modality.IS)


def leaves_open(words: str, item: Trigger, low: int, end: int) -> bool:
    """
    Tell whether the sentence leaves its actor open: a passive, a pronoun or no subject at all.
    """
    bare = item.start - low < _NO_SUBJECT or "required for" in item.words or item.words.endswith(("required", "needed"))
    return bare or bool(_PASSIVE.search(words[item.end : end])) or bool(_PRONOUN.search(words[low : item.start]))


def says_it(words: str, item: Trigger, low: int) -> bool:
    """
    Tell whether a pronoun stands for somebody named before.
    """
    return bool(_PRONOUN.search(words[low : item.start]))


def asked(words: str) -> str:
    """
    Give the marks of those whose consent is the subject ("consent of the Investor shall be obtained").
    """
    found = _CONSENT.search(words)
    return marks_in(found.group()) if found else ""


def towards(words: str, bearer: str) -> str:
    """
    Give the marks of those to whom, for whom or from whom something is done by the bearer.
    """
    found = "".join(hit.group(1) for hit in _TOWARDS.finditer(words) if not hit.group(2))
    return "".join(mark for mark in marks_in(found) if mark not in bearer)


def marks_in(words: str) -> str:
    """
    Give each mark in the words once, in order.
    """
    return "".join(dict.fromkeys(letter for letter in words if FIRST_MARK <= letter <= LAST_MARK))


def _first(found: re2._Match, *groups: int) -> str:
    return next((marks_in(found.group(number)) for number in groups if found.group(number)), "")
