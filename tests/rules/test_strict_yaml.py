"""
Show that rule files are read strictly: what YAML usually guesses at is either plain text or an error.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from rules.strict_yaml import StrictYamlError, load, load_folder

if TYPE_CHECKING:
    from pathlib import Path

PLAIN_WORDS = ["no", "yes", "on", "off", "True", "~", "1_000", "12:30", "0x1F", "007", "1e5", ".5", "+3", "제5조"]


@pytest.mark.parametrize("word", PLAIN_WORDS)
def test_ambiguous_words_stay_text(word: str) -> None:
    """
    Keep every plain word that YAML 1.1 would turn into something else as the string that stands there.
    """
    assert load(f"value: {word}") == {"value": word}


@pytest.mark.parametrize("word", ["no", "on", "yes"])
def test_ambiguous_keys_stay_text(word: str) -> None:
    """
    Keep keys such as `on` as the words they are.
    """
    assert load(f"{word}: 1") == {word: 1}


def test_plain_values() -> None:
    """
    Read booleans, whole numbers, exact decimals, days and empty values in their one allowed form.
    """
    text = "a: true\nb: false\nc: 12\nd: -3\ne: 0.20\nf: 2025-12-30\ng:\nh: null\n2021-07-07: x\n"
    expected = {
        "a": True,
        "b": False,
        "c": 12,
        "d": -3,
        "e": Decimal("0.20"),
        "f": date(2025, 12, 30),
        "g": None,
        "h": None,
        date(2021, 7, 7): "x",
    }
    assert load(text) == expected


def test_prose_blocks_and_patterns_are_kept() -> None:
    """
    Keep block prose with its line ends and quoted patterns with their backslashes.
    """
    assert load("text: |\n  제5조 (반환): 갑은\n  을에게\npattern: '갑\\s*은'\n") == {
        "text": "제5조 (반환): 갑은\n을에게\n",
        "pattern": "갑\\s*은",
    }


REFUSED = {
    "a: 1\na: 2\n": "twice",
    "top:\n  2021-07-07: 1\n  2021-07-07: 2\n": "twice",
    "a: &x 1\nb: *x\n": "aliases",
    "base: &b {k: 1}\nc:\n  <<: *b\n": "aliases",
    "a: !!str 5\n": "tags",
    "a: !!int '5'\n": "tags",
    "a: !mine {b: 1}\n": "tags",
    "a: 1\nb: {\n": "did not find",
    "a: !!python/object/apply:os.system ['true']\n": "tags",
    "a: 2025-02-30\n": "no day",
    "[1, 2]: x\n": "key",
    "a: 1\n---\nb: 2\n": "document",
    "a: [1\n": "did not find",
}


@pytest.mark.parametrize("text", REFUSED)
def test_misreadable_text_is_refused(text: str) -> None:
    """
    Refuse repeated keys, anchors, tags, impossible days, list keys, several documents and broken text.
    """
    with pytest.raises(StrictYamlError, match=REFUSED[text]):
        load(text)


def test_errors_name_the_place(tmp_path: Path) -> None:
    """
    Name the file and the line in the error.
    """
    path = tmp_path / "NDA-99.yaml"
    path.write_text("id: NDA-99\nid: NDA-98\n", encoding="utf-8")
    with pytest.raises(StrictYamlError) as caught:
        load(path)
    assert (caught.value.name, caught.value.line) == ("NDA-99.yaml", 2)


def test_folder_is_read_in_order(tmp_path: Path) -> None:
    """
    Read the YAML files of a folder by name and nothing else in it.
    """
    for name in ("b.yaml", "a.yaml", "c.txt"):
        (tmp_path / name).write_text(f"name: {name}", encoding="utf-8")
    assert [(path.name, value) for path, value in load_folder(tmp_path)] == [
        ("a.yaml", {"name": "a.yaml"}),
        ("b.yaml", {"name": "b.yaml"}),
    ]
