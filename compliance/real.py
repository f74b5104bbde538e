"""
Bring the real instruments: the reader of `ingest`, the checker and the catalog of `rules`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from compliance import results
from compliance.instruments import Instruments
from compliance.views import CatalogView, RuleView
from ingest import read
from rules import catalog, fingerprints
from rules import check as run_rules
from rules import check_deal as run_rules_together

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from ingest.document import Document
    from rules.catalog import Catalog, Compiled


def check(document: Document, on: date) -> Mapping[str, Any]:
    """
    Check a document by the catalog, experimental rules left out as on the command line.
    """
    book = _book()
    return results.analysed(document, run_rules(document, book, on), book).model_dump(mode="json")


def check_deal(documents: Sequence[Document], on: date, unread: int) -> list[Mapping[str, Any]]:
    """
    Check the documents of one deal together by the same catalog.
    """
    book = _book()
    reports = run_rules_together(documents, book, on, unread)
    return [
        results.analysed(document, report, book).model_dump(mode="json")
        for document, report in zip(documents, reports, strict=True)
    ]


def check_some(document: Document, on: date, rules: frozenset[str]) -> Mapping[str, Any]:
    """
    Check a document by some rules of the same catalog.
    """
    book = _book().only(rules)
    return results.analysed(document, run_rules(document, book, on), book).model_dump(mode="json")


@lru_cache(maxsize=1)
def show_fingerprints() -> Mapping[str, str]:
    """
    Tell each rule of the catalog from its other wordings.
    """
    return fingerprints.of_rules(_book())


def affected(then: Mapping[str, str], since: date, today: date) -> Mapping[str, frozenset[str]]:
    """
    Name the rules that may judge otherwise today than those with other fingerprints did on a day, each with its types.
    """
    return fingerprints.affected(_book(), show_fingerprints(), then, since, today)


@lru_cache(maxsize=1)
def show_catalog() -> CatalogView:
    """
    Show the catalog the office checks with.
    """
    book = _book()
    return CatalogView(book.digest, tuple(_show(one) for one in book.rules))


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
        law=tuple(
            {
                "cite": basis.cite,
                "cite_en": basis.cite_en,
                "kind": basis.kind,
                "in_force": basis.in_force.isoformat(),
                "effect": basis.effect,
                "keys_on": basis.keys_on,
            }
            for basis in one.bases
        ),
        wording={level: words for level, words in plain["wording"].items() if words},
        detail=plain,
    )


REAL = Instruments(
    read=read,
    check=check,
    check_deal=check_deal,
    check_some=check_some,
    fingerprints=show_fingerprints,
    affected=affected,
    catalog=show_catalog,
)
