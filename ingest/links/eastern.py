"""
Find where Korean and Japanese text refers to clauses: "제12조제1항제1호 및 제12조의5", 전항, 같은 조, 第12条第2項, 前項.

A reference is read as steps (조 12-5, 항 2, 호 1); what is left out is taken from the reference before it in the same
group. Where the steps lead is settled by `resolve`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Span
from ingest.outline.numerals import CIRCLED, KANJI, position, written_number

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

UNITS: Final = {
    "조": "조",
    "条": "조",
    "條": "조",
    "항": "항",
    "項": "항",
    "호": "호",
    "号": "호",
    "號": "호",
    "목": "목",
}
RANKS: Final = ("조", "항", "호", "목")
_NUMBER: Final = rf"(?:\d{{1,3}}|[{KANJI}]{{1,5}})"
_TITLE: Final = r"(?: ?[(\[](?!이하|단,|다만|또는|및|제|以下)(?P<title>[^()\[\]\n]{1,60}(?:\([^()\n]{1,30}\)[^()\[\]\n]{0,30})?)[)\]](?! ?[①-⑳]))?"
_ENDS_WORD: Final = r"(?=$|[ \n,.·)\"]|[의에은는을를이가과와도및제만]|부터|본문|단서|각)"
_TOKEN: Final = late.pattern(
    rf"(?P<first>[제第])? {{0,2}}(?P<number>{_NUMBER}(?:\.\d{{1,2}})?) {{0,2}}(?P<unit>[조항호条項号條號])"
    rf"(?![건합치사직달률선명장기목공만변소수텔찰봉감로선실객동층국스](?! ?(?:제|의|에)))(?: ?[의の] ?(?P<branch>\d{{1,2}}|[{KANJI}]{{1,2}})(?!\d| ?(?:[년월일주](?![가-힣])|[개차회인명배건종번항호]|가지)))?{_TITLE}"
    r"|(?P<circled>[" + CIRCLED + r"])(?= ?(?:항|의|에|과|와|및|·)) ?항?"
    r"|(?P<syllable>[가나다라마바사아자차카타파하]) ?목(?![가-힣]{2})"
    rf"|(?P<relative>(?:같은|이|위|동|본|해당|전) ?[조항호]{_ENDS_WORD}|(?:전|前)[項条号]|前各[項号]"
    r"|[同本]{1}[条項号]|次[条項号]|(?:위 |전 )?각 ?[호항목](?: ?(?:의|중)? ?(?:어느 하나|1|하나))?|(?:前|次の)?各[号項](?:のいずれか)?)"
)
_LINK: Final = late.pattern(
    r"(?: ?제?)?(?P<range> ?(?:내지|부터|에서(?= ?제)|~|-|から|ないし|乃至) ?)"
    r"|(?P<list> ?(?:및|또는|혹은|그리고|이나|나|와|과|,|·|、|/|や|と|または|又は|もしくは|若しくは|および|及び|並びに|ならびに)(?:/또는)? {0,2})(?:(?:또는|및) )?"
)
_UNTIL: Final = late.pattern(r" ?(?:까지|まで)")
_PART: Final = late.pattern(r" {0,2}(?P<part>단서|본문|전단|후단|但書|ただし書|本文)")


@dataclass(frozen=True, slots=True)
class Step:
    """
    Hold one step of a reference: its unit (조 항 호 목) and number, or the word that stands for it (전, 같은, 각).
    """

    unit: str
    number: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """
    Hold one reference as printed: `steps` outermost first, `until` the last step of a range, `title` in brackets.

    `inherited` steps come from the reference before in the same group; `group` is where that group begins.
    """

    span: Span
    steps: tuple[Step, ...]
    group: int
    title: str = ""
    until: Step | None = None
    part: str = ""
    inherited: tuple[Step, ...] = ()


def cited_in(text: str) -> Iterator[Cited]:
    """
    Walk over the references of a text.
    """
    before: Cited | None = None
    at = 0
    while (found := _TOKEN.search(text, at)) is not None:
        at = found.end()
        one = _read(text, found, before)
        if one is None:
            continue
        at = one.span.end
        yield one
        before = one


def _read(text: str, found: re.Match[str], before: Cited | None) -> Cited | None:
    """
    Read one reference from its first token on; None where the token is none (a bare "3항" with nothing before it).
    """
    linked = _linked(text, before, found.start()) if before else None
    steps, title, end = [_step(found)], found["title"] or "", found.end()
    if not _stands(found, text, linked=linked is not None):
        return None
    while (further := _TOKEN.match(text, _blank(text, end))) is not None and _follows(steps[-1], _step(further)):
        steps.append(_step(further))
        title, end = title or further["title"] or "", further.end()
    one = Cited(Span(found.start(), end), tuple(steps), found.start(), title)
    if linked is not None and before is not None:
        one = replace(one, group=before.group, inherited=_inherit(before, steps[0]))
    return _completed(text, one)


def _completed(text: str, one: Cited) -> Cited:
    """
    Add the end of a range ("내지 제9조") and the part of the clause that is meant (단서).
    """
    link = _LINK.match(text, one.span.end)
    if link and link["range"]:
        last = _TOKEN.match(text, link.end())
        if last and not last["relative"] and UNITS.get(last["unit"] or "") == one.steps[-1].unit:
            until = _UNTIL.match(text, last.end())
            one = replace(one, span=Span(one.span.start, until.end() if until else last.end()), until=_step(last))
    part = _PART.match(text, one.span.end)
    return replace(one, span=Span(one.span.start, part.end()), part=part["part"]) if part else one


def _linked(text: str, before: Cited, start: int) -> re.Match[str] | None:
    """
    Tell whether only a connective stands between the reference before and this one.
    """
    link = _LINK.match(text, before.span.end)
    return link if link and link.end() == start else None


def _inherit(before: Cited, first: Step) -> tuple[Step, ...]:
    """
    Take the steps above the first one from the reference before: in "제1항 및 제3항" both stand below one 조.
    """
    above = []
    for step in (*before.inherited, *before.steps):
        if RANKS.index(step.unit) >= RANKS.index(first.unit):
            break
        above.append(step)
    return tuple(above)


def _stands(found: re.Match[str], text: str, *, linked: bool) -> bool:
    """
    Tell whether a token may begin a reference.
    """
    if found["relative"]:
        ahead = text[found.start() - 1 : found.start()]
        return not ("가" <= ahead <= "힣")
    if found["syllable"] or found["circled"]:
        return linked
    return bool(found["first"]) or linked or _is_japanese(text, found)


def _is_japanese(text: str, found: re.Match[str]) -> bool:
    """
    Tell whether a number without 第 is one of a Japanese text ("14条1項").
    """
    ahead = text[found.start() - 1 : found.start()]
    return found["unit"] in "条項号" and found["number"].isascii() and not ahead.isdigit()


def _step(found: re.Match[str]) -> Step:
    """
    Turn a token into a step.
    """
    if found["relative"]:
        return _relative(found["relative"])
    if found["syllable"]:
        return Step("목", found["syllable"])
    if found["circled"]:
        return Step("항", str(position(CIRCLED, found["circled"])))
    number = found["number"]
    number = number if number[0].isdigit() else str(written_number(number))
    branch = found["branch"]
    return Step(UNITS[found["unit"]], f"{number}-{written_number(branch)}" if branch else number)


def _relative(word: str) -> Step:
    """
    Read a word that points from where it stands: 전항, 같은 조, 각 호.
    """
    for unit, plain in UNITS.items():
        if unit in word:
            every = "각" in word or "各" in word
            ahead = "전" in word or "前" in word
            kind = "every" if every else "previous" if ahead else "next" if "次" in word else "same"
            if kind == "same" and word[0] in "본이本위해":
                kind = "this"
            if every and ahead:
                kind = "every_previous"
            return Step(plain, "", kind)
    return Step("항", "", "this")


def _follows(last: Step, further: Step) -> bool:
    """
    Tell whether a token goes on with the same reference: its unit is of lower rank and it points nowhere else.
    """
    return RANKS.index(further.unit) > RANKS.index(last.unit) and further.word in {"", "every"}


def _blank(text: str, at: int) -> int:
    """
    Skip a blank, a particle of belonging (제5조의 제1항, 第12条の第2項) between two steps of one reference.
    """
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


_BETWEEN: Final = late.pattern(r" {0,2}(?:[의の] ?(?=[제第])|중 (?=제))?")
