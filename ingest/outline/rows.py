"""
Read the rows of a term sheet as its clauses: "투자금액   25억원", "■ 제출일: …", "Board: three seats", "Dividends:".

Only a text without any article is read this way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Level
from ingest.outline.borders import signature_start
from ingest.outline.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.outline.marks import TextLine

_ROW: Final = late.pattern(
    r"[■□○●▶·•\-]? ?(?P<label>[가-힣A-Za-z][^:|\n]{0,38}?)"
    r"(?:(?: {2,}|\** ?: ?\** ?| ?\| ?)(?=[^\s:|-])|\** ?:\** ?$)"
)
_HEADER: Final = late.pattern(r"(?:항 ?목|구 ?분|내 ?용|Item|Term|Terms)$")
_SENTENCE: Final = late.pattern(r"다\.|[.;]$")
_ENOUGH: Final = 4


def rows_of(lines: Sequence[TextLine]) -> list[Mark]:
    """
    Give a mark for each labelled row before the signatures; none where too few lines are rows.
    """
    end = signature_start(lines[_ENOUGH:])
    marks = []
    for line in lines:
        found = _ROW.match(line.text)
        if found is None or (end is not None and line.start >= end):
            continue
        label = found["label"].strip(" *")
        if not _HEADER.match(label) and not _SENTENCE.search(label):
            marks.append(Mark(line.start, line.start + found.end(), "row", (), label, label, Level.ARTICLE))
    return marks if len(marks) >= _ENOUGH else []
