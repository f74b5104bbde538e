"""
Keep of a document just what the documents of a bundle are joined by, and join them by it.

Members are screened one by one, wherever a worker is free; the bundle is closed without reading them again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from compliance.results import warned
from ingest.document import AgreementType, Annex, Document, Party, Role, Source, Span, Tie
from ingest.links.ties import link
from ingest.notices import missing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ingest.links.ties import Link

HEAD = 2500
"""Code points at the beginning of a text in which its title stands."""
NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Joined:
    """
    Hold how documents belong together, and for each the warnings that the bundle makes void.
    """

    links: tuple[Link, ...]
    settled: tuple[frozenset[str], ...]


def ties_of(document: Document) -> dict[str, Any]:
    """
    Write down what a document can be joined by.
    """
    return {
        "name": document.source.name,
        "sha256": document.source.sha256,
        "head": document.text[:HEAD],
        "signed_on": document.signed_on.isoformat() if document.signed_on else None,
        "parties": [party.name for party in document.parties],
        "annexes": [[annex.label, annex.span is not None] for annex in document.annexes],
        "ties": [[tie.kind, tie.title, tie.dated.isoformat() if tie.dated else None] for tie in document.ties],
    }


def join(ties: Sequence[Mapping[str, Any]]) -> Joined:
    """
    Join documents by what `ties_of` wrote down.
    """
    links = link([_document(each) for each in ties])
    settled = (
        frozenset(warned(missing(one.name)).text for one in links if one.of == place) for place in range(len(ties))
    )
    return Joined(links, tuple(settled))


def _document(ties: Mapping[str, Any]) -> Document:
    """
    Make a document of it again, as far as joining looks.
    """
    return Document(
        source=Source(ties["name"], "", ties["sha256"], 0),
        language="other",
        text=ties["head"],
        wraps=(),
        lines=(),
        pages=0,
        clauses=(),
        parties=tuple(Party("", name, Role.OTHER, 0.0) for name in ties["parties"]),
        agreement=AgreementType("other", 0.0, declared=False),
        signed_on=_day(ties["signed_on"]),
        quantities=(),
        tables=(),
        facts={},
        warnings=(),
        coverage=1.0,
        annexes=tuple(Annex(label, NOWHERE if is_there else None) for label, is_there in ties["annexes"]),
        ties=tuple(Tie(kind, NOWHERE, title, _day(dated)) for kind, title, dated in ties["ties"]),
    )


def _day(written: str | None) -> date | None:
    """
    Read a day back.
    """
    return date.fromisoformat(written) if written else None
