"""
Stand in for the reader and the checker: quick, plain, and able to break in every way that matters here.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from compliance.instruments import Instruments
from compliance.results import warned
from compliance.views import CatalogView
from ingest.document import AgreementType, Clause, Document, Level, Source, Span
from ingest.errors import EncryptedFile
from rules.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from ingest.document import Declaration

SECRET = "무상으로 양도한다는 문구"  # noqa: S105 - no password
"""Words of an agreement that must never turn up outside of sealed values."""
LOCKED = "LOCKED"
BREAKS_THE_CHECK = "BREAKS THE CHECK"


def agreement(*lines: str) -> str:
    """
    Write an agreement with one high and one low flag, and further lines.
    """
    return "\n".join(["제1조 (목적)", f"FLAG high {SECRET}", "FLAG low 통지한다", *lines])


def read(data: bytes, name: str, declared: Declaration | None) -> Document:
    """
    Read UTF-8 text as one clause; refuse text that says LOCKED.
    """
    text = data.decode()
    if LOCKED in text:
        raise EncryptedFile(name)
    whole = Clause("제1조", "목적", Level.ARTICLE, Span(0, len(text)))
    return Document(
        source=Source(name, "text/plain", hashlib.sha256(data).hexdigest(), len(data)),
        language="ko",
        text=text,
        wraps=(),
        lines=(),
        pages=1,
        clauses=(whole,),
        parties=(),
        agreement=AgreementType("other", 1.0, declared=bool(declared and declared.agreement_type)),
        signed_on=None,
        quantities=(),
        tables=(),
        facts={},
        warnings=(),
        coverage=1.0,
    )


def check(document: Document, on: date) -> Mapping[str, Any]:
    """
    Find every line that says FLAG and a severity; break where the text says so.
    """
    if BREAKS_THE_CHECK in document.text:
        raise RuntimeError(f"broke on: {document.text}")
    lines = [line.split(" ", 2) for line in document.text.splitlines() if line.startswith("FLAG ")]
    return {
        "document": {"name": document.source.name, "sha256": document.source.sha256, "coverage": 1.0},
        "catalog": {"digest": "test", "rules": 1},
        "checked_on": on.isoformat(),
        "status": "analysed",
        "codes": [],
        "findings": [_finding(severity, quote) for _, severity, quote in lines],
        "warnings": [warned(notice).model_dump() for notice in document.warnings],
        "outcomes": {"TST-01": {"outcome": "flagged" if lines else "clear", "why": {"ko": "", "en": ""}}},
    }


def check_deal(documents: Sequence[Document], on: date, unread: int) -> list[Mapping[str, Any]]:
    """
    Check each by itself.
    """
    del unread
    return [check(document, on) for document in documents]


def _finding(severity: str, quote: str) -> dict[str, Any]:
    return {
        "rule": "TST-01",
        "name": "test.flag",
        "title": {"ko": "시험 문구", "en": "a test phrase"},
        "fingerprint": hashlib.sha256(quote.encode()).hexdigest(),
        "ground": "advisory",
        "severity": severity,
        "quote": quote,
        "evidence": [{"quote": quote}],
    }


def check_some(document: Document, on: date, rules: frozenset[str]) -> Mapping[str, Any]:
    """
    Check by the one rule there is, if it is asked for.
    """
    return check(document if "TST-01" in rules else replace(document, text=""), on)


def affected(then: Mapping[str, str], since: date, today: date) -> Mapping[str, frozenset[str]]:
    """
    Name the one rule where its fingerprint was another.
    """
    del since, today
    return {"TST-01": frozenset({"other"})} if then != {"TST-01": "test"} else {}


def drafted(files: Mapping[str, str]) -> Instruments:
    """
    Judge by a draft: "high" is no longer flagged, "low" is graver, and "NEW" is flagged; refuse one that says BROKEN.

    The examples of one that says UNPINNED do not hold. No files at all are the instruments of the shipped rules.
    """
    if not files:
        return INSTRUMENTS
    written = "".join(files.values())
    if "BROKEN" in written:
        raise RuleError("TST-01", "is broken")
    digest = hashlib.sha256(written.encode()).hexdigest()

    def check_by_draft(document: Document, on: date) -> Mapping[str, Any]:
        plain = document.text.replace("FLAG high", "-").replace("FLAG low", "FLAG medium").replace("NEW", "FLAG high")
        return {**check(replace(document, text=plain), on), "catalog": {"digest": digest, "rules": 1}}

    return replace(
        INSTRUMENTS,
        check=check_by_draft,
        check_some=lambda document, on, _: check_by_draft(document, on),
        check_deal=lambda documents, on, _: [check_by_draft(document, on) for document in documents],
        fingerprints=lambda: {"TST-01": digest},
        affected=lambda then, *_: {} if then == {"TST-01": digest} else {"TST-01": frozenset({"other"})},
        catalog=lambda: CatalogView(digest, ()),
        trial=lambda names: iter(sorted(names) if "UNPINNED" in written else ()),
        files=dict(files),
    )


INSTRUMENTS = Instruments(
    read=read,
    check=check,
    check_deal=check_deal,
    check_some=check_some,
    fingerprints=lambda: {"TST-01": "test"},
    affected=affected,
    catalog=lambda: CatalogView("test", ()),
    drafted=drafted,
    trial=lambda _: iter(()),
    explain=lambda *_: [],
)
