"""
Find the terms an agreement defines and what they stand for, in Korean, English and Japanese.

Forms: …(이하 "X"라 한다), "X"란/이라 함은 … 말한다, definition articles with items, …(the "X"), "X" means …, 「X」という.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import DefinedTerm, Level, Span
from ingest.links.sentences import trimmed, unnumbered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ingest.links.places import Place
    from ingest.links.references import Text

_QUOTED: Final = r"[\"'](?P<term>[^\"'\n]{1,60})[\"']"
_CALLED: Final = r"(?:이?라고? ?(?:한다|함|합니다|하며|하고|하여|칭한다|칭함|칭하며|부른다|약칭|통칭)|로 ?(?:약칭|표기|통칭)|という|と呼ぶ|と総称)"
_HEREAFTER: Final = late.pattern(
    rf"(?P<open>[(\[] ?)?(?:이하|以下)(?:에서는?|에서는|の)?[,、]? ?(?:본 ?(?:계약|합의|협약|약정)서?에서는? ?)?(?:이들을? ?)?(?:총칭하여|통칭하여|합하여|각각?|総称して|それぞれ)?,? ?"
    rf"(?:{_QUOTED}|(?P<bare>[가-힣A-Za-z·]{{1,20}}?)(?= ?(?:이라|라) ?(?:한|함|합|칭)|[)\]])) ?(?:또는 [\"'](?P<alias>[^\"'\n]{{1,60}})[\"'])? ?{_CALLED}?"
)
_MEANS_AHEAD: Final = late.pattern(
    rf"{_QUOTED} ?(?P<more>\([^()\n]{{1,80}}\))? ?(?P<link>이?란|(?:이?라) ?함은|이?라고? ?하면|とは|(?:은|는)(?= ))"
)
_BARE_LINK: Final = late.pattern(r" ?(?:이?라 ?함은|이란) ")
_BARE_TERM: Final = late.pattern(
    r"(?P<term>[가-힣A-Za-z·]{2,20}(?: [가-힣A-Za-z·]{2,12})?)(?P<more>\([^()\n]{1,40}\))?$"
)
_VERB: Final = late.pattern(
    r"말(?:한다|하며|하고|함|합니다|하되)|의미(?:한다|하며|하고|함|합니다)|뜻(?:한다|하며|함)|가리킨|지칭|일컫|をいう|を意味"
)
_ENGLISH: Final = late.pattern(
    r"\"(?P<term>[^\"\n]{1,80})\"(?P<more>(?:,? (?:or|and) \"[^\"\n]{1,60}\"){0,3}),? ?(?:\([^()\n]{1,80}\) )?"
    r"(?:(?:as used (?:herein|in this \w+))?,? ?(?:shall |will |is |are )?(?:mean|means|have the meanings?|has the meanings?|refers? to|defined as|includes?|be defined as|deemed to mean)\b)"
)
_PARENTHESIS: Final = late.pattern(
    r"\((?:(?:hereinafter|hereafter|collectively|together|individually|each|as amended|referred to as|such|the|an?|each of which|as|and|being|or|in each case|herein|to|be|called|generally|jointly|sometimes|individually and collectively),? ){0,6}"
    r"\"(?P<term>[^\"\n]{1,60})\"(?P<more>(?:,? (?:or|and|each an?|collectively|individually|together)?,? ?(?:the )?\"[^\"\n]{1,60}\"){0,3})[.,]?\)"
)
_ITEM: Final = late.pattern(
    r"[^\w\"'\n]{0,6}(?:\d{1,2}[.)]|[가-하][.)]|[①-⑳]|\(\w{1,3}\))? ?[\"']?(?P<term>[가-힣A-Za-z぀-ヿ一-鿿][^:：\"'\n]{0,30}?)[\"']? ?[:：] ?(?=\S)"
)
_BARE_ITEM: Final = late.pattern(
    r"[^\w\"'「\n]{0,6}(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[가-하][.)]|[①-⑳])? ?(?:「(?P<corner>[^」\n]{1,40})」|[\"'](?P<term>[^\"'\n]{1,40})[\"']) ?"
    r"(?:이?란|이?라 ?함은|은|는)? (?=\S)"
)
_ALIAS: Final = late.pattern(r"[\"']([^\"'\n]{1,60})[\"']")
_LATIN: Final = late.pattern(r"\(? ?(?:이하 ?)?[\"']?([A-Za-z][^()\"'\n]{1,60})[\"']? ?\)?$")
_DEFINING: Final = late.pattern(
    r"정의|용어|말(?:의|들의)? ?(?:뜻|풀이)|낱말|definition|interpretation|words mean|定義", re.IGNORECASE
)
_LABELS: Final = frozenset({"갑", "을", "병", "정", "무", "甲", "乙", "丙", "丁", "상대방", "이하 같다", "같다"})
_LONGEST: Final = 400
_LONGEST_TERM: Final = 76
_LONGEST_MEANING: Final = 6000
_LETTER: Final = late.pattern(r"[가-힣A-Za-z]")
_NUMBERED: Final = late.pattern(r"제? ?\d+ ?[조항호](?:의 ?\d+)?|Article|Section|(?:본|이) ?계약에서|本契約において")
_FEW_LETTERS: Final = 3


def definitions(read: Text, parties: Collection[str]) -> list[DefinedTerm]:
    """
    Read every definition; the labels and names of parties are no terms.
    """
    found: dict[tuple[str, int], DefinedTerm] = {}
    for one in (*_meaning(read), *_hereafter(read), *_parenthetical(read), *_items(read)):
        if one.term not in _LABELS and not _is_party(one, parties):
            found.setdefault((one.term, one.span.start), one)
    starts = sorted(found.values(), key=lambda one: one.span)
    return [
        replace(one, meaning=trimmed(read.text, one.meaning))
        for at, one in enumerate(starts)
        if not at or one.span.start >= starts[at - 1].span.end
    ]


def _is_party(one: DefinedTerm, parties: Collection[str]) -> bool:
    """
    Tell whether a term or one of its other names is what a party goes by.
    """
    return any(name.casefold().removesuffix("s") in parties for name in (one.term, *one.aliases))


def _hereafter(read: Text) -> Iterator[DefinedTerm]:
    """
    Read …(이하 "X"라 한다): the words in front are the meaning.
    """
    for found in _HEREAFTER.finditer(read.text):
        name = "term" if found["term"] else "bare"
        if (
            found["bare"]
            and not found.group().rstrip().endswith(("다", "함", "며", "고", "여", "칭"))
            and not found["open"]
        ):
            continue
        span = Span(found.start(name), found.end(name))
        meaning = _ahead(read, found.start())
        term = found[name].strip()
        if meaning is not None and term not in {"같다", "같음"}:
            yield DefinedTerm(term, span, meaning, (found["alias"],) if found["alias"] else ())


def _meaning(read: Text) -> Iterator[DefinedTerm]:
    """
    Read "X"란 … 말한다 and "X" means …: the words behind are the meaning, with everything listed below.
    """
    for found in _MEANS_AHEAD.finditer(read.text):
        sentence = read.sentences.around(found.start())
        whole = _behind(read, found.start(), found.end())
        weak = found["link"] in {"은", "는"}
        last = max(sentence.end, min(whole.end, found.end() + _LONGEST))
        if not weak or _VERB.search(read.text, found.end(), last) or _in_defining(read, found.start()):
            yield DefinedTerm(found["term"].strip(), Span(*found.span("term")), whole, _aliases(found["more"]))
    yield from _unquoted(read)
    for found in _ENGLISH.finditer(read.text):
        whole = _behind(read, found.start(), found.end())
        yield DefinedTerm(
            found["term"].strip(" ,"), Span(*found.span("term")), whole, tuple(_ALIAS.findall(found["more"]))
        )


def _in_defining(read: Text, offset: int) -> bool:
    """
    Tell whether an article that defines words opens a clause with the word at an offset: "응답기간"은 여섯 달로 한다.
    """
    place = read.places.at(offset)
    return (
        place is not None
        and any(_DEFINING.search(one.clause.heading) for one in place.chain())
        and not _mid_clause(read, place, offset)
    )


def _unquoted(read: Text) -> Iterator[DefinedTerm]:
    """
    Read 수시교육이라 함은 … 말한다: in mid-sentence only the last word is the term.
    """
    for link in _BARE_LINK.finditer(read.text):
        found = _BARE_TERM.search(read.text, max(0, link.start() - _LONGEST_TERM), link.start())
        sentence = read.sentences.around(link.start())
        if found is None or found.start() < sentence.start or found["term"].startswith(("이 ", "그 ")):
            continue
        if _VERB.search(read.text, link.end(), sentence.end):
            term = found["term"].rsplit(" ", 1)[-1] if _mid_sentence(read, found.start()) else found["term"]
            start = found.start("term") + found["term"].rfind(term)
            span = Span(start, start + len(term))
            yield DefinedTerm(term, span, _behind(read, start, link.end()), _aliases(found["more"]))


def _parenthetical(read: Text) -> Iterator[DefinedTerm]:
    """
    Read …(the "X").
    """
    for found in _PARENTHESIS.finditer(read.text):
        ahead = read.text[max(0, found.start() - 2) : found.start()].rstrip()
        meaning = _ahead(read, found.start())
        if meaning is None or ahead.endswith('"'):
            continue
        yield DefinedTerm(
            found["term"].strip(" ,."), Span(*found.span("term")), meaning, tuple(_ALIAS.findall(found["more"]))
        )


def _items(read: Text) -> Iterator[DefinedTerm]:
    """
    Read the items of a definition article that give word and meaning with a colon or nothing between.
    """
    for place in read.places.every:
        if place.clause.level is Level.ARTICLE and _DEFINING.search(place.clause.heading):
            for inner in place.inner():
                found = _ITEM.match(read.text, inner.span.start, inner.span.end) or _BARE_ITEM.match(
                    read.text, inner.span.start, inner.span.end
                )
                if found:
                    name = str(found.lastgroup)
                    yield DefinedTerm(found[name].strip(), Span(*found.span(name)), Span(found.end(), inner.span.end))


def _ahead(read: Text, start: int) -> Span | None:
    """
    Give the words of the sentence in front of a bracket, without the number of the clause.
    """
    begin = max(read.sentences.around(start).start, start - _LONGEST)
    place = read.places.at(start)
    if place is not None and begin <= place.span.start < start:
        begin = place.span.start
    begin, end = unnumbered(read.text, Span(begin, start)).start, start
    while end > begin and read.text[end - 1] in " \n,([":
        end -= 1
    return Span(begin, end) if end > begin else None


def _behind(read: Text, start: int, end: int) -> Span:
    """
    Give what stands behind a term: to the end of its clause where the term opens it, else of the sentence.

    Another definition in the same clause ends it.
    """
    place = read.places.at(start)
    sentence = read.sentences.around(end)
    if place is None or _mid_clause(read, place, start):
        return (
            Span(end, max(end, sentence.end)) if sentence.end > end else Span(end, read.sentences.around(end + 1).end)
        )
    limit = min(place.span.end, end + _LONGEST_MEANING)
    for pattern in (_MEANS_AHEAD, _ENGLISH):
        other = pattern.search(read.text, sentence.end, limit)
        if other and read.text[other.start() - 1 : other.start()] in "\n .":
            limit = min(
                limit,
                read.text.rfind("\n", end, other.start()) if "\n" in read.text[end : other.start()] else other.start(),
            )
    return Span(end, max(end, limit))


def _mid_clause(read: Text, place: Place, start: int) -> bool:
    """
    Tell whether more than a number and a title stands in a clause before an offset.
    """
    if start - place.span.start > _LONGEST:
        return True
    ahead = read.text[place.span.start : start]
    ahead = ahead.replace(place.clause.heading, "", 1) if place.clause.heading else ahead
    return len(_LETTER.findall(_NUMBERED.sub("", ahead))) > _FEW_LETTERS


def _mid_sentence(read: Text, start: int) -> bool:
    """
    Tell whether words stand in a sentence before an offset.
    """
    return bool(re.search(r"[가-힣A-Za-z]", read.sentences.words_before(start)))


def _aliases(more: str | None) -> tuple[str, ...]:
    """
    Read the other name in brackets behind a term: "배경지식재산"(Background IP).
    """
    if not more:
        return ()
    quoted = tuple(_ALIAS.findall(more))
    latin = _LATIN.match(more)
    return quoted or ((latin[1].strip(),) if latin else ())
