"""
Match numbers set against each other: of so many, one side names more than half.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import re2

from rules.matchers.base import Arguments, Match, Matcher, Workshop, matcher

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.document import Span
    from rules.lexicon import Entry
    from rules.matchers.base import Context
    from rules.reading import Reading
    from rules.units import Unit

_WORDS = {
    **dict.fromkeys(("한", "하나", "일", "one"), 1),
    **dict.fromkeys(("두", "둘", "이", "two"), 2),
    **dict.fromkeys(("세", "셋", "삼", "three"), 3),
    **dict.fromkeys(("네", "넷", "사", "four"), 4),
    **dict.fromkeys(("다섯", "오", "five"), 5),
    **dict.fromkeys(("여섯", "육", "six"), 6),
    **dict.fromkeys(("일곱", "칠", "seven"), 7),
    **dict.fromkeys(("여덟", "팔", "eight"), 8),
    **dict.fromkeys(("아홉", "구", "nine"), 9),
}
_NUMBER = re2.compile(
    r"(?i)(?P<digits>\d{1,2})|(?P<native>한|하나|두|둘|세|셋|네|넷|다섯|여섯|일곱|여덟|아홉) ?(?:명|사람|자리|석|인)"
    r"|(?P<alone>하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉)(?:이며|이고|이다|으로|로|을|를|은|는|이|가|,|\s|$)"
    r"|(?P<sino>[일이삼사오육칠팔구]) ?(?:인|명|석)(?:의|을|를|이|은|는|으로|,|\s|$)|\b(?P<english>one|two|three|four|five|six|seven|eight|nine)\b"
)


class OutnumbersArguments(Arguments):
    """
    Name the entries whose hits hold the numbers: of all, of those one side names, of those the others name.

    `rest` is said where the one side names whoever the others do not.
    """

    whole: str
    part: str
    others: str
    rest: str


@matcher("outnumbers", OutnumbersArguments)
def outnumbers(arguments: OutnumbersArguments, workshop: Workshop) -> Matcher:
    """
    Match where the one side names more than half, but not all, of a number given in the same provision.
    """
    whole, part, others, rest = (
        workshop.entries(name)[0] for name in (arguments.whole, arguments.part, arguments.others, arguments.rest)
    )

    def match(unit: Unit, context: Context) -> Match | None:
        reading = context.reading
        around = unit.sentence.provision if unit.sentence else unit.span
        every = max(_numbers(reading, whole, around), default=0)
        named = list(reading.hits_in(part, unit.span))
        most = max(_numbers(reading, part, unit.span), default=0)
        if not most and (left := reading.hits_in(rest, unit.span)):
            named, most = list(left), every - sum(_numbers(reading, others, around))
        if not every // 2 < most < every:
            return None
        return Match((*named, *reading.hits_in(whole, around)), value=str(most), limit=str(every))

    return match


def _numbers(reading: Reading, entry: Entry, span: Span) -> Iterable[int]:
    """
    Give the smallest number in each place where the entry is said: "three of the five directors" is three.
    """
    for hit in reading.hits_in(entry, span):
        found = [_value(number) for number in _NUMBER.finditer(reading.text[hit.start : hit.end])]
        if found:
            yield min(found)


def _value(found: re2._Match) -> int:
    written = next(group for group in found.groups() if group)
    return int(written) if written.isdecimal() else _WORDS[written.lower()]
