"""
Bring the real instruments: the reader of `ingest`, the checker and the catalog of `rules`.
"""

from __future__ import annotations

import time
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from compliance import results
from compliance.duties import duties_of
from compliance.finding_shown import FindingsShown
from compliance.instruments import Instruments, Keeping
from compliance.long_findings import LongFindings
from compliance.views import CatalogView, RuleView
from ingest import read
from rules import catalog, draft, engine, explain, fingerprints, kept, trial
from rules import check as run_rules
from rules import check_deal as run_rules_together
from rules.missing import book as missing_documents

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import date

    from ingest.document import Document
    from rules.catalog import Catalog, Compiled
    from rules.explain import Verdict
    from rules.law import Basis
    from rules.missing.book import Entry

LONGEST_TRIAL_SECONDS = 1200
"""Seconds for the examples of a draft's rules; those of all shipped rules take about a quarter of it."""


@lru_cache(maxsize=1)
def _fingerprints() -> Mapping[str, str]:
    """
    Tell each rule of the catalog from its other wordings.
    """
    return fingerprints.of_rules(_book())


def drafted(files: Mapping[str, str]) -> Instruments:
    """
    Bring the instruments of the catalog that some rule files make when they lie over the shipped ones.

    Raises:
        RuleError: a file does not hold.
    """
    return _drafted(tuple(sorted(files.items()))) if files else REAL


@lru_cache(maxsize=3)
def _drafted(files: tuple[tuple[str, str], ...]) -> Instruments:
    whole = draft.build(dict(files))
    book = whole.select(experimental=False)
    known = fingerprints.of_rules(book)
    return replace(_over(lambda: book, lambda: known, lambda: whole), files=dict(files))


def _tried(book: Catalog, names: Collection[str]) -> Iterator[str]:
    """
    Run the examples and pins of some rules; what is left when the time is up does not hold either.
    """
    end = time.monotonic() + LONGEST_TRIAL_SECONDS
    for one in book.rules:
        if one.rule.id in names:
            if time.monotonic() > end:
                yield f"{one.rule.id}: not tried: the trial took longer than {LONGEST_TRIAL_SECONDS} s"
                return
            yield from trial.problems_of(one, book)


def _explained(book: Catalog, document: Document, on: date, names: Collection[str]) -> list[Verdict]:
    rules = [one.rule for one in book.rules if one.rule.id in names and not one.is_tabular]
    return explain.verdicts(engine.prepare(document, on), rules, book)


def _checked(book: Catalog, document: Document, on: date) -> Mapping[str, Any]:
    return _plain(results.analysed(document, run_rules(document, book, on), book))


def _check_and_keep(book: Catalog, document: Document, on: date) -> tuple[Mapping[str, Any], bytes | None]:
    reading = engine.prepare(document, on)
    report = results.analysed(document, engine.check_reading(reading, book), book)
    return _plain(report), kept.keep(reading)


def _check_kept(book: Catalog, content: bytes, on: date) -> Mapping[str, Any]:
    """
    Check a document whose reading was kept; give what a comparison with its report needs.
    """
    findings, outcomes = engine.judge_text(kept.take_up(content, on), book)
    return {
        "findings": [
            {
                "rule": one.rule,
                "fingerprint": one.fingerprint,
                "title": one.title.model_dump(),
                "severity": one.severity,
                "ground": one.ground,
            }
            for one in findings
        ],
        "outcomes": {name: {"outcome": one.outcome} for name, one in outcomes.items()},
    }


def _checked_together(book: Catalog, documents: Sequence[Document], on: date, unread: int) -> list[Mapping[str, Any]]:
    reports = run_rules_together(documents, book, on, unread)
    return [
        _plain(results.analysed(document, report, book)) for document, report in zip(documents, reports, strict=True)
    ]


def _over(
    book: Callable[[], Catalog], known: Callable[[], Mapping[str, str]], whole: Callable[[], Catalog]
) -> Instruments:
    """
    Bring the instruments over a catalog that is loaded when it is first asked for; `whole` has experimental rules too.
    """
    show = lru_cache(maxsize=1)(lambda: _shown(book()))
    return Instruments(
        read=read,
        check=lambda document, on: _checked(book(), document, on),
        check_deal=lambda documents, on, unread: _checked_together(book(), documents, on, unread),
        check_some=lambda document, on, rules: _checked(book().only(rules), document, on),
        fingerprints=known,
        affected=lambda then, since, today: fingerprints.affected(book(), known(), then, since, today),
        catalog=show,
        drafted=drafted,
        trial=lambda names: _tried(whole(), names),
        explain=lambda document, on, names: _explained(book(), document, on, names),
        keeping=Keeping(
            check=lambda document, on: _check_and_keep(book(), document, on),
            check_some=lambda content, on, rules: _check_kept(book().only(rules), content, on),
            maker=kept.maker,
        ),
        duties=lru_cache(maxsize=1)(lambda: duties_of(book().rules)),
    )


def _plain(answer: results.CheckObject) -> Mapping[str, Any]:
    """
    Give an answer as plain JSON values; the findings of a long table stay packed.
    """
    if not isinstance(answer.findings, FindingsShown):
        return answer.model_dump(mode="json")
    bodies = (one.model_dump(mode="json") for one in answer.findings)
    return answer.model_dump(mode="json", exclude={"findings"}) | {"findings": LongFindings.pack(bodies)}


@lru_cache(maxsize=1)
def _book() -> Catalog:
    return catalog.load().select(experimental=False)


def _show(one: Compiled) -> RuleView:
    rule = one.rule
    plain = rule.model_dump(mode="json", exclude={"find", "examples", "law"})
    return RuleView(
        id=rule.id,
        name=rule.name,
        revision=rule.revision,
        status=rule.status,
        severity=rule.severity,
        title=plain["title"],
        why=plain["why"],
        remedy=plain["remedy"],
        applies_to=tuple(rule.applies_to),
        law=tuple(_show_basis(basis) for basis in one.bases),
        wording={level: words for level, words in plain["wording"].items() if words},
        detail=plain,
    )


def _shown(book: Catalog) -> CatalogView:
    missing = (_show_missing(name, entry) for name, entry in missing_documents.entries().items())
    return CatalogView(book.digest, (*(_show(one) for one in book.rules), *missing))


def _show_missing(name: str, entry: Entry) -> RuleView:
    plain = entry.model_dump(mode="json")
    return RuleView(
        id=name,
        name=entry.name,
        revision=entry.revision,
        status=entry.status,
        severity=entry.severity["none"],
        title=plain["title"],
        why=plain["why"],
        remedy=plain["remedy"],
        applies_to=(),
        law=tuple(_show_basis(basis) for basis in entry.bases),
        wording={level: words for level, words in plain["wording"].items() if words},
        detail=plain,
    )


def _show_basis(basis: Basis) -> dict[str, object]:
    return {
        "cite": basis.cite,
        "cite_en": basis.cite_en,
        "kind": basis.kind,
        "in_force": basis.in_force.isoformat(),
        "effect": basis.effect,
        "keys_on": basis.keys_on,
    }


REAL = _over(_book, _fingerprints, catalog.load)
