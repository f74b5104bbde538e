"""
Write a reading down and take it up again: what was prepared once for judging by rules need not be prepared again.

Kept is what rules on a text ask of it, with what its sentences sound like if that was asked before; a portfolio is
judged by its tables, so nothing is kept of one. A kept reading is good for the very code that made it, which `maker`
names.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel

from ingest.canonical import Canonical
from ingest.document import Document
from rules import fingerprints
from rules.classifier.doubting import UNHEARD
from rules.classifier.likeness import SHIPPED, Likenesses
from rules.classifier.model import shipped
from rules.classifier.weighing import heard
from rules.marks import Marked
from rules.portfolio.judge import PORTFOLIO
from rules.reading import Reading
from rules.sentences import Sentence
from rules.spelling import WORDS
from rules.units import judged, sentence_units

if TYPE_CHECKING:
    from datetime import date

READERS = Path(__file__).parent.parent / "ingest"
"""Where the code is that folds texts."""


class _Likeness(BaseModel):
    """
    Hold where sentences start and the harm of each, and those margins that a rule could tell apart, each with its place.
    """

    starts: list[int]
    harm: list[float]
    rows: list[int]
    columns: list[int]
    margins: list[float]

    @classmethod
    def near(cls, found: Likenesses) -> _Likeness:
        rows, columns = np.nonzero(heard(found.margins, found.harm[:, None]) >= UNHEARD)
        return cls(
            starts=list(found.starts),
            harm=found.harm.tolist(),
            rows=rows.tolist(),
            columns=columns.tolist(),
            margins=found.margins[rows, columns].tolist(),
        )

    def found(self) -> Likenesses:
        margins = np.full((len(self.starts), len(shipped().rules)), -np.inf)
        margins[self.rows, self.columns] = self.margins
        return Likenesses(self.starts, margins, np.array(self.harm))


class _Kept(BaseModel):
    document: Document
    canonical: Canonical
    marked: Marked
    sentences: tuple[Sentence, ...]
    judged: tuple[int, ...]
    """Which sentences may bind somebody."""
    likeness: dict[str, _Likeness]


def keep(reading: Reading) -> bytes | None:
    """
    Write a reading down as JSON; None where its rules ask for more than its text.
    """
    document = reading.document
    if document.agreement.value == PORTFOLIO.value:
        return None
    text_only = replace(
        document,
        lines=(),
        edges=(),
        clauses=(),
        tables=(),
        warnings=(),
        asides=(),
        page_coverage=(),
        page_confidence=(),
        annexes=(),
        precedence=(),
        ties=(),
        columns=(),
        faults=(),
    )
    parts = {
        "canonical": reading.canonical,
        "marked": reading.marked,
        "sentences": reading.sentences,
        "judged": [one.index for one in judged(reading)],
        "likeness": {kind: _Likeness.near(found) for kind, found in reading.likeness.items()},
    }
    return _Kept.model_validate({"document": text_only, **parts}).model_dump_json().encode()


def take_up(kept: bytes, on: date) -> Reading:
    """
    Return the reading that was written down, for judging on a day.

    Raises:
        pydantic.ValidationError: it is no reading as this version knows them.
    """
    found = _Kept.model_validate_json(kept)
    reading = Reading(found.document, on, found.marked.text, found.canonical, found.marked, found.sentences)
    reading.units["sentence"] = tuple(sentence_units(found.sentences[index] for index in found.judged))
    reading.likeness.update((kind, likeness.found()) for kind, likeness in found.likeness.items())
    return reading


@lru_cache(maxsize=1)
def maker() -> str:
    """
    Name the code that makes readings, with its data: one that others made is not taken up.
    """
    total = sha256(b"".join((fingerprints.code().encode(), *(one.read_bytes() for one in (WORDS, *SHIPPED)))))
    for path in sorted(READERS.glob("*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()
