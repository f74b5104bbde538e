"""
Find where an agreement says who its parties are: "… (이하 "갑")", "투자자: …", 'X Ltd ("Developer")'.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Span
from ingest.parties import names
from ingest.parties.lexicon import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.parties.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Found:
    """
    Hold one party as a place of the text introduces it; `words` are the words around the name (its description).
    """

    labels: tuple[str, ...]
    name: str
    span: Span
    words: str = ""
    strong: bool = field(default=True)


_PAREN: Final = late.pattern(r"\(([^()\n]{1,140})\)")
_QUOTED: Final = late.pattern(r"[\"']([^\"'\n]{1,40})[\"']")
_UNQUOTED: Final = late.pattern(
    r"^ ?(?:이하|아래(?:에서|부터)(?:는)?|앞으로|총칭하여|각각?) ?,? ?(?:각각? |본 계약에서 )?([가-힣A-Za-z]{1,14}?) ?(?:이?라고? ?(?:한다|함|칭한다|칭함|합니다)|$)"
)
_AFTER_THIS: Final = late.pattern(
    r"^ ?(?:hereinafter|hereafter|in this (?:document|letter|agreement|contract)),? (?:referred to as |called )?(?:the )?"
    r"([A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,2}) ?$"
)
_BARE: Final = late.pattern(r"^ ?((?:the )?[A-Z][A-Za-z-]+(?: [A-Z][A-Za-z-]*){0,2}) ?$")
_HINT: Final = late.pattern(
    r"이하|아래(?:에서|부터|로| ?[\"'])|앞으로|약칭|총칭|개별적으로|hereinafter|hereafter|\bthe\b|each|referred|collectively|together|^ ?(?:[^\"]{1,40}; ?)?\"[^\"]+\"(?:,? (?:or |and )?\"[^\"]+\")* ?$|라 ?한다|라고|以下|という"
)
_LABELLED: Final = late.pattern(
    r"^[ ■□○▶●*|\[]*(?:\d{1,2}[.)] ?|[가-하]\. ?)?[\"']?(?P<label>[가-힣A-Za-z一-龥][가-힣A-Za-z一-龥ァ-ヶー ]{0,18}?(?: ?\d)?)[\"']? ?(?:\((?P<more>[^()\n]{1,60})\))? ?(?P<separator>:| {2}|\|) *(?P<value>[^ |\n][^\n]{1,159})$",
    re.MULTILINE,
)
_NEXT_LABEL: Final = late.pattern(r" ?[/,;·|] ?[가-힣A-Za-z]{2,12} ?: ")
# A person's name right before the bracket: after a title, or in Latin letters.
_LAST_NAME: Final = late.pattern(
    r"(?:(?:대표이사|대표자?|창업자|설립자|창립자|이해관계인|이사|주주)(?:인 | ?)|, ?)([가-힣]{2,4}|[가-힣](?: [가-힣]){1,3}) ?$|(?:^|[ ,:])([A-Z][a-z]+(?:[ -][A-Z]?[a-z]+){1,2}) ?$"
)
_TITLE: Final = late.pattern(r"(?:대표이사|창업자|설립자|창립자|이해관계인|주주)(?:인 | ?)$")
_OFTEN: Final = 2
_NAME_REACH: Final = 80
_SHORT_NAME: Final = late.pattern(r"[가-힣]{2,8}|[A-Z][A-Za-z]{2,}(?: [A-Z][A-Za-z]+)?")
# Companies around a party: one that is named may be a party, a word for all of them never is.
_NAMED_ONLY: Final = frozenset({"계열회사", "계열사", "관계회사", "Affiliate"})
# Whoever joins a programme is a party of its rules, though nobody is named: 공모전에 참가하는 창업기업, each startup that enters.
_JOINING: Final = late.pattern(
    r"(?:참가|참여|지원|신청|응모|출품|제안|선정|선발|입주|협업)(?:을|를|신청)? ?(?:하는|하고자 하는|하려는|한|된|되는) ?"
    r"(?:[가-힣]+ )?(?:창업기업|스타트업|벤처기업|중소기업|초기기업|창업자|기업|회사|업체|팀|자) ?$"
    r"|(?:each|every|any) (?:startup|start-up|company|team|person|applicant|business) (?:that|which|who) "
    r"(?:applies|enters|participates|takes part|submits|joins|registers|is selected)[^.()]{0,40}$"
)
_LETTERED: Final = frozenset({"갑", "을", "병", "정"})
_LEADING_PHRASE: Final = late.pattern(
    r"^.*?(?:\bbetween:?|\bamong:?|\bby and between|\band:?|\(\d\)|\([A-Z]\)|^) ?(?P<name>[A-Z][^,;()\n]{2,80}?)"
    r"(?=, (?:an? |founder |chief |having|incorporated|whose|with|organi[sz]ed|duly|acting|established|located|registered|the )| \(| as [a-z]+ ?$|$)"
)
_NAMED_LATER: Final = late.pattern(r"\"(?P<label>[가-힣A-Za-z ]{2,20})\" ?(?:means |은 |는 |란 |이라 함은 )")
_TOLD: Final = late.pattern(
    r"[\"'](?P<label>[가-힣A-Za-z一-龥 ]{1,20})[\"'] ?(?:이?라 ?함은|이?란|은|는|とは、?) ?"
    r"(?P<rest>[^\n.。\"]{2,80}?(?:을|를|をい[いう]|이며|이고|이다))(?= |[.。,、]|$)"
)
_MEANING: Final = late.pattern(
    r"\"(?P<alias>[가-힣A-Za-z ]{2,20})\" ?(?:은|는|란|이란|이?라 함은|이?라 하면)(?P<middle>[^\n.]{0,120}?)(?P<label>[가-힣A-Za-z]{1,20}) ?(?:을|를) "
    r"(?:의미|말|뜻|가리|지칭)"
    r"|\"(?P<alias_en>[A-Z][A-Za-z ]{1,30})\" means (?:the )?(?P<label_en>[A-Z][A-Za-z]+)(?=[.;]|, (?:acting|being))"
)

_POINTS_AT: Final = late.pattern(r"^\s*$|(?:즉|곧|바로|로서|로서의|인|[,:]) ?$")


def defined(head: str, lexicon: Lexicon) -> Iterator[Found]:
    """
    Walk over the definitions in brackets that name somebody.
    """
    at = 0
    for found in _PAREN.finditer(head):
        line = head.rfind("\n", 0, found.start()) + 1
        begin = max(at, line)
        given = _labels(found.group(1))
        written = given or _shortened(found.group(1), head[max(begin, found.start() - _NAME_REACH) : found.start()])
        who = _name(head[begin : found.start()], at_line=begin == line)
        name = head[begin + who[0] : begin + who[1]] if who else ""
        labels = tuple(label for label in written if lexicon.may_be_party(label) or names.is_part(label, name))
        if not labels:
            at = found.end() if given else at
            continue
        at = found.end()
        if who is not None:
            span = Span(begin + who[0], begin + who[1])
            yield Found(labels, head[span.start : span.end].strip(), span, head[begin : found.start()])
        elif _behind(head, found.end()) is None and (
            _JOINING.search(head[begin : found.start()])
            or any(lexicon.known(label) and label not in _NAMED_ONLY for label in labels)
        ):
            yield Found(labels, "", Span(found.start(), found.end()), head[begin : found.start()], strong=False)


def _labels(inside: str) -> list[str]:
    """
    Read the labels that a bracket gives; none where it is an ordinary remark.
    """
    quoted = _QUOTED.findall(inside)
    if quoted and _HINT.search(inside):
        return [re.sub(r"^[Tt]he ", "", label).strip(" ,.") for label in quoted]
    unquoted = _UNQUOTED.match(inside) or _AFTER_THIS.match(inside) or _BARE.match(inside)
    return [re.sub(r"^the ", "", unquoted.group(1)).strip()] if unquoted else []


def _shortened(inside: str, before: str) -> list[str]:
    """
    Read the part of a company's name that a bracket right behind it gives: "주식회사 마루결오디오(마루결)".
    """
    who = names.organisation(before) if _SHORT_NAME.fullmatch(inside) else None
    if who is None or before[who[1] :].strip():
        return []
    core = names.core(before[who[0] : who[1]])
    return [inside] if core.startswith(inside) else []


def _short_labels(inside: str) -> list[str]:
    """
    Read the labels of a bracket behind a label: there "(갑)" needs no quotes.
    """
    return _labels(inside) or ([inside.strip()] if inside.strip() in _LETTERED else [])


def _name(chunk: str, *, at_line: bool) -> tuple[int, int] | None:
    """
    Find the name that a bracket behind this chunk defines.
    """
    organisation = names.organisation(chunk)
    leading = _LEADING_PHRASE.match(chunk)
    if (
        leading
        and (re.search(r"[a-z]", leading["name"]) or names.people(leading["name"]))
        and (not organisation or leading.start("name") <= organisation[0])
    ):
        adjacent = names.ENGLISH.search(chunk)
        if adjacent and len(chunk) - adjacent.end() <= len(" ") and leading.end("name") != adjacent.end():
            return adjacent.span()
        if organisation and leading.start("name") <= organisation[0] < leading.end("name"):
            return leading.start("name"), max(leading.end("name"), organisation[1])
        if "," in chunk[leading.end("name") :][:2] or names.people(leading["name"]):
            return leading.span("name")
    if organisation:
        return organisation
    tail = re.sub(r"^ ?(?:\([A-Z0-9가-힣]\)|\d\.|(?:와|과|,|및|and|by)(?= )) ?", "", chunk)
    who = names.people(tail)
    if who is None:
        last = _LAST_NAME.search(chunk)
        return (
            last.span(last.lastindex or 0)
            if last
            and (
                at_line
                or "," in chunk
                or "founded by" in chunk
                or _TITLE.search(chunk[: last.start(last.lastindex or 0)])
            )
            else None
        )
    return len(chunk) - len(tail) + who[0], len(chunk) - len(tail) + who[1]


def _behind(head: str, at: int) -> re.Match[str] | None:
    """
    Look for a colon behind the bracket: then the name follows.
    """
    return re.compile(r" ?:").match(head, at)


def _used(label: str, text: str) -> bool:
    """
    Tell whether the text goes on to use a label for somebody.
    """
    if label in _LETTERED:
        return True
    used = r"\b" if label.isascii() else r"[\"']?(?:은|는|이|가|을|를|에게|의|와|과)"
    # In English the line that gives the label counts as well.
    least = _OFTEN + 1 if label.isascii() else _OFTEN
    return len(re.findall(rf"(?<![가-힣A-Za-z]){re.escape(label)}{used}", text)) >= least


def labelled(head: str, lexicon: Lexicon, text: str) -> Iterator[Found]:
    """
    Walk over the lines "투자자 : …" and 'Investor: …' that name somebody.
    """
    for found in _LABELLED.finditer(head):
        label = re.sub(r"(?<=[가-힣]) +(?=[가-힣])", "", found["label"]).strip()
        if f" {bare(label)} " in text:
            label = bare(label)
        more = [name for name in _short_labels(found["more"] or "") if lexicon.may_be_party(name)]
        value = _NEXT_LABEL.split(found["value"])[0]
        if found["separator"] != ":" and not (more or lexicon.known(label)):
            continue
        if not (more or lexicon.known(label) or (names.organisation(value) and _used(label, text))):
            continue
        who = names.organisation(value) or names.people(re.split(r"[(,;|]|  ", value)[0])
        labels = (*more, *([label] if lexicon.may_be_party(label) else []))
        if who is not None and labels:
            span = Span(found.start("value") + who[0], found.start("value") + who[1])
            yield Found(labels, head[span.start : span.end], span, value)


def named_later(text: str, signed: str) -> Iterator[Found]:
    """
    Walk over definitions of the body ('"Parent" means X Ltd') whose company also signs.
    """
    for found in _NAMED_LATER.finditer(text):
        who = names.ENGLISH.match(text, found.end()) or names.KOREAN.match(text, found.end())
        if who is not None and who.group() in signed:
            yield Found(
                (found["label"],), who.group(), Span(who.start(), who.end()), text[found.start() : who.end() + 80]
            )


def told(head: str, lexicon: Lexicon) -> Iterator[Found]:
    """
    Walk over definitions that put the label first: '"원사업자"라 함은 … 주식회사를 말한다', 『"甲"とは株式会社…をいう』.
    """
    for found in _TOLD.finditer(head):
        label, rest = found["label"].strip(), found["rest"]
        bare = re.sub(r"(?:을|를|이며|이고|이다|으로서|로서|をいい|をいう|とし)$", "", rest.strip())
        who = names.organisation(bare)
        if who is not None and lexicon.may_be_party(label):
            start = found.start("rest") + len(rest) - len(rest.lstrip()) + who[0]
            yield Found((label,), head[start : start + who[1] - who[0]], Span(start, start + who[1] - who[0]), rest)


def same_as(text: str) -> Iterator[tuple[str, str]]:
    """
    Walk over the definitions that tie a word to one party: '"설비보유자"는 … 즉 갑을 의미한다'.

    A common noun with words before it is no party: '"경쟁사"란 … 경쟁하는 회사를 말한다'.
    """
    for found in _MEANING.finditer(text):
        if found["label"] and found["label"] not in _LETTERED and not _POINTS_AT.search(found["middle"]):
            continue
        yield (found["alias"] or found["alias_en"]).strip(), (found["label"] or found["label_en"]).strip()
