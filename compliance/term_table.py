"""
Print the terms of investment papers as a table for people: one paper with its clauses, several side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from compliance.terms import MarketShown, TermRow, TermTable, TermValue
    from rules.rule import Text

NARROWEST: Final = 160
"""Columns of text that a table is given where the output is no terminal."""
_WORDS: Final = {
    "term": ("조건", "Term"),
    "value": ("값", "Value"),
    "market": ("시장 표준", "Usual"),
    "absent": ("이 문서에서 찾지 못함", "not found in this paper"),
    "unread": (
        "투자 문서로 읽히지 않았거나 읽지 못한 문서여서 조건을 읽지 않음",
        "not read as an investment paper, or not read at all: no terms were read",
    ),
    "certainty": ("확실성", "certainty"),
    "none": ("조건을 읽을 수 있는 투자 문서가 없습니다.", "There is no investment paper whose terms could be read."),
    "note": (
        "읽은 값은 확인이 필요한 참고이며, 찾지 못한 값이 없다는 뜻은 아닙니다.",
        "Values are an aid to be checked; one that was not found may still be there in other words.",
    ),
}
_STANDING: Final = {
    "law": ("법령", "law"),
    "default": ("기본값", "default"),
    "text": ("원문 확인", "text read"),
    "second_hand": ("간접 확인", "second hand"),
    "none": ("미확인", "unverified"),
}
_POSITION: Final = {"within": "", "beyond": "◆ ", "unknown": ""}


def show(table: TermTable, language: str) -> None:
    """
    Print the table, group by group.
    """
    choose = 0 if language == "ko" else 1
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = max(console.width, NARROWEST)
    for paper in table.papers:
        if not paper.is_read:
            console.print(f"[yellow]{escape(paper.name)}: {_WORDS['unread'][choose]}[/yellow]")
    if not table.terms:
        console.print(_WORDS["none"][choose])
        return
    console.print(_printed(table, choose))
    console.print(f"[dim]{_WORDS['note'][choose]}[/dim]")


def _printed(table: TermTable, choose: int) -> Table:
    printed = Table(show_lines=False)
    printed.add_column(_WORDS["term"][choose])
    for paper in table.papers:
        if paper.is_read:
            printed.add_column(escape(paper.name), overflow="fold")
    printed.add_column(_WORDS["market"][choose], style="dim", overflow="fold")
    group = None
    for row in table.terms:
        if row.group != group:
            group = row.group
            printed.add_section()
            printed.add_row(f"[bold]{_say(group, choose)}[/bold]")
        printed.add_row(*_cells(row, choose))
    return printed


def _cells(row: TermRow, choose: int) -> list[str]:
    papers = [
        _POSITION[position] + (_values(values, choose) or f"[dim]{_WORDS['absent'][choose]}[/dim]")
        for values, position in zip(row.papers, row.positions, strict=True)
    ]
    return [escape(_say(row.name, choose)), *papers, escape(_market(row.market, choose))]


def _values(values: list[TermValue], choose: int) -> str:
    return "\n".join(
        f"{escape(_say(one.text, choose))} [dim]{escape(one.evidence.clause or '')} {one.certainty:.2f}[/dim]"
        for one in values
    )


def _market(market: MarketShown | None, choose: int) -> str:
    if market is None:
        return ""
    marks = ", ".join(f"{_say(one.name, choose)} [{_STANDING[one.standing][choose]}]" for one in market.sources)
    return f"{_say(market.text, choose)} ({marks})" if marks else _say(market.text, choose)


def _say(text: Text, choose: int) -> str:
    return (text.ko, text.en)[choose]
