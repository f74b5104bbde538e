"""
Read the real files of the shared corpora: every one gives text or a typed error.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import pytest

from ingest.cage import DEFAULT_LIMITS, read_caged
from ingest.canonical import canonical
from ingest.document import Level
from ingest.outline import outline, walk
from tests.ingest.outcomes import outcome_of

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = {".docx", ".hwpx", ".hwp", ".pdf"}
# What may be wrong with a real file; 120 to 122 would be our own failure.
EXPECTED = {101, 102, 103, 105, 106, 201}
# Recognising the scans among them is tested with the pages of tests/ingest/ocr.
LIMITS = replace(DEFAULT_LIMITS, ocr=0)
FEWEST_READ = {"ko_forms": 9, "parser/hwpxlib": 25, "parser/pdfplumber": 46, "parser/pyhwp": 28, "parser/verapdf": 53}
"""Files read in each folder, at least; most of veraPDF's are blank pages, many of hwpxlib's and pyhwp's single features."""
HEADING = re.compile(r"^\s*제\s*\d+\s*조(?:\s*의\s*\d+)?\s*[(（]", re.MULTILINE)


@pytest.mark.parametrize("folder", FEWEST_READ)
def test_every_real_file_is_read_or_refused_by_code(shared: Path, folder: str) -> None:
    """No file that others test their readers with breaks ours, and at least as many as today are read."""
    paths = sorted(path for path in (shared / "corpus" / folder).iterdir() if path.suffix in SUFFIXES)
    with ThreadPoolExecutor(2) as pool:
        outcomes = dict(
            zip(paths, pool.map(lambda path: outcome_of(path.read_bytes(), path.name, LIMITS), paths), strict=True)
        )
    counted = Counter(outcome.label for outcome in outcomes.values())
    print(f"{folder}: {len(paths)} files, {dict(sorted(counted.items()))}")  # noqa: T201 - for whoever runs it with -s
    assert {path.name: one for path, one in outcomes.items() if one.refused and one.refused not in EXPECTED} == {}
    assert sum(not outcome.refused for outcome in outcomes.values()) >= FEWEST_READ[folder]


@pytest.mark.parametrize("other", [".docx", ".hwp"])
def test_one_form_says_the_same_in_every_format(shared: Path, other: str) -> None:
    """The same ministry form holds the same letters in the same clauses, 98 of 100 places in the same order."""
    folder = shared / "corpus" / "ko_forms"
    layouts = [
        read_caged(next(folder.glob(f"표준연동*{suffix}")).read_bytes(), suffix, DEFAULT_LIMITS).layout
        for suffix in (".pdf", other)
    ]
    texts = ["".join(layout.text.split()) for layout in layouts]
    assert sorted(texts[0]) == sorted(texts[1])
    first, second = (set(_chunks(text)) for text in texts)
    assert len(first & second) / len(second) >= 0.98
    trees = [[clause.number for clause in walk(outline(canonical(each.text, each.wraps)))] for each in layouts]
    assert trees[0] == trees[1]


def test_hwp_forms_say_what_their_renderings_say(shared: Path) -> None:
    """Each HWP form holds 999 of 1,000 letters of its Markdown rendering in its order, and the same articles."""
    compared = 0
    for path in sorted((shared / "corpus" / "ko_forms").glob("*.md")):
        source = path.with_suffix(".hwp")
        if not source.exists():
            continue
        text = read_caged(source.read_bytes(), ".hwp", DEFAULT_LIMITS).layout.text
        rendered = _plain(path.read_text())
        ours, theirs = _letters(text), _letters(rendered)
        blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
        assert sum(block.size for block in blocks) / len(theirs) >= 0.999, path.name
        articles = _articles(text)
        assert articles[: len(_articles(rendered))] == _articles(rendered), path.name
        assert len(articles) == len(HEADING.findall(text)), path.name
        compared += 1
    assert compared == 6


def _plain(markdown: str) -> str:
    """
    Return the words of a rendering: without its table of contents, pictures, tags and marks.
    """
    body = markdown[markdown.find("\n\n", markdown.find("문서 구조")) :]
    body = re.sub(r"!\[image\]\([^)]*\)", "", body)
    body = re.sub(r"<[^>]+>", "\n", body)
    return re.sub(r"^\s*#+\s*|^- |\*\*", "", html.unescape(body), flags=re.MULTILINE)


def _letters(text: str) -> str:
    """
    Return the letters and figures alone: the rendering draws lines and signs in its own way.
    """
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def _articles(text: str) -> list[str]:
    """
    Return the numbers of the articles.
    """
    return [clause.number for clause in walk(outline(canonical(text, ()))) if clause.level is Level.ARTICLE]


def _chunks(text: str) -> list[str]:
    """
    Return all pieces of ten letters.
    """
    return [text[place : place + 10] for place in range(len(text) - 9)]
