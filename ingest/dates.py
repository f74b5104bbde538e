"""
Find the day an agreement was concluded: in the signature block, else in the lines before the first clause.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from ingest.document import Level, Span
from ingest.outline import introduction_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.canonical import Canonical
    from ingest.document import Clause

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = r"(?P<month_{0}>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*)\.?"
DATE: Final = re.compile(
    r"(?P<y1>\d{4})\s?년\s?(?P<m1>\d{1,2})\s?월\s?(?P<d1>\d{1,2})\s?일"
    r"|(?<!\d)(?P<y2>(?:19|20)\d\d)(?P<sep> ?[./-] ?)(?P<m2>\d{1,2}) ?[./-] ?(?P<d2>\d{1,2})(?!\d)"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?: day of)? {_MONTH.format(3)},?\s(?P<y3>\d{{4}})"
    rf"|{_MONTH.format(4)}\s(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y4>\d{{4}})"
)
_CONCLUDED: Final = re.compile(
    r"(?:체결|계약|협약|서명|작성|제출|합의)(?:이|을|를|된|한)? ?(?:일자|일|날|연월일)|일자?로? ?(?:체결|서명)|자로 ?체결|에 ?(?:의하여|체결)|"
    r"발효일|효력발생일|\b(?:dated|date|made|entered into|effective|executed)\b|체결",
    re.IGNORECASE,
)
_FOUNDED: Final = re.compile(r"설립|등록|incorporated|founded|established|개정|제정|유효|기간|부터|까지|한을")
_NEAR: Final = 60
_HEAD: Final = 1500


def date_of(found: re.Match[str]) -> date | None:
    """
    Turn a match of `DATE` into a day; None where no calendar has it.
    """
    form = next(form for form in "1234" if found[f"d{form}"])
    written = found[f"month_{form}"] if form in "34" else None
    month = _MONTHS.index(written[:3].lower()) + 1 if written else int(found[f"m{form}"])
    try:
        return date(int(found[f"y{form}"]), month, int(found[f"d{form}"]))
    except ValueError:
        return None


def written_dates(text: str) -> Iterator[re.Match[str]]:
    """
    Walk over what is written as a date.
    """
    yield from DATE.finditer(text)


def signed_on(canonical: Canonical, clauses: Sequence[Clause]) -> date | None:
    """
    Give the day of signing as printed; None where no date stands where agreements are dated.
    """
    for clause in reversed(clauses):
        if clause.level is Level.SIGNATURE:
            span = canonical.canonical_of(clause.span)
            for found, day in _dates(canonical.text[span.start : span.end]):
                if not _FOUNDED.search(found.string[found.end() : found.end() + 8]):
                    return day
    end = introduction_end(clauses)
    head = canonical.text[: _HEAD if end is None else canonical.canonical_of(Span(end, end)).start]
    return _in_preamble(head)


def _in_preamble(head: str) -> date | None:
    """
    Pick the date of the preamble that stands beside a word of concluding, else a date alone on its line.
    """
    for found, day in _dates(head):
        before = head[max(0, found.start() - _NEAR) : found.start()].rsplit("\n", 1)[-1]
        after = head[found.end() : found.end() + _NEAR].split("\n", 1)[0]
        if _FOUNDED.search(after[:8]) or re.search(r"(?:설립 ?일?|founded|incorporated) ?(?:on|in|:)? ?$", before):
            continue
        if _CONCLUDED.search(before) or _CONCLUDED.search(after) or not (before + after).strip():
            return day
    return None


def _dates(text: str) -> Iterator[tuple[re.Match[str], date]]:
    """
    Walk over the dates of a text that the calendar has.
    """
    for found in DATE.finditer(text):
        day = date_of(found)
        if day is not None:
            yield found, day
