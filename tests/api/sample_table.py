"""
Make up how the titles of two tables were read: one judged as investments, one that nobody understood.
"""

from __future__ import annotations

from typing import Any

READ: tuple[tuple[str, str, str | None, str, list[str]], ...] = (
    ("A", "회사", "company", "exact", []),
    ("B", "납입 원금(백만원)", "amount", "remembered", []),
    ("C", "가치(백만원)", None, "ambiguous", ["pre_money", "post_money"]),
    ("D", "상환 조건(%)", None, "unknown", []),
)


def parts() -> dict[str, Any]:
    """
    Give the part of a screening that is about tables.
    """
    mapping = [
        {"letter": letter, "title": title, "column": column, "how": how, "candidates": candidates}
        for letter, title, column, how, candidates in READ
    ]
    judged = {"sheet": "투자", "header_row": 1, "rows": 4, "lists_records": True, "skipped": []}
    columns = {letter: title for letter, title, *_ in READ}
    unread: dict[str, Any] = {
        "sheet": "기타",
        "kind": None,
        "mapping": [],
        "columns": {"A": "Firm name", "B": "Ticket"},
    }
    return {"tables": [judged | {"kind": "investments", "mapping": mapping, "columns": columns}, judged | unread]}
