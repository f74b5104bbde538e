"""
Match what is missing: no unit of the document says it. The evidence is where it was to be expected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.matchers.base import Arguments, Match, Matcher, Workshop, compile_tree, matcher
from rules.rule import Tree, UnitKind
from rules.units import units_of

if TYPE_CHECKING:
    from rules.matchers.base import Context
    from rules.units import Unit


class MissingArguments(Arguments):
    """
    Say what no unit of a kind may match for it to be missing.
    """

    each: UnitKind
    where: Tree


@matcher("missing", MissingArguments)
def missing(arguments: MissingArguments, workshop: Workshop) -> Matcher:
    """
    Match, without evidence of its own, where no unit of the document matches.
    """
    part = compile_tree(arguments.where, workshop)

    def match(unit: Unit, context: Context) -> Match | None:
        del unit
        found = any(part(one, context) is not None for one in units_of(arguments.each, context.reading))
        return None if found else Match(lacks=True)

    return match
