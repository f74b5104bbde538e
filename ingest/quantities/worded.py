"""
Read the quantities that have no number of their own: half, a fortnight, 보름, 두 해, seven in ten, half a per cent.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Quantity, Span
from ingest.quantities import numerals
from ingest.quantities.numerals import DIGITS, ENGLISH, NATIVE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NATIVE_DAYS: Final = {
    "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9, "열흘": 10, "열하루": 11,
    "열이틀": 12, "열닷새": 15, "보름": 15, "스무날": 20, "fortnight": 14,
}  # fmt: skip
_PARTS: Final = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10, "hundredth": 100, "thousandth": 1000}
_HALF: Final = Decimal("0.5")
_HUNDRED: Final = Decimal(100)
_MONTHS: Final = 12
_QUARTER: Final = 3
_DECADE: Final = 10
_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_AMOUNT: Final = rf"(?:{DIGITS}|{ENGLISH}|an?)"
_HALF_OF: Final = late.pattern(r"절반|반액|\b(?:one[- ])?half(?= of\b)|\bHalf of\b", re.IGNORECASE)
_PART: Final = late.pattern(
    rf"\b(?P<upper>{_AMOUNT})[- ](?P<lower>thirds?|quarters?|fifths?|tenths?|hundredths?|thousandths?)\b(?! part)(?<!a quarter)(?<!A quarter)"
    r"(?P<percent>(?: of)? (?:one|an?|1) per ?cent\b)?|\b(?P<small>half|a quarter)(?: of)? (?:one|an?|1) per ?cent\b",
    re.IGNORECASE,
)
_OUT_OF: Final = late.pattern(
    r"(?<![가-힣])(?P<whole>셋|넷|다섯|여섯|일곱|여덟|아홉|열|스물)(?:에| 가운데| 중(?:에)?| 중에서)? (?P<part>하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉)(?![가-힣]{2})"
)
_DAYS: Final = late.pattern(rf"(?<![가-힣])(?:{'|'.join(_NATIVE_DAYS)})(?![가-힣]{{2}})(?!달)", re.IGNORECASE)
_MONTHS_SPAN: Final = late.pattern(
    r"(?P<halfyear>반년(?!도|생)|\b(?:half a|a half)[- ]year\b)"
    r"|(?<![가-힣\d])(?P<quarters>한|두|세|[1-3]) ?(?:개 ?)?분기(?= ?동안|간|까지|가 | 이내| 안에)"
    r"|(?<![가-힣\d])(?P<sinoyears>[일이삼사오육칠팔구]|\d{1,2}) ?년 ?반(?=[ 이을의에간,.]|$)"
    rf"|(?<![가-힣])(?P<years>{NATIVE}) ?(?:해|돌)(?= ?(?:반(?=[ 이을의,.]))|[가를째의이, .]| ?(?:동안|뒤|후|안에|이내|까지|되는)|$)(?! ?에)(?P<andhalf> ?반(?=[ 이을의,.]))?"
    r"|\b(?P<oneandhalf>a year and a half|one and a half years)\b|\b(?P<fewandhalf>two|three|four|five) and a half years\b"
    r"|\b(?P<decade>(?:a|one) decade)\b",
    re.IGNORECASE,
)
_MULTIPLE: Final = late.pattern(
    rf"(?<![가-힣])(?:(?P<count>{NATIVE}) ?)?(?:곱절|갑절|곱(?=[을의이으 ]))|\b(?P<word>twice|thrice|double|treble|triple)(?= (?:the|its|his|her|their|what|that|as much)\b)",
    re.IGNORECASE,
)
_TIMES: Final = {"twice": 2, "double": 2, "thrice": 3, "treble": 3, "triple": 3}
_ANNIVERSARY: Final = late.pattern(
    rf"\b(?:(?P<ordinal>{'|'.join(_ORDINALS)})|(?P<digits>\d{{1,2}})(?:st|nd|rd|th)) anniversary\b", re.IGNORECASE
)


def worded(text: str) -> Iterator[Quantity]:
    """
    Walk over the quantities without a number of their own in order; of two that overlap the longer counts.
    """
    found = [(one, read) for form, read in _FORMS for one in form.finditer(text)]
    taken = 0
    for one, read in sorted(found, key=lambda pair: (pair[0].start(), -pair[0].end())):
        if one.start() >= taken:
            kind, value, unit = read(one)
            yield Quantity(kind, value, unit, None, Span(*one.span()))  # type: ignore[arg-type]
            taken = one.end()


def _half(_: re.Match[str]) -> tuple[str, Decimal, str]:
    return "share", _HALF, ""


def _part(found: re.Match[str]) -> tuple[str, Decimal, str]:
    if found["small"]:
        return "share", (_HALF if found["small"].lower() == "half" else _HALF / 2) / _HUNDRED, ""
    upper = _number(found["upper"])
    part = upper / _PARTS[found["lower"].lower().rstrip("s")]
    return "share", part / _HUNDRED if found["percent"] else part, ""


def _number(written: str) -> Decimal:
    if written[0].isdigit():
        return numerals.korean(written) or Decimal(0)
    return Decimal(1) if written.lower() in {"a", "an"} else numerals.english(written)


def _out_of(found: re.Match[str]) -> tuple[str, Decimal, str]:
    return "share", numerals.native(found["part"]) / numerals.native(found["whole"]), ""


def _days(found: re.Match[str]) -> tuple[str, Decimal, str]:
    return "period", Decimal(_NATIVE_DAYS[found.group().lower()]), "day"


def _months(found: re.Match[str]) -> tuple[str, Decimal, str]:
    if found["halfyear"]:
        return "period", Decimal(6), "month"
    if found["quarters"]:
        return "period", _few(found["quarters"]) * _QUARTER, "month"
    if found["sinoyears"]:
        return "period", _few(found["sinoyears"]) * _MONTHS + 6, "month"
    if found["years"]:
        years = numerals.native(found["years"])
        return ("period", years * _MONTHS + 6, "month") if found["andhalf"] else ("period", years, "year")
    if found["decade"]:
        return "period", Decimal(_DECADE), "year"
    years = numerals.english(found["fewandhalf"]) if found["fewandhalf"] else Decimal(1)
    return "period", years * _MONTHS + 6, "month"


def _few(written: str) -> Decimal:
    if written in {"한", "두", "세"}:
        return numerals.native(written)
    return numerals.korean(written) or Decimal(0)


def _multiple(found: re.Match[str]) -> tuple[str, Decimal, str]:
    if found["word"]:
        return "multiple", Decimal(_TIMES[found["word"].lower()]), ""
    return "multiple", numerals.native(found["count"]) if found["count"] else Decimal(2), ""


def _anniversary(found: re.Match[str]) -> tuple[str, Decimal, str]:
    years = int(found["digits"]) if found["digits"] else _ORDINALS.index(found["ordinal"].lower()) + 1
    return "period", Decimal(years), "year"


_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str, Decimal, str]]], ...]] = (
    (_HALF_OF, _half),
    (_PART, _part),
    (_OUT_OF, _out_of),
    (_DAYS, _days),
    (_MONTHS_SPAN, _months),
    (_MULTIPLE, _multiple),
    (_ANNIVERSARY, _anniversary),
)
