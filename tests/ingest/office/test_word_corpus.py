"""
Read the real Word files of the shared corpora: as many articles as their headings count, and nothing is suspected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest.document import Level, Source
from ingest.formats.docx import read
from ingest.structure import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ingest.document import Clause

# The model contracts offer some articles in several versions; each number counts once.
ARTICLES = {
    "ja_meti/1_*.docx": [f"第{number}条" for number in range(1, 13)],
    "ja_meti/2_*.docx": [f"第{number}条" for number in range(1, 16)],
    "ja_meti/3_*.docx": [f"第{number}条" for number in range(1, 23)],
    "ja_meti/4_*.docx": [f"第{number}条" for number in range(1, 18)],
    "ko_forms/*.docx": [
        *(f"제{number}조" for number in range(1, 9)),
        *(f"붙임 2 제{number}조" for number in range(1, 4)),
    ],
}


def articles(clauses: tuple[Clause, ...]) -> Iterator[str]:
    """
    Walk the numbers of the articles in a clause tree.
    """
    for clause in clauses:
        if clause.level is Level.ARTICLE:
            yield clause.number
        yield from articles(clause.children)


@pytest.mark.parametrize("pattern", ARTICLES)
def test_every_article_of_a_real_file_is_found(shared: Path, pattern: str) -> None:
    """The clause tree of each real Word file holds the articles that a person counts, in their order."""
    path = next((shared / "corpus").glob(pattern))
    layout = read(path.read_bytes())
    document = build(layout, Source(path.name, "", "", 0))
    assert list(dict.fromkeys(articles(document.clauses))) == ARTICLES[pattern]
    assert (layout.warnings, layout.asides, layout.coverage) == ((), (), 1.0)
