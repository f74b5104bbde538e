"""
Find the day an agreement was concluded: in the signature block, else in the lines before the first clause.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Level, Span
from ingest.outline import introduction_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.canonical import Canonical
    from ingest.document import Clause

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = r"(?P<month_{0}>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*)\.?"
DATE: Final = late.pattern(
    r"(?P<y1>\d{4})\s?년\s?(?P<m1>\d{1,2})\s?월\s?(?P<d1>\d{1,2})\s?일"
    r"|(?<!\d)(?P<y2>(?:19|20)\d\d)(?P<sep> ?[./-] ?)(?P<m2>\d{1,2}) ?[./-] ?(?P<d2>\d{1,2})(?!\d)"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?: day of)?,? {_MONTH.format(3)},?\s(?P<y3>\d{{4}})"
    rf"|{_MONTH.format(4)}\s(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y4>\d{{4}})"
    r"|(?P<era>令和|平成)?(?P<y5>(?:\d{1,4}|元)) ?年 ?(?P<m5>\d{1,2}) ?月 ?(?P<d5>\d{1,2}) ?日"
)
# The year before the first of each Japanese era.
_ERAS: Final = {"令和": 2018, "平成": 1988}
_CONCLUDED: Final = late.pattern(
    r"(?:체결|계약|협약|서명|작성|제출|합의)(?:이|을|를|된|한)? ?(?:일자|일|날|연월일)|일자?로? ?(?:체결|서명)|자로 ?체결|에 ?(?:의하여|체결)|"
    r"발효일|효력발생일|약정(?:한다|하였다|합니다)|締結|(?:이|본) ?(?:계약|협약|약정|합의)서?[은는] ?$|\b(?:dated|date|made|entered into|effective|executed)\b|체결",
    re.IGNORECASE,
)
_FOUNDED: Final = late.pattern(r"설립|등록|incorporated|founded|established|개정|제정|유효|기간|부터|까지|한을")
# A day that is named to tell another agreement apart: "2025년 10월 1일자 신주인수계약", "the agreement dated …, as amended".
_OTHER_PAPER: Final = late.pattern(r" ?자(?! ?로)")
_LABELLED: Final = late.pattern(
    r"(?:^|\n)[ *■□○▶●|]*(?:\d{1,2}[.)] ?)?\(?(?:(?:계약|협약|약정)? ?(?:체결|서명|작성|합의|계약|협약|약정) ?(?:일자|연월일|년월일|일)|일자|날짜|締結日|契約日|"
    r"(?:Agreement |Effective |Signing |Execution )?Date(?: of (?:this )?(?:Agreement|Signature|Execution))?|Dated)[ *)\"']{0,3}(?:[:|]|  ) ?\*{0,2} ?(?="
    + re.sub(r"\(\?P<\w+>", "(?:", DATE.pattern)
    + ")"
)
_ALONE: Final = late.pattern(r"[ *(]*(?:서기 |단, |체결일 |西暦)?$")
_WITNESSED: Final = late.pattern(r"IN WITNESS WHEREOF|증명하기 위하여|증하기 위하여|상기 계약|証するため")
_WITNESS_NEAR: Final = 400
_NEAR: Final = 60
# Agreements are dated near their first or last words.
_TOP: Final = 4000
_END: Final = 6000
_HEAD: Final = 1500


def date_of(found: re.Match[str]) -> date | None:
    """
    Turn a match of `DATE` into a day; None where no calendar has it.
    """
    form = next(form for form in "12345" if found[f"d{form}"])
    written = found[f"month_{form}"] if form in "34" else None
    month = _MONTHS.index(written[:3].lower()) + 1 if written else int(found[f"m{form}"])
    year = 1 if found[f"y{form}"] == "元" else int(found[f"y{form}"])
    try:
        return date(year + _ERAS.get(found["era"] or "", 0), month, int(found[f"d{form}"]))
    except ValueError:
        return None


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
    annexed = next((canonical.canonical_of(one.span).start for one in clauses if one.level is Level.ANNEX), None)
    body = canonical.text[:annexed]
    return _labelled(body[:_TOP]) or _labelled(body[-_END:]) or _in_preamble(head) or _at_end(body[-_END:])


def _labelled(text: str) -> date | None:
    """
    Give the day behind a label that says it is the day of signing ("계약체결일: …"); the first such line counts.
    """
    for label in _LABELLED.finditer(text):
        found = DATE.match(text, label.end())
        day = date_of(found) if found else None
        if day is not None:
            return day
    return None


def _at_end(text: str) -> date | None:
    """
    Give the last day that stands alone on its line or in the closing sentence, as below an agreement without signatures.
    """
    last = None
    for found, day in _dates(text):
        before = text[max(0, found.start() - _NEAR) : found.start()].rsplit("\n", 1)[-1]
        after = text[found.end() : found.end() + _NEAR].split("\n", 1)[0]
        alone = _ALONE.fullmatch(before) and not after.strip(" .,*)")
        closing = _WITNESSED.search(text[max(0, found.start() - _WITNESS_NEAR) : found.start()])
        if alone or closing:
            last = day
    return last


def _in_preamble(head: str) -> date | None:
    """
    Pick the date of the preamble that stands beside a word of concluding, else a date alone on its line.
    """
    for found, day in _dates(head):
        before = head[max(0, found.start() - _NEAR) : found.start()].rsplit("\n", 1)[-1]
        after = head[found.end() : found.end() + _NEAR].split("\n", 1)[0]
        if (
            _FOUNDED.search(after[:8])
            or _OTHER_PAPER.match(after)
            or re.search(r"(?:설립 ?일?|founded|incorporated) ?(?:on|in|:)? ?$", before)
        ):
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
