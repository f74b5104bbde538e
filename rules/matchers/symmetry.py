"""
Match one-sidedness: one side holds a norm and nothing in the document gives the other side the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import re2

from rules.marks import ROLE_OF_MARK, STRONG_MARKS, WEAK_MARKS
from rules.matchers.base import Arguments, Match, Matcher, Workshop, matcher
from rules.matchers.norms import INHERITED_CERTAINTY, NormArguments, RoleName, compile_norm, roles_of
from rules.norm import Modality
from rules.units import judged

if TYPE_CHECKING:
    from ingest.document import Role, Span
    from rules.matchers.base import Context
    from rules.norm import Norm
    from rules.sentences import Sentence
    from rules.units import Unit


_SIDE = "".join(sorted(STRONG_MARKS | WEAK_MARKS))
_ALIKE = re2.compile(
    rf"([{_SIDE}])(?:의 경우|에게|에 대하여|측)?도 ?(?:이와 |그와 )?(?:같|마찬가지|동일|그러하다|준용)"
    rf"|(?i:likewise|vice versa|the same (?:right )?(?:applies|belongs) to|so may) ?([{_SIDE}])?"
)
"""A norm given to the other side by comparison: 을도 같다, the same applies to the Startup, and vice versa."""


class OneSidedArguments(Arguments):
    """
    Describe the norm and the two sides: `favours` holds it, `against` does not.

    For a duty or prohibition that burdens one side, name the burdened side in `favours` of the norm's bearer:
    `bearer` is who holds the norm, `lacking` who does not.
    """

    modality: Modality | tuple[Modality, ...]
    act: str | tuple[str, ...] | None = None
    about: str | tuple[str, ...] | None = None
    not_about: str | tuple[str, ...] | None = None
    bearer: tuple[RoleName, ...]
    lacking: tuple[RoleName, ...]


@matcher("one_sided", OneSidedArguments)
def one_sided(arguments: OneSidedArguments, workshop: Workshop) -> Matcher:
    """
    Match where only the one side holds the norm; the evidence is every sentence that gives it.
    """
    held = compile_norm(
        NormArguments(
            modality=arguments.modality,
            act=arguments.act,
            about=arguments.about,
            not_about=arguments.not_about,
            mutual=None,
        ),
        workshop,
    )
    has, lacks = roles_of(arguments.bearer), roles_of(arguments.lacking)

    def match(unit: Unit, context: Context) -> Match | None:
        del unit
        found: list[tuple[Norm, Span]] = []
        for sentence in held.holding(tuple(judged(context.reading)), context):
            for norm in held.among(sentence, context):
                if norm.mutual or norm.bearer & lacks or not norm.bearer or _given_alike(sentence, lacks, context):
                    return None
                if norm.bearer <= has:
                    found.append((norm, sentence.span))
        if not found:
            return None
        certainty = min(INHERITED_CERTAINTY if norm.inherited else 1.0 for norm, _ in found)
        return Match(tuple(span for _, span in found), certainty, found[0][0].bearer, lacks=True)

    return match


def _given_alike(sentence: Sentence, lacks: frozenset[Role], context: Context) -> bool:
    """
    Tell whether a sentence gives what it says to the side that is said to lack it as well.
    """
    found = _ALIKE.search(context.reading.text[sentence.span.start : sentence.span.end])
    if not found:
        return False
    mark = found.group(1) or found.group(2)
    return mark is None or ROLE_OF_MARK[mark] in lacks
