"""
Train the classifier of unfair sayings and write rules/classifier/model.npz.

Usage: python -m benchmarks.classifier_train [OUT.npz]   (needs ../shared/corpus and the dependency group "bench")

Learned from: rules/sayings, the examples of rules over sentences, half A of tests/quality/wording and of
tests/quality/sayings, the half of tests/quality/agreements that was looked at; as fair sentences besides: every second
official form and the English ones, and (by the columns of rules only) what is neither planted nor a decoy in exam_dev.
Never trained on: the halves B, the held-out agreements, what is planted in exam_dev, the other official forms.
"""

from __future__ import annotations

import json
import random
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from sklearn.svm import LinearSVC

from benchmarks import clean_baseline, unseen
from compliance import declaration
from ingest import read
from rules import catalog, engine, linear
from rules.classifier import model, sayings
from rules.classifier.features import BUCKETS, grams
from rules.classifier.sayings import Saying
from rules.examples import context_of, unmarked
from tests.quality.wording import held_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.document import Declaration, Span
    from rules.classifier.features import Grams
    from rules.reading import Reading


ROOT = Path(__file__).resolve().parents[1]
EXAM = ROOT.parent / "shared" / "corpus" / "exam_dev"
LOOKED_AT = ROOT / "tests" / "quality" / "agreements" / "looked_at"
CHECKED = date(2026, 11, 23)
FAIR_SENTENCES = 16_000
"""How many sentences of official forms are shown: enough that the usual is known, few enough to train in minutes."""
ENGLISH_FORMS = "en_balanced"
PLAIN = 3
"""
How often each sentence of a rule's examples is shown: they say plainly what authors of sayings were asked to avoid, and
what is said plainly must not be doubted.
"""
KEPT = 20_000
"""Weights kept of each rule: fewer tell less, and more outgrow 5 MB (docs/measurements/pairs-2026-11-29.txt)."""
TOLERANCE = 0.01
"""A hundredth as exact as usual: half B is told as well by it, and it trains in a quarter of the time."""
SEED = 20261127
NONE = ""
"""The class of sentences that are not unfair."""
HARM = "unfair"
"""The column of what is unfair under any rule."""


def _sentences(reading: Reading) -> Iterator[tuple[str, Span]]:
    for one in reading.sentences:
        yield reading.text[one.span.start : one.span.end], reading.original(one.span)


def of_examples() -> Iterator[Saying]:
    """
    Give the sentences of rules' examples: those marked are unfair, all of the passing ones are not.
    """
    book = catalog.load()
    for compiled in book.rules:
        if compiled.rule.find.each != "sentence":
            continue
        for example in compiled.rule.examples:
            text, spans = unmarked((example.flags or example.passes or "").strip())
            for words, here in _sentences(context_of(compiled.rule, example, text, book).reading):
                if example.passes:
                    yield Saying(words, None)
                elif any(here.overlaps(span) for span in spans):
                    yield Saying(words, compiled.rule.id)


def of_wordings() -> Iterator[Saying]:
    """
    Give half A of the wordings that people wrote to measure rules.
    """
    each = {one.rule.id: one.rule.find.each for one in catalog.load().rules}
    for family in held_out.FAMILIES:
        for wording in held_out.read(family):
            if wording.half != "A" or each.get(wording.rule) != "sentence":
                continue
            clause = wording.text.find(unmarked(wording.clause)[0])
            for words, here in _sentences(engine.prepare(held_out.document_of(wording), CHECKED)):
                if wording.unfair and any(here.overlaps(span) for span in wording.marked):
                    yield Saying(words, wording.rule)
                elif not wording.unfair and clause >= 0 and here.start >= clause:
                    yield Saying(words, None)


def of_agreements(folder: Path, *, planted: bool) -> Iterator[Saying]:
    """
    Give the sentences of agreements with known answers; those planted only where asked for.
    """
    ids = {slug: one.rule.id for one in catalog.load().rules for slug in one.rule.covers}
    for answers in sorted(folder.rglob("*.json")):
        key = json.loads(answers.read_text(encoding="utf-8"))
        source = answers.with_suffix(".txt")
        if not isinstance(key, dict) or "planted" not in key or not source.exists():
            continue
        document = read(source.read_bytes(), source.name, _declared(key))
        for words, here in _sentences(engine.prepare(document, CHECKED)):
            said = document.text[here.start : here.end]
            hits = [one for one in key["planted"] if any(_same(said, quote) for quote in _quotes(one))]
            if not hits:
                yield Saying(words, None)
            elif planted and (rule := ids.get(hits[0]["rule_id"])) and _is_most_of(said, hits[0].get("quote") or ""):
                yield Saying(words, rule)


