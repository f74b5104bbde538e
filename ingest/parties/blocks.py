"""
Read the names in blocks: a label alone on its line, or with an address, and the name on one of the lines below.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Span
from ingest.parties import names
from ingest.parties.definitions import Found
from ingest.parties.lexicon import bare, lexicon

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_LABEL: Final = late.pattern(
    r"[ ■□○▶●*<\[(\"']*(?P<label>[가-힣一-龥](?: ?[가-힣一-龥ァ-ヶー]){0,9}(?: ?\d)?|[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?)[\])\"'>*]* ?:? *(?P<rest>[^\n]*)"
)
_FIELD: Final = late.pattern(
    r" *(?:상 ?호|회 ?사 ?명|법 ?인 ?명|기 ?업 ?명|업 ?체 ?명|기 ?관 ?명|명 ?칭|성 ?명|이 ?름|商号|名称|氏名|Company(?: Name)?|Name of Company)"
    r" ?(?:\([^()\n]{1,12}\) ?)?(?::| {2}|\|) *"
)
_ADDRESS: Final = late.pattern(
    r" *(?:(?:주 ?소|소재지|본점)|(?:[가-힣]{2,4}(?:특별시|광역시|자치시|자치도|도|시)|서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|제주) "
    r"[가-힣]{1,6}[시군구동읍면로길] ?|[一-龥]{2,3}[都道府県])"
)
_SIGNED: Final = late.pattern(r" *(?:\(인\)|\(서명\)|\[인\]|印|\(印\)|대표 ?이사.*|대표자.*|代表取締役.*|/.*)? *$")
_LINES_BELOW: Final = 6


def named_below(text: str, ranges: Sequence[tuple[int, int]], nameless: Collection[str]) -> Iterator[Found]:
    """
    Walk over the labels of blocks whose name stands on a line below; `nameless` are labels still without a name.
    """
    for begin, end in ranges:
        label, left = "", 0
        for at, whole in _lines(text, begin, end):
            start, line = at, whole
            opened = _opened(line, nameless)
            if opened:
                label, left = opened, _LINES_BELOW
                start, line = _behind_label(start, line)
            left -= 1
            who = _name(line) if label and left >= 0 else None
            if who is not None:
                span = Span(start + who[0], start + who[1])
                yield Found((label,), text[span.start : span.end], span, line)
                label = ""


def _lines(text: str, begin: int, end: int) -> Iterator[tuple[int, str]]:
    """
    Walk over the lines of a part of the text with the place where each begins.
    """
    at = begin
    for line in text[begin:end].split("\n"):
        yield at, line
        at += len(line) + 1


def _behind_label(start: int, line: str) -> tuple[int, str]:
    """
    Give what stands behind a label on its line ('"갑" 상호: …'), nothing where that is no field.
    """
    found = _LABEL.match(line)
    at = found.start("rest") if found else len(line)
    return start + at, line[at:] if _FIELD.match(line, at) else ""


def _opened(line: str, nameless: Collection[str]) -> str:
    """
    Give the label that opens a block: behind it stands nothing, a seal or an address.
    """
    found = _LABEL.match(line)
    if not found:
        return ""
    whole = bare(re.sub(r"(?<=[가-힣一-龥]) +(?=[가-힣一-龥])", "", found["label"]))
    rest = found["rest"].strip(" ()[]:인印")
    if whole in nameless or (lexicon().known(whole) and not nameless):
        return whole if not rest or _ADDRESS.match(rest) or _FIELD.match(rest) else ""
    first = whole[:1]
    behind = line[found.start("label") + 1 :]
    return first if first in nameless and behind[:1] in {" ", '"', "'", "]", ")"} and _ADDRESS.match(behind[1:]) else ""


def _name(line: str) -> tuple[int, int] | None:
    """
    Read the name on a line that holds nothing else than a field's title and a seal.
    """
    field = _FIELD.match(line)
    begin = field.end() if field else len(line) - len(line.lstrip())
    value = line[begin:]
    if _ADDRESS.match(value):
        return None
    who = names.organisation(value)
    if who is None and field:
        who = names.people(re.split(r"[(/|]|  ", value)[0])
    if who is None or who[0] or not (field or _SIGNED.match(value[who[1] :])):
        return None
    return begin + who[0], begin + who[1]
