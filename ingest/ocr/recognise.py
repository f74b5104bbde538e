"""
Recognise a block of lines in the language it is printed in, and the words of the other language among them.

The two models together garble Korean; one after the other, each where the other is unsure, they do not.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

import numpy as np

from ingest import late
from ingest.ocr import engine
from ingest.ocr.pixels import WHITE
from ingest.ocr.rings import with_rings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

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
BRACKETED: Final = late.pattern(r"\([^\s가-힣()]{0,4}\)?")
LETTER_MARK: Final = late.pattern(r"\([a-z]{1,4}\)")
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
        for start, stop in _runs(line, 0, len(line), _is_doubtful):
            if not _is_doubtful(line[start]):
                words += line[start:stop]
                continue
            answer = self._answer(line, start, stop)
            if answer is None:
                # A figure or a foreign word may stand right beside Korean ones that are doubtful, too.
                parts = list(_runs(line, start, stop, _is_korean))
                answers = [
                    None if len(parts) == 1 or _is_korean(line[part[0]]) else self._answer(line, *part)
                    for part in parts
                ]
                answer = [
                    word for part, read in zip(parts, answers, strict=True) for word in read or line[slice(*part)]
                ]
            words += answer
        return tuple(words)

    def _answer(self, line: TextLine, start: int, stop: int) -> list[Word] | None:
        """
        Return what the other language reads in place of some words of a line; None where that is no better.
        """
        if not self._left:
            return None
        self._left -= 1
        run = line[start:stop]
        left, right = run[0].edges[0], run[-1].edges[-1]
        if stop < len(line) and line[stop].edges[0] > left:
            # Boxes of words may reach into the next one.
            right = min(right, line[stop].edges[0])
        x0, y0 = max(0, int(left) - 2), max(0, int(min(word.top for word in run)) - 2)
        part = self._grey[y0 : int(max(word.bottom for word in run)) + 3, x0 : int(right) + 3]
        part = np.pad(part, ROOM, constant_values=WHITE)
        lines = engine.recognise(part, self._language, engine.LINE, self._dpi, self._budget.left)
        words = [word.moved(x0 - ROOM, y0 - ROOM) for line in lines for word in line]
        if not _is_better(words, run):
            return None
        return [replace(words[0], is_spaced=run[0].is_spaced), *words[1:]]


def _is_better(words: Sequence[Word], run: TextLine) -> bool:
    """
    Tell whether what the other language reads is to be believed.
    """
    letters = "".join(word.letters for word in words)
    is_mark = LETTER_MARK.fullmatch(letters) is not None
    # A single letter may be anything: 「 looks like r.
    if not is_mark and sum(map(str.isalnum, letters)) < FEWEST_LETTERS:
        return False
    was = mean_confidence([run])
    return mean_confidence([tuple(words)]) >= max(SURE, was if is_mark else was + SURER)


def _runs(line: TextLine, start: int, stop: int, kind: Callable[[Word], bool]) -> Iterator[tuple[int, int]]:
    """
    Part some words of a line into runs of one kind; yield where each begins and ends.
    """
    for _, run in groupby(range(start, stop), lambda at: kind(line[at])):
        places = list(run)
        yield places[0], places[-1] + 1


def _is_doubtful(word: Word) -> bool:
    """
    Tell whether a word may belong to the other language.
    """
    if BRACKETED.fullmatch(word.letters):
        return True
    is_plain = _is_korean(word) or not any(map(str.isalnum, word.letters))
    return word.confidence < (DOUBTFUL if is_plain else DOUBTFUL_LATIN)


def _is_korean(word: Word) -> bool:
    """
    Tell whether a word holds a Korean syllable.
    """
    return any("가" <= letter <= "힣" for letter in word.letters)
