"""
Give a check's answer the form of the contract: one object a document, for scripts, the API and other programs.

Source: ../shared/design/CHECK_JSON.md; the JSON schema is generated from these models into docs/check.schema.json.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from compliance.figures import FigureShown, figure_shown
from compliance.finding_shown import MANY, Findings, FindingsShown, finding_shown
from compliance.terms import TermShown, term_shown
from compliance.validations import ValidationShown, validation_shown
from ingest.document import AsideKind
from ingest.sheets.records import records_of
from rules.engine import UNREAD, UNREAD_JAPANESE
from rules.finding import Outcome
from rules.portfolio.suites import ErrorKind
from rules.portfolio.titles import How
from rules.rule import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ingest.document import AgreementType, Aside, Document, Notice
    from ingest.errors import IngestError
    from ingest.sheets.records import Records
    from rules.catalog import Catalog
    from rules.finding import Report
    from rules.portfolio.outline import Sheet
    from rules.portfolio.quality import DataError

ENOUGH_COVERAGE = 0.98
"""Share of visible ink below which a document is never called analysed. Source: SECURITY.md 2, outcome contract."""
UNJUDGED_ROWS = Text(
    ko="알아보지 못한 표가 있어 그 행은 점검하지 못했습니다. 사람이 직접 확인하여야 합니다",
    en="there are tables that were not understood, so their rows were not judged; a person has to check them",
)
THIN = Text(
    ko="표에 없는 열이 많아 점검하지 못한 기준이 점검한 기준보다 많습니다. 사람이 직접 확인하여야 합니다",
    en="the table lacks columns, so more rules were not checked than were; a person has to check the rest",
)
WRONG_DATA = Text(
    ko="자료에 오류가 있어 그 값은 점검에서 뺐습니다. 바로잡아 다시 제출하여야 합니다",
    en="there are errors in the data; those values were not judged and have to be corrected and submitted again",
)
UNREAD_TONGUE = Text(
    ko="일부 기준이 이 계약의 언어를 읽지 못합니다. 점검하지 못한 기준은 사람이 직접 확인하여야 합니다",
    en="some rules do not read the language of this agreement; a person has to check what they could not",
)
Status = Literal["analysed", "needs_review", "rejected"]


class ContractPart(BaseModel):
    """
    Be a part of an answer: nothing beside what the contract names, nothing changed later.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)


class TypeRead(ContractPart):
    """
    Say which kind of agreement was read or declared.
    """

    value: str
    certainty: float
    declared: bool


class PartyRead(ContractPart):
    """
    Say who takes part, in which role, and how certain that is.
    """

    label: str
    name: str
    role: str
    certainty: float


class DocumentRead(ContractPart):
    """
    Describe the document; where it was rejected only name, sha256 and readable are known.

    `page_confidence` says of each page how sure the letters recognised in its picture are, null where the file holds
    the letters of a page; empty where nothing was recognised.
    """

    name: str
    sha256: str
    media_type: str | None = None
    language: str | None = None
    pages: int | None = None
    agreement_type: TypeRead | None = None
    parties: list[PartyRead] = []
    signed_on: date | None = None
    readable: bool
    coverage: float | None = None
    page_coverage: list[float] = []
    page_confidence: list[float | None] = []


class CatalogUsed(ContractPart):
    """
    Identify the rule book: digest and number of rules.
    """

    digest: str
    rules: int


class OutcomeShown(ContractPart):
    """
    Say how one rule ended and why.
    """

    outcome: Outcome
    why: Text


class BalanceRow(ContractPart):
    """
    Set both sides beside each other in one topic.
    """

    topic: str
    startup: str
    counterparty: str
    heavier_on: Literal["startup", "counterparty", "neither"]


class Warned(ContractPart):
    """
    Warn of something in the file, with its stable code.
    """

    code: int
    text: str


class AsideShown(ContractPart):
    """
    Show what the file says beside the text that was judged, and where it hangs in `Document.text`.
    """

    kind: AsideKind
    text: str
    author: str
    at: str
    start: int | None
    end: int | None
    page: int | None


