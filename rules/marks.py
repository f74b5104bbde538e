"""
Replace every mention of a party by one mark character that stands for its role.

Patterns and norm readers then speak of roles, never of labels: the same rule works for 갑/을, 회사/투자자 and
Company/Investor, whoever is 갑. The marks are private-use characters, so no document text can imitate them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import re2

from ingest.document import Role, Span
from rules import marks_japanese

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.document import Party

MARK_OF_ROLE = {
    Role.STARTUP: "\ue001",
    Role.CORPORATE: "\ue002",
    Role.INVESTOR: "\ue003",
    Role.FOUNDER: "\ue004",
    Role.PUBLIC_BODY: "\ue005",
    Role.OTHER: "\ue006",
}
ROLE_OF_MARK = {mark: role for role, mark in MARK_OF_ROLE.items()}
EVERY_PARTY = "\ue007"
"""각 당사자, 양 당사자, 쌍방, each party, both parties."""
ONE_PARTY = "\ue008"
"""일방 당사자, 어느 당사자, 수령당사자, a party, the receiving party."""
OTHER_PARTY = "\ue009"
"""상대방, 타방, 공개당사자, the other party: whoever is not the bearer."""
NO_PARTY = "\ue00a"
"""neither party."""

STRONG = frozenset({Role.CORPORATE, Role.INVESTOR, Role.PUBLIC_BODY})
WEAK = frozenset({Role.STARTUP, Role.FOUNDER})
STRONG_MARKS, WEAK_MARKS = (frozenset(MARK_OF_ROLE[role] for role in side) for side in (STRONG, WEAK))

_LARGER = (
    "[\ue002\ue003\ue005]"
    r"|대기업|공기업|당사|본사|원청|투자자|투자사|채권자|대주주|큰 (?:회사|쪽)|상대 (?:기업|회사)|제공받은 쪽|합작법인"
    "|구매[사자]|발주[사자처]|도입사|(?:도입|수요|위탁|앵커)기업|위탁자|원사업자|의뢰사|의뢰기관|고객사?|이용사|화주사|수요처"
    "|총괄기관|위촉기관|총판|주관사|주최사|운영[사자]|라이선서|지도회사|플랫폼사?|퍼블리셔|브랜드사"
    "|병원|은행|제약사|건설사|방송사|유통사|물류사|제조사|전력회사|종자회사|완성차 ?(?:회사|제조사|사)|농장주|건물주"
    "|[Pp]ublisher|[Hh]ost|[Ss]ponsor|[Cc]lient|[Pp]arent|[Bb]ank|[Dd]iscloser|Company|[Dd]istributor|Prime|[Bb]uyer"
    "|[Cc]orporation|[Cc]ustomer|[Oo]perator|[Ll]icensor|[Ii]nvestor|anchor|corporate partner|demand company"
)
"""The larger side by its trade, as agreements call it that give nobody a role; a third party may be meant as well."""
PATTERN_TOKENS = {
    "<startup>": "\ue001",
    "<corporate>": "[\ue002\ue005]",
    "<investor>": "\ue003",
    "<founder>": "\ue004",
    "<strong>": "[\ue002\ue003\ue005]",
    "<larger>": f"(?:{_LARGER})",
    "<weak>": "[\ue001\ue004]",
    "<both>": "\ue007",
    "<one>": "\ue008",
    "<other>": "\ue009",
    "<party>": "[\ue001-\ue00a]",
    "<gap>": r"[^\n.;\x{e001}-\x{e00a}]{0,60}?",
}
"""What a lexicon pattern writes for a role, and the marks it stands for; `<gap>` is a stretch that names no party, and
`<larger>` the stronger side by its mark or its trade: for conditions that something else must confirm."""

_GROUPS = (
    (NO_PARTY, r"[Nn]either (?:[Pp]arty|of the [Pp]arties)|[Nn]o [Pp]arty|NEITHER (?:PARTY|OF THE PARTIES)|NO PARTY"),
    (
        EVERY_PARTY,
        (
            r"(?:각|양|두|모든|전체|쌍방|본 계약의|계약|이 계약의) ?당사자(?:들| 모두| 쌍방)?|당사자 ?(?:쌍방|모두|전원|들)|당사자|쌍방|양측|양쪽|양사|서로"
            r"|각 ?(?:공유자|공동연구자|주주)|(?:각|양|두|참여) ?(?:기관|회사|기업|법인)(?:들| 모두| 쌍방)?|상호"
            r"|(?:[Ee]ach|[Bb]oth|[Ee]ither)(?: of the)? [Pp]art(?:y|ies)(?: hereto)?|[Tt]he [Pp]arties(?: hereto)?|[Pp]arties"
            r"|[Ee]ach of the [Pp]arties|mutually"
            r"|(?:EACH|BOTH|EITHER)(?: OF THE)? PART(?:Y|IES)(?: HERETO)?|(?:THE )?PARTIES(?: HERETO)?"
        ),
    ),
    (
        OTHER_PARTY,
        (
            r"상대방|상대편|상대측|상대 ?(?:기관|회사|기업)|타방(?: ?당사자)?|타 ?당사자|상대 ?당사자|다른(?: 한)? ?(?:당사자|쪽|공유자)|공개 ?당사자|제공 ?당사자|정보 ?제공자|공개자"
            r"|(?:[Tt]he|[Aa]n?) (?:[Oo]ther|[Dd]isclosing) [Pp]arty|(?:[Tt]he )?[Dd]iscloser|[Dd]isclosing [Pp]arty|[Oo]ther [Pp]arty|(?:THE )?OTHER PARTY"
        ),
    ),
    (
        ONE_PARTY,
        (
            r"(?:어느 |각 )?(?:일방|한 ?쪽)(?: ?당사자)?|어느 (?:한 )?(?:당사자|쪽|기관|회사|편)|[가-힣]{1,6}(?:한|하는|있는|긴|킨) 쪽|(?:수령|위반|귀책|해당|해지|양도) ?당사자|수령자|정보 ?수령자"
            r"|(?:[Aa]|[Aa]ny|[Tt]he [Rr]eceiving|[Oo]ne|[Tt]he [Bb]reaching|[Tt]he [Nn]on-[Bb]reaching|[Tt]he [Dd]efaulting) [Pp]arty"
            r"|(?:[Tt]he )?[Rr]ecipient|[Rr]eceiving [Pp]arty"
        ),
    ),
)
_JAPANESE = (
    (NO_PARTY, marks_japanese.NONE),
    (EVERY_PARTY, marks_japanese.EVERY),
    (OTHER_PARTY, marks_japanese.OTHER),
    (ONE_PARTY, marks_japanese.ONE),
)
_FOLDED = str.maketrans("甲乙丙丁", "갑을병정")
"""What canonical text makes of these labels (ingest/characters.py)."""
_THIRD = frozenset({"third ", "third-"})
_MUTUALLY = (
    r"^(?: ?간| ?(?:협의|합의|협력|협조|신뢰|존중|동의|서면|독립|대등|비밀|배상|통지|통보|교환|교차|이익|원만|성실|구두|면책|무상|유상|공개|제공|검토|확인|보완|지원|노력|부담|이의|인정|"
    r"이해|실시|이용|공유|균등|동등|약정|정산|조정|긴밀|충분|우호))"
)
"""What follows 상호 where it means mutually; else it is a trade name (상호 및 상표)."""
_AND, _PERSON = ", ?| 및 | and |ㆍ", r"[가-힣]{2,4}|[A-Z][\w-]+(?: [A-Z][\w-]+){1,2}"
_OF_THINGS = r"^ ?(?:맞지|다른|다르|달라|어긋|충돌|상충|모순|일치하지|배치|엇갈)"
"""What follows 서로 where things are compared, not parties (문서가 서로 맞지 않는 대목)."""
_PARTICLE = (
    r"(?:측|들)?(?:(?:에게|한테|께)(?:서)?|하고|에서?|으?로(?:부터|서|써|서의|부터의)?|와의?|과의?|간의?|의|은|는|이|가|을|를|도|만|및|또는|이?나"
    r"|이?든지?|이?라도|이?며|이?고|인|임|이?라|에 ?대|께)?(?:은|는|도|만|의|의무|이|가)?"
)
_BARE_NEEDS_PARTICLE = frozenset("갑을병정무")
_BEHIND_LETTER = (
    "및",
    "과",
    "와",
    "또는",
    "혹은",
    "명의",
    "이외",
    "외의",
    "외에",
    "아닌",
    "말고",
    "밖의",
    ",",
    ":",
    "(",
    "/",
)
_OF_ITS_HOUSE = re2.compile(
    r"^ [가-힣]{0,8}(?:팀|부서|본부|사업부|연구소|연구원|센터|지점|공장|사업장|홍보실|담당자|임직원|직원|대표이사)"
    r"(?:에게서?|에서|으로|로|의|은|는|이|가|을|를|과|와|에|도|만)?(?:[^가-힣]|$)"
)
"""What stands behind a label of one letter as a part of that party: 갑 홍보팀, 을 연구소."""
_AS_IN_A_TABLE = re2.compile(r"^ ?(?:[-–—] ?|(?: ?(?:\d|없음|무제한|면제|전액)))")
"""What stands behind 갑 and 을 where they head a figure: 갑 - 1년 / 을 - 10년, 갑 30일, 을 90일, 갑 없음."""
_LABEL_BEFORE_SPACE = frozenset({"과", "와", "및", "또는", "간", "은", "는", "이", "가"})


_KINDS = frozenset(
    {"회사", "투자자", "기업", "인수인", "창업자", "주주", "공급자", "구매자", "고객", "사업자", "참가기업", "발행회사"}
)
_ANOTHER = re2.compile(
    r"(?:^|[^가-힣])(?:다른|딴|새로운|별도의|어느|어떤|어떠한|여타|제3의|후속|장래의?|향후의?|나중의|이후의|그 밖의|기타의?|경쟁|동종의?|유사한)\s?$"
)
"""다른 회사, 후속 투자자: a word that is a party's label here means somebody else."""


