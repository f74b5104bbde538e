"""
Say what columns of tables can be said to be, in the words of the vocabulary, and take what people say of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compliance.errors import Rejected
from ingest.document import DeclaredColumn
from rules.portfolio import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rules.portfolio.vocabulary import Kind


def kinds() -> Mapping[str, Kind]:
    """
    Give the kinds of tables with their columns.
    """
    return vocabulary.load().kinds


def is_known(column: str | None, table: str | None) -> bool:
    """
    Tell whether the vocabulary has a column, in that kind of table or in any; no column at all can always be said.
    """
    if table is not None and table not in kinds():
        return False
    within = [kinds()[table]] if table else kinds().values()
    return column is None or any(column in kind.columns for kind in within)


def key_of(title: str) -> str:
    """
    Give a title as it is compared: in one width, lower case, without blanks.
    """
    return vocabulary.compact(title)


def said_in_words(words: str) -> DeclaredColumn:
    """
    Read "title=column", "title=table.column", or "title=" for no column at all.

    Raises:
        Rejected: code "declaration", naming what is not known.
    """
    title, equals, name = (part.strip() for part in words.rpartition("="))
    table, _, column = name.rpartition(".")
    if not title or not equals or not is_known(column or None, table or None):
        raise Rejected(f"열 대응을 쓸 수 없습니다: {words}", f"unusable mapping of a column: {words}", "declaration")
    return DeclaredColumn(title, column or None, table or None)
