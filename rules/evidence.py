"""
Turn a match into a finding: verbatim quotes, the law that applies on its dates, counter-checks, messages.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict

from ingest.document import Role, Span
from ingest.layout import boxes_for
from rules import law
from rules.finding import CounterCheck, Evidence, Finding, absence_fingerprint, fingerprint
from rules.particles import settled
from rules.rule import LawUse, Text
from rules.template import template_key
from rules.units import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Unpack

    from rules.catalog import Compiled
    from rules.law import Applied
    from rules.matchers.base import Context, Match
    from rules.reading import Reading
    from rules.rule import Rule

ROLE_NAMES = {
    Role.STARTUP: Text(ko="창업기업", en="the startup"),
    Role.CORPORATE: Text(ko="상대 기업", en="the larger company"),
    Role.INVESTOR: Text(ko="투자자", en="the investor"),
    Role.FOUNDER: Text(ko="이해관계인(창업자)", en="the founder"),
    Role.PUBLIC_BODY: Text(ko="공공기관", en="the public body"),
    Role.OTHER: Text(ko="상대방", en="the other party"),
}
MOST_EVIDENCE = 8
"""How many pieces of evidence one finding shows."""


class Own(TypedDict):
    """
    Name what a finding has beside what its rule says.
    """

    certainty: float
    evidence: tuple[Evidence, ...]
    favoured: Role | None
    message: Text
    counter_checks: tuple[CounterCheck, ...]
    fingerprint: str
    template_key: str


def finding(compiled: Compiled, unit: Unit, match: Match, context: Context, message: Text | None = None) -> Finding:
    """
    Build the finding for one flagged unit; `message` is told in the place of the rule's.
    """
    rule, reading = compiled.rule, context.reading
    spans = _quoted(unit, match, reading)
    pieces = (*(quotation(span, reading) for span in spans), *_elsewhere(match))
    favoured = _favoured(rule.protects, match, reading)
    words = _words(pieces, favoured, rule.protects, match)
    quote = pieces[0].quote if pieces else ""
    return of_rule(
        rule,
        tuple(_applied(compiled, unit, context)),
        certainty=_certainty(match, reading),
        evidence=pieces,
        favoured=favoured,
        message=filled(message or rule.message, words),
        counter_checks=tuple(asked(compiled, unit, context)),
        fingerprint=fingerprint(rule.id, quote, 0)
        if quote and unit.kind != "document"
        else absence_fingerprint(rule.id),
        template_key=template_key(rule.id, reading.text[spans[0].start : spans[0].end] if spans else ""),
    )


def of_rule(rule: Rule, applied: tuple[Applied, ...], **own: Unpack[Own]) -> Finding:
    """
    Build a finding of what its rule and the law say, and of what is its own.
    """
    return Finding(
        rule=rule.id,
        revision=rule.revision,
        name=rule.name,
        covers=rule.covers,
        ground=law.ground(applied),
        severity=rule.severity,
        protected=rule.protects,
        legal_basis=applied,
        title=rule.title,
        why=rule.why,
        remedy=rule.remedy,
        wording=rule.wording,
        status=rule.status,
        **own,
    )


def with_ordinal(finding: Finding, ordinal: int) -> Finding:
    """
    Tell a finding apart from an earlier one with the same words.
    """
    if finding.evidence and finding.evidence[0].place:
        # The cells of two rows may say the same: what tells a row apart is already in its fingerprint.
        return replace(finding, fingerprint=fingerprint(finding.rule, finding.fingerprint, ordinal))
    quote = finding.evidence[0].quote if finding.evidence else ""
    return replace(finding, fingerprint=fingerprint(finding.rule, quote, ordinal))


def _quoted(unit: Unit, match: Match, reading: Reading) -> list[Span]:
    if unit.sentence is not None:
        return [unit.span]
    spans: dict[Span, None] = {}
    for hit in match.evidence:
        for sentence in _sentences_at(hit, reading):
            spans.setdefault(sentence)
    return list(spans)[:MOST_EVIDENCE]


def _sentences_at(hit: Span, reading: Reading) -> Iterable[Span]:
    around = Span(reading.sentence_start_before(hit.start), hit.end)
    return (sentence.span for sentence in reading.sentences_in(around) if sentence.span.overlaps(hit))


def _elsewhere(match: Match) -> Iterable[Evidence]:
    """
    Quote, once each, the sentences of the deal's other documents that the match rests on.
    """
    quoted: dict[tuple[str, Span], Evidence] = {}
    for other, hit in match.elsewhere:
        sha256 = other.reading.document.source.sha256
        for span in _sentences_at(hit, other.reading):
            quoted.setdefault((sha256, span), replace(quotation(span, other.reading), document=sha256))
    return list(quoted.values())[:MOST_EVIDENCE]


def quotation(span: Span, reading: Reading) -> Evidence:
    """
    Quote the words of the file that a span stands for, with clause, page and boxes.
    """
    original = reading.original(span)
    around = reading.sentences_in(Span(reading.sentence_start_before(span.start), span.start + 1))
    number = around[0].number if around else ""
    boxes = boxes_for(original, reading.document.lines, reading.document.edges)
    return Evidence(
        original,
        reading.document.text[original.start : original.end],
        number,
        boxes[0].page if boxes else None,
        tuple((box.x0, box.top, box.x1, box.bottom) for box in boxes),
    )


def _favoured(protected: Role, match: Match, reading: Reading) -> Role | None:
    others = [role for role in match.favoured if role is not protected]
    if len(others) == 1:
        return others[0]
    strong = [role for role in (Role.CORPORATE, Role.INVESTOR, Role.PUBLIC_BODY) if role in reading.roles]
    return strong[0] if strong else None


def _certainty(match: Match, reading: Reading) -> float:
    sides = [party.certainty for party in reading.document.parties if party.role is not Role.OTHER]
    return round(match.certainty * min(sides, default=0.5) * max(0.6, reading.document.agreement.certainty) * 0.95, 2)


def _words(
    pieces: Sequence[Evidence], favoured: Role | None, protected: Role, match: Match
) -> dict[str, tuple[str, str]]:
    strong, weak = ROLE_NAMES[favoured or Role.OTHER], ROLE_NAMES[protected]
    clause = pieces[0].clause if pieces else ""
    return {
        "clause": (clause or "계약 전체", clause or "The agreement"),
        "favoured": (strong.ko, strong.en),
        "protected": (weak.ko, weak.en),
        "value": (match.value or "", match.value or ""),
        "limit": (match.limit or "", match.limit or ""),
    }


def filled(text: Text, words: dict[str, tuple[str, str]]) -> Text:
    """
    Fill the places of a message.
    """
    return Text(
        ko=settled(text.ko.format(**{name: pair[0] for name, pair in words.items()})),
        en=text.en.format(**{name: pair[1] for name, pair in words.items()}),
    )


def _applied(compiled: Compiled, unit: Unit, context: Context) -> Iterable[law.Applied]:
    for use, basis, where in zip(compiled.rule.law, compiled.bases, compiled.cited_where, strict=True):
        if where is None or where(unit, context) is not None:
            yield _apply(use, basis, context.reading)


def _apply(use: LawUse, basis: law.Basis, reading: Reading) -> law.Applied:
    document = reading.document
    facts = document.facts
    dates = law.Dates.from_facts(document.signed_on, facts, reading.on)
    adapted = basis.adapted(effect=use.effect, only_if=use.only_if, note=use.note)
    return law.apply(adapted, facts, dates, document.agreement.value)


def asked(compiled: Compiled, unit: Unit, context: Context) -> Iterable[CounterCheck]:
    """
    Ask every question that could acquit a unit.
    """
    for question, where in compiled.counter_checks:
        stretch = _stretch(question.within, unit, context.reading)
        found = where(Unit("stretch", stretch, None, None), context)
        quote = ""
        if found is not None and found.evidence:
            first = next(iter(_sentences_at(found.evidence[0], context.reading)), found.evidence[0])
            original = context.reading.original(first)
            quote = context.reading.document.text[original.start : original.end]
        yield CounterCheck(question.question, "no" if found is None else "yes", quote)


def _stretch(within: str, unit: Unit, reading: Reading) -> Span:
    sentences = [unit.sentence] if unit.sentence else reading.sentences_in(unit.span)
    if within == "document" or not sentences:
        return Span(0, len(reading.text))
    return sentences[0].provision if within == "provision" else sentences[0].article