@dataclass(frozen=True, slots=True)
class Marked:
    """
    Hold text whose party mentions are marks, with the way back to the text before.
    """

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]
    """`starts[i]` is the offset just behind the i-th mark; `shifts[i]` the characters removed up to there."""
    mentions: tuple[tuple[int, str], ...]
    """Offset and mark of each mention."""
    ends: tuple[int, ...]
    """`ends[i]` is the offset just behind the i-th mention in the text before."""

    def before(self, offset: int) -> int:
        """
        Give the offset in the text before marking; behind a mark, that behind the mention.
        """
        index = bisect_right(self.starts, offset) - 1
        return offset + (self.shifts[index] if index >= 0 else 0)

    def span_before(self, span: Span) -> Span:
        """
        Give the span in the text before marking.
        """
        return Span(self.before(span.start), self.before(span.end))

    def after(self, offset: int) -> int:
        """
        Give the offset in the marked text for one in the text before; inside a mention, that of its mark.
        """
        index = bisect_right(self.ends, offset)
        reached = offset - (self.shifts[index - 1] if index else 0)
        following = self.starts[index] - 1 if index < len(self.starts) else len(self.text)
        return max(0, min(reached, following))


def mark(text: str, parties: Sequence[Party]) -> Marked:
    """
    Mark every mention of the parties and of groups of parties in canonical text.
    """
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    mentions: list[tuple[int, str]] = []
    ends: list[int] = []
    at, written, removed = 0, 0, 0
    for span, sign in _mentions(text, parties):
        pieces += (text[at : span.start], sign)
        written += span.start - at + 1
        removed += span.end - span.start - 1
        mentions.append((written - 1, sign))
        starts.append(written)
        shifts.append(removed)
        ends.append(span.end)
        at = span.end
    pieces.append(text[at:])
    return Marked("".join(pieces), tuple(starts), tuple(shifts), tuple(mentions), tuple(ends))


