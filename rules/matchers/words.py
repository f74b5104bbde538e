"""
Match what is said: lexicon entries in the unit, in its heading, and parties named by role.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.document import Role, Span
from rules.marks import EVERY_PARTY, MARK_OF_ROLE
from rules.matchers.base import Arguments, Match, Matcher, Workshop, matcher

if TYPE_CHECKING:
    from rules.matchers.base import Context
    from rules.units import Unit

Names = str | tuple[str, ...]


class CountArguments(Arguments):
    """
    Count how many of the entries are said: at least a number, or a dated parameter.
    """

    of: tuple[str, ...]
    at_least: int | None = None
    at_least_parameter: str | None = None


@matcher("says", Names)
def says(names: str | tuple[str, ...], workshop: Workshop) -> Matcher:
    """
    Match where one of the lexicon entries is said in the unit or in the head sentence it completes.
    """
    entries = workshop.entries(names)

    def match(unit: Unit, context: Context) -> Match | None:
        found = context.reading.hits_of(entries, unit.zones)
        return Match(tuple(found)) if found else None

    return match


@matcher("says_itself", Names)
def says_itself(names: str | tuple[str, ...], workshop: Workshop) -> Matcher:
    """
    Match where one of the lexicon entries is said in the unit's own text, head sentences left out.
    """
    entries = workshop.entries(names)

    def match(unit: Unit, context: Context) -> Match | None:
        found = context.reading.hits_of(entries, (unit.span,))
        return Match(tuple(found)) if found else None

    return match


@matcher("heading", Names)
def heading(names: str | tuple[str, ...], workshop: Workshop) -> Matcher:
    """
    Match where the heading of the article around says one of the entries; gives no evidence.
    """
    entries = workshop.entries(names)

    def match(unit: Unit, context: Context) -> Match | None:
        sentences = context.reading.sentences_in(unit.span)
        title = sentences[0].heading if sentences else ""
        return Match() if title and any(context.reading.find(entry, title) for entry in entries) else None

    return match


@matcher("mentions", list[Role])
def mentions(roles: list[Role], workshop: Workshop) -> Matcher:
    """
    Match where a party of one of the roles is named in the unit or its head sentence; gives no evidence.
    """
    del workshop
    marks = {MARK_OF_ROLE[role] for role in roles}

    def match(unit: Unit, context: Context) -> Match | None:
        words = "".join(context.reading.text[zone.start : zone.end] for zone in unit.zones)
        return Match() if any(mark in words for mark in marks) else None

    return match


@matcher("mentions_both", bool)
def mentions_both(wanted: bool, workshop: Workshop) -> Matcher:  # noqa: FBT001 (the argument a rule file writes)
    """
    Match where both sides are named together (각 당사자, 쌍방, each party), or are not; gives no evidence.
    """
    del workshop

    def match(unit: Unit, context: Context) -> Match | None:
        named = any(EVERY_PARTY in context.reading.text[zone.start : zone.end] for zone in unit.zones)
        return Match() if named == wanted else None

    return match


@matcher("count", CountArguments)
def count(arguments: CountArguments, workshop: Workshop) -> Matcher:
    """
    Match where the unit says at least so many different entries; the evidence is where they are said.
    """
    entries = workshop.entries(arguments.of)

    def match(unit: Unit, context: Context) -> Match | None:
        needed = arguments.at_least or int(context.limit(arguments.at_least_parameter or ""))
        found: list[Span] = []
        different = 0
        for entry in entries:
            hits = [hit for zone in unit.zones for hit in context.reading.hits_in(entry, zone)]
            different += bool(hits)
            found += hits
        return Match(tuple(found), value=str(different), limit=str(needed)) if different >= needed else None

    return match