class ColumnMapped(ContractPart):
    """
    Say what a column was taken for: its title as written and the column of the vocabulary, null where it is not known.

    `how`: declared (by the submitter), remembered (said of an earlier table), exact (the title is known), similar (but
    for order or a slip), ambiguous (it could be one of `candidates`).
    """

    letter: str
    title: str
    column: str | None
    how: How
    candidates: list[str] = []


class RowSkipped(ContractPart):
    """
    Name a row under the titles that is no record: a total, the titles again, or a note.
    """

    row: int
    taken_for: Literal["total", "titles", "note"]


class TableRead(ContractPart):
    """
    Describe a table of a spreadsheet: its sheet, its row of titles, the rows under it, and the titles by their letters.

    Rows count from 1 as in the file; `sheet` and `header_row` are null where there is none. `kind` is the kind of table
    its rows were judged as, null where they were not judged; then `mapping` and `skipped` are empty.
    """

    sheet: str | None
    header_row: int | None
    rows: int
    columns: dict[str, str]
    lists_records: bool
    kind: str | None = None
    mapping: list[ColumnMapped] = []
    skipped: list[RowSkipped] = []


class DataErrorShown(ContractPart):
    """
    Show one error of the data with its cell; rows count from 1 as in the file, `sheet` is null for separated values.
    """

    sheet: str | None
    row: int
    column: str
    cell: str
    kind: ErrorKind
    value: str
    why: Text


class CheckObject(ContractPart):
    """
    Hold the whole answer about one document.
    """

    document: DocumentRead
    catalog: CatalogUsed
    checked_on: date
    status: Status
    codes: list[int]
    why: Text | None = None
    findings: Findings = []
    outcomes: dict[str, OutcomeShown] = {}
    balance: list[BalanceRow] = []
    warnings: list[Warned] = []
    asides: list[AsideShown] = []
    tables: list[TableRead] = Field(default=[], description="For spreadsheets only.")
    data_errors: list[DataErrorShown] = Field(default=[], description="For tables only.")
    figures: list[FigureShown] = Field(default=[], description="For portfolio tables only.")
    terms: list[TermShown] = Field(default=[], description="For investment papers only.")
    validations: list[ValidationShown] = Field(default=[], description="For portfolio tables only.")


def analysed(document: Document, report: Report, catalog: Catalog) -> CheckObject:
    """
    Give the object for a document that was read and checked.
    """
    codes = sorted({notice.code for notice in document.warnings})
    tables = _tables(document, report)
    unjudged = any(table.lists_records and table.kind is None for table in tables)
    wrong = [_data_error(one) for one in report.data_errors]
    outcomes = [one.outcome for one in report.outcomes.values()]
    thin = bool(report.sheets) and outcomes.count(Outcome.NOT_ASSESSABLE) > _judged(outcomes)
    unread = any(one in {UNREAD, UNREAD_JAPANESE} for one in report.outcomes.values())
    reasons = ((unjudged, UNJUDGED_ROWS), (bool(wrong), WRONG_DATA), (unread, UNREAD_TONGUE), (thin, THIN))
    why = next((words for holds, words in reasons if holds), None)
    return CheckObject(
        document=_described(document, report.agreement or document.agreement),
        catalog=CatalogUsed(digest=catalog.digest, rules=len(catalog.rules)),
        checked_on=report.checked_on,
        status=_status(
            codes,
            document.coverage,
            outcomes,
            is_open=why is not None,
        ),
        codes=codes,
        why=why,
        findings=FindingsShown(report.findings)
        if len(report.findings) > MANY
        else list(map(finding_shown, report.findings)),
        outcomes={rule: OutcomeShown(outcome=one.outcome, why=one.why) for rule, one in report.outcomes.items()},
        balance=[
            BalanceRow(topic=row.topic, startup=row.startup, counterparty=row.counterparty, heavier_on=row.heavier_on)
            for row in report.balance
        ],
        warnings=[warned(notice) for notice in document.warnings],
        asides=[_aside(one) for one in document.asides],
        tables=tables,
        data_errors=wrong,
        figures=[figure_shown(one) for one in report.figures],
        terms=[term_shown(one) for one in report.terms],
        validations=[validation_shown(one) for one in report.validations],
    )


