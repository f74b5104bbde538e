"""
Show what the commands of Hangul's fields say.
"""

from __future__ import annotations

import pytest

from ingest.office.hangul_fields import Memo, leads_outside, memo_of, prompt_of


@pytest.mark.parametrize(
    ("command", "prompt"),
    [
        ("Clickhere:set:44:Direction:wstring:2:날짜 HelpState:wstring:0:  ", "날짜"),
        ("Clickhere:set:44:Direction:wstring:9:짧다", "짧다"),
        ("Clickhere:set:44:Direction:wstring:999999999:짧다", ""),
        ("", ""),
    ],
)
def test_a_prompt_is_as_long_as_it_says(command: str, prompt: str) -> None:
    """What is asked for follows its length; a length that no prompt has is none."""
    assert prompt_of(command) == prompt


@pytest.mark.parametrize("command", ["", "MEMO", "MEMO/1/1/x/y", "MEMO/1/1/4294967295/4294967295"])
def test_a_broken_memo_has_neither_author_nor_date(command: str) -> None:
    """A command that says nothing, or a time that no clock shows, breaks nothing."""
    assert memo_of(command) == Memo("", "")


@pytest.mark.parametrize(
    ("command", "is_outside"),
    [
        ("http\\://www.law.go.kr|법령;1;0;0;", False),
        ("?제5조;0;0;0;", False),
        ("mailto\\:a@example.com|;2;0;0;", False),
        ("C\\:\\\\run.exe|;3;0;0;", True),
        ("C:\\run.exe", True),
        ("\\\\server\\share\\a.hwp|;1;0;0;", True),
        ("file:///c:/a.hwp|;1;0;0;", True),
    ],
)
def test_a_link_to_a_program_or_file_leads_outside(command: str, *, is_outside: bool) -> None:
    """Web pages, mail addresses and places in the text are ordinary; files and programs of the reader are not."""
    assert leads_outside(command) == is_outside
