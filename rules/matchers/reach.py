"""
Look beyond the unit: the provision (항) or article (조) around it, or the whole document.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.document import Span
from rules.matchers.base import Match, Matcher, Workshop, compile_tree, matcher
from rules.needs import needs
from rules.rule import Tree
from rules.units import Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from rules.matchers.base import Context
    from rules.sentences import Sentence


def _around(pick: Callable[[Sentence], Span], child: Tree, workshop: Workshop) -> Matcher:
    part = compile_tree(child, workshop)

    def match(unit: Unit, context: Context) -> Match | None:
        sentences = [unit.sentence] if unit.sentence else context.reading.sentences_in(unit.span)
        if not sentences:
            return None
        whole = pick(sentences[0])
        found = part(Unit("stretch", whole, None, None), context)
        return None if found is None else Match((), found.certainty)

    return match


@matcher("in_provision", Tree)
def in_provision(child: Tree, workshop: Workshop) -> Matcher:
    """
    Match where the child matches somewhere in the same 항; gives no evidence.
    """
    return _around(lambda sentence: sentence.provision, child, workshop)


@matcher("in_article", Tree)
def in_article(child: Tree, workshop: Workshop) -> Matcher:
    """
    Match where the child matches somewhere in the same 조; gives no evidence.
    """
    return _around(lambda sentence: sentence.article, child, workshop)


@matcher("anywhere", Tree)
def anywhere(child: Tree, workshop: Workshop) -> Matcher:
    """
    Match where the child matches somewhere in the document; gives no evidence.
    """
    part = compile_tree(child, workshop)

    def match(unit: Unit, context: Context) -> Match | None:
        del unit
        found = part(Unit("stretch", Span(0, len(context.reading.text)), None, None), context)
        return None if found is None else Match((), found.certainty)

    return match


@matcher("some_sentence", Tree)
def some_sentence(child: Tree, workshop: Workshop) -> Matcher:
    """
    Match where one sentence of the unit satisfies the child; the evidence is that sentence's.
    """
    part = compile_tree(child, workshop)
    needed = tuple(workshop.entries(tuple(group)) for group in needs(child))

    def match(unit: Unit, context: Context) -> Match | None:
        for sentence in context.reading.those_saying(needed, context.reading.sentences_in(unit.span)):
            found = part(Unit("sentence", sentence.span, sentence.head, sentence), context)
            if found is not None:
                return replace(found, evidence=found.evidence or (sentence.span,), elsewhere=())
        return None

    return match


@matcher("cited_by", Tree)
def cited_by(child: Tree, workshop: Workshop) -> Matcher:
    """
    Match where the unit stands in an annex and a sentence that refers to it satisfies the child; gives no evidence.
    """
    part = compile_tree(child, workshop)

    def match(unit: Unit, context: Context) -> Match | None:
        for sentence in context.reading.leading_to(unit.span):
            found = part(Unit("sentence", sentence.span, sentence.head, sentence), context)
            if found is not None:
                return Match((), found.certainty)
        return None

    return match
