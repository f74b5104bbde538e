"""
Turn a layout into a document: clauses, parties, kind of agreement, signing date, quantities, links.

Pure: the same layout and declaration give the same document. What the clauses mean is left to `rules`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ingest.agreement import agreement_type
from ingest.canonical import canonical
from ingest.dates import signed_on
from ingest.document import Declaration, Document
from ingest.errors import NoTextLayer, TooLarge
from ingest.language import language_of
from ingest.layout import LONGEST_TEXT
from ingest.links import links_of
from ingest.outline import outline
from ingest.parties import parties_of
from ingest.quantities import read_quantities
from ingest.registration import registration_notices
from ingest.unseen import unseen_in

if TYPE_CHECKING:
    from ingest.canonical import Canonical
    from ingest.document import Quantity, Source
    from ingest.layout import Layout

_WRITTEN: Final = str.maketrans("갑을병정", "甲乙丙丁")
"""What a Japanese agreement calls its parties; canonical text has the Korean readings."""


def build(layout: Layout, source: Source, declared: Declaration | None = None) -> Document:
    """
    Read the structure of an agreement; what the submitter declared wins over what is read.
    """
    said = declared or Declaration()
    folded = canonical(layout.text, layout.wraps)
    clauses = outline(folded)
    kind = agreement_type(folded, said.agreement_type, layout.tables)
    parties = parties_of(folded, clauses, kind.value, said.parties)
    language = language_of(folded.text)
    links = links_of(folded, clauses, parties, layout.tables, language)
    unseen, turned = unseen_in(layout.text)
    return Document(
        source=source,
        language=language,
        text=layout.text,
        wraps=layout.wraps,
        lines=layout.lines,
        pages=layout.pages,
        clauses=clauses,
        parties=tuple(replace(one, label=one.label.translate(_WRITTEN)) for one in parties)
        if language == "ja"
        else parties,
        agreement=kind,
        signed_on=said.signed_on or signed_on(folded, clauses),
        quantities=_quantities(folded),
        tables=layout.tables,
        facts=said.facts,
        warnings=(*layout.warnings, *links.notices, *unseen, *registration_notices(folded.text)),
        coverage=layout.coverage,
        edges=layout.edges,
        asides=(*layout.asides, *turned),
        page_coverage=layout.page_coverage,
        page_confidence=layout.page_confidence,
        references=links.references,
        definitions=links.definitions,
        annexes=links.annexes,
        precedence=links.precedence,
        binding=links.binding,
        ties=links.ties,
        faults=layout.faults,
    )


def refuse_unreadable(layout: Layout) -> None:
    """
    Refuse a file without text, which is never the same as one without findings, and one longer than any agreement.

    Raises:
        NoTextLayer, TooLarge
    """
    if not layout.text.strip():
        raise NoTextLayer(detail="no text on any page")
    if len(layout.text) > LONGEST_TEXT:
        raise TooLarge(detail=f"{len(layout.text)} letters, at most {LONGEST_TEXT}")


def _quantities(folded: Canonical) -> tuple[Quantity, ...]:
    """
    Read the quantities and point them at the original text.
    """
    return tuple(replace(found, span=folded.original(found.span)) for found in read_quantities(folded.text))
