"""
Show that what a sentence says is found alike whether the sentence alone is looked through or the whole text.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest import read
from rules import engine, lexicon

DAY = date(2026, 11, 23)
AGREEMENTS = sorted((Path(__file__).parents[1] / "quality" / "agreements" / "looked_at").rglob("*.txt"))[::4]


@pytest.mark.parametrize("path", AGREEMENTS, ids=lambda path: path.stem)
def test_a_sentence_by_itself_says_what_it_says_in_the_text(path: Path) -> None:
    """Every entry of the lexicon, in sentences here and there, as a rule that was led there asks for it."""
    document = read(path.read_bytes(), path.name)
    led, through = engine.prepare(document, DAY), engine.prepare(document, DAY)
    for number, entry in enumerate(lexicon.load().values()):
        through.hits(entry)
        for sentence in led.sentences[number % 17 :: 17]:
            for zone in sentence.zones:
                assert led.hits_in(entry, zone) == through.hits_in(entry, zone), entry.name
                assert led.ends_in(entry, zone) == through.ends_in(entry, zone), entry.name


@pytest.mark.parametrize("path", AGREEMENTS[:2], ids=lambda path: path.stem)
def test_sentences_that_say_several_things_are_those_that_say_each(path: Path) -> None:
    """Looking for the second thing only where the first is said loses no sentence."""
    document = read(path.read_bytes(), path.name)
    led, through = engine.prepare(document, DAY), engine.prepare(document, DAY)
    entries = [*lexicon.load().values()]
    for first, second in zip(entries[::7], entries[3::7], strict=False):
        assert led.saying(((first,), (second,))) == through.said_in(first) & through.said_in(second)
