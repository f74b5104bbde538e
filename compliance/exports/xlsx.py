"""
Write an audit result report (점검결과서) as XLSX: overview, documents, suspected clauses, changes, limits.

Every text is stored as text: what an agreement says is never a formula.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from compliance.audits.report import AuditReport

SUFFIX: Final = ".xlsx"
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST: Final = 32_767
"""Letters that one cell can hold; a longer quote ends in "…"."""
Value = str | int | None
USUAL, WIDE, LONG = 22, 60, frozenset({"문구", "판단 이유", "한계"})
"""Widths of columns, in letters."""
RHYTHMS = {"once": "한 번", "daily": "매일", "weekly": "매주", "month_end": "매월 말일", "yearly": "매년"}
DESIGNS = {
    "all": "전수",
    "random": "무작위 표본",
    "stratified": "계약 종류별 표본",
    "risk_weighted": "위험도 가중 표본",
}
STATES = {"checked": "점검함", "not_checked": "점검하지 못함", "failed": "점검 프로그램 오류", "waiting": "대기"}
KINDS = {"created": "새로 나타남", "changed": "달라짐", "gone": "사라짐", "reopened": "다시 나타남"}
SEVERITIES = {"critical": "상", "high": "상", "medium": "중", "low": "하", "info": "참고"}
GROUNDS = {
    "suspected_violation": "법령 위반 의심",
    "possibly_void": "효력 제한 가능",
    "programme_rule": "사업 기준 미준수",
    "advisory": "권고",
}
OUTCOMES = {"clear": "적합", "flagged": "의심", "not_assessable": "판단 불가", "not_applicable": "해당 없음"}
LIMITS = (
    "본 결과는 자동 점검에 따른 참고 자료이며 법률 자문이나 행정처분이 아닙니다.",
    "확정 전 항목은 위반을 의미하지 않습니다.",
    "점검하지 못한 문서와 판단 불가 항목은 이상이 없다는 뜻이 아니므로 사람이 직접 확인하여야 합니다.",
    "표본이 위험도 가중 표본이면 그 비율을 전체의 비율로 볼 수 없습니다.",
)


def write(report: AuditReport) -> bytes:
    """
    Write a report as a workbook of five sheets.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    _overview(book.create_sheet("점검 개요"), report)
    _table(
        book.create_sheet("대상 문서"),
        ["문서", "SHA-256", "결과", "코드", *OUTCOMES.values()],
        (
            [one.name, one.sha256, STATES[one.state], one.code, *(one.outcomes.get(word, 0) for word in OUTCOMES)]
            for one in report.documents
        ),
    )
    _table(
        book.create_sheet("지적사항(의심)"),
        ["문서", "조항", "항목", "기준", "심각도", "근거 구분", "문구", "판단 이유", "상태"],
        (
            [
                one.document_name, _text(one.finding.get("clause")), one.title["ko"], one.rule,
                SEVERITIES[one.severity], GROUNDS[one.ground], _text(one.finding.get("quote")),
                _message(one.finding), one.state_ko,
            ]
            for one in report.findings
        ),
    )  # fmt: skip
    _table(
        book.create_sheet("달라진 항목"),
        ["구분", "기준", "항목", "심각도", "근거 구분", "당시 심각도", "당시 근거 구분"],
        (
            [
                KINDS[one.kind], one.rule, one.title["ko"], SEVERITIES[one.severity], GROUNDS[one.ground],
                SEVERITIES.get(one.earlier_severity or "", ""), GROUNDS.get(one.earlier_ground or "", ""),
            ]
            for one in report.changes
        ),
    )  # fmt: skip
    _table(book.create_sheet("한계"), ["한계"], ([words] for words in LIMITS))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _overview(sheet: Worksheet, report: AuditReport) -> None:
    plan, run = report.plan.plan, report.run
    rows: list[tuple[str, Value]] = [
        ("점검계획", plan.title),
        ("점검 회차", run.period.isoformat()),
        ("주기", RHYTHMS[plan.rhythm]),
        ("표본 설계", DESIGNS[plan.sample.design]),
        ("표본 수", plan.sample.size),
        ("추출 씨앗값", plan.sample.seed),
        ("점검일", run.checked_on.isoformat()),
        ("점검 기준 묶음", run.catalog_digest),
        ("담당자", report.plan.owner),
        ("대상 문서", run.total),
        *((STATES[state], run.agreements.get(state, 0)) for state in STATES),
        *((KINDS[kind], run.findings[kind]) for kind in KINDS),
        ("그대로", run.findings["unchanged"]),
        ("검토자", ""),
        ("결재", ""),
    ]
    _table(sheet, ["점검결과서", ""], ([name, value] for name, value in rows))


def _table(sheet: Worksheet, titles: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    sheet.freeze_panes = "A2"
    for number, row in enumerate((titles, *rows), start=1):
        for column, value in enumerate(row, start=1):
            _put(sheet.cell(number, column), value, is_title=number == 1)
    for column, title in enumerate(titles, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = WIDE if title in LONG else USUAL


def _put(cell: Cell | MergedCell, value: Value, *, is_title: bool) -> None:
    if isinstance(value, str):
        plain = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.value = plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"
        # Set behind the value, which would make a formula of what begins with "=".
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    else:
        cell.value = value
    if is_title:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E7EBF3")


def _message(finding: Mapping[str, object]) -> str:
    message = finding.get("message")
    return _text(message.get("ko")) if isinstance(message, dict) else ""


def _text(value: object) -> str:
    return "" if value is None else str(value)
