"""
Run a catalog over a document: every rule ends in one of four outcomes, and a rule that fails stops no other.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.document import Document, Role, Span
from rules import evidence, reading
from rules.balance import balance
from rules.classifier.resembling import sounding_unfair
from rules.doubted import as_heard, believable, is_doubted
from rules.finding import Finding, Outcome, Report, RuleOutcome
from rules.law import name_of
from rules.likened import likened
from rules.matchers.base import Context, Deal, Match, UndecidedError
from rules.overlap import told_once
from rules.portfolio.judge import Judged, as_portfolio, judge
from rules.portfolio.papers import papers_beside
from rules.portfolio.quality import faulty
from rules.rule import Text
from rules.terms.reader import read_terms
from rules.units import Unit, sentence_units, units_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import date

    from rules.catalog import Catalog, Compiled
    from rules.reading import Reading

_log = logging.getLogger(__name__)
ALONE = RuleOutcome(
    Outcome.NOT_APPLICABLE,
    Text(ko="여러 문서를 묶어 점검할 때만 적용하는 기준", en="for several documents checked as one deal only"),
)
UNREAD_JAPANESE = RuleOutcome(
    Outcome.NOT_ASSESSABLE,
    Text(ko="아직 일본어 문언을 읽지 못하는 기준", en="this rule does not read Japanese yet"),
)
CLEAR = RuleOutcome(Outcome.CLEAR, Text(ko="해당 문언을 찾지 못함", en="nothing of the kind was found"))
NO_SENTENCE = RuleOutcome(Outcome.NOT_ASSESSABLE, Text(ko="읽을 수 있는 문장이 없음", en="no sentence could be read"))
KIND_UNKNOWN = RuleOutcome(
    Outcome.NOT_ASSESSABLE,
    Text(
        ko="점검 대상 계약 유형으로 읽히지 않음(유형을 지정하면 점검함)",
        en="not read as a kind of agreement that is checked (declare the kind to have it checked)",
    ),
)
UNREAD = RuleOutcome(
    Outcome.NOT_ASSESSABLE,
    Text(ko="한국어, 영어, 일본어가 아닌 문언은 읽지 못함", en="only Korean, English and Japanese are read"),
)
TYPE_KNOWN = 0.5
"""Below this certainty nobody knows which rules apply: that is "cannot be judged", neither a pass nor an accusation."""


def check(document: Document, catalog: Catalog, on: date) -> Report:
    """
    Check one document against a catalog on a day.

    Args:
        document: what `ingest.read` gave.
        catalog: the rules to run.
        on: the day of the check; law and numbers are those in force on the day that each basis keys on.

    """
    return check_reading(prepare(document, on), catalog)


def prepare(document: Document, on: date) -> Reading:
    """
    Read a document for judging on a day, by whatever catalog.
    """
    return reading.read(as_portfolio(document), on)


def check_reading(read: Reading, catalog: Catalog) -> Report:
    """
    Check one document that was prepared.
    """
    return _report(Context(read, catalog.parameters), catalog)


def judge_text(read: Reading, catalog: Catalog) -> tuple[tuple[Finding, ...], dict[str, RuleOutcome]]:
    """
    Run the rules of a catalog over a text, and nothing beside them; a portfolio is no text.
    """
    return _judged(Context(read, catalog.parameters), catalog, Judged())


def check_deal(documents: Sequence[Document], catalog: Catalog, on: date, unread: int) -> list[Report]:
    """
    Check the documents of one deal, each in sight of the others; `unread` files belong to it that nobody could read.
    """
    contexts = [Context(prepare(document, on), catalog.parameters) for document in documents]
    return [
        _report(replace(one, deal=Deal(tuple(other for other in contexts if other is not one), unread)), catalog)
        for one in contexts
    ]


def _report(context: Context, catalog: Catalog) -> Report:
    document = context.reading.document
    tables = _judged_tables(context, catalog)
    told, outcomes = _judged(context, catalog, tables)
    return Report(
        document.source.sha256,
        catalog.digest,
        context.reading.on,
        told,
        outcomes,
        balance(context.reading, catalog.lexicon),
        (*faulty(document.faults), *tables.errors),
        tables.sheets,
        document.agreement,
        tables.figures,
        read_terms(context, catalog.terms),
        tables.validations,
    )


def _judged(context: Context, catalog: Catalog, tables: Judged) -> tuple[tuple[Finding, ...], dict[str, RuleOutcome]]:
    """
    Give what every rule says, each harm told once; `tables` is what those over rows said.
    """
    said: list[Finding] = []
    outcomes: dict[str, RuleOutcome] = {}
    context = replace(context, asked=_asked(context, catalog))
    for compiled in catalog.rules:
        of_rows = tables.outcomes.get(compiled.rule.id)
        outcomes[compiled.rule.id] = of_rows or _run(compiled, context, said)
    findings, spoken_for = told_once([*said, *tables.findings])
    for name, other in spoken_for.items():
        if not any(one.rule == name for one in findings):
            outcomes[name] = _spoken_for(other)
    for finding in likened(context, catalog, findings):
        findings.append(finding)
        outcomes[finding.rule] = _flagged(sum(one.rule == finding.rule for one in findings))
    return tuple(_told_apart(findings)), outcomes


def _asked(context: Context, catalog: Catalog) -> frozenset[str]:
    book = (*catalog.rules, *catalog.beside)
    return frozenset(one.rule.id for one in book if not one.is_tabular and _not_for(one, context) is None)


def _judged_tables(context: Context, catalog: Catalog) -> Judged:
    """
    Judge the rows of a portfolio with the rules that are about rows; nothing for any other agreement.
    """
    reading = context.reading
    rules = [one for one in catalog.rules if one.is_tabular and _kind_unfit(one, context) is None]
    if not rules:
        return Judged()
    return judge(reading.document, rules, context.parameters, reading.on, papers_beside(context, catalog.terms))


def _run(compiled: Compiled, context: Context, said: list[Finding]) -> RuleOutcome:
    reason = _not_for(compiled, context)
    if reason is not None:
        return reason
    try:
        heard = sounding_unfair(compiled.rule.id, context.reading) if compiled.loosely else ()
        believed = believable(compiled.rule, context)
        found = [
            evidence.finding(compiled, unit, as_heard(match, compiled.rule, unit, context), context)
            for unit, match in matches(compiled, context, heard, believed)
            if not is_doubted(compiled.rule, unit, match, context)
        ]
    except UndecidedError as open_question:
        return RuleOutcome(Outcome.NOT_ASSESSABLE, open_question.why)
    except Exception as wrong:  # noqa: BLE001 (a rule that fails must stop no other; it is reported as not assessable)
        _log.warning("rule %s failed: %s", compiled.rule.id, type(wrong).__name__)
        return RuleOutcome(
            Outcome.NOT_ASSESSABLE,
            Text(ko=f"점검 기준 실행 오류({type(wrong).__name__})", en=f"the rule failed ({type(wrong).__name__})"),
        )
    said += found
    if found:
        return _flagged(len(found))
    if context.reading.partly_japanese and not compiled.rule.reads_japanese:
        return UNREAD_JAPANESE
    return CLEAR


def _flagged(count: int) -> RuleOutcome:
    return RuleOutcome(Outcome.FLAGGED, Text(ko=f"의심 항목 {count}건", en=f"{count} flagged"))


def matches(
    compiled: Compiled,
    context: Context,
    heard: Collection[int] | None = None,
    believed: Collection[int] | None = None,
) -> list[tuple[Unit, Match]]:
    """
    Give the units that meet a rule's conditions, with what was found in each.

    heard: where the sentences start that its wider conditions are asked of; believed: likewise for all conditions of a
    rule over sentences. None for all.
    """
    units = units_of(compiled.rule.find.each, context.reading)
    if believed is not None and compiled.rule.find.each == "sentence":
        units = [one for one in units if one.span.start in believed]
    found = _read(_candidates(compiled, units, context), compiled.reads, context)
    if compiled.loosely is not None:
        read = {unit.span for unit, _ in found}
        others = (one for one in units if one.span not in read and (heard is None or one.span.start in heard))
        found += _read(others, compiled.reads_loosely, context)
    return _heads_only(found)


def _read(
    units: Iterable[Unit], reads: Callable[[Unit, Context], Match | None], context: Context
) -> list[tuple[Unit, Match]]:
    tried = ((unit, reads(unit, context)) for unit in units)
    return [(unit, match) for unit, match in tried if match is not None and _touches_itself(unit, match)]


def _heads_only(found: list[tuple[Unit, Match]]) -> list[tuple[Unit, Match]]:
    """
    Leave out the items of an enumeration whose head sentence is flagged itself: one harm, one finding.
    """
    spans = {unit.span for unit, _ in found}
    return [
        (unit, match) for unit, match in found if not any(head.covers(one) for head in unit.zones[:-1] for one in spans)
    ]


def _candidates(compiled: Compiled, units: Sequence[Unit], context: Context) -> Iterable[Unit]:
    """
    Leave out the units that do not say what a rule needs; few are left for the rule itself to ask.
    """
    if not compiled.needs:
        return units
    if compiled.rule.find.each != "sentence":
        is_said = all(any(context.reading.hits(entry) for entry in group) for group in compiled.needs)
        return units if is_said else ()
    sentences = [one.sentence for one in units if one.sentence is not None]
    return sentence_units(context.reading.those_saying(compiled.needs, sentences))


def _touches_itself(unit: Unit, match: Match) -> bool:
    return unit.head is None or not match.evidence or any(unit.span.overlaps(span) for span in match.evidence)


def _spoken_for(other: str) -> RuleOutcome:
    return RuleOutcome(
        Outcome.FLAGGED,
        Text(ko=f"같은 문언을 {other} 기준으로 지적하여 따로 적지 않음", en=f"told once, under {other}"),
    )


def _not_for(compiled: Compiled, context: Context) -> RuleOutcome | None:
    rule, kind = compiled.rule, context.reading.document.agreement
    if rule.find.each == "bundle" and (context.deal is None or context.deal.is_single):
        return ALONE
    if rule.find.each == "bundle" and kind.value == "other" and "other" in rule.applies_to:
        return None
    return _kind_unfit(compiled, context) or _tongue_unfit(compiled, context) or _sides_unfit(compiled, context)


def _kind_unfit(compiled: Compiled, context: Context) -> RuleOutcome | None:
    rule, kind = compiled.rule, context.reading.document.agreement
    if not kind.declared and (kind.certainty < TYPE_KNOWN or kind.value == "other"):
        return KIND_UNKNOWN
    return None if kind.value in rule.applies_to else _not_for_kind(kind.value)


@lru_cache
def _not_for_kind(kind: str) -> RuleOutcome:
    name = name_of(kind)
    told = Text(ko=f"이 유형({name.ko})에는 적용하지 않는 기준", en=f"not for this kind of agreement: {name.en}")
    return RuleOutcome(Outcome.NOT_APPLICABLE, told)


def _tongue_unfit(compiled: Compiled, context: Context) -> RuleOutcome | None:
    """
    Never pass what nobody read: an agreement in a language that the rule has no wordings for cannot be judged by it.
    """
    language = context.reading.document.language
    if language == "ja" and not compiled.rule.reads_japanese:
        return UNREAD_JAPANESE
    return UNREAD if language == "other" and context.reading.sentences else None


def _sides_unfit(compiled: Compiled, context: Context) -> RuleOutcome | None:
    rule = compiled.rule
    if not context.reading.sentences:
        return NO_SENTENCE
    if rule.protects not in _roles(context, rule.find.each) and rule.protects not in {Role.FOUNDER, Role.OTHER}:
        return RuleOutcome(
            Outcome.NOT_ASSESSABLE,
            Text(
                ko=f"보호 대상 당사자({rule.protects})를 확인할 수 없음",
                en=f"no party could be read as {rule.protects}",
            ),
        )
    return None


def _roles(context: Context, each: str) -> frozenset[Role]:
    """
    Give the roles that are played: a rule over a deal may find them in any of its documents.
    """
    others = context.deal.others if context.deal and each == "bundle" else ()
    return context.reading.roles.union(*(one.reading.roles for one in others))


def _told_apart(findings: list[Finding]) -> list[Finding]:
    seen: Counter[str] = Counter()
    told: list[Finding] = []
    for finding in sorted(findings, key=lambda one: (one.evidence[0].span if one.evidence else Span(0, 0), one.rule)):
        ordinal = seen[finding.fingerprint]
        seen[finding.fingerprint] += 1
        told.append(evidence.with_ordinal(finding, ordinal) if ordinal else finding)
    return told
