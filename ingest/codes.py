"""
List every outcome code once: what it means and what a person can do about it, in Korean and English.

A refusal (101 to 122, 201) says why a file was not read; a reason (105, 201 to 211) why a person has to look at one
that was. The words stand where the codes are raised: ingest/errors.py and ingest/notices.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest.errors import IngestError
from ingest.notices import ADVICE, MEANINGS

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Code:
    """
    Hold one stable code with its words.
    """

    number: int
    ko: str
    en: str
    advice_ko: str
    advice_en: str


REFUSALS: Final[Mapping[int, Code]] = {
    kind.code: Code(kind.code, kind.ko, kind.en, kind.advice_ko, kind.advice_en)
    for kind in sorted(IngestError.__subclasses__(), key=lambda kind: kind.code)
}
REASONS: Final[Mapping[int, Code]] = {
    number: Code(number, *MEANINGS[number], *ADVICE[number]) for number in sorted(MEANINGS)
}
