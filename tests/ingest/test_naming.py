"""
Show that names become harmless and stay readable.
"""

from __future__ import annotations

import pytest

from ingest.naming import clean_name, clean_path


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\계약서.docx", "계약서.docx"),
        ("a\x00b\u202ec.pdf", "abc.pdf"),
        ("", "document"),
        ("..", "document"),
        ("가" * 400 + ".hwpx", "가" * 195 + ".hwpx"),
    ],
)
def test_file_names_are_made_harmless(given: str, kept: str) -> None:
    """
    Folders, control characters and endless names are cut away; the ending stays.
    """
    assert clean_name(given) == kept


def test_folders_stay_in_front_of_a_name() -> None:
    """
    A path keeps its folders, the innermost eight of them, without steps up or to the root.
    """
    assert clean_path("/거래\\..\\별지/./1.txt") == "거래/별지/1.txt"
    assert clean_path("a/" * 300 + "b.txt") == "a/" * 8 + "b.txt"
