"""
Find the predicates of an English sentence that bind, forbid, permit, free or state.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import re2

from rules.norm import Modality

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARK = "[\ue001-\ue00a]"
_ADVERB = r"(?:[a-z]+ly |also |further |hereby |always |then |only |not only |in no event |at all times |thereafter |forthwith |at no time |never |each |both |all |it |they )"
_BE = r"(?:is|are|was|were|be|being|been)"
_SHALL = r"(?:shall|must|will|should|would)"
_GAP = rf"(?:, [^,;.]{{1,80}}, |{_MARK} |{_ADVERB})"

_AS = r"(?:deemed|regarded|considered|treated|taken|held|construed|seen) (?:as |to be )?"
_BREACH = r"(?:(?:a |an |any |in )?(?:\w+ )?(?:breach|violation|contravention)(?: of)?|contravening|breaching|violating|contrary to)"
_OURS = rf"(?: {_MARK}'s| its| any)?(?: (?:this|the|these|those|clause|section|article|dut(?:y|ies)|obligations?|terms?)\b|[.;,]|$)"

_ORDER: tuple[tuple[str, Modality, str], ...] = (
    (
        "no_breach",
        Modality.MAY,
        (
            rf"(?:(?:is|are) not|(?:{_SHALL}|may) not be|(?:is|are) (?:in no way|never)) (?:{_AS})?{_BREACH}{_OURS}"
            rf"|(?:{_SHALL}|does|do) not (?:constitute|amount to|represent|count as) {_BREACH}{_OURS}"
            rf"|(?:does|do) not (?:contravene|breach|violate|offend against)(?: this| clause| section| article)\b"
            rf"|nothing [^.;]{{1,120}}? (?:{_SHALL} be|is|are) {_AS}{_BREACH}{_OURS}"
        ),
    ),
    (
        "leave",
        Modality.MUST_NOT,
        (
            rf"(?:(?:{_SHALL} )?(?:is|are|be|remains?) (?:[a-z]+ly |at all times )?(?:subject to|conditional (?:up)?on|dependent (?:up)?on)|requires?|needs?|{_SHALL} (?:require|need)) "
            rf"(?:(?:the|a|an|any|prior|express|advance|written|first|specific|formal|and) ){{0,6}}(?:{_MARK}'s (?:[a-z]+ ){{0,4}})?(?:consent|approval|permission|authori[sz]ation|clearance|sign-off)\b"
        ),
    ),
    (
        "freed",
        Modality.NEED_NOT,
        (
            rf"(?:in no event|under no circumstances?|in no circumstances?|at no time|nor)(?: whatsoever)?,? {_SHALL} (?:{_MARK}[^.;]{{0,60}} )?(?:be (?:held )?(?:liable|responsible|obliged|required|obligated)|have (?:any )?(?:liability|obligation|responsibility))"
            rf"|(?:{_SHALL}|do|does|did) not (?:in any event |under any circumstances |in any way )?(?:be (?:held )?(?:liable|responsible|obliged|required|obligated|bound|accountable)|(?:have|assume|bear|owe|accept|incur|undertake) (?:any |a )?(?:further |other )?(?:obligation|liability|duty|responsibility))"
            rf"|(?:{_SHALL} )?(?:have|has|had|assumes?|bears?|owes?|accepts?|undertakes?) (?:absolutely )?no (?:further |other |such |\w+ )?(?:obligation|liability|duty|responsibility|liabilities|obligations)"
            rf"|(?:{_SHALL} )?(?:is|are|be) (?:under no (?:obligation|duty)|not (?:obliged|required|obligated|bound|liable|responsible)|neither obliged|released from|discharged from|relieved (?:of|from)|excused from|exempt from|exempted from)"
            rf"|(?:{_SHALL} )?(?:is|are|be) (?:[a-z]+ly |hereby )*(?:excluded|disclaimed)\b|need not\b|(?:do|does) not need to|not (?:obliged|required|obligated|bound) to|(?:shall|will) not be bound|(?:does|do|shall|will) not (?:oblige|require|obligate|commit|bind)|disclaims?|creates? no (?:\w+ )?(?:obligation|duty|commitment|right)s?|nothing (?:herein |hereunder |contained |(?:in|under) [^.;]{{1,60}} )*(?:{_SHALL} )?(?:makes?|renders?|obliges?|requires?|obligates?|imposes?)|no (?:obligation|liability|duty) (?:{_SHALL} )?(?:is|be|arises?|exists?)"
        ),
    ),
    (
        "deemed",
        Modality.IS,
        (
            rf"(?:{_SHALL} )?(?:is|are|be) (?:conclusively |hereby |irrevocably |automatically |always |not )*(?:deemed|considered|presumed|treated|construed|governed|regarded|taken|final|conclusive|void|effective|null|extended|renewed)\b"
            rf"|{_SHALL} not be (?:deemed|considered|treated|construed|regarded)\b|means?\b|refers? to|includes?\b|{_SHALL} (?:automatically |immediately |forthwith |thereupon )?(?:mean|include|not include|constitute|commence|expire|lapse|survive|continue|remain|terminate automatically|automatically (?:terminate|renew|expire)|apply|not apply|govern|prevail|supersede|take effect|become effective|consist|not exceed|exceed|be limited to|not affect|not be affected)\b"
            rf"|(?:terminates|expires|lapses|renews|survives|supersedes|prevails|governs|applies|continues|commences|takes effect|extends to)(?: automatically)?\b|(?:is|are) (?:payable|due|limited|capped|subject)\b"
        ),
    ),
    (
        "forbidden",
        Modality.MUST_NOT,
        (
            rf"(?:{_SHALL}|may) not be (?:permitted|entitled|allowed|authori[sz]ed|free|at liberty|empowered)(?: to)?|{_SHALL} (?:at no time|in no event|never|under no circumstances|neither)|{_SHALL} (?:have|has) no (?:right|power|authority|claim|recourse|entitlement)|(?:has|have) no (?:right|power|authority|claim|recourse|entitlement)"
            rf"|(?:agrees?|undertakes?|covenants?|promises?|commits?|{_BE} (?:obliged|required|bound)) (?:\w+ )?(?:not|never) to|{_SHALL} (?:\w+ly )?(?:refrain|abstain|desist) from|(?:refrains?|abstains?) from"
            rf"|(?:shall|must|may|will|can|could|should) not\b|cannot|can't|{_BE} not (?:permitted|entitled|allowed|authori[sz]ed|free) to|{_BE} (?:prohibited|barred|precluded|restricted|forbidden) from|(?:is|are) (?:not )?(?:prevented|precluded) from|(?:shall|may) (?:not )?no longer"
            rf"|(?:has|have) (?:agreed|undertaken|covenanted|promised) (?:not|never) to|(?:forgoes?|gives? up|renounces?|relinquishes?) (?:any|all|its|the)|may only|(?:is|are) (?:strictly )?prohibited|(?:is|are) not (?:permitted|allowed)"
        ),
    ),
    (
        "permitted",
        Modality.MAY,
        (
            rf"no (?:\w+ ){{0,3}}(?:consent|approval|permission|notice)\b[^.;:]{{0,40}}? (?:is|are|{_SHALL} be) (?:needed|required|necessary) (?:for|before|if|when|where)"
            rf"|nothing (?:herein |hereunder |contained |(?:in|under) [^.;]{{1,60}} )*(?:{_SHALL} )?(?:prevents?|restricts?|prohibits?|stops?|limits?|precludes?)"
            rf"|(?:{_SHALL} (?:\w+ly |also |then |thereupon )?)?(?:is|are|be|remain|remains) (?:\w+ly )?(?:entitled|permitted|allowed|authori[sz]ed|free|at liberty|empowered) to|(?:{_SHALL} )?(?:is|are|be) (?:free|at liberty)"
            rf"|(?:{_SHALL} )?(?:has|have|retains?|reserves?|enjoys?|holds?|obtains?|acquires?|receives?) (?:the |a |an |its |sole |exclusive |full |absolute |unrestricted |and )*(?:\S+ )?(?:rights?|options?|discretion|power|authority|liberty|privilege|entitlement|licen[cs]e|warrant|call option|put option|veto|first refusal)\b"
            rf"|reserves? the right|may\b|can\b|could|{_BE} entitled|(?:{_SHALL} )?(?:entitles?|be entitled)|(?:{_SHALL} )?(?:permits?|allows?|authori[sz]es?|lets) {_MARK} to\b"
        ),
    ),
    (
        "vested",
        Modality.IS,
        (
            rf"(?:{_SHALL} )?(?:automatically |immediately |exclusively |solely |also )*(?:vests?|be vested|(?:is|are) vested|belongs?|inures?|accrues?|passe?s?|transfers?)(?: \w+ly| solely)? (?:in|to|with)\b(?: and\b[^.;,]{{0,30}})?"
            rf"|(?:{_SHALL} )?(?:be|is|are|become|becomes|remain|remains|constitute|constitutes|stay|stays) (?:\w+ly |the |sole |exclusive |solely |and )*(?:owned|property|work[- ]made[- ]for[- ]hire|assets?|title)\b|(?:is|are) {_MARK}'s(?:[.,;]|$)"
        ),
    ),
    (
        "bound",
        Modality.MUST,
        (
            rf"(?:shall|must|will) (?:\w+ly |also |then |thereupon )?be (?:\w+ly |and )*(?:liable|responsible|obliged|required|obligated|bound|accountable)(?: to| for)?|(?:shall|must|will)\b|(?:agrees?|undertakes?|covenants?|promises?|commits?|consents?) (?:\w+ly )?(?:to|that)\b|(?:has|have) (?:\w+ly )?(?:agreed|undertaken|covenanted|promised|committed) to\b|{_BE} (?:\w+ly )?(?:obliged|required|obligated|bound|responsible|liable|accountable) (?:to|for)\b|(?:has|have) (?:a |an |the )?(?:duty|obligation|burden|responsibility)|(?:is|are) (?:also )?(?:required|needed)\b|ought to|(?:is|are) to (?:be )?[a-z]+|needs? (?:to|only)|(?:obliges|requires|obligates) [\x{{E001}}-\x{{E00A}}]|(?:binds?|appl(?:y|ies) to|(?:rests?|falls?|devolves?) (?:up)?on|falls? to|lies? with|is incumbent on|bind only|binds only) [\x{{E001}}-\x{{E00A}}](?: only| alone)"
            rf"|hereby (?:irrevocably |unconditionally |and |further |fully )*[a-z]+s?|waives?\b"
        ),
    ),
)
_TRIGGER = re2.compile(r"(?i)\b(?:" + "|".join(f"(?P<{name}>{pattern})" for name, _, pattern in _ORDER) + ")")
_KIND = {group: name for name, group in _TRIGGER.groupindex.items()}
_MODALITY = {name: modality for name, modality, _ in _ORDER}
_PASSIVE = re2.compile(
    rf"(?i)\b(?:is|are)(?P<not> not)? (?:\w+ly )?(?:\w+(?:ed|en|ne|id|ld|nt|de|wn)) (?:[^.;,]{{0,60}} )?by {_MARK}"
)
_PRESENT = re2.compile(
    rf"(?:^|[;:,.)]\s|\b(?:and|but|that|then|whereas)\s|\d\s)(?P<who>{_MARK})(?:\s(?:[a-z]+ly|forever|hereby|each|both|also|then|neither|alone|itself))?(?:, [^,;.]{{1,60}},)?\s(?P<verb>(?:[a-z]{{2,}}s|pay|give|keep|bear|own|carry|share|grant|make|hold|use|agree|bring|meet|accept))\b"
)
_PRONOUN = re2.compile(
    r"(?i)(?:(?:provided(?:,? however,)?|except|save) that|;|\bbut|\band)\s(?:it|they)(?: [a-z]+ly| also)?\s(?P<verb>(?:[a-z]{2,}s|pay|give|keep|bear))\b"
)
_AT_WILL = ("at ", "free ", "own ", "good ", "'s ", "of ")
_LOOK_BACK = 12
_INNER_BEFORE = ("which", "that", "who", "as", "if", "unless", "when", "where")
_NOT_VERBS = frozenset(
    {
        "is",
        "has",
        "this",
        "its",
        "as",
        "does",
        "hereinafter",
        "means",
        "shares",
        "affiliates",
        "employees",
        "rights",
        "obligations",
        "terms",
        "represents",
        "jointly",
        "includes",
        "business",
        "officers",
        "directors",
        "wishes",
        "desires",
        "intends",
        "operates",
        "believes",
        "considers",
        "understands",
    }
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """
    Hold one predicate: where it stands, what it says, and whether it is the plain present ("The Company pays").
    """

    start: int
    end: int
    modality: Modality
    kind: str
    words: str


def triggers(words: str) -> list[Trigger]:
    """
    Find the predicates of a sentence, in order and without overlap.
    """
    found = [
        Trigger(
            hit.start(), hit.end(), _MODALITY[_KIND[hit.lastindex or 1]], _KIND[hit.lastindex or 1], hit.group().lower()
        )
        for hit in _TRIGGER.finditer(words)
        if hit.group() != "May" and not (hit.group() == "will" and words[: hit.start()].endswith(_AT_WILL))
    ]
    starts = [item.start for item in found]
    more = [item for item in _present(words) if not _overlaps(found, starts, item)]
    return sorted([*found, *more], key=lambda item: item.start)


def _present(words: str) -> Iterator[Trigger]:
    """
    Find predicates in the plain present: "The Company pays", "provided that it pays", "is borne by the Company".
    """
    for pattern, group in ((_PRESENT, 2), (_PRONOUN, 1)):
        for hit in pattern.finditer(words):
            if hit.group(group) not in _NOT_VERBS:
                yield Trigger(hit.start(group), hit.start(group), Modality.MUST, "plain", "")
    for hit in _PASSIVE.finditer(words):
        start = hit.start()
        if not words[max(0, start - _LOOK_BACK) : start].lower().rstrip().endswith(_INNER_BEFORE):
            yield Trigger(start, start, Modality.MUST_NOT if hit.group(1) else Modality.MUST, "passive", "is")


def _overlaps(found: Sequence[Trigger], starts: Sequence[int], item: Trigger) -> bool:
    order = bisect_right(starts, item.start) - 1
    return order >= 0 and item.start < found[order].end