def _mentions(text: str, parties: Sequence[Party]) -> Iterator[tuple[Span, str]]:
    japanese = marks_japanese.is_japanese(text)
    others = marks_japanese.groups(text, _JAPANESE) if japanese else ()
    found = sorted(
        [*_party_mentions(text, parties, japanese=japanese), *_group_mentions(text), *others],
        key=lambda pair: (pair[0].start, -pair[0].end),
    )
    reached = 0
    for span, sign in found:
        if span.start >= reached:
            yield span, sign
            reached = span.end


def _party_mentions(text: str, parties: Sequence[Party], *, japanese: bool) -> Iterator[tuple[Span, str]]:
    signs = _signs(parties)
    if not signs:
        return
    words = sorted(signs, key=len, reverse=True)
    for found in _compiled("|".join(f"(?:{re2.escape(word)})" for word in words)).finditer(text):
        label, (start, end) = found.group(), found.span()
        if _is_mention(text, label, start, end) or (japanese and marks_japanese.names(text, label, start, end)):
            yield _with_quotes(text, start, end), signs[label]


def _signs(parties: Sequence[Party]) -> dict[str, str]:
    signs: dict[str, str] = {}
    for party in parties:
        for word in (party.label, *_persons(party), *party.aliases):
            for form in _forms(word.translate(_FOLDED)):
                signs.setdefault(form, MARK_OF_ROLE[party.role])
    return signs


