"""
Combine matchers: all, any, not.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from rules.matchers.base import Match, Matcher, Workshop, compile_tree, matcher
from rules.rule import Tree

if TYPE_CHECKING:
    from rules.matchers.base import Context
    from rules.units import Unit


@matcher("all", list[Tree])
def every(children: list[Tree], workshop: Workshop) -> Matcher:
    """
    Match where every child matches; their evidence is joined.
    """
    parts = [compile_tree(child, workshop) for child in children]

    def match(unit: Unit, context: Context) -> Match | None:
        found: list[Match] = []
        for part in parts:
            one = part(unit, context)
            if one is None:
                return None
            found.append(one)
        return reduce(Match.joined, found, Match())

    return match


@matcher("any", list[Tree])
def some(children: list[Tree], workshop: Workshop) -> Matcher:
    """
    Match where at least one child matches; the evidence of all that do is joined.
    """
    parts = [compile_tree(child, workshop) for child in children]

    def match(unit: Unit, context: Context) -> Match | None:
        found = [one for part in parts if (one := part(unit, context)) is not None]
        if not found:
            return None
        joined = reduce(Match.joined, found)
        return replace(joined, certainty=max(one.certainty for one in found))

    return match


@matcher("not", Tree)
def negation(child: Tree, workshop: Workshop) -> Matcher:
    """
    Match, without evidence, where the child does not.
    """
    part = compile_tree(child, workshop)

    def match(unit: Unit, context: Context) -> Match | None:
        return Match() if part(unit, context) is None else None

    return match