def _declared(key: dict[str, object]) -> Declaration:
    return declaration.parse({name: key.get(name) for name in ("agreement_type", "signed_on", "parties")})


def _quotes(planted: dict[str, object]) -> list[str]:
    related = planted.get("related_quotes") or []
    return [str(one) for one in (planted.get("quote"), *(related if isinstance(related, list) else [])) if one]


def _same(one: str, other: str) -> bool:
    short, long = sorted((_squashed(one), _squashed(other)), key=len)
    return len(short) >= 4 and (short in long or any(short[at : at + 24] in long for at in range(len(short) - 23)))


def _is_most_of(said: str, quote: str) -> bool:
    return _same(said, quote) and 2 * len(_squashed(said)) >= len(_squashed(quote))


def _squashed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def of_forms() -> list[Saying]:
    """
    Give sentences of every second official form, which are meant to be fair; the same draw in every run.

    The English ones are shown whole: they are too few for half of them to tell what is usual there.
    """
    lots = random.Random(SEED)  # noqa: S311
    english = {path.name for path in clean_baseline.paths() if path.parent.name == ENGLISH_FORMS}
    forms: list[list[Saying]] = []
    usual: list[Saying] = []
    for form in clean_baseline.documents():
        said = [Saying(words, None) for words, _ in _sentences(engine.prepare(form, CHECKED))]
        forms.append(said)
        usual += said if form.source.name in english else []
    lots.shuffle(forms)
    fair = [one for form in forms[::2] for one in form]
    lots.shuffle(fair)
    return [*usual, *fair[:FAIR_SENTENCES]]


def trained(said: Sequence[Saying], of_exam: Sequence[Saying]) -> model.Model:
    """
    Train one against the rest for each rule, and unfair against fair for all of them together.

    of_exam: fair sentences whose unfair neighbours are not shown; what tells unfair from fair would learn from them that
    whoever drafts like that drafts fairly.
    """
    told = [grams(one.marked) for one in (*said, *of_exam)]
    labels = np.array([one.rule or NONE for one in (*said, *of_exam)])
    rarity = _rarity(told)
    table = _table(told, rarity)
    of_rules, of_harm = (
        LinearSVC(C=each, dual=True, tol=TOLERANCE, class_weight="balanced", random_state=SEED) for each in (1.0, 0.5)
    )
    of_rules.fit(table, labels)
    of_harm.fit(table[: len(said)], labels[: len(said)] != NONE)
    names = [str(name) for name in of_rules.classes_]
    order = sorted(range(len(names)), key=lambda at: names[at] == NONE)
    weights, scale = model.packed(np.vstack([_pruned(of_rules.coef_[order]), of_harm.coef_]).T.astype(np.float32))
    bias = np.append(of_rules.intercept_[order], of_harm.intercept_).astype(np.float32)
    note = {"made_by": "python -m benchmarks.classifier_train", "sentences": len(labels)}
    return model.Model((*(names[at] for at in order), HARM), weights, scale, bias, rarity, note)


def _rarity(told: Sequence[Grams]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    said_in = np.bincount(np.concatenate([one.buckets for one in told]), minlength=BUCKETS)
    return (1 + np.log((1 + len(told)) / (1 + said_in))).astype(np.float16).astype(np.float32)


def _table(told: Sequence[Grams], rarity: np.ndarray[tuple[int], np.dtype[np.float32]]) -> sparse.csr_matrix:
    weighed = [rarity[one.buckets] * one.counts for one in told]
    data = np.concatenate([one / max(float(np.sqrt(one @ one)), 1e-6) for one in weighed])
    ends = np.cumsum([0, *(len(one) for one in weighed)])
    return sparse.csr_matrix((data, np.concatenate([one.buckets for one in told]), ends), (len(told), BUCKETS))


def _pruned(
    weights: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    least = np.partition(np.abs(weights), -KEPT, axis=1)[:, -KEPT : -KEPT + 1]
    return np.where(np.abs(weights) < least, 0, weights)


def main() -> None:
    """
    Gather, train, write, and print what the model is made of.
    """
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else model.SHIPPED
    said = [*sayings.read(), *(PLAIN * list(of_examples())), *of_wordings(), *of_agreements(LOOKED_AT, planted=True)]
    said += [*of_forms(), *(one.saying() for one in unseen.read() if one.half == "A")]
    made = trained(said, list(of_agreements(EXAM, planted=False)))
    out.write_bytes(linear.written(made))
    print(f"{out}: {out.stat().st_size} bytes, {len(made.rules)} rules, {made.note['sentences']} sentences")


if __name__ == "__main__":
    main()
