"""
Recognise a block of lines in the language it is printed in, and the words of the other language among them.

The two models together garble Korean; one after the other, each where the other is unsure, they do not.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ingest.ocr import engine
from ingest.ocr.pixels import WHITE
from ingest.ocr.rings import with_rings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.ocr.budget import Budget
    from ingest.ocr.engine import Language, TextLine, Word
    from ingest.ocr.pixels import Grey

OTHER: Final[dict[Language, Language]] = {"kor": "eng", "eng": "kor"}
# Inches: how much of a block is read to tell its language, and the mean confidence that leaves no doubt.
SAMPLE, NATIVE = 0.9, 0.8
# Below this mean confidence what was read is no writing.
WRITING: Final = 0.35
# Words below the first are doubtful; letters of no language of their own already below the second.
DOUBTFUL, DOUBTFUL_LATIN = 0.6, 0.85
# The other language must be this sure, and by so much surer; of "(a)" and "(iii)" Korean knows nothing.
SURE, SURER, FEWEST_LETTERS = 0.7, 0.1, 2
BRACKETED: Final = re.compile(r"\([^\s가-힣()]{0,4}\)?")
LETTER_MARK: Final = re.compile(r"\([a-z]{1,4}\)")
# Pixels of paper around what is recognised; lines that are asked again in one block.
ROOM, MOST_QUESTIONS = 6, 60


def read_block(grey: Grey, dpi: int, budget: Budget) -> list[TextLine]:
    """
    Return the lines of a block; nothing where the budget ends before.
    """
    language = _language_of(grey, dpi, budget)
    lines = engine.recognise(grey, language, engine.BLOCK, dpi, budget.left)
    if mean_confidence(lines) < WRITING:
        return lines
    asked = _Questions(grey, dpi, OTHER[language], budget)
    lines = [asked.again(line) for line in lines]
    return [with_rings(line, grey, dpi) for line in lines] if language == "kor" else lines


def _language_of(grey: Grey, dpi: int, budget: Budget) -> Language:
    """
    Return the language that most of a block is printed in, judged by some lines of its middle.
    """
    height, reach = len(grey), int(SAMPLE * dpi)
    sample = np.ascontiguousarray(grey[max(0, (height - reach) // 2) : (height + reach) // 2])
    found = {}
    for language in engine.LANGUAGES:
        found[language] = mean_confidence(engine.recognise(sample, language, engine.BLOCK, dpi, budget.left))
        if found[language] >= NATIVE:
            return language
    return max(engine.LANGUAGES, key=lambda language: found[language])


def mean_confidence(lines: Iterable[TextLine]) -> float:
    """
    Return the confidence (0 to 1) of a letter on average; 0 where there is none.
    """
    words = [word for line in lines for word in line]
    letters = sum(len(word.letters) for word in words)
    return sum(word.confidence * len(word.letters) for word in words) / letters if letters else 0.0


class _Questions:
    """
    Ask the other language about the doubtful words of a block.
    """

    def __init__(self, grey: Grey, dpi: int, language: Language, budget: Budget) -> None:
        """
        Bind the block to the language that is asked.
        """
        self._grey, self._dpi, self._language, self._budget = grey, dpi, language, budget
        self._left = MOST_QUESTIONS

    def again(self, line: TextLine) -> TextLine:
        """
        Return the line with the answers where they are better than what was read.
        """
        words: list[Word] = []
        for run, is_doubtful in _runs(line):
            words += (self._answer(run) if is_doubtful and self._left else None) or run
        return tuple(words)

    def _answer(self, run: list[Word]) -> list[Word] | None:
        """
        Return what the other language reads in place of a few words; None where that is no better.
        """
        self._left -= 1
        left, top = max(0, int(run[0].edges[0]) - 2), max(0, int(min(word.top for word in run)) - 2)
        right, bottom = int(run[-1].edges[-1]) + 3, int(max(word.bottom for word in run)) + 3
        part = np.pad(self._grey[top:bottom, left:right], ROOM, constant_values=WHITE)
        lines = engine.recognise(part, self._language, engine.LINE, self._dpi, self._budget.left)
        words = [word.moved(left - ROOM, top - ROOM) for line in lines for word in line]
        letters = "".join(word.letters for word in words)
        is_mark = LETTER_MARK.fullmatch(letters) is not None
        # A single letter may be anything: 「 looks like r.
        if not is_mark and sum(map(str.isalnum, letters)) < FEWEST_LETTERS:
            return None
        was = mean_confidence([tuple(run)])
        if mean_confidence(lines) < max(SURE, was if is_mark else was + SURER):
            return None
        return [replace(words[0], is_spaced=run[0].is_spaced), *words[1:]]


def _runs(line: TextLine) -> Iterator[tuple[list[Word], bool]]:
    """
    Part a line into runs of doubtful words and runs of others.
    """
    run: list[Word] = []
    was_doubtful = False
    for word in line:
        is_doubtful = _is_doubtful(word)
        if run and is_doubtful != was_doubtful:
            yield run, was_doubtful
            run = []
        run.append(word)
        was_doubtful = is_doubtful
    if run:
        yield run, was_doubtful


def _is_doubtful(word: Word) -> bool:
    """
    Tell whether a word may belong to the other language.
    """
    if BRACKETED.fullmatch(word.letters):
        return True
    is_plain = any("가" <= letter <= "힣" for letter in word.letters) or not any(map(str.isalnum, word.letters))
    return word.confidence < (DOUBTFUL if is_plain else DOUBTFUL_LATIN)
