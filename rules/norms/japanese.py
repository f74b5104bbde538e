"""
Read the norms of a Japanese sentence from the endings of its clauses and the particles behind its parties.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import re2

from ingest.document import Span
from rules.marks import EVERY_PARTY, NO_PARTY
from rules.norm import Modality
from rules.norms.draft import Draft
from rules.norms.japanese_words import (
    CHAIN,
    CONSUMED,
    ENDINGS,
    FOLLOWED,
    LAST,
    MARK,
    NOMINAL,
    PASSIVE,
    PLAIN_NEGATIVE,
    consideration,
    discretion,
)
from rules.norms.settle import settle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.document import Role
    from rules.norm import Norm
    from rules.sentences import Sentence

_ENDS = tuple((modality, re2.compile(pattern)) for modality, pattern in ENDINGS)
_MENTION = re2.compile(
    rf"({CHAIN})(側|の(?:役員|従業員|役職員|社員|研究者|関係会社|子会社)(?:等|ら)?(?:(?:又は|及び|または|および|並びに|、)(?:役員|従業員|その他[^はがを。、]{{1,8}}))?|自身|自ら|単独|双方|いずれ|のみ|だけ|それぞれ|各自|各々)?"
    r"(は|が|も|により|によって|において|に(?:対し(?:て)?|対する|とって|のみ|だけ)?|にて|へ(?:の)?|から|より|を(?:して)?|の(?:ため(?:に)?)?|と(?:の間(?:で|に))?|間(?:で|の)?)?"
)
_TOPIC, _SUBJECT = ("は", "も"), "が"
_TOWARDS = ("に", "へ", "から", "より", "のため", "を")
_AGENT = ("により", "によって")
_AT = "において"
_CONDITION = re2.compile(
    r"(?:場合(?:(?:に(?:は|おいて(?:は|も)?|限り|のみ|も)?)|を除き|は|であって(?:も)?)?|とき(?:に(?:は|限り|も)?|は)?|ない限り(?:は)?|限りにおいて|に限り|(?:の|を)条件(?:として|に)|(?:れ|け|せ|て|ね|べ|め|え|な)れば|ならば|たら|の際(?:に|は|には)?|にあたり|に当たり|(?:承諾|同意|許諾|許可|承認)(?:を得(?:た(?:場合|とき)(?:に限り)?|て|ない限り|ずに|ることなく)|な(?:く|しに|くして)|を得た上で|のない限り))(?:、|,)?"
)
_NEXT_SUBJECT = re2.compile(
    rf"(?:し|い|り|き|ち|み|び|え|せ|れ|け|め|て|ず|く)(?:、|,)(?:(?:また|かつ|他方|一方|なお|但し|ただし)(?:、|,)?)?{CHAIN}(?:側|のみ|自ら|双方|それぞれ)?(?:は|が|も)"
)
_PROVISO = re2.compile(
    r"^\s*(?:ただし|但し|但|もっとも|なお|この場合|かかる場合|前項(?:の)?[^。、]{0,12}かかわらず|前各項)"
)
_JOINTLY = re2.compile(
    r"相互に|互いに|共同(?:して|で|名義)|協議(?:のうえ|の上|により|し)|甲乙共同|合意(?:により|のうえ|の上)"
)
_GRANTED = re2.compile(r"異議|承諾|同意|了承|許諾|容認|妨げ")
_CONSENT = re2.compile(
    rf"({CHAIN})(?:の|から|より)[^、。]{{0,16}}(?:承諾|同意|許諾|許可|承認)[^、。]{{0,10}}(?:な(?:く|しに|い)|得(?:ず|な|る))"
)
_ADNOMINAL = re2.compile(
    r"(?:した|する|される|された|ている|ていた|有する|定める|与える|ある|による|いう|係る|なる|用いた|用いる|受けた|受ける)(?:[\x{3400}-\x{9fff}\x{30a1}-\x{30fc}\"A-Za-zαβ]|もの|こと)"
)
_OBLIGING = "なら"
"""Behind …なければ: a duty (しなければならない), no condition."""
_PHRASES = ("につき", "とき", "に基づき", "に関し", "に対し", "を除き", "について")
"""What ends like a verb before a comma and is none."""
_BURDENED = re2.compile(rf"({CHAIN})の(?:費用)?(?:負担|責任|費用負担)と(?:する|し)")
_THING = re2.compile(rf"^[^。]*?[^\x{{E001}}-\x{{E00A}}にでとへはも]は(?:、|{MARK})")
"""A thing that the clause speaks of: no party named before does it."""
_FIRST, _LAST = "\ue001", "\ue00a"


@dataclass(frozen=True, slots=True)
class _Clause:
    """
    Hold one clause: where it starts, where its ending starts and ends, and how it binds.
    """

    start: int
    ending: int
    end: int
    modality: Modality


def read(text: str, sentences: Sequence[Sentence], index: int, roles: frozenset[Role]) -> tuple[Norm, ...]:
    """
    Read every norm of a Japanese sentence.
    """
    return settle(text, sentences, index, roles, drafts)


@lru_cache(maxsize=4096)
def drafts(words: str) -> tuple[Draft, ...]:
    """
    Read what one sentence alone says.
    """
    plain = _without_brackets(words)
    clauses = _clauses(plain)
    if not clauses:
        return _bare(plain) if words.strip() else ()
    found: list[Draft] = []
    topic = ""
    for clause in clauses:
        draft, topic = _draft(plain, clause, topic)
        found.append(draft)
    return tuple(found)


def _without_brackets(words: str) -> str:
    pieces, depth = [], 0
    for letter in words:
        depth += letter == "("
        pieces.append(" " if depth else letter)
        depth -= letter == ")" and depth > 0
    return "".join(pieces) if not depth else words


def _clauses(words: str) -> list[_Clause]:
    found: list[_Clause] = []
    start = 0
    for ending, end, modality in _endings(words):
        if ending >= start:
            found.extend(_before(words, start, ending))
            start = max(start, found[-1].end if found else 0)
            found.append(_Clause(start, ending, end, modality))
            start = end
    rest = words[start:].rstrip(" \n\"')")
    if rest.strip("。、.") and LAST.search(rest) and not _only_told(rest):
        found.extend(_before(words, start, start + len(rest)))
        start = max(start, found[-1].end if found else 0)
        found.append(_last(words, start, start + len(words[start:].rstrip(" \n\"')"))))
    return found


def _only_told(rest: str) -> bool:
    return bool(CONSUMED.match(rest)) and len(rest) < len("ものとする。 ")


def _before(words: str, start: int, end: int) -> list[_Clause]:
    """
    Give the clauses with a plain verb that end where the next one names a subject of its own ("…を負担し、乙は").
    """
    found: list[_Clause] = []
    for hit in _NEXT_SUBJECT.finditer(words[start:end]):
        begin = found[-1].end if found else start
        stop = start + hit.start() + 1
        last = stop - 1
        if _outer(words[begin:stop]) and not words[begin:stop].endswith(_PHRASES):
            modality = Modality.MUST_NOT if words[last] == "ず" else Modality.MUST
            found.append(_Clause(begin, max(begin, last - 1), stop, modality))
    return found


def _outer(words: str) -> bool:
    """
    Tell whether words name a party as subject or topic, so that a verb behind them says what that party does.
    """
    return any(hit.group(3) in {"は", "が", "も"} for hit in _MENTION.finditer(words))


def _last(words: str, start: int, end: int) -> _Clause:
    own = words[start:end]
    if PLAIN_NEGATIVE.search(own):
        return _Clause(start, max(start, end - 4), end, Modality.MUST_NOT)
    if NOMINAL.search(own):
        return _Clause(start, max(start, end - 4), end, Modality.IS)
    return _Clause(start, max(start, end - 4), end, Modality.MUST)


def _endings(words: str) -> Iterator[tuple[int, int, Modality]]:
    """
    Give the endings that end a clause, in order; of those that overlap, the one that the list names first.
    """
    taken: list[tuple[int, int, Modality]] = []
    for modality, pattern in _ENDS:
        for hit in pattern.finditer(words):
            start, end = hit.start(), hit.end() - hit.group().endswith("、")
            if any(start < other_end and other_start < end for other_start, other_end, _ in taken):
                continue
            behind = words[end:]
            if not FOLLOWED.match(behind):
                continue
            told = CONSUMED.match(behind)
            taken.append((start, end + (told.end() if told else 0), modality))
    return iter(sorted(taken))


def _draft(words: str, clause: _Clause, topic: str) -> tuple[Draft, str]:
    own = words[clause.start : clause.end]
    conditions = _conditions(own)
    free = _blotted(own, conditions)
    mentions = list(_MENTION.finditer(free))
    topics = [hit for hit in mentions if hit.group(3) in _TOPIC]
    topic = _marks(topics[0].group(1)) if topics else ("" if _THING.search(free) else topic)
    held = _held(free, mentions, clause, topic)
    hint = "" if held.bearer else _hint(own)
    act = Span(clause.start + _act_start(free, mentions), clause.end)
    return (
        Draft(
            span=Span(clause.start, clause.end),
            act=act,
            object=act,
            bearer=held.bearer,
            beneficiary=held.beneficiary,
            modality=held.modality,
            condition=tuple(Span(clause.start + one.start, clause.start + one.end) for one in conditions),
            consideration=consideration(own),
            proviso=_PROVISO.match(own) is not None,
            discretion=discretion(own),
            mutual="相互に" in own or "互いに" in own,
            lent=not held.bearer and held.modality is not Modality.IS,
            hint=hint,
            opposite=bool(hint),
        ),
        topic,
    )


@dataclass(frozen=True, slots=True)
class _Held:
    """
    Hold the marks of those who bear a clause and whom it benefits, and how it binds.
    """

    bearer: str
    modality: Modality
    beneficiary: str


def _held(free: str, mentions: Sequence[re2._Match], clause: _Clause, topic: str) -> _Held:
    """
    Read who bears a clause and towards whom it runs; `free` are its words without its conditions.
    """
    ending = free[max(0, clause.ending - clause.start) :]
    subject = _subject(free, mentions, clause)
    beneficiary = _towards(mentions)
    if clause.modality is Modality.IS:
        burdened = _BURDENED.search(free)
        if burdened:
            return _Held(_marks(burdened.group(1)), Modality.MUST, _without(beneficiary, burdened.group(1)))
        bearer = topic or subject
        beneficiary = beneficiary or _holder(free) or bearer
        bearer = bearer if "させ" in free else ""
        return _Held(bearer, Modality.IS, _without(beneficiary, bearer))
    bearer = topic or subject
    modality: Modality = clause.modality
    if modality is Modality.MAY and _GRANTED.search(ending):
        bearer, modality = _leave(topic, subject, ending)
    if PASSIVE.search(free[max(0, clause.ending - clause.start - 4) :]):
        bearer = next((_marks(hit.group(1)) for hit in mentions if hit.group(3) in _AGENT), bearer)
    if NO_PARTY in bearer and modality is Modality.MUST:
        modality = Modality.MUST_NOT
    if not bearer and not beneficiary and _JOINTLY.search(free):
        bearer = EVERY_PARTY
    return _Held(bearer, modality, _without(beneficiary, bearer))


def _towards(mentions: Sequence[re2._Match]) -> str:
    """
    Give the marks of those to whom, from whom or for whom something is done: not "甲の", and "甲のため" only as a whole.
    """
    told = [hit for hit in mentions if (hit.group(3) or "").startswith(_TOWARDS) and hit.group(3) not in (*_AGENT, _AT)]
    return _marks("".join(hit.group(1) for hit in told)).replace(EVERY_PARTY, "")


def _without(marks: str, others: str) -> str:
    return "".join(mark for mark in marks if mark not in others)


def _leave(topic: str, subject: str, ending: str) -> tuple[str, Modality]:
    """
    Read who may, where somebody agrees to what another one does ("乙は、甲が…することを承諾する").
    """
    if subject and subject != topic:
        return subject, Modality.MAY
    return topic, Modality.MAY if "妨げ" in ending else Modality.MUST


def _subject(words: str, mentions: Sequence[re2._Match], clause: _Clause) -> str:
    """
    Give the party marked by が that does what the clause says, not one within a description (乙が開発した製品).
    """
    ending = clause.ending - clause.start
    for hit in reversed(mentions):
        if hit.group(3) == _SUBJECT and not _ADNOMINAL.search(words[hit.end() : max(hit.end(), ending)]):
            return _marks(hit.group(1))
    return ""


_HOLDS = re2.compile(
    rf"({CHAIN})(?:のみ|だけ|単独)?の(?:単独|専属的?|独占的?)?(?:の)?(?:所有|財産|もの|権利|共有|専有|有)"
)


def _holder(words: str) -> str:
    found = _HOLDS.search(words)
    return _marks(found.group(1)) if found else ""


def _hint(words: str) -> str:
    """
    Give the party whose leave is needed: where nobody else is named, the other side is bound.
    """
    found = _CONSENT.search(words)
    return _marks(found.group(1)) if found else ""


def _conditions(words: str) -> list[Span]:
    """
    Give the parts of a clause that must hold first, without the topic in front of them.
    """
    found: list[Span] = []
    at = 0
    for hit in _CONDITION.finditer(words):
        if words[hit.end() :].startswith(_OBLIGING):
            continue
        start = at
        for order, topic in enumerate(_MENTION.finditer(words[at : hit.start()])):
            parted = words[at + topic.end() : at + topic.end() + 1] in {"、", ","}
            if topic.group(3) in _TOPIC and (parted or not order):
                start = at + topic.end() + parted
        found.append(Span(start, hit.end()))
        at = hit.end()
    return found


def _blotted(words: str, spans: Sequence[Span]) -> str:
    letters = list(words)
    for span in spans:
        letters[span.start : span.end] = " " * (span.end - span.start)
    return "".join(letters)


def _act_start(words: str, mentions: Sequence[re2._Match]) -> int:
    topics = [hit.end() for hit in mentions if hit.group(3) in _TOPIC]
    ends = topics[-1:] or [hit.end() for hit in mentions if hit.group(3) == _SUBJECT][:1]
    return min(ends[0], max(0, len(words) - 1)) if ends else 0


def _marks(words: str) -> str:
    return "".join(dict.fromkeys(letter for letter in words if _FIRST <= letter <= _LAST))


def _bare(words: str) -> tuple[Draft, ...]:
    span = Span(0, len(words))
    return (
        Draft(
            span,
            span,
            span,
            "",
            "",
            Modality.IS,
            tuple(_conditions(words)),
            consideration(words),
            _PROVISO.match(words) is not None,
            discretion(words),
            mutual=False,
            lent=True,
            bare=True,
        ),
    )