def rejected(name: str, sha256: str, error: IngestError, catalog: Catalog, on: date) -> CheckObject:
    """
    Give the object for a file that could not be read: its code and why, never "no findings".
    """
    why = Text(ko=error.ko, en=error.en)
    return CheckObject(
        document=DocumentRead(name=name, sha256=sha256, readable=False),
        catalog=CatalogUsed(digest=catalog.digest, rules=len(catalog.rules)),
        checked_on=on,
        status="rejected",
        codes=[error.code],
        why=why,
        warnings=[Warned(code=error.code, text=f"{error.ko} / {error.en}")],
    )


def _status(codes: Collection[int], coverage: float, outcomes: Iterable[str], *, is_open: bool) -> Status:
    """
    Say whether a person must look: rows, values or a language that were not judged are never called analysed.
    """
    seen_whole = not codes and coverage >= ENOUGH_COVERAGE and not is_open
    return "analysed" if seen_whole and _judged(outcomes) else "needs_review"


def _judged(outcomes: Iterable[str]) -> int:
    """
    Count the rules that came to an answer.
    """
    return sum(outcome in {Outcome.FLAGGED, Outcome.CLEAR} for outcome in outcomes)


def _tables(document: Document, report: Report) -> list[TableRead]:
    judged = {sheet.name: sheet for sheet in report.sheets}
    return [_table(read, judged.get(read.sheet)) for read in map(records_of, document.tables) if read is not None]


def _table(read: Records, sheet: Sheet | None) -> TableRead:
    if sheet is None:
        return TableRead(
            sheet=read.sheet,
            header_row=read.header_row,
            rows=read.rows,
            columns=dict(read.columns),
            lists_records=read.are_many,
        )
    return TableRead(
        sheet=sheet.name,
        header_row=sheet.header_row,
        rows=len(sheet.records),
        columns={one.letter: one.mapped.title.text for one in sheet.columns},
        lists_records=True,
        kind=sheet.kind,
        mapping=[
            ColumnMapped(
                letter=one.letter,
                title=one.mapped.title.text,
                column=one.mapped.column,
                how=one.mapped.how,
                candidates=list(one.mapped.candidates),
            )
            for one in sheet.columns
        ],
        skipped=[RowSkipped(row=record.number, taken_for=reason) for record, reason in sheet.skipped],
    )


def _data_error(error: DataError) -> DataErrorShown:
    place = error.place
    return DataErrorShown(
        sheet=place.sheet,
        row=place.row,
        column=place.column,
        cell=place.name,
        kind=error.kind,
        value=place.cell.text if place.cell else "",
        why=error.why,
    )


def _described(document: Document, kind: AgreementType) -> DocumentRead:
    return DocumentRead(
        name=document.source.name,
        sha256=document.source.sha256,
        media_type=document.source.media_type,
        language=document.language,
        pages=document.pages,
        agreement_type=TypeRead(value=kind.value, certainty=kind.certainty, declared=kind.declared),
        parties=[
            PartyRead(label=one.label, name=one.name, role=one.role, certainty=one.certainty)
            for one in document.parties
        ],
        signed_on=document.signed_on,
        readable=True,
        coverage=document.coverage,
        page_coverage=list(document.page_coverage),
        page_confidence=list(document.page_confidence),
    )


def _aside(aside: Aside) -> AsideShown:
    return AsideShown(
        kind=aside.kind,
        text=aside.text,
        author=aside.author,
        at=aside.at,
        start=aside.span.start if aside.span else None,
        end=aside.span.end if aside.span else None,
        page=aside.page,
    )


def warned(notice: Notice) -> Warned:
    """
    Show a warning.
    """
    page = f" (p. {notice.page})" if notice.page else ""
    return Warned(code=notice.code, text=f"{notice.ko} / {notice.en}{page}")
