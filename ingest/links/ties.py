"""
Find the other agreement that a document amends, supplements or replaces, and join the documents of a bundle.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from ingest import late, notices
from ingest.dates import DATE, date_of
from ingest.document import Span, Tie

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.document import Document
    from ingest.links.references import Text

TieKind = Literal["amends", "supplements", "side_letter", "supersedes"]
_BY_TITLE: Final[tuple[tuple[TieKind, re.Pattern[str]], ...]] = (
    (
        "amends",
        late.pattern(
            r"(?:변경|수정|개정) ?(?:계약|합의|약정|협약)|\bamendment\b|変更(?:契約|合意|覚書)", re.IGNORECASE
        ),
    ),
    (
        "side_letter",
        late.pattern(
            r"부속 ?(?:합의|약정|협약|계약)|이면 ?(?:합의|계약)|추가 ?합의|특약 ?(?:합의|서)|side letter|覚書",
            re.IGNORECASE,
        ),
    ),
    ("supplements", late.pattern(r"(?:추가|보충) ?(?:계약|약정|협약)|supplement|addendum|追加契約", re.IGNORECASE)),
)
_PAPER: Final = r"[가-힣A-Za-z0-9·()&' -]{0,50}?(?:계약|협약|약정|합의|양해각서|契約|覚書)(?:서|書)?"
_BEHIND_DATE: Final = late.pattern(
    rf"(?:\"|')?(?:자로?|부로?|에|일자|付)? ?(?:당사자들?[은이가]? ?(?:간에?|사이에)? ?)?(?:체결|작성|締結)?(?:한|된|하였던|하고|した|された|의)? ?[\"']?(?P<title>{_PAPER})"
)
_ENGLISH: Final = late.pattern(
    r"(?:(?:[Aa]mend(?:ment|s|ed)?(?: No\.? ?\d+)?|AMENDMENT(?: NO\.? ?\d+)?|[Ss]upplement(?:s|al)?|[Aa]ddendum|ADDENDUM|[Ss]ide [Ll]etter|SIDE LETTER|supersedes?|replaces?|[Pp]arties to|[Uu]nder|[Pp]ursuant to|[Rr]eference is made to)\s(?:to\s|TO\s)?(?:the |THE |that certain |a |such )?)"
    r"[\"(]?(?P<title>(?:[A-Z][\w&',-]* (?:and |of |& |for |AND |OF )?){1,8}?(?:AGREEMENT|Agreement|CONTRACT|Contract|LEASE|Lease|LICENSE|License))\b"
)
_MAIN: Final = r"(?P<main>주 ?계약|원 ?계약|기본 ?계약|모 ?계약|본 ?계약|原契約|基本契約|主契約)"
_PREVAILS: Final = late.pattern(
    rf"(?:본|이) ?(?:부속 ?|추가 ?|변경 ?)?(?:합의서?|각서|약정서?|특약)[은는][^.\n]{{0,80}}?{_MAIN}서?(?:에|보다) ?우선"
)
_PART: Final = late.pattern(
    rf"(?:본|이) ?(?:부속 ?|추가 ?|변경 ?)?(?:합의서?|각서|약정서?|특약)[은는][^.\n]{{0,80}}?{_MAIN}서?(?:의 ?(?:일부|부속)|와 ?일체|[을를] ?(?:보충|보완|변경))"
)
_REPLACES: Final = late.pattern(
    r"[^.\n]{0,60}?(?:을|를) ?(?:전부 ?)?대체(?:한다|하며|함)|[^.;\n]{0,60}?(?:is|are) hereby (?:superseded|replaced)"
)
_CHANGES: Final = late.pattern(
    r"[^.\n]{0,120}?(?:을|를|중|다음과 같이|일부를) ?[^.\n]{0,40}?(?:변경|개정|수정)(?:하기로|한다|하고자|하며|함)|[^.\n]{0,80}変更"
)
_SUPPLEMENTS: Final = late.pattern(
    r"[^.\n]{0,120}?(?:보충|보완|추가|부속)(?:하기로|한다|하고자|하며|하여)|[^.\n]{0,60}?의 ?(?:일부를|부속|후속)"
)
_BY_VERB: Final[tuple[tuple[TieKind, re.Pattern[str]], ...]] = (
    ("supersedes", _REPLACES),
    ("amends", _CHANGES),
    ("supplements", _SUPPLEMENTS),
)
_OTHER: Final = late.pattern(r"변경|부속|추가|수정|보충|amend|side|supplement", re.IGNORECASE)
_TITLE_LINES: Final = 4
_TITLE_LONGEST: Final = 80
_SENTENCE: Final = late.pattern(r"(?:다|함|음)\.|[.;:]$|제 ?1 ?조")
_TITLE_LETTERS: Final = 300
_THIS: Final = late.pattern(r"[Tt]his (?:Amendment|Addendum|Supplement|Side Letter)[^.;\n]{0,80}$")
_HEAD: Final = 2500
_GENERIC: Final = frozenset(
    {"주계약", "원계약", "기본계약", "모계약", "본계약", "원계약서", "基本契約", "原契約", "主契約"}
)


def title_of(text: str) -> str:
    """
    Give the title of a document: its first lines up to the first that is a sentence.
    """
    lines = [line.strip(" #*|_\t\"'[]<>") for line in text[:_HEAD].split("\n") if line.strip(" #*|_-\t")]
    kept: list[str] = []
    for line in lines[:_TITLE_LINES]:
        if _SENTENCE.search(line) or len(line) > _TITLE_LONGEST:
            break
        kept.append(line)
    return " ".join(kept)


def ties(read: Text) -> list[Tie]:
    """
    Read how a document stands to another agreement, as it says itself in its title and its first sentences.
    """
    kind = next((kind for kind, pattern in _BY_TITLE if pattern.search(read.title)), None)
    found = [*_said(read), *(_dated(read, kind))]
    if kind is not None and not found:
        found = [_undated(read, kind)]
    merged: dict[str, Tie] = {}
    for tie in found:
        known = merged.get(tie.kind)
        if known is None or (known.title in _GENERIC and tie.title not in _GENERIC) or (not known.dated and tie.dated):
            merged[tie.kind] = replace(tie, dated=tie.dated or (known.dated if known else None))
    return list(merged.values())


def _dated(read: Text, kind: TieKind | None) -> Iterator[Tie]:
    """
    Read "2024년 3월 1일 체결한 공동개발계약을 변경한다" and its English kin.
    """
    head = read.text[:_HEAD]
    yield from _english(read, head, kind)
    for found in DATE.finditer(head):
        named = _BEHIND_DATE.match(head, found.end())
        if named is None or not named["title"].strip() or _own_title(named["title"], read.title):
            continue
        said = _kind_said(head, named.end()) or kind
        if said is not None:
            span = Span(found.start(), named.end("title"))
            yield Tie(said, span, named["title"].strip(" \"'"), date_of(found), depends=said != "supersedes")


def _english(read: Text, head: str, kind: TieKind | None) -> Iterator[Tie]:
    """
    Read "Amendment No. 1 to the Supply Agreement dated …".
    """
    for found in _ENGLISH.finditer(head):
        words = head[found.start() : found.start("title")]
        said = next((one for one, pattern in _BY_TITLE if pattern.search(words)), None)
        said = said or ("supersedes" if re.match(r"supersede|replace", words) else kind)
        if (
            said is not None
            and _of_itself(head, found.start(), kind)
            and not _own_title(found["title"], read.title.replace(found["title"], ""))
        ):
            day = DATE.search(head, found.end("title"), found.end("title") + 90)
            title = re.sub(r"^(?:THE|The) ", "", found["title"])
            yield Tie(
                said,
                Span(found.start(), found.end()),
                title,
                date_of(day) if day else None,
                depends=said != "supersedes",
            )


def _of_itself(head: str, start: int, kind: TieKind | None) -> bool:
    """
    Tell whether the words at an offset are of this document, and not of some amendment that it mentions.
    """
    return kind is not None or start < _TITLE_LETTERS or bool(_THIS.search(head, max(0, start - 120), start))


def _kind_said(text: str, at: int) -> TieKind | None:
    """
    Say what the sentence does with the dated agreement it has just named.
    """
    return next((kind for kind, pattern in _BY_VERB if pattern.match(text, at)), None)


def _said(read: Text) -> Iterator[Tie]:
    """
    Read "본 합의서는 주계약에 우선한다" and "… 주계약의 일부를 구성한다".
    """
    for found in _PREVAILS.finditer(read.text):
        yield Tie("side_letter", Span(found.start(), found.end()), found["main"], None, depends=True)
    for found in _PART.finditer(read.text):
        yield Tie("supplements", Span(found.start(), found.end()), found["main"], None, depends=True)


def _undated(read: Text, kind: TieKind) -> Tie:
    """
    Name the main agreement as well as the text allows where only the title tells that there is one.
    """
    named = re.search(_MAIN, read.text[:_HEAD])
    line = read.text.find("\n") if "\n" in read.text else len(read.text)
    span = Span(*named.span("main")) if named else Span(0, line)
    return Tie(kind, span, named["main"] if named else "", None, depends=True)


def _own_title(title: str, own: str) -> bool:
    """
    Tell whether a named agreement is the document itself.
    """
    wanted = re.sub(r"\s|서$|書$", "", title)
    words = re.sub(r"\s", "", own)
    return bool(wanted) and wanted in words and not _OTHER.search(own)


@dataclass(frozen=True, slots=True)
class Link:
    """
    Join two documents of a bundle by their places in it: `of` relies on `to`, by a tie or by an annex it lacks.
    """

    of: int
    to: int
    kind: Literal["amends", "supplements", "side_letter", "supersedes", "annex"]
    name: str


@dataclass(frozen=True, slots=True)
class _Paper:
    """
    Hold a document with what it is compared by: its title without blanks, name and title as annexes are called, parties.
    """

    document: Document
    title: str
    called: str
    parties: frozenset[str]


def link(documents: Sequence[Document]) -> tuple[Link, ...]:
    """
    Join the documents of a bundle: amendments and side letters to what they change, missing annexes to their files.
    """
    papers = [_paper(document) for document in documents]
    return tuple(one for at in range(len(papers)) for one in _links_of(at, papers))


def settled(documents: Sequence[Document]) -> tuple[Document, ...]:
    """
    Give the documents of a bundle without the warnings that something is missing which the bundle holds.
    """
    links = link(documents)
    return tuple(_without(document, [one for one in links if one.of == at]) for at, document in enumerate(documents))


def _without(document: Document, links: Sequence[Link]) -> Document:
    found = {notices.missing(one.name) for one in links}
    left = tuple(notice for notice in document.warnings if notice not in found)
    return replace(document, warnings=left) if len(left) < len(document.warnings) else document


def _paper(document: Document) -> _Paper:
    title = title_of(document.text)
    return _Paper(
        document,
        re.sub(r"\s", "", title).casefold(),
        _as_called(f"{document.source.name}\n{title}"),
        frozenset(re.sub(r"\s|주식회사|\(주\)|㈜", "", party.name) for party in document.parties if party.name),
    )


def _as_called(name: str) -> str:
    return re.sub(r"[\s\[\]제호_]", "", name).casefold()


def _links_of(at: int, papers: Sequence[_Paper]) -> Iterator[Link]:
    paper = papers[at]
    others = [(place, other) for place, other in enumerate(papers) if place != at]
    for tie in paper.document.ties:
        scored = [(_fit(paper, tie, other), -place) for place, other in others]
        best = max(scored, default=(0, 0))
        if best[0] >= _ENOUGH:
            yield Link(at, -best[1], tie.kind, tie.title)
    for annex in paper.document.annexes:
        if annex.span is None:
            wanted = re.compile(rf"{re.escape(_as_called(annex.label))}(?!\d)")
            found = next((place for place, other in others if wanted.search(other.called)), None)
            if found is not None:
                yield Link(at, found, "annex", annex.label)


_ENOUGH: Final = 2
_PAIR: Final = 2


def _fit(paper: _Paper, tie: Tie, other: _Paper) -> int:
    """
    Count what speaks for the other document being the one meant: title (2), date (2), both parties (1).
    """
    signed_on, its_ties = other.document.signed_on, other.document.ties
    wanted = re.sub(r"\s|서$", "", tie.title).casefold()
    named = bool(wanted) and tie.title not in _GENERIC and wanted in other.title
    dated = tie.dated is not None and tie.dated == signed_on
    wrong_day = tie.dated is not None and signed_on is not None and not dated
    generic = tie.title in _GENERIC and not its_ties and paper.parties == other.parties != frozenset()
    same = len(paper.parties & other.parties) >= _PAIR
    if wrong_day:
        return 0
    return 2 * named + 2 * dated + same + 2 * generic - 2 * bool(its_ties and not named)
