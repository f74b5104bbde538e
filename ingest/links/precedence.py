"""
Find which text prevails over which, and which language governs.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Precedence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.document import Language, Rank, Span
    from ingest.links.references import Text

_PREVAILS: Final = late.pattern(
    r"우선(?:적으로 ?(?:적용|따)|하여|한|하|함|된|되)|정본(?:으로|이|을|임|은)|에 ?따르며|에 ?따른다|에 ?의한다|기준으로 ?(?:해석|한|하)|prevail|take[s]? precedence|"
    r"\b(?:shall|will) (?:control|govern)\b|\bcontrols\b|\bgoverns\b|supersede|controlling|official (?:language|version|text)|優先|正文|正本とす"
)
_LANGUAGES: Final[tuple[tuple[Language, str], ...]] = (
    ("ko", r"국문|한글|한국어|국어|韓国語|[Kk]orean"),
    ("en", r"영문|영어|英文|英語|[Ee]nglish"),
    ("ja", r"일문|일본어|일어|日本語|和文|[Jj]apanese"),
    (
        "other",
        r"중문|중국어|독문|독일어|불문|프랑스어|베트남어|러시아어|스페인어|中国語|中文|[Cc]hinese|[Gg]erman|[Ff]rench|[Vv]ietnamese|[Ss]panish|[Rr]ussian",
    ),
)
_VERSION: Final = r"(?:으?로 ?(?:작성|쓰)\S*|판|본|본문|계약서|합의서|협약서|번역본|版|の契約書|正文|を正文| ?[Vv]ersion| ?[Tt]ext| ?[Ll]anguage| ?[Oo]riginal| ?[Cc]opy)?"
_RANKS: Final[tuple[tuple[Rank, str], ...]] = (
    (
        "side_letter",
        r"부속 ?합의|추가 ?(?:합의|약정)|변경 ?(?:합의|계약)|이면 ?(?:합의|계약)|특약|특수 ?조건|확약서|별도 ?(?:합의|약정)서|본 합의서|이 합의서|본 각서|side letter|amendment|addendum|覚書|special (?:terms|conditions)",
    ),
    (
        "individual_contract",
        r"개별 ?(?:계약|약정|합의|협약)|발주서|주문서|별도(?:의|로)? ?(?:서면 ?)?(?:계약|약정|합의|협약)|작업 ?지시서|purchase orders?|work orders?|statements? of work|\bSOWs?\b|order forms?|個別契約|注文書",
    ),
    (
        "annex",
        r"별지|별첨|별표|부속서|부속 ?문서|첨부|붙임|부록|exhibits?|schedules?|annex(?:es)?|appendi(?:x|ces)|attachments?|別紙|別添|別表",
    ),
    ("law", r"법률|법령|강행 ?규정|관계 ?법|하도급법|상관례|applicable law|statute|法令|강행법규"),
    (
        "external",
        r"홈페이지|지침|정책|규정|매뉴얼|가이드라인|운영 ?기준|이용 ?약관|policy|policies|guidelines|terms of (?:use|service)|terms and conditions",
    ),
    (
        "main_contract",
        r"주 ?계약|원 ?계약|기본 ?계약|모 ?계약|master (?:\w+ ){0,3}agreement|\bMSA\b|original agreement|main agreement|基本契約|原契約",
    ),
    (
        "body",
        r"본 ?계약|이 ?계약|계약서? ?본문|본문|본 ?협약|이 ?협약|본 ?약정|본 ?약관|이 약관|당사자 간의? ?계약|계약서|this agreement|body of|main body|terms of the agreement|the agreement|this contract|本契約|本文",
    ),
)
_OVER: Final = late.pattern(r"(?P<loser>[^,.;\n]{1,60}?)(?:에|보다|에 ?대하여) ?우선")
_SUBJECT: Final = late.pattern(r"(?P<winner>[^,.;\n]{1,80}?)[은는이가](?=[ ,])")
_ENGLISH_WINNER: Final = late.pattern(
    r"(?P<winner>[^,;]{1,160}?)\s(?:shall|will|must)? ?(?:always )?(?:be the (?:controlling|governing|prevailing|official)[^.;]{0,40}|prevails?|controls?|governs?|takes? precedence|supersedes?)(?P<over>(?: over)? [^.;]{1,80})?",
    re.IGNORECASE,
)
_CONFLICT: Final = late.pattern(
    r"상충|상이|불일치|저촉|모순|차이|다른 ?(?:경우|때)|다르|달리|충돌|해석|conflict|inconsisten|discrepan|ambiguit|differ|disagree|齟齬|相違|矛盾|異な|抵触",
    re.IGNORECASE,
)
_CASE: Final = late.pattern(r"^[^,]{0,8}?(?:경우|때|場合)(?:에는|에|には)?[,、]? ?")
_LATER: Final = late.pattern(r"달리 ?정(?:한|하는|할|하고|하였)|다르게 ?정|별도로 ?정|異なる定め")
SIDE_LETTER: Final = late.pattern(r"부속|추가|변경|특약|각서|확약|side|amend|addend|覚書", re.IGNORECASE)
_CONCERNS_TEXT: Final = late.pattern(
    r"우선(?:권|협상|매수|인수|변제|주|배당|분배|심사|공급|적으로 협의)|preemptive|first refusal"
)
_NEAR: Final = 90
_BESIDE: Final = 3
_IS_VERSION: Final = late.pattern(
    r"버전|version|text|language|번역|translation|본[이을은의]|판[이을은]|계약서|版|正文|語を"
)
_MOST_TRIES: Final = 4


def precedence(read: Text) -> list[Precedence]:
    """
    Read every sentence that says which text prevails.
    """
    found: list[Precedence] = []
    tries: Counter[int] = Counter()
    for hit in _PREVAILS.finditer(read.text):
        sentence = read.sentences.around(hit.start())
        words = read.text[sentence.start : sentence.end]
        tries[sentence.start] += 1
        if tries[sentence.start] <= _MOST_TRIES and not _CONCERNS_TEXT.search(words):
            one = _language(words, sentence, hit) or _ranked(read, words, sentence, hit)
            if one is not None:
                found.append(one)
                tries[sentence.start] = _MOST_TRIES
    return found


def _language(words: str, sentence: Span, hit: re.Match[str]) -> Precedence | None:
    """
    Read "영문본이 우선한다", "the English version shall prevail": the version named nearest to the verb wins.
    """
    named = [
        (found.start(), found.end(), language)
        for language, pattern in _LANGUAGES
        for found in re.finditer(rf"(?:{pattern}){_VERSION}", words)
    ]
    at = hit.start() - sentence.start
    ahead = [one for one in named if one[0] < at and at - one[0] < _NEAR]
    forward = hit.group()[0].isascii() or hit.group() == "정본은"
    behind = [one for one in named if one[0] > at and one[0] - at < _NEAR and forward]
    strong = re.search(r"우선|정본|기준|prevail|control|govern|precedence|official|優先|正", hit.group())
    follows = hit.group()[0] == "에" and _CONFLICT.search(words[:at])
    if not (ahead or behind) or not (strong or follows):
        return None
    beside = any(abs(one[1] - at) <= _BESIDE for one in ahead)
    if not beside and not _IS_VERSION.search(words):
        return None
    winner = min(behind)[2] if behind and (not ahead or hit.group() == "정본은") else max(ahead)[2]
    losers: tuple[Rank, ...] = ("language",) if len({one[2] for one in named}) > 1 else ()
    return Precedence(sentence, "language", losers, winner)


def _ranked(read: Text, words: str, sentence: Span, hit: re.Match[str]) -> Precedence | None:
    """
    Read "별첨이 우선한다", "주계약에 우선하며", "this Agreement shall prevail over the Exhibits".
    """
    at = hit.start() - sentence.start
    if words[at : at + 1].isascii():
        return _ranked_english(words, sentence)
    conflict = _last(_CONFLICT, words[:at])
    if hit.group()[0] == "에" and not _LATER.search(words[:at]):
        return None
    end = at + len(hit.group())
    behind = _CASE.sub("", words[conflict.end() : end]) if conflict else words[:end]
    over = _OVER.search(behind)
    if over and not over["loser"].endswith(("으로", "적")):
        subject = _SUBJECT.match(behind)
        winner = _rank(subject["winner"], read.title) if subject else "body"
        loser = _rank(over["loser"][-40:], "")
        return Precedence(sentence, winner, (loser,)) if winner and loser and winner != loser else None
    winner = _rank(behind, read.title) or (
        _rank(words[: conflict.start()], read.title) if conflict and _LATER.search(words) else None
    )
    if winner is None or not (conflict or "우선" in hit.group()):
        return None
    losers = tuple(rank for rank in _every(words[: conflict.start()] if conflict else "") if rank != winner)
    return Precedence(sentence, winner, losers)


def _ranked_english(words: str, sentence: Span) -> Precedence | None:
    """
    Read the English forms; only where texts conflict or one prevails over another.
    """
    conflict = _CONFLICT.search(words)
    found = _ENGLISH_WINNER.search(words, conflict.end() if conflict else 0) or _ENGLISH_WINNER.search(words)
    if found is None or not (conflict or found["over"]):
        return None
    winner = _rank(found["winner"][-90:], "")
    losers = tuple(
        rank
        for rank in _every((found["over"] or "") + (words[: found.start("winner")] if conflict else ""))
        if rank != winner
    )
    return Precedence(sentence, winner, losers) if winner and losers else None


def _last(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    """
    Give the last place where a pattern is said.
    """
    return max(pattern.finditer(words), key=lambda found: found.start(), default=None)


def _rank(words: str, title: str) -> Rank | None:
    """
    Name the kind of paper the last of the words is.
    """
    best: tuple[int, Rank] | None = None
    for rank, pattern in _RANKS:
        for found in re.finditer(pattern, words, re.IGNORECASE):
            if best is None or found.end() > best[0]:
                best = (found.end(), rank)
    if best and best[1] == "body" and SIDE_LETTER.search(title):
        return "side_letter"
    return best[1] if best else None


def _every(words: str) -> Iterator[Rank]:
    """
    Name all kinds of paper among the words.
    """
    named = [rank for rank, pattern in _RANKS if re.search(pattern, words, re.IGNORECASE)]
    yield from (rank for rank in named if rank != "external" or "annex" not in named)
