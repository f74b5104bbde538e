"""
Lead "[표 2]의 B등급" and "Table 2" to the table of that caption, and to its row.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Reference, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ingest.links.references import Text

_CITED: Final = late.pattern(
    r"(?P<open>[\[<(])?(?<![가-힣])(?:표|表|TABLE|Table) ?(?P<number>\d{1,2})(?![\d장])(?:-\d)?(?P<close> ?[\])>])?"
    r"(?: ?(?:의|중|の) ?[\"']?(?P<row>[^ ,.;\n\"']{1,14}?)[\"']?(?=(?:에|의|을|를|란|행|과|와|로|이|은|는|に|の| )))?"
)
_LINE_START: Final = late.pattern(r"(?:^|\n)[ #*>|]*$")
_GOES_ON: Final = late.pattern(r" ?(?:에|의|를|을|와|과|은|는|가|이|로|shall|sets|is|are)(?![가-힣])")
_NEAR: Final = 300
_UNDRAWN: Final = 1500
_MARGIN: Final = 8


@dataclass(frozen=True, slots=True)
class _Caption:
    number: str
    start: int
    end: int


def table_references(read: Text, drawn: Sequence[Span]) -> list[Reference]:
    """
    Read every citation of a table; `drawn` are the places of the tables in the text, in reading order.
    """
    found = list(_CITED.finditer(read.text))
    captions = [_Caption(hit["number"], hit.start(), hit.end()) for hit in found if _is_caption(read.text, hit)]
    starts = {caption.start for caption in captions}
    regions = {caption.number: _region(read, caption, drawn) for caption in reversed(captions)}
    return [one for hit in found if hit.start() not in starts for one in _reference(read, hit, regions)]


def _reference(read: Text, hit: re.Match[str], regions: Mapping[str, Span]) -> Iterator[Reference]:
    """
    Lead one citation to its table or row; a bare "표 2" that no caption knows may be any words.
    """
    region = regions.get(hit["number"])
    if region is None:
        if hit["open"] and hit["close"]:
            span = Span(hit.start(), hit.end("close"))
            yield Reference(span, "table", read.text[span.start : span.end], None, certainty=0.6)
        return
    row = _row(read.text, region, hit["row"]) if hit["row"] else None
    span = Span(hit.start(), hit.end("row") if row else hit.end("close") if hit["close"] else hit.end("number"))
    yield Reference(span, "table", read.text[span.start : span.end], row or region)


def _is_caption(text: str, hit: re.Match[str]) -> bool:
    """
    Tell whether the words open a line and go on as no sentence would.
    """
    end = hit.end("close") if hit["close"] else hit.end("number")
    start = max(0, hit.start() - _MARGIN)
    return bool(_LINE_START.search(text, start, hit.start())) and not _GOES_ON.match(text, end)


def _region(read: Text, caption: _Caption, drawn: Sequence[Span]) -> Span:
    """
    Give what a caption stands over: the table drawn next, else the lines up to the next clause or blank line.
    """
    place = bisect_left(drawn, Span(caption.end, caption.end))
    following = drawn[place] if place < len(drawn) else None
    if following and following.start - caption.end < _NEAR:
        return Span(caption.start, following.end)
    head = read.places.next_head(caption.end)
    stop = min(len(read.text) if head is None else head, caption.end + _UNDRAWN)
    line = read.text.find("\n", caption.end, stop)
    blank = read.text.find("\n\n", line + 2, stop) if line >= 0 else -1
    return Span(caption.start, min(stop, blank) if blank >= 0 else stop)


def _row(text: str, region: Span, label: str) -> Span | None:
    """
    Give the line of a table that a label opens.
    """
    opening = re.compile(rf"(?:^|\n|\t|\|)[ |\"'\-·*]*{re.escape(label)}(?![가-힣A-Za-z\d])[^\n]*")
    found = opening.search(text, region.start, region.end)
    return Span(found.start() + (text[found.start()] == "\n"), found.end()) if found else None
