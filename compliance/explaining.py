"""
Write in lines how words are read and why rules did or did not fire.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.explain import resembled
from rules.norm import Consideration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.explain import Condition, Verdict
    from rules.reading import Reading
    from rules.sentences import Sentence


def reading_lines(read: Reading) -> Iterator[str]:
    """
    Give each sentence with the norms read in it.
    """
    return (line for sentence in read.sentences for line in _sentence_lines(read, sentence))


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    """
    Give one rule with every condition, held or not.
    """
    yield f"{verdict.rule.id} {'FIRES' if verdict.fires else 'does not fire'}: {verdict.rule.title.ko}"
    if verdict.holds and verdict.is_doubted:
        yield "  its conditions hold and are not believed: the words resemble fair sayings, or another rule's, far more"
    yield from _condition_lines(verdict.where, 1)
    if verdict.loosely:
        yield f"  or, where the classifier hears the rule (here it does{'' if verdict.is_heard else ' not'}), loosely"
        yield from _condition_lines(verdict.loosely, 2)
    if verdict.unless:
        yield "  unless"
        yield from _condition_lines(verdict.unless, 2)


def _sentence_lines(read: Reading, sentence: Sentence) -> Iterator[str]:
    yield f"“{read.quote(sentence.span)}”"
    for norm in read.norms(sentence):
        yield f"   {'/'.join(sorted(norm.bearer)) or 'nobody known'} {norm.modality}: {read.quote(norm.act)}"
        told = {
            "toward": "/".join(sorted(norm.beneficiary)),
            "condition": " | ".join(map(read.quote, norm.condition)),
            "proviso": " | ".join(map(read.quote, norm.proviso)),
            "consideration": "" if norm.consideration is Consideration.SILENT else norm.consideration,
        }
        marks = [mark for mark in ("mutual", "discretion", "inherited") if getattr(norm, mark)]
        if rest := [f"{name}: {value}" for name, value in told.items() if value] + marks:
            yield f"   {'; '.join(rest)}"
    if heard := resembled(read, sentence.span.start):
        yield f"   resembles {', '.join(f'{rule} {margin:+.2f}' for rule, margin in heard)}"


def _condition_lines(condition: Condition, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}{'✓' if condition.holds else '✗'} {condition.words}"
    for part in condition.parts:
        yield from _condition_lines(part, depth + 1)
