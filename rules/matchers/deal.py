"""
Ask about the other documents of a deal: whether one of some kind, saying something, is there or is not.

Where the deal does not tell (a file nobody could read, a document whose kind or day is not known), the answer is
neither: the rule ends as not assessable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ingest.document import Span
from rules.matchers.base import Arguments, Match, Matcher, UndecidedError, Workshop, compile_tree, matcher
from rules.matchers.counterparty import Counterparty, counterparty_is
from rules.rule import AgreementTypeName, Text, Tree
from rules.units import Unit

if TYPE_CHECKING:
    from rules.matchers.base import Context

TYPE_KNOWN = 0.5
UNREAD = Text(
    ko="읽지 못한 문서가 묶음에 있어 판단할 수 없음", en="cannot be judged: a file of the deal could not be read"
)
UNDATED = Text(
    ko="체결일을 읽지 못한 문서가 있어 선후를 판단할 수 없음", en="cannot be judged: the day of a document is not known"
)
UNKNOWN_KIND = Text(
    ko="유형을 알 수 없는 문서가 묶음에 있어 판단할 수 없음",
    en="cannot be judged: the kind of a document of the deal is not known",
)
UNNAMED = Text(
    ko="당사자의 이름을 읽지 못한 문서가 있어 같은 상대방인지 판단할 수 없음",
    en="cannot be judged: the names of the parties of a document are not known",
)


class MemberArguments(Arguments):
    """
    Describe another document of the deal: of one of the kinds, matching `where`, signed earlier or later than this one.

    `counterparty` compares its larger side with that of this one: the same or its group, or somebody else.
    """

    types: tuple[AgreementTypeName, ...] = ()
    where: Tree | None = None
    dated: Literal["earlier", "later"] | None = None
    counterparty: Counterparty | None = None


@matcher("other_member", MemberArguments)
def other_member(arguments: MemberArguments, workshop: Workshop) -> Matcher:
    """
    Match where another document of the deal is as described; the evidence stands in that document.
    """
    search = _Search(arguments, workshop)

    def match(unit: Unit, context: Context) -> Match | None:
        del unit
        found = search.first(context)
        if found is None:
            search.refuse_if_open(context)
        return found

    return match


@matcher("no_member", MemberArguments)
def no_member(arguments: MemberArguments, workshop: Workshop) -> Matcher:
    """
    Match, without evidence, where surely no other document of the deal is as described.
    """
    search = _Search(arguments, workshop)

    def match(unit: Unit, context: Context) -> Match | None:
        del unit
        if search.first(context) is not None:
            return None
        search.refuse_if_open(context)
        return Match()

    return match


class _Search:
    """
    Look for a document of the deal as a rule describes it.
    """

    def __init__(self, arguments: MemberArguments, workshop: Workshop) -> None:
        self._wanted = arguments
        self._part = compile_tree(arguments.where, workshop) if arguments.where else None

    def first(self, context: Context) -> Match | None:
        """
        Give what was found in the first document that surely is as described.
        """
        for other in context.deal.others if context.deal else ():
            if self._is_of_kind(other) and self._is_dated(other, context) and self._is_with(other, context):
                found = self._said(other)
                if found is not None:
                    return found
        return None

    def refuse_if_open(self, context: Context) -> None:
        """
        Tell that the question stays open where some document might still be as described.

        Raises:
            UndecidedError: with the reason.

        """
        if context.deal is None:
            return
        if context.deal.unread:
            raise UndecidedError(UNREAD)
        for other in context.deal.others:
            why = self._open(other, context)
            if why is not None and self._said(other) is not None:
                raise UndecidedError(why)

    def _open(self, other: Context, context: Context) -> Text | None:
        """
        Say what about a document is not known, where it may be the one described for all that is known.
        """
        kind = bool(self._wanted.types) and not _kind_known(other)
        day = self._wanted.dated is not None and _days(other, context) is None
        side = self._wanted.counterparty
        name = side is not None and counterparty_is(side, context, other) is None
        if not (
            (kind or self._is_of_kind(other))
            and (day or self._is_dated(other, context))
            and (name or self._is_with(other, context))
        ):
            return None
        return UNKNOWN_KIND if kind else UNDATED if day else UNNAMED if name else None

    def _is_of_kind(self, other: Context) -> bool:
        wanted = self._wanted.types
        kind = other.reading.document.agreement.value
        return not wanted or (kind in wanted and (kind == "other" or _kind_known(other)))

    def _is_dated(self, other: Context, context: Context) -> bool:
        if self._wanted.dated is None:
            return True
        days = _days(other, context)
        return days is not None and (days < 0 if self._wanted.dated == "earlier" else days > 0)

    def _is_with(self, other: Context, context: Context) -> bool:
        wanted = self._wanted.counterparty
        return wanted is None or counterparty_is(wanted, context, other) is True

    def _said(self, other: Context) -> Match | None:
        if self._part is None:
            return Match()
        found = self._part(Unit("bundle", Span(0, len(other.reading.text)), None, None), other)
        if found is None:
            return None
        return Match(certainty=found.certainty, elsewhere=tuple((other, span) for span in found.evidence))


def _kind_known(other: Context) -> bool:
    kind = other.reading.document.agreement
    return kind.declared or (kind.certainty >= TYPE_KNOWN and kind.value != "other")


def _days(other: Context, context: Context) -> int | None:
    mine, theirs = context.reading.document.signed_on, other.reading.document.signed_on
    return None if mine is None or theirs is None else (theirs - mine).days
