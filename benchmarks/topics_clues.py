"""
Measure whether a topic without the norm evidence would pay as a clue for review (docs/decisions/0016).

Usage: python -m benchmarks.topics_clues   (needs ../shared/corpus; about ten minutes)

A clause is a clue if the model says that it is about something which rules that apply here read, nothing in it is
flagged, and one more condition holds. Forms are judged by models that have not seen them. Of half B of the held-out
wordings only the shares are printed, as ever.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.clean_baseline import declared
from benchmarks.topics_train import NO_FORMS, ROOT, labelled
from ingest.document import Document, Source
from ingest.formats import text as text_format
from ingest.structure import build
from rules import catalog, engine, reading
from rules.finding import Outcome
from rules.topics import measure
from rules.topics.labelled import topics
from rules.topics.model import load
from rules.topics.training import train
from rules.units import judged
from tests.quality.wording import held_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from ingest.document import Declaration
    from rules.finding import Report
    from rules.reading import Reading
    from rules.sentences import Sentence
    from rules.topics.model import Model

DAY = date(2026, 11, 23)
SURE = (0.5, 0.7, 0.8, 0.9, 0.95)
"""Precision of the topic, on contracts unseen, from which on a clause counts as being about it."""
CONDITIONS = ("topic only", "no norm read", "no rule could fire", "no word of its rules", "neither word nor norm")
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Clue:
    """
    Hold one clause that may be shown, how sure its topic is, and which conditions hold.
    """

    place: int
    sure: float
    holds: frozenset[str]
    text: str


class Curves:
    """
    Tell for a topic and language how precise it is to say so from a score on, measured on unseen contracts.
    """

    def __init__(self, names: Sequence[str]) -> None:
        """
        Train on everything, and five times on four fifths.
        """
        said = labelled()
        known = measure.examples(said, names)
        folds = np.array([measure.fold_of(one.contract) for one in said])
        self.names, self.whole = names, train(names, known)
        self.parts = [train(names, known.only(np.flatnonzero(folds != fold))) for fold in range(measure.FOLDS)]
        scores = np.zeros(known.about.shape, np.float32)
        for fold, part in enumerate(self.parts):
            at = np.flatnonzero(folds == fold)
            scores[at] = part.scores_of([known.rows[one] for one in at])
        english = np.array([not any("가" <= letter <= "힣" for letter in one.text) for one in said])
        self._steps = {
            (name, language): _steps(known.about[rows, at], scores[rows, at])
            for at, name in enumerate(names)
            for language, rows in (("en", english & known.known[:, at]), ("ko", ~english & known.known[:, at]))
        }

    def sure(self, name: str, language: str, score: float) -> float:
        """
        Give the precision measured for scores at least this high.
        """
        scores, precisions = self._steps[name, "en" if language == "en" else "ko"]
        at = int(np.searchsorted(scores, score, side="right")) - 1
        return float(precisions[at]) if at >= 0 else 0.0


def _steps(about: np.ndarray, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if about.sum() < FEWEST:
        return np.zeros(0), np.zeros(0)
    order = np.argsort(-scores, kind="stable")
    precisions = np.cumsum(about[order]) / np.arange(1, len(order) + 1)
    return scores[order][::-1], np.maximum.accumulate(precisions[::-1])


class Bench:
    """
    Hold the rule book and, for each rule, the words it looks for.
    """

    def __init__(self) -> None:
        """
        Load the rule book.
        """
        self.book = catalog.load()
        self.rules = {one.rule.id: one for one in self.book.rules}
        self.curves = Curves(list(topics()))
        self.words = {name: frozenset(_entries(one.rule.find.where)) for name, one in self.rules.items()}

    def clues(self, document: Document, model: Model) -> tuple[list[Clue], Report]:
        """
        Give the clauses of a document that could be clues, and what the rules say of it.
        """
        report, read = engine.check(document, self.book, DAY), reading.read(document, DAY)
        flagged = [piece.span for finding in report.findings for piece in finding.evidence]
        provisions: dict[int, list[Sentence]] = {}
        for sentence in judged(read):
            provisions.setdefault(sentence.provision.start, []).append(sentence)
        found: list[Clue] = []
        for start, sentences in provisions.items():
            if any(read.original(one.span).overlaps(span) for one in sentences for span in flagged):
                continue
            words = [read.quote(one.span) for one in sentences]
            for name, score in zip(self.curves.names, model.scores(words).max(axis=0), strict=True):
                ids = [one for one in topics()[name].rules if report.outcomes[one].outcome is Outcome.CLEAR]
                sure = self.curves.sure(name, document.language, float(score))
                if ids and sure >= SURE[0]:
                    found.append(
                        Clue(start, sure, self._holds(ids, read, sentences), " ".join(" ".join(words).split()))
                    )
        return found, report

    def _holds(self, ids: Sequence[str], read: Reading, sentences: Sequence[Sentence]) -> frozenset[str]:
        places = {one.index for one in sentences}
        lexicon = self.book.lexicon
        unread = not any(norm.bearer for one in sentences for norm in read.norms(one))
        unsaid = not any(
            places & read.said_in(lexicon[entry]) for one in ids for entry in self.words[one] if entry in lexicon
        )
        could = any(
            all(any(places & read.said_in(entry) for entry in group) for group in self.rules[one].needs) for one in ids
        )
        held = (True, unread, not could, unsaid, unsaid and unread)
        return frozenset(name for name, holds in zip(CONDITIONS, held, strict=True) if holds)


def _entries(tree: object) -> Iterator[str]:
    """
    Give everything in a matcher tree that may be the name of a meaning.
    """
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for one in tree.values():
            yield from _entries(one)
    elif isinstance(tree, list | tuple):
        for one in tree:
            yield from _entries(one)


def _read(path: Path, said: Declaration | None = None) -> Document:
    data = path.read_bytes()
    return build(text_format.read(data), Source(path.name, "text/plain", "0" * 64, len(data)), said)


def _fair_forms(bench: Bench) -> Iterator[list[Clue]]:
    for shape in ("ko_standard/*.txt", "ko_forms/*.md", "en_balanced/*/*.md"):
        for path in sorted(one for one in ROOT.glob(shape) if one.name not in NO_FORMS):
            document = _read(path)
            sides = declared(document.text)
            model = bench.curves.parts[measure.fold_of(path.name)]
            yield bench.clues(_read(path, sides) if sides else document, model)[0]


def _wordings(bench: Bench) -> Iterator[tuple[str, list[Clue]]]:
    for wording in (one for family in held_out.FAMILIES for one in held_out.read(family)):
        clues, report = bench.clues(held_out.document_of(wording), bench.curves.whole)
        begins = " ".join(wording.clause.replace("⟦", "").replace("⟧", "").split())[:20]
        kind = "fair"
        if wording.unfair:
            touched = {
                finding.rule
                for finding in report.findings
                if any(piece.span.overlaps(span) for piece in finding.evidence for span in wording.marked)
            }
            kind = "found" if wording.rule in touched else "missed"
        yield f"{kind} {wording.half}", [one for one in clues if begins in one.text]


def main() -> None:
    """
    Print for each threshold and condition how many clues fair forms, the exam and the held-out wordings would get.
    """
    print_reached()
    bench = Bench()
    fair = list(_fair_forms(bench))
    exam = [bench.clues(_read(path), bench.curves.whole)[0] for path in sorted(ROOT.glob("exam_dev/*/*.txt"))]
    wordings = list(_wordings(bench))
    counts = Counter(kind for kind, _ in wordings)
    print(f"{len(fair)} fair forms, {len(exam)} agreements of exam_dev, wordings: {dict(sorted(counts.items()))}")
    for sure in SURE:
        for condition in CONDITIONS:
            print(_line(sure, condition, (fair, exam), wordings, counts))


def print_reached() -> None:
    """
    Print how often the rule meant by an unseen wording is among those of its likeliest topics (the shipped model).
    """
    names = list(topics())
    meant = {rule for topic in topics().values() for rule in topic.rules}
    told = [one for family in held_out.FAMILIES for one in held_out.read(family) if one.rule in meant]
    scores = load().scores([one.clause.replace("⟦", "").replace("⟧", "") for one in told])
    korean = np.array([any("가" <= letter <= "힣" for letter in one.clause) for one in told])
    usual = np.broadcast_to(scores.mean(axis=0), scores.shape)
    for language, of in (("Korean", korean), ("English", ~korean)):
        for first in (1, 3):
            told_by, usually = (
                np.mean([_reaches(told[at].rule, row[at], names, first) for at in np.flatnonzero(of)])
                for row in (scores, usual)
            )
            print(
                f"{language}, {int(of.sum())} wordings: the rule meant is among those of the {first} likeliest topics in "
                f"{told_by:.2f}; of the topics most usual anyway in {usually:.2f}"
            )


def _reaches(rule: str, scores: np.ndarray, names: Sequence[str], first: int) -> bool:
    return any(rule in topics()[names[at]].rules for at in np.argsort(-scores, kind="stable")[:first])


def _line(
    sure: float,
    condition: str,
    documents: tuple[list[list[Clue]], ...],
    wordings: list[tuple[str, list[Clue]]],
    counts: Mapping[str, int],
) -> str:
    fair, exam = (np.mean([len(_shown(one, sure, condition)) for one in group]) for group in documents)
    told = Counter(kind for kind, clues in wordings if _shown(clues, sure, condition))
    shares = "  ".join(f"{kind} {told[kind]}/{counts[kind]}" for kind in ("missed A", "fair A", "missed B", "fair B"))
    return f"{sure:<5} {condition:<22} clues a form {fair:6.2f}, an exam agreement {exam:5.2f};  {shares}"


def _shown(clues: list[Clue], sure: float, condition: str) -> set[int]:
    return {one.place for one in clues if one.sure >= sure and condition in one.holds}


if __name__ == "__main__":
    main()
