"""
Read what a document says of itself: references, defined terms, annexes, precedence, binding force, other agreements.

Everything is read from canonical text and the clause tree; what it means for anybody is left to `rules`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ingest import late, notices
from ingest.document import Annex, Binding, DefinedTerm, Precedence, Reference, Span, Tie
from ingest.links.annexes import annexes, missing
from ingest.links.captions import table_references
from ingest.links.citations import citations
from ingest.links.definitions import definitions
from ingest.links.external import external_terms
from ingest.links.force import binding
from ingest.links.places import Places
from ingest.links.precedence import SIDE_LETTER, precedence
from ingest.links.references import Text, references
from ingest.links.sentences import Sentences, trimmed, unnumbered
from ingest.links.ties import ties, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.canonical import Canonical
    from ingest.document import Clause, Language, Notice, Party, Table

_WEAK: Final = 0.5
_DELETED_BEFORE: Final = late.pattern(r"삭제(?:된|한) ?$")
_SIDE_LETTER_NAME: Final = "별도 합의서"
_CHANGED: Final = late.pattern(
    r"(?:을|를|의|중|은|는|에)? ?[^.\n]{0,30}?(?:다음과 같이|변경한|개정한|수정한|삭제한|신설한|대체한)|[^.;\n]{0,60}(?:is|are|shall be) (?:hereby )?(?:amended|deleted|replaced|added|modified)"
)


@dataclass(frozen=True, slots=True)
class Links:
    """
    Hold what a document says of itself, with spans in the original text, and the warnings that follow.
    """

    references: tuple[Reference, ...]
    definitions: tuple[DefinedTerm, ...]
    annexes: tuple[Annex, ...]
    precedence: tuple[Precedence, ...]
    binding: Binding | None
    ties: tuple[Tie, ...]
    notices: tuple[Notice, ...]


def links_of(
    canonical: Canonical,
    clauses: Sequence[Clause],
    parties: Sequence[Party],
    tables: Sequence[Table],
    language: Language,
) -> Links:
    """
    Read the links of one document.
    """
    text = canonical.text
    read = Text(text, Places(clauses, canonical), Sentences(text), title_of(text))
    tied = ties(read)
    inner = references(read)
    appended, to_annexes = annexes(read, list(citations(read)))
    outer = external_terms(read)
    ranks = precedence(read)
    force = binding(read, inner)
    every = [*_of_main(text, inner, tied), *to_annexes, *table_references(read, _drawn(tables, canonical)), *outer]
    back = canonical.original
    return Links(
        references=tuple(
            replace(
                one,
                span=back(one.span),
                target=_mapped(one.target, canonical),
                applied_to=_mapped(one.applied_to, canonical),
            )
            for one in sorted(every, key=lambda one: one.span)
        ),
        definitions=tuple(
            replace(one, span=back(one.span), meaning=back(one.meaning))
            for one in definitions(read, frozenset(_names(parties)))
        ),
        annexes=tuple(
            replace(one, span=_mapped(one.span, canonical), cited=tuple(map(back, one.cited))) for one in appended
        ),
        precedence=tuple(replace(one, span=back(trimmed(text, unnumbered(text, one.span)))) for one in ranks),
        binding=replace(force, span=back(force.span), exceptions=tuple(map(back, force.exceptions))) if force else None,
        ties=tuple(replace(one, span=back(one.span)) for one in tied),
        notices=tuple(_warnings(text, appended, tied, ranks, outer, inner, language)),
    )


def _mapped(span: Span | None, canonical: Canonical) -> Span | None:
    """
    Map a span to the original text if there is one.
    """
    return None if span is None else canonical.original(span)


def _drawn(tables: Sequence[Table], canonical: Canonical) -> list[Span]:
    """
    Give the places of the tables in canonical text, in reading order.
    """
    spans = []
    for table in tables:
        placed = [cell.span for cell in table.cells if cell.span is not None and cell.span.end > cell.span.start]
        if placed:
            spans.append(canonical.canonical_of(Span(min(placed).start, max(one.end for one in placed))))
    return sorted(spans)


def _names(parties: Sequence[Party]) -> Iterator[str]:
    """
    Give every name that a party goes by, as definitions are compared with it.
    """
    for party in parties:
        for name in (party.label, party.name, *party.aliases):
            yield name.casefold().removesuffix("s")


def _of_main(text: str, inner: Sequence[Reference], tied: Sequence[Tie]) -> list[Reference]:
    """
    Take the clauses that an amendment changes, or does not hold itself, for those of the agreement that it amends.
    """
    if not tied:
        return list(inner)
    return [replace(one, kind="outside", target=None) if _is_of_main(text, one) else one for one in inner]


def _is_of_main(text: str, one: Reference) -> bool:
    """
    Tell whether a reference of an amendment is to the other agreement.
    """
    return one.kind == "clause" and (
        one.target is None or one.certainty < _WEAK or bool(_CHANGED.match(text, one.span.end))
    )


def _warnings(
    text: str,
    appended: Sequence[Annex],
    tied: Sequence[Tie],
    ranks: Sequence[Precedence],
    outer: Sequence[Reference],
    inner: Sequence[Reference],
    language: Language,
) -> Iterator[Notice]:
    """
    Warn of what the text relies on and does not hold, of a language that prevails, and of terms kept elsewhere.
    """
    for label in missing(appended):
        yield notices.missing(label)
    for tie in tied:
        if tie.depends:
            yield notices.missing(tie.title)
    for one in inner:
        if one.relation == "survives" and (
            one.number.startswith("종전") or _DELETED_BEFORE.search(text[: one.span.start])
        ):
            yield notices.missing(one.number)
    if any(one.winner == "side_letter" for one in ranks) and not tied and not SIDE_LETTER.search(title_of(text)):
        yield notices.missing(_SIDE_LETTER_NAME)
    winners = dict.fromkeys(one.language for one in ranks if one.language)
    for winner in winners:
        if winner not in {language, "ko" if language == "mixed" else language}:
            yield notices.prevailing(winner)
    for one in outer:
        yield notices.external(one.number)
