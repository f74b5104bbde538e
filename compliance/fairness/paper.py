"""
Set the figures out as a paper: the same numbers as the API gives, to the last digit, with definition, sample and day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from compliance.exports.paper import Column, Paper, Paragraph, Section, Table
from compliance.fairness.definitions import CELL_STATES, METRIC_STATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from compliance.exports.paper import Value
    from compliance.fairness.views import Cell, Dashboard, Dot, Metric, Series

TITLE: Final = "공정성 현황판"
COLUMNS: Final = (
    Column("계열", 3), Column("구분", 3), Column("상태", 2, is_short=True), Column("해당", 1, is_short=True),
    Column("전체", 1, is_short=True), Column("값", 2, is_short=True), Column("하한(95 %)", 2, is_short=True),
    Column("상한(95 %)", 2, is_short=True),
)  # fmt: skip
FUNNEL: Final = (
    Column("기대 건수", 2, is_short=True), Column("문서", 1, is_short=True), Column("확정 문서", 1, is_short=True),
    Column("비율", 2, is_short=True), Column("하한(95 %)", 2, is_short=True), Column("상한(95 %)", 2, is_short=True),
    Column("한계선", 2, is_short=True),
)  # fmt: skip
LIMITS: Final = {"within": "안", "beyond_95": "95 % 밖", "beyond_998": "99.8 % 밖"}


def paper_of(board: Dashboard, issuer: str) -> Paper:
    """
    Set out all figures of a dashboard, a section for each.
    """
    return Paper(TITLE, issuer, board.on, [Section("기준", list(_basis(board))), *map(_section, board.metrics)])


def _basis(board: Dashboard) -> Iterator[Paragraph]:
    narrowed = [str(one) for one in board.wanted.asked.values()]
    yield Paragraph(f"정의 판: {board.version}")
    yield Paragraph(f"기준일: {board.on.isoformat()}")
    yield Paragraph(f"범위: {', '.join(narrowed) or '전체'}")
    yield Paragraph(
        "자가점검 문서는 어느 수치에도 들어가지 않습니다. 문서 5건 또는 기업 3곳 미만인 칸은 표시하지 않습니다."
    )
    yield Paragraph("확정 전 항목은 위반을 의미하지 않습니다.")


def _section(metric: Metric) -> Section:
    blocks: list[Paragraph | Table] = [
        Paragraph(f"정의: {metric.definition.ko}"),
        Paragraph(f"표본: {metric.population.ko}"),
        Paragraph(f"유의: {metric.guard.ko}"),
    ]
    if metric.why:
        blocks.append(Paragraph(f"{METRIC_STATES[metric.state].ko}: {metric.why.ko}"))
    blocks += [Paragraph(f"추이 단절({one.before}년도부터): {one.words.ko}") for one in metric.breaks]
    blocks += [Paragraph(note.ko) for note in metric.notes]
    if metric.series:
        blocks.append(Table("", COLUMNS, [_row(series, cell) for series in metric.series for cell in series.cells]))
    if metric.funnel:
        blocks.append(Table("", FUNNEL, list(map(_dot, metric.funnel))))
    return Section(f"{metric.id} {metric.title.ko}", blocks)


def _row(series: Series, cell: Cell) -> Sequence[Value]:
    return (
        series.name.ko, cell.label.ko, CELL_STATES[cell.state].ko, cell.part, cell.whole, cell.value, cell.low, cell.high,
    )  # fmt: skip


def _dot(dot: Dot) -> Sequence[Value]:
    return dot.expected, dot.agreements, dot.observed, dot.ratio, dot.low, dot.high, LIMITS[dot.place]
