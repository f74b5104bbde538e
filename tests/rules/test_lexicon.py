"""
Hold the lexicon to its notation: blanks, gaps, roles, look-alikes, and RE2 only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ingest.document import Span
from rules import lexicon, strict_yaml
from rules.balance import TOPICS
from rules.catalog import FOLDER
from rules.errors import RuleError

if TYPE_CHECKING:
    from pathlib import Path


def entry(folder: Path, content: str) -> lexicon.Entry:
    """
    Load the one entry `word` of a lexicon written for a test.
    """
    (folder / "test.yaml").write_text(content, encoding="utf-8")
    return lexicon.load.__wrapped__(folder)["word"]


def test_a_blank_in_korean_is_optional_space(tmp_path: Path) -> None:
    """
    "서면 동의" is found written apart, together and over a line.
    """
    word = entry(tmp_path, "word:\n  meaning: m\n  ko:\n    - '서면 동의'\n")
    assert [len(word.find(text)) for text in ("서면동의", "서면 동의", "서면\n동의")] == [1, 1, 1]


def test_an_english_pattern_starts_at_a_word_and_ignores_case(tmp_path: Path) -> None:
    """
    "assign" is found in "Assigns", not in "reassign".
    """
    word = entry(tmp_path, "word:\n  meaning: m\n  en:\n    - 'assign'\n")
    assert word.find("It Assigns; to reassign") == (Span(3, 9),)


def test_a_role_token_stands_for_a_party_whatever_its_label(tmp_path: Path) -> None:
    """
    `<strong>` is the mark of a corporation, an investor or a public body.
    """
    word = entry(tmp_path, "word:\n  meaning: m\n  ko:\n    - '<strong>의 동의'\n")
    assert len(word.find("\ue002의 동의, \ue003의 동의, \ue001의 동의")) == 2


def test_a_hit_inside_a_look_alike_does_not_count(tmp_path: Path) -> None:
    """
    특허 within 특허청 is the office, not the right.
    """
    word = entry(tmp_path, "word:\n  meaning: m\n  ko:\n    - '특허'\n  but_not:\n    - '특허청'\n")
    assert word.find("특허청에 특허를") == (Span(5, 7),)


def test_a_pattern_that_re2_cannot_run_in_linear_time_is_refused(tmp_path: Path) -> None:
    """
    A look-ahead is refused when the lexicon is verified, with the entry's name.
    """
    word = entry(tmp_path, "word:\n  meaning: m\n  ko:\n    - '갑(?=을)'\n")
    with pytest.raises(RuleError, match="word"):
        lexicon.verify({"word": word})


def test_every_pattern_that_is_shipped_can_be_run() -> None:
    """
    Patterns are compiled when they are first asked for; here all are, so that none fails in front of a user.
    """
    lexicon.verify(lexicon.load())


def test_every_entry_is_asked_for() -> None:
    """
    A meaning is named by a rule, a term, another entry or the balance; what nobody asks for is not kept.
    """
    asking = [*(FOLDER / "packs").glob("*/*.yaml"), *(FOLDER / "terms").glob("*.yaml")]
    words = set(re.findall(r"\w+", "".join(path.read_text("utf-8") for path in asking)))
    files = {path: strict_yaml.load(path) for path in lexicon.FOLDER.glob("*.yaml")}
    entries = {name: entry for content in files.values() for name, entry in content.items()}  # type: ignore[attr-defined]
    included = {other for entry in entries.values() for other in entry.get("includes", ())}
    asked = words | included | {act for act, _ in TOPICS.values()}
    assert sorted(entries.keys() - asked) == []
