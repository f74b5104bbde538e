"""
Check files without a database: read each, run the catalog, and give objects of the contract.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from compliance import deal, results
from compliance.bundling import read_member
from ingest import read
from ingest.document import Document
from ingest.errors import IngestError
from ingest.links.ties import link, settled
from rules import check as run_rules
from rules import check_deal as check_together

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from compliance.gathering import Given
    from ingest.document import Declaration
    from rules.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Bench:
    """
    Hold what files are checked with: what was declared, the rules, the day, and whom to tell of each file done.
    """

    declared: Declaration | None
    catalog: Catalog
    on: date
    step: Callable[[], None]


def check_files(files: Sequence[Given], bench: Bench) -> list[results.CheckObject]:
    """
    Check files each by itself; one that cannot be read gives an object that says why.
    """
    return [_answer(given, _read(given, bench), bench) for given in files if given.entry.fate in {"taken", "refused"}]


def check_deal(files: Sequence[Given], bench: Bench) -> tuple[list[results.CheckObject], list[deal.DealLink]]:
    """
    Check files that belong together: what one of them lacks and another one is, is not missing.
    """
    given = [one for one in files if one.entry.fate in {"taken", "refused"}]
    read = [_read(one, bench, in_bundle=True) for one in given]
    documents = [one for one in read if isinstance(one, Document)]
    hashes = [document.source.sha256 for document in documents]
    whole = iter(settled(documents))
    answers = [next(whole) if isinstance(one, Document) else one for one in read]
    whole_deal = [answer for answer in answers if isinstance(answer, Document)]
    reports = iter(check_together(whole_deal, bench.catalog, bench.on, len(answers) - len(whole_deal)))
    objects = [
        results.analysed(answer, next(reports), bench.catalog)
        if isinstance(answer, Document)
        else _answer(one, answer, bench)
        for one, answer in zip(given, answers, strict=True)
    ]
    return objects, deal.joined(link(documents), hashes)


def _read(given: Given, bench: Bench, *, in_bundle: bool = False) -> Document | IngestError:
    """
    Read a file, or say why not.
    """
    if refusal := given.entry.refusal:
        return refusal
    try:
        if in_bundle or given.in_bundle:
            return read_member(read, given.content, given.entry.name, bench.declared)
        return read(given.content, given.entry.name, bench.declared)
    except IngestError as error:
        return error
    finally:
        bench.step()


def _answer(given: Given, read: Document | IngestError, bench: Bench) -> results.CheckObject:
    """
    Judge a document, or say why there is none.
    """
    if isinstance(read, Document):
        return results.analysed(read, run_rules(read, bench.catalog, bench.on), bench.catalog)
    # The bytes of a file that stayed packed are not known.
    identity = sha256(given.content).hexdigest() if given.content or not given.in_bundle else ""
    return results.rejected(given.entry.name, identity, read, bench.catalog, bench.on)
