"""
Read tests/quality/sayings: unfair sentences, look-alikes and whole fair agreements by authors who saw no rule.

Half A is for mending and learning, half B is only counted: which one a sentence belongs to follows from the seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from rules.classifier import sayings
from rules.classifier.sayings import FAIR, UNFAIR, Saying

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "quality" / "sayings"
SEED = "2026-11-28"


@dataclass(frozen=True, slots=True)
class Sentence:
    """
    Hold one sentence: the rule whose file it stands in (the agreement, where it is a fair one's), and what it is.
    """

    file: str
    words: str
    is_unfair: bool

    @property
    def half(self) -> str:
        """
        Say which half it belongs to.
        """
        return "AB"[sha256(f"{SEED}/{self.words}".encode()).digest()[0] % 2]

    def saying(self) -> Saying:
        """
        Give it as the classifier learns from it.
        """
        words = sayings.marked(self.words)
        return Saying(words, self.file) if self.is_unfair else Saying(words, None, self.file)


def read(pattern: str = "**/*.txt") -> Iterator[Sentence]:
    """
    Give every sentence of the files that a pattern names, file by file.
    """
    for path in sorted(FOLDER.glob(pattern)):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield Sentence(path.stem, line[len(UNFAIR) :].strip(), not line.startswith(FAIR))