def _persons(party: Party) -> Iterable[str]:
    """
    Give the name of a party; founders are declared together and named one by one: "서은결, 피도윤".
    """
    names = re2.split(_AND, party.name.strip())
    are_persons = party.role is Role.FOUNDER and all(_compiled(_PERSON).fullmatch(one) for one in names)
    return names if are_persons else (party.name,)


def _forms(word: str) -> Iterable[str]:
    word = word.strip()
    if not word:
        return ()
    bare = word[4:] if word.lower().startswith("the ") else word
    if bare[:1].isascii() and bare[:1].isalpha():
        # "each Investor" of "the Investors": the word before the mark must stay legible to the patterns.
        one = (bare.removesuffix("s"),) if bare.endswith("s") and not bare.endswith("ss") else ()
        return (f"the {bare}", f"The {bare}", bare, f"THE {bare.upper()}", bare.upper(), *one)
    if _compiled(r"^(?:이하|각|본) ").match(bare):
        return (bare.split(" ", 1)[1], bare)
    return (bare,)


def _is_mention(text: str, label: str, start: int, end: int) -> bool:
    before, behind = text[start - 1 : start], text[end : end + 1]
    if label in _KINDS and _ANOTHER.search(text[max(0, start - 8) : start]):
        return False
    if label[0].isascii():
        return not (
            before.isalnum() or before in {"-", "_"} or (behind.isalnum() and behind.isascii()) or behind == "_"
        )
    if before.isalnum() or before == "_":
        return False
    run = _hangul_run(text, end)
    if run and not _compiled(_PARTICLE).fullmatch(run):
        return False
    if label in _BARE_NEEDS_PARTICLE and not run and before not in {'"', "'"}:
        return _stands_in_a_pair(text, start, end)
    return True


def _stands_in_a_pair(text: str, start: int, end: int) -> bool:
    left, right = text[:start].rstrip(), text[end : end + 6].lstrip()
    return (
        left[-1:] in _LABEL_BEFORE_SPACE
        or left.endswith("또는")
        or right.startswith(_BEHIND_LETTER)
        or bool(_OF_ITS_HOUSE.match(text[end : end + 20]))
        or (text[start] in "갑을" and bool(_AS_IN_A_TABLE.match(text[end : end + 8])))
        or behind_break(text, end)
    )


def behind_break(text: str, end: int) -> bool:
    """
    Tell whether a line or the text ends here.
    """
    return text[end : end + 1] in {"", "\n"}


def _hangul_run(text: str, start: int) -> str:
    end = start
    while end < len(text) and "가" <= text[end] <= "힣":
        end += 1
    return text[start:end]


def _with_quotes(text: str, start: int, end: int) -> Span:
    if text[start - 1 : start] in {'"', "'"} and text[end : end + 1] == text[start - 1 : start]:
        return Span(start - 1, end + 1)
    if text[end : end + 2] == "'s":
        return Span(start, end)
    return Span(start, end)


def _group_mentions(text: str) -> Iterator[tuple[Span, str]]:
    for sign, pattern in _GROUPS:
        for found in _compiled(pattern).finditer(text):
            start, end = found.span()
            before, behind = text[start - 1 : start], text[end : end + 1]
            run = _hangul_run(text, end) if "가" <= text[end - 1] <= "힣" else ""
            if found.group() == "상호" and not _compiled(_MUTUALLY).match(text[end : end + 12]):
                continue
            if found.group() == "서로" and _compiled(_OF_THINGS).match(text[end : end + 8]):
                continue
            outside_word = not (before.isalnum()) and not (behind.isascii() and behind.isalnum())
            is_third = text[max(0, start - 6) : start].lower() in _THIRD
            if outside_word and not is_third and (not run or _compiled(_PARTICLE).fullmatch(run)):
                yield _with_quotes(text, start, end), sign


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re2._Regexp:
    return re2.compile(pattern)
