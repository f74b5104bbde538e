"""
Gather the sentences that the classifier of unfair sayings learns from (benchmarks/classifier_train.py).

Learned from: rules/sayings, the examples of rules over sentences, half A of tests/quality/wording and of
tests/quality/sayings, the half of tests/quality/agreements that was looked at; as fair sentences besides: every second
official form, and (where the model tells rules apart only) what is neither planted nor a decoy in exam_dev.
Never learned from: the halves B, the held-out agreements, what is planted in exam_dev, the other official forms.
"""

from __future__ import annotations

import json
import random
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import clean_baseline, unseen
from compliance import declaration
from ingest import read
from rules import catalog, engine
from rules.classifier import sayings
from rules.classifier.sayings import Saying
from rules.classifier.weighing import letters_of
from rules.examples import context_of, unmarked
from tests.quality.wording import held_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.document import Declaration, Span
    from rules.reading import Reading


ROOT = Path(__file__).resolve().parents[1]
EXAM = ROOT.parent / "shared" / "corpus" / "exam_dev"
LOOKED_AT = ROOT / "tests" / "quality" / "agreements" / "looked_at"
CHECKED = date(2026, 11, 23)
FAIR_SENTENCES = 16_000
"""How many sentences of official forms are shown: enough that the usual is known, few enough to train in minutes."""
PLAIN = 3
"""
How often each sentence of a rule's examples is shown: they say plainly what authors of sayings were asked to avoid, and
what is said plainly must not be doubted.
"""
SHORT = 45
"""
Sentences of fewer letters (of Hangul) that were written for a rule are shown twice: five in six of the short ones that
agreements hold are fair, and a plain "X stands surety for Y" sounded so, too.
"""
SEED = 20261127
_LEAST, _LONGER_THAN_A_NAME = 4, 24
"""Letters without which two quotes are not compared, and of which a run alone may be the name of a party."""


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
                    yield Saying(words, None, to_the_end=True)
                elif any(here.overlaps(span) for span in spans):
                    yield Saying(words, compiled.rule.id, to_the_end=True)


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
                    yield Saying(words, wording.rule, to_the_end=True)
                elif not wording.unfair and clause >= 0 and here.start >= clause:
                    yield Saying(words, None, to_the_end=True)


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
                yield Saying(words, None, to_the_end=True)
            elif planted and (rule := ids.get(hits[0]["rule_id"])) and _is_most_of(said, hits[0].get("quote") or ""):
                yield Saying(words, rule, to_the_end=True)


def _declared(key: dict[str, object]) -> Declaration:
    return declaration.parse({name: key.get(name) for name in ("agreement_type", "signed_on", "parties")})


def _quotes(planted: dict[str, object]) -> list[str]:
    related = planted.get("related_quotes") or []
    return [str(one) for one in (planted.get("quote"), *(related if isinstance(related, list) else [])) if one]


def _same(one: str, other: str) -> bool:
    """
    Tell whether two quotes are of one place: the shorter stands in the other, or half of it and more than a name does.
    """
    short, long = sorted((_squashed(one), _squashed(other)), key=len)
    run = max(_LONGER_THAN_A_NAME, len(short) // 2)
    return len(short) >= _LEAST and (
        short in long or any(short[at : at + run] in long for at in range(len(short) - run + 1))
    )


def _is_most_of(said: str, quote: str) -> bool:
    return _same(said, quote) and 2 * len(_squashed(said)) >= len(_squashed(quote))


def _squashed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _short_of_rules(written: Sequence[Saying]) -> Iterator[Saying]:
    rules = {one.rule for one in written if one.rule}
    for one in written:
        if letters_of(one.marked) < SHORT and rules & {one.rule, one.near}:
            yield one


def of_forms() -> list[Saying]:
    """
    Give sentences of every second official form, which are meant to be fair; the same draw in every run.
    """
    lots = random.Random(SEED)  # noqa: S311
    forms = list(clean_baseline.documents())
    lots.shuffle(forms)
    fair = [Saying(words, None) for form in forms[::2] for words, _ in _sentences(engine.prepare(form, CHECKED))]
    lots.shuffle(fair)
    return fair[:FAIR_SENTENCES]


def shown() -> tuple[list[Saying], list[Saying]]:
    """
    Gather what is learned from: sentences, and those fair ones besides whose unfair neighbours are not shown.
    """
    written = list(sayings.read())
    said = [*written, *_short_of_rules(written), *(PLAIN * list(of_examples()))]
    said += [*of_wordings(), *of_agreements(LOOKED_AT, planted=True)]
    said += [*of_forms(), *(one.saying() for one in unseen.read() if one.half == "A")]
    return said, list(of_agreements(EXAM, planted=False))
