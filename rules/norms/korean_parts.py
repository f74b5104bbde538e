"""
Cut a Korean sentence into its coordinated clauses, and tell in each the main subject from those of inner clauses.

One pass over the words with a stack: 이/가 opens an inner clause, a modifying verb or a conditional closes it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import re2

from ingest.document import Span
from rules.norms.draft import Mention
from rules.norms.korean_words import Kind, kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_PARENTHESES = re2.compile(r"\([^()\n]*\)|\[[^\[\]\n]*\]|【[^【】\n]*】|〔[^〔〕\n]*〕")
_OPENER = re2.compile(
    r"^[\s,.\-ㆍ·]*(?:(?:[①-⑳]|제\s?\d+\s?[조항호](?:의\s?\d+)?|\(?(?:\d{1,2}|[가-하]|[a-z])[.)]|[-*ㅇ○□■])\s*){0,3}"
    r"(?:(?P<proviso>다만|단서로|단|그러나|하지만|그럼에도 불구하고|그럼에도|예외적으로)(?:[,\s]|$))?[,\s]*"
)
_AGREES = re2.compile(
    r"^(?:동의|합의|확인|인정|약정|승낙|보장|보증|서약|양해|수락|양지|이해[하한함]|승인|확약|약속|다짐|감수|수인|명시[하한함]|인지[하한함])"
)
_THAT = re2.compile(
    r"(?:기로|하겠다고|한다고|않겠다고|아니하겠다고|있다고|없다고|있음(?:에|을|에도)|없음(?:에|을|에도)|야\s?함(?:에|을)|됨(?:에|을)|것(?:에|을)|데(?:에)?)$"
)
_CONSENT = re2.compile(
    r"(?:동의|승인|승낙|허락|협의|통지|합의|허가|결의|서면동의|승인서|동의서|통보|고지|요청|최고)(?:도|이나|를|을)?$"
)
_DENIES = ("아니하며,", "않으며,", "못하며,", "아니하되,", "않되,", "못하되,", "아니하되", "못하되")
_NOT_DOING = ("아니하는", "않는", "없는", "아닌")
"""아니하는 한, 없는 한: unless."""
_GOES_WELL = ("된다", "되며", "되고", "됨", "무방", "좋다", "좋으며", "괜찮", "상관없", "관계없")
"""이용하여도 된다: a right, no condition."""
_ONE_OF = ("당사자", "쪽", "번", "차례")
_DEEPEST = 8
"""Subjects that may wait for their verb at one time; deeper nesting is no language."""
_RIEUL = 8
_NO_MATTER = ("따지지", "묻지", "가리지", "불문", "구애", "관계하지", "상관하지")
"""관련성을 따지지 아니하고: an adverb, whoever comes next."""
_SOMEBODY = re2.compile(
    r"(?:^자|제3자|기관|위원회|법원|은행|대학|기업|사업자|업체|쪽|측|회계법인|법인|평가인|감정인|대리점|임차인|주주|주주들|근로자|작업자)(?:이|가)$"
)
"""A subject that acts, but is no party to the agreement."""
_RUNS_ON = ("거나", "면서", "든지", "든가")
_JOINT = 6
"""Characters of "한하여" behind "경우에": one condition, not two."""
_PREDICATE_NOUN = ("수", "의무", "권리", "권한", "책임", "재량", "자유", "필요", "것", "자격", "의사")

_CELL = "|"
_SAID = re2.compile(r"(?:[다함음됨짐춤룸킴침냄뺌줌둠씀남옴감뀜름눔움]|[^책]임)\.?$")
"""Where a cell of a table ends that says something as a sentence does: the next cell is not its predicate."""


@dataclass(slots=True)
class Part:
    """
    Hold one coordinated clause: offsets in the sentence, its conditions and its outer party mentions.
    """

    start: int
    end: int
    conditions: list[Span] = field(default_factory=list)
    topics: list[Mention] = field(default_factory=list)
    subjects: list[Mention] = field(default_factory=list)
    inner: list[Mention] = field(default_factory=list)
    thing: Span | None = None
    """A topic that is no party ("소스코드는")."""
    thing_subject: bool = False
    promised: bool = False
    """True for what somebody agrees to ("사용할 수 있음에 동의한다"); the agreeing itself is the part behind."""
    proviso: bool = False

    @property
    def opening(self) -> int:
        """
        Give the offset behind a fronted thing, where the clause proper begins.
        """
        return self.thing.end if self.thing else self.start

    def conditional(self, mention: Mention) -> bool:
        """
        Tell whether a mention stands within a condition.
        """
        order = bisect_right(self.conditions, mention.start, key=lambda span: span.start) - 1
        return order >= 0 and mention.start < self.conditions[order].end


@dataclass(slots=True)
class _Scan:
    words: str
    tokens: list[tuple[str, int, int]]
    parts: list[Part]
    stack: list[Mention | None] = field(default_factory=list)
    engaged: int = 0
    """How many subjects at the bottom of the stack already have a verb that runs on ("위반하거나")."""
    topic_seen: bool = False
    anchor: int = 0


def blank(words: str) -> str:
    """
    Blank out what stands in parentheses, keeping every offset; a sentence wholly in parentheses stays.
    """
    if "(" not in words and "[" not in words and "【" not in words and "〔" not in words:
        return words
    pieces: list[str] = []
    at = 0
    for found in _PARENTHESES.finditer(words):
        pieces += (words[at : found.start()], " " * (found.end() - found.start()))
        at = found.end()
    return "".join([*pieces, words[at:]]) if pieces else words


def parts(words: str, mentions: Sequence[Mention]) -> list[Part]:
    """
    Cut the words of one sentence; never empty for words that hold anything but white space.
    """
    scan = _Scan(words, _tokens(words), [_open(words, 0)])
    scan.anchor = scan.parts[0].start
    waiting = list(reversed(mentions))
    reached = 0
    for order, (_, start, end) in enumerate(scan.tokens):
        within = bool(start < reached or (waiting and waiting[-1].start < end))
        while waiting and waiting[-1].end <= end + 1 and waiting[-1].start < end:
            reached = waiting[-1].end
            _place(scan, waiting.pop())
        if start >= scan.parts[-1].start:
            _take(scan, order, _kind_here(scan, order, within=within))
    scan.parts[-1].end = len(words.rstrip())
    _settle(scan)
    return [part for part in scan.parts if part.end > part.start]


def _tokens(words: str) -> list[tuple[str, int, int]]:
    found, at = [], 0
    for word in words.split():
        at = words.index(word, at)
        found.append((word, at, at + len(word)))
        at += len(word)
    return found


def _open(words: str, at: int) -> Part:
    found = _OPENER.match(words[at : at + 60])
    lead = found.end() if found else 0
    return Part(at + lead, at + lead, proviso=bool(found and found.group(1)))


def _kind_here(scan: _Scan, order: int, *, within: bool) -> Kind:
    word = scan.tokens[order][0]
    what = kind(word)
    if what in {Kind.TOPIC, Kind.SUBJECT} and within:
        return Kind.PLAIN
    if word in {"한", "한,"} and order + 1 < len(scan.tokens):
        before, after = scan.tokens[order - 1][0] if order else "", scan.tokens[order + 1][0]
        if before.endswith(_NOT_DOING) and not after.startswith(_ONE_OF):
            return Kind.IF_NOUN
        if word == "한" and scan.stack and kind(before) is not Kind.MODIFIES and not after.startswith(_ONE_OF):
            return Kind.MODIFIES
    return what


def _place(scan: _Scan, mention: Mention) -> None:
    part = scan.parts[-1]
    if mention.case in {"topic", "also"}:
        part.topics.append(mention)
        _topic(scan, mention.end)
    elif mention.case == "subject":
        scan.stack.append(mention)
    else:
        part.inner.append(mention)


def _take(scan: _Scan, order: int, what: Kind) -> None:
    word, start, end = scan.tokens[order]
    if word == _CELL and order and _SAID.search(scan.tokens[order - 1][0]):
        _cut(scan, start)
    elif _promises(scan.tokens, order):
        scan.parts[-1].promised = True
        _cut(scan, end)
    elif what in _STEPS:
        _STEPS[what](scan, order)
    elif word.strip(",.") in {"없이", "없이는", "없이도"} and order and _CONSENT.search(scan.tokens[order - 1][0]):
        _close_condition(scan, end)
    elif word.rstrip(",").endswith(_RUNS_ON):
        scan.engaged = len(scan.stack)
    elif what is Kind.JOINS:
        _join(scan, order)
    elif what is Kind.ENDS and order + 1 < len(scan.tokens):
        _cut(scan, end)


def _join(scan: _Scan, order: int) -> None:
    if _joins_outside(scan, order):
        _cut(scan, scan.tokens[order][2])
    else:
        scan.engaged = len(scan.stack)


def _subject(scan: _Scan, order: int) -> None:
    word, start, end = scan.tokens[order]
    scan.stack.append(Mention(start, end, "", "subject") if _SOMEBODY.search(word) else None)


def _promises(tokens: list[tuple[str, int, int]], order: int) -> bool:
    """
    Tell whether a clause ends here that somebody agrees to ("사용할 수 있음에 이의 없이 동의한다").
    """
    found = _THAT.search(tokens[order][0])
    if not found:
        return False
    if found.group().startswith(("있음", "없음")) and (
        not order or tokens[order - 1][0] not in {"수", "의무가", "권리가", "권한이"}
    ):
        return False
    nearby = [word for word, _, _ in tokens[order + 1 : order + 4]]
    if found.group().startswith(("것", "데")):
        return any(
            word.startswith(("동의", "합의", "약정", "승낙", "수락", "확약", "서약", "약속", "다짐")) for word in nearby
        )
    return any(_AGREES.search(word) for word in nearby)


def _thing(scan: _Scan, order: int) -> None:
    part, end = scan.parts[-1], scan.tokens[order][2]
    if part.thing is None and not part.topics:
        part.thing = Span(part.start, end)
    _topic(scan, end)


def _topic(scan: _Scan, end: int) -> None:
    scan.topic_seen = True
    scan.anchor = end
    scan.stack = [held for held in scan.stack[-_DEEPEST:] if held is not None]


def _modify(scan: _Scan, order: int) -> None:
    word = scan.tokens[order][0]
    earlier = scan.tokens[order - 1][0] if order else ""
    following = scan.tokens[order + 1][0] if order + 1 < len(scan.tokens) else ""
    own = _kind_here(scan, order, within=False) is Kind.MODIFIES
    if own and following.startswith(_PREDICATE_NOUN if _is_future(word) else "것으로"):
        return
    active = own or (earlier == "수" and word.startswith(("있", "없"))) or earlier.endswith("게")
    active = active or (earlier.endswith("고") and word.startswith("있"))
    if scan.stack and (active or scan.stack[-1] is None):
        _close(scan)


def _close(scan: _Scan) -> None:
    closed = scan.stack.pop()
    if closed is not None:
        scan.parts[-1].inner.append(closed)


def _is_future(word: str) -> bool:
    return (ord(word[-1]) - 0xAC00) % 28 == _RIEUL


def _if_verb(scan: _Scan, order: int) -> None:
    following = scan.tokens[order + 1][0] if order + 1 < len(scan.tokens) else ""
    if scan.tokens[order][0].endswith("도") and following.startswith(_GOES_WELL):
        return
    if scan.stack:
        _close(scan)
    _condition(scan, scan.tokens[order][2])


def _if_noun(scan: _Scan, order: int) -> None:
    word, _, end = scan.tokens[order]
    before = scan.tokens[order - 1][0] if order else ""
    if word.startswith("이상") and not before.endswith(("한", "는", "은", "인")):
        return
    if word.startswith("즉시") and kind(before) is not Kind.MODIFIES:
        return
    _condition(scan, end)


def _condition(scan: _Scan, end: int) -> None:
    while scan.stack and len(scan.stack) <= scan.engaged:
        _close(scan)
    scan.engaged = 0
    _close_condition(scan, end)


def _close_condition(scan: _Scan, end: int) -> None:
    spans = scan.parts[-1].conditions
    if spans and spans[-1].end == scan.anchor and end - scan.anchor < _JOINT:
        spans[-1] = Span(spans[-1].start, end)
    elif end > scan.anchor:
        spans.append(Span(scan.anchor, end))
    scan.anchor = end


def _joins_outside(scan: _Scan, order: int) -> bool:
    """
    Tell whether a connective joins main clauses, not verbs within a condition or in front of a noun.
    """
    tokens = scan.tokens
    word = tokens[order][0]
    before = tokens[order - 1][0] if order else ""
    if order + 1 >= len(tokens) or (not before.endswith("야") and _is_auxiliary(word, tokens[order + 1][0])):
        return False
    if word.endswith(("아니하고", "않고", "못하고")):
        return not before.startswith(_NO_MATTER) and not word.startswith(_NO_MATTER) and _next_has_party(tokens, order)
    if before.endswith("야") or (before == "수" and word.startswith(("있", "없"))) or word.endswith(_DENIES):
        return True
    opens = bool(scan.stack) or not scan.topic_seen
    return not (opens and _closes_inside(tokens, order))


def _is_auxiliary(word: str, following: str) -> bool:
    if following.startswith(("있", "자 하", "싶")) and word.endswith("고"):
        return True
    return kind(following) is Kind.MODIFIES and not word.endswith(",")


def _next_has_party(tokens: list[tuple[str, int, int]], order: int) -> bool:
    return any("\ue001" <= letter <= "\ue00a" for word, _, _ in tokens[order + 1 : order + 3] for letter in word[:1])


def _closes_inside(tokens: list[tuple[str, int, int]], order: int) -> bool:
    paused = tokens[order][0].endswith(",")
    ahead = [word for word, _, _ in tokens[order + 1 : order + 15]]
    for word, following in zip(ahead, [*ahead[1:], ""], strict=True):
        if "\ue001" <= word[0] <= "\ue00a" and word.rstrip(",")[-1:] in {"은", "는", "이", "가"}:
            return False
        what = kind(word)
        if what in {Kind.IF_NOUN, Kind.IF_VERB}:
            return True
        if what is Kind.MODIFIES and not paused and not following.startswith(_PREDICATE_NOUN):
            return True
        if what in {Kind.ENDS, Kind.TOPIC}:
            return False
    return False


def _cut(scan: _Scan, end: int) -> None:
    scan.parts[-1].end = end
    _settle(scan)
    scan.parts.append(_open(scan.words, end))
    scan.anchor = scan.parts[-1].start


def _settle(scan: _Scan) -> None:
    scan.parts[-1].subjects = [held for held in scan.stack if held is not None]
    scan.parts[-1].thing_subject = len(scan.parts[-1].subjects) < len(scan.stack)
    scan.stack, scan.engaged = [], 0


_STEPS: dict[Kind, Callable[[_Scan, int], None]] = {
    Kind.TOPIC: _thing,
    Kind.SUBJECT: _subject,
    Kind.MODIFIES: _modify,
    Kind.STATES: _modify,
    Kind.IF_VERB: _if_verb,
    Kind.IF_NOUN: _if_noun,
}
