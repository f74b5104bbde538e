"""
Match a later paper that is about the same subject as an earlier agreement of the deal with the company it tells of.

Likeness is a sign to look at and no more: words of the earlier agreement's purpose that the later paper uses too.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rules.errors import RuleError
from rules.marks import WEAK
from rules.matchers.base import Arguments, Match, Matcher, UndecidedError, Workshop, matcher
from rules.matchers.counterparty import counterparty_is, named_in
from rules.matchers.numbers import Bound
from rules.rule import AgreementTypeName, Text

if TYPE_CHECKING:
    from ingest.document import Span
    from rules.lexicon import Entry
    from rules.matchers.base import Context
    from rules.units import Unit

UNDATED = Text(
    ko="문서의 날짜를 읽지 못하여 선후를 판단할 수 없음", en="cannot be judged: the day of a document is not known"
)
_SHORTEST = 2
_SHORTEST_LATIN = 4
_ENDINGS = (
    "으로써", "으로서", "에서의", "으로의", "하는", "하여", "하고", "되는", "에서", "에게", "으로", "까지", "부터", "과의", "와의",
    "한", "할", "된", "의", "을", "를", "이", "가", "은", "는", "에", "로", "와", "과", "도", "및",
    "ations", "ation", "ions", "ion", "ings", "ing", "ers", "er", "ed", "es", "s",
)  # fmt: skip
"""Particles and endings left off a word, longest first; a noun that ends like one is cut alike on both sides."""


class LikenessArguments(Arguments):
    """
    Name the kinds of the earlier agreement, where its purpose stands, words that tell nothing, and how much is alike.
    """

    types: tuple[AgreementTypeName, ...]
    purpose: str
    ordinary: str
    words: Bound
    share: Bound


@matcher("alike_member", LikenessArguments)
def alike_member(arguments: LikenessArguments, workshop: Workshop) -> Matcher:
    """
    Match where this paper tells of the larger side of an earlier agreement, not of the startup, and is about the same.
    """
    for bound in (arguments.words, arguments.share):
        if bound.parameter not in workshop.parameters:
            raise RuleError(workshop.rule, f"unknown parameter {bound.parameter!r}")
    [purpose] = workshop.entries(arguments.purpose)
    [ordinary] = workshop.entries(arguments.ordinary)

    def match(unit: Unit, context: Context) -> Match | None:
        del unit
        for other in context.deal.others if context.deal else ():
            if not _tells_of(context, other, arguments.types):
                continue
            spans, words = _subject(other, purpose, ordinary)
            shared = _said_again(words, context)
            needed = max(
                context.limit(arguments.words.parameter), len(words) * context.limit(arguments.share.parameter)
            )
            if shared >= needed and _is_later(context, other):
                return Match(value=f"{shared}/{len(words)}", elsewhere=tuple((other, one) for one in spans))
        return None

    return match


def _tells_of(context: Context, other: Context, kinds: tuple[AgreementTypeName, ...]) -> bool:
    return (
        other.reading.document.agreement.value in kinds
        and counterparty_is("related", context, other) is True
        and not named_in(context, other, WEAK)
    )


def _is_later(context: Context, other: Context) -> bool:
    """
    Tell whether every day that this paper names is later than the agreement: an earlier filing is no sign.
    """
    document, signed = context.reading.document, other.reading.document.signed_on
    days = [date.fromordinal(int(one.value)) for one in document.quantities if one.kind == "date"]
    days += [document.signed_on] if document.signed_on else []
    if not days or signed is None:
        raise UndecidedError(UNDATED)
    return min(days) > signed


def _subject(other: Context, purpose: Entry, ordinary: Entry) -> tuple[list[Span], frozenset[str]]:
    """
    Give the sentences that tell what an agreement is about, and their words.
    """
    reading = other.reading
    spans = [
        one.span
        for one in reading.sentences
        if reading.find(purpose, one.heading) or reading.hits_in(purpose, one.span)
    ]
    return spans, frozenset().union(*(_words(reading.text[span.start : span.end], ordinary) for span in spans))


def _said_again(words: frozenset[str], context: Context) -> int:
    """
    Count the words that this paper uses too, however it sets blanks.
    """
    text = "".join(context.reading.text.casefold().split())
    return sum(word in text for word in words)


def _words(text: str, ordinary: Entry) -> frozenset[str]:
    """
    Give the telling words of a text without their endings.
    """
    spaced = "".join(letter if letter.isalpha() else " " for letter in text.casefold())
    found = {_stem(word) for word in spaced.split() if not any(hit.start == 0 for hit in ordinary.find(word))}
    return frozenset(one for one in found if len(one) >= (_SHORTEST_LATIN if one.isascii() else _SHORTEST))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= (_SHORTEST_LATIN if word.isascii() else _SHORTEST):
            return word.removesuffix(ending)
    return word
