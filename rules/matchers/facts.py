"""
Match facts: what the submitter declared or the reader found about the deal, and the kind of agreement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.matchers.base import Match, Matcher, Workshop, matcher
from rules.rule import AgreementTypeName

if TYPE_CHECKING:
    from rules.matchers.base import Context
    from rules.units import Unit


@matcher("fact", dict[str, list[object]])
def fact(wanted: dict[str, list[object]], workshop: Workshop) -> Matcher:
    """
    Match where every named fact is known and has one of the values; an unknown fact never matches.
    """
    del workshop

    def match(unit: Unit, context: Context) -> Match | None:
        del unit
        facts = context.reading.document.facts
        return Match() if all(facts.get(name) in values for name, values in wanted.items()) else None

    return match


@matcher("agreement", list[AgreementTypeName])
def agreement(kinds: list[AgreementTypeName], workshop: Workshop) -> Matcher:
    """
    Match where the document is one of these kinds of agreement.
    """
    del workshop

    def match(unit: Unit, context: Context) -> Match | None:
        del unit
        return Match() if context.reading.document.agreement.value in kinds else None

    return match
