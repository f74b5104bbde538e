"""
Keep the words of both languages complete, and every page free of unknown ones.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from api.languages import LANGUAGES, words
from api.pages.rendering import TEMPLATES

FIELD = re.compile(r"\{(\w+)\}")
USED = re.compile(r"""\bt\("(\w+)"[,)]""")
UNWELCOME = ("갑질", "독소조항", "적발", "위반기업", "감사합니다만", "특허청")
"""Words the office's house style forbids. Source: ../shared/domain/WORKFLOW.md section 6."""


def test_both_languages_have_the_same_keys() -> None:
    """
    Nothing is said in one language only.
    """
    assert set(words("ko")) == set(words("en"))


def test_both_languages_put_in_the_same_values() -> None:
    """
    A translation uses exactly the values of the original.
    """
    for key, korean in words("ko").items():
        assert set(FIELD.findall(korean)) == set(FIELD.findall(words("en")[key])), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_screen_takes_anothers_word(language: str) -> None:
    """
    All screens share one book of words: a key that two of them write says the same in both.
    """
    said: dict[str, set[str]] = {}
    for path in (Path(TEMPLATES).parent / "locale" / language).glob("*.yaml"):
        for key, value in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            said.setdefault(key, set()).add(value)
    assert [key for key, values in said.items() if len(values) > 1] == []


def test_every_word_of_a_template_exists() -> None:
    """
    A template asks only for words that are there.
    """
    asked = {key for page in Path(TEMPLATES).glob("*.html") for key in USED.findall(page.read_text(encoding="utf-8"))}
    assert asked <= set(words("ko"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_condemns(language: str) -> None:
    """
    Before confirmation there are suspicions only; words that condemn are not used.
    """
    assert language in LANGUAGES
    said = "\n".join(words("ko").values())
    assert [word for word in UNWELCOME if word in said] == []
