"""
Find what a memorandum, a letter of intent or a term sheet says of its own force, and which clauses are otherwise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Binding, Level, Span
from ingest.links.sentences import unnumbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.document import Reference
    from ingest.links.places import Place
    from ingest.links.references import Text

_NOT_BINDING: Final = late.pattern(
    r"(?:구속력|구속하는 효력)(?:을|이|은|도)? ?(?:갖지|가지지|없|아니|발생하지|미치지)|구속되지 ?아니|구속하지 ?아니"
    r"|not (?:be |intended to be |a |constitute a )?(?:legally )?binding(?! (?:up)?on (?:any|or|third))"
    r"|not (?:intended to )?(?:create|constitute) (?:any )?(?:legally )?binding|creates? no (?:legal(?:ly binding)?|binding) obligation|non-?binding"
    r"|法的拘束力を(?:有し|持た)"
)
_ONLY: Final = late.pattern(
    r"(?:은|는|에 ?한하여|에 ?한해|만|만이) ?(?:(?:각 ?|양 ?)?당사자(?:들)?[를을] ?)?(?:법적 ?)?(?:구속하[고며]|구속한다|구속력(?:을|이) ?(?:갖|가지|가진|있))"
    r"|\b(?:[Oo]nly|[Ss]olely)\b[^.;\n]{0,80}\b(?:are|is|shall be) (?:legally )?binding|\b(?:are|is|shall be) (?:legally )?binding[^.;\n]{0,20}\bonly\b(?! if)"
)
_REST: Final = late.pattern(
    r"한하여|한해|만(?:이)? |그 ?밖의|나머지|이외의 ?(?:조항|내용)|기타 ?(?:조항|내용)|[Oo]nly|solely|remaining|other (?:provisions|paragraphs|sections)"
)
_OF_ITSELF: Final = late.pattern(
    r"(?:본|이) ?(?:양해 ?각서|각서|의향서|합의서?|협약서?|계약서?|약정서?|문서|제안서|텀 ?시트|(?:주요 ?)?(?:거래 ?|투자 ?)?조건|MOU|LOI)"
    r"|[Tt]his (?:non-?binding )?(?:Memorandum|MOU|LOI|Letter|[Tt]erm [Ss]heet|[Dd]ocument|[Ss]ummary|Agreement|Indication|Proposal)|^\W*It\b"
    r"|本(?:覚書|書|契約)"
)
_OF_OTHERS: Final = late.pattern(
    r"구두|예측|계획|견적|이 외|이외|당사자 아닌|제3자|oral|forecast|estimate|third part", re.IGNORECASE
)
_TITLE: Final = late.pattern(r"구속력|법적 ?효력|[Bb]inding|拘束力")
_HOWEVER: Final = late.pattern(r"^[\s\"]*(?:다만|단|그러나|ただし|provided|However|however|except)[, 、]")
_OTHERWISE: Final = late.pattern(r"그러하지 ?아니|구속력(?:을|이) ?(?:갖는|가진|가지|있)|예외|제외|binding|この限り")
_SAVE: Final = late.pattern(r"[을를]? ?제외하고|제외한|except|other than|save for|save as|외에는|を除き", re.IGNORECASE)
_NAMES: Final = late.pattern(r"[,·、]| 및 | 또는 | and | or |[와과] ")
_LEFT_OUT: Final = late.pattern(r"\s|항목|조항|조건|의 ?규정|[은는을를이가]$")


def binding(read: Text, references: Sequence[Reference]) -> Binding | None:
    """
    Read what a paper says of its own force; the clauses named in the sentence or in the proviso are otherwise.
    """
    for hit in _NOT_BINDING.finditer(read.text):
        if _is_of_itself(read, hit):
            return _negative(read, hit, references)
    for hit in _ONLY.finditer(read.text):
        sentence = read.sentences.around(hit.start())
        if _REST.search(read.text, sentence.start, sentence.end):
            named = _named([sentence], references) or _by_title(read, sentence.start, hit.start())
            if named:
                return Binding(sentence, binds=False, exceptions=named)
    return None


def _negative(read: Text, hit: re.Match[str], references: Sequence[Reference]) -> Binding:
    """
    Read "구속력이 없다" with its exceptions: in the same sentence (제외하고), else in the proviso behind.
    """
    sentence = read.sentences.around(hit.start())
    proviso = read.sentences.around(min(sentence.end + 1, len(read.text) - 1))
    words = read.text[proviso.start : proviso.end]
    spans = [sentence]
    if _HOWEVER.match(words) and _OTHERWISE.search(words):
        spans.append(proviso)
    saved = len(spans) > 1 or _SAVE.search(read.text, sentence.start, sentence.end)
    exceptions = (_named(spans, references) or _by_title(read, spans[-1].start, spans[-1].end)) if saved else ()
    return Binding(Span(sentence.start, spans[-1].end), binds=False, exceptions=exceptions)


def _is_of_itself(read: Text, hit: re.Match[str]) -> bool:
    """
    Tell whether a sentence speaks of the force of the paper, not of a forecast or of spoken words.
    """
    ahead = read.text[read.sentences.around(hit.start()).start : hit.start()]
    place = read.places.at(hit.start())
    titled = place is not None and any(_TITLE.search(one.clause.heading) for one in place.chain())
    return (titled or bool(_OF_ITSELF.search(ahead))) and not _OF_OTHERS.search(ahead)


def _named(spans: Sequence[Span], references: Sequence[Reference]) -> tuple[Span, ...]:
    """
    Give the clauses that sentences refer to, other than the one they stand in.
    """
    return tuple(
        one.target
        for one in references
        if one.target
        and one.kind == "clause"
        and any(span.covers(one.span) for span in spans)
        and not one.target.covers(spans[0])
    )


def _by_title(read: Text, start: int, end: int) -> tuple[Span, ...]:
    """
    Give the clauses that words name by their titles: "비밀유지, 준거법 항목에 한하여".
    """
    start = unnumbered(read.text, Span(start, end)).start
    wanted = {_plain(name) for name in _NAMES.split(read.text[start:end])} - {""}
    return tuple(place.span for place in _articles(read) if _plain(place.clause.heading) in wanted)


def _articles(read: Text) -> Iterator[Place]:
    return (place for place in read.places.every if place.clause.level is Level.ARTICLE and place.clause.heading)


def _plain(name: str) -> str:
    """
    Compare titles by their letters; the last word of a longer phrase is what may be a title.
    """
    return _LEFT_OUT.sub("", name.strip().rsplit("  ", 1)[-1])
