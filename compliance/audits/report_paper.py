"""
Put an audit result report (점검결과서) on paper: the sections that ../shared/domain/WORKFLOW.md 1.7 asks for, in Korean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from compliance import finding_words, review
from compliance.exports.paper import Column, Paper, Paragraph, Section, Table, day
from compliance.programmes.words import STAGE_NAMES
from compliance.seoul import SEOUL
from compliance.vocabulary import (
    CHANGES,
    DESIGNS,
    GROUNDS,
    ITEM_STATES,
    ORIGINS,
    OUTCOMES,
    RHYTHMS,
    RUN_STATES,
    SEVERITIES,
    TYPES,
    Word,
)
from ingest.codes import REASONS, REFUSALS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from compliance.audits.plan import Population
    from compliance.audits.report import AuditReport, Checked, Standing
    from compliance.audits.views import ChangeView
    from compliance.exports.paper import Value

TITLE: Final = "점검결과서"
DESTROYED: Final = "(파기된 문서)"
BROKEN: Final = ("점검 프로그램이 끝나지 못하였습니다", "운영자에게 알리고 다시 점검합니다")
LOOK: Final = "사람이 원문을 직접 확인합니다"
DONE: Final = "함"
NOTHING: Final = Paragraph("해당 사항이 없습니다.")
ALL: Final = "–"
WHOLE: Final = "제한 없음"
LIMITS: Final = (
    "본 결과는 자동 점검에 따른 참고 자료이며 법률 자문이나 행정처분이 아닙니다.",
    "확정 전 항목은 위반을 의미하지 않습니다.",
    "점검하지 못한 문서와 판단 불가 항목은 이상이 없다는 뜻이 아니므로 사람이 직접 확인하여야 합니다.",
    "적합은 점검한 기준에서 의심되는 문구를 찾지 못하였다는 뜻이며, 그 밖의 문제가 없다는 뜻이 아닙니다.",
    "표본이 위험도 가중 표본이면 그 비율을 전체의 비율로 볼 수 없습니다.",
)
POPULATION: Final[Mapping[str, str]] = {
    "agreement_types": "계약 종류",
    "origins": "제출 구분",
    "organisations": "제출 기관",
    "signed_from": "체결일(부터)",
    "signed_until": "체결일(까지)",
    "received_from": "접수일(부터)",
    "received_until": "접수일(까지)",
    "programmes": "지원사업",
    "tracks": "트랙",
    "cohorts": "연도",
    "stages": "단계",
    "participants": "참여기업",
    "funds": "투자조합",
    "projects": "과제에 없는 문서 점검",
}
"""What a population is narrowed by; what has no word here is named as the plan does, never left out."""
NARROWED: Final[Mapping[str, Mapping[str, Word]]] = {
    "agreement_types": TYPES,
    "origins": ORIGINS,
    "stages": {stage: Word(*names) for stage, names in STAGE_NAMES.items()},
}
NUMBER: Final = Column("연번", 1, is_short=True)
TO_SIGN: Final = ("작성", "검토", "결재")


def paper_of(report: AuditReport) -> Paper:
    """
    Put a report on paper.
    """
    return Paper(
        TITLE,
        report.issuer,
        report.drawn_up_on,
        (
            Section("점검 개요", (_overview(report),)),
            Section("점검 범위", tuple(_coverage(report))),
            Section("대상 문서", (_or_nothing(_documents(report.documents)),)),
            Section("항목별 결과", (_or_nothing(_rules(report)),)),
            Section("지적사항(의심)", (_or_nothing(_findings(report.findings)),)),
            Section("판단 이유", (_or_nothing(_reasons(report.findings)),)),
            Section("달라진 항목", (_or_nothing(_changes(report.changes)),)),
            Section("한계", tuple(Paragraph(words, 1) for words in LIMITS)),
            Section("검토자·결재", (_signatures(report.author),)),
        ),
    )


def _or_nothing(table: Table) -> Table | Paragraph:
    return table if table.rows else NOTHING


def _overview(report: AuditReport) -> Table:
    plan, run = report.plan.plan, report.run
    rows: list[tuple[str, Value]] = [
        ("점검계획", plan.title),
        ("점검 회차", day(run.period)),
        ("주기", RHYTHMS[plan.rhythm].ko),
        ("점검 대상", _population(plan.population)),
        ("표본 설계", DESIGNS[plan.sample.design].ko),
        ("표본 수", plan.sample.size or ALL),
        ("추출 씨앗값", plan.sample.seed or ALL),
        ("점검 기간", _period(report)),
        ("점검 기준일", day(run.checked_on)),
        ("점검 기준 묶음", run.catalog_digest),
        ("회차 상태", RUN_STATES[run.state].ko),
        ("담당자", report.plan.owner),
        ("작성일", day(report.drawn_up_on)),
        ("작성자", report.author),
    ]
    return Table("", (Column("구분", 1), Column("내용", 4)), rows, has_titles=False)


def _period(report: AuditReport) -> str:
    begun, ended = (at and day(at.astimezone(SEOUL)) for at in (report.run.created_at, report.run.finished_at))
    return f"{begun} ~ {ended or ''}".rstrip()


def _population(population: Population) -> str:
    told = population.model_dump(mode="json")
    # Projects are judged only where nothing else narrows the choice to documents.
    told["projects"] = population.has_projects
    words = {name: _narrowed(name, value) for name, value in told.items() if value}
    return "\n".join(f"{POPULATION.get(name, name)}: {value}" for name, value in words.items()) or WHOLE


def _narrowed(name: str, value: object) -> str:
    if value is True:
        return DONE
    known = {name: words.ko for name, words in NARROWED.get(name, {}).items()}
    values = [str(one) for one in value] if isinstance(value, list) else [str(value)]
    return ", ".join(known.get(one, one) for one in values)


def _coverage(report: AuditReport) -> Iterator[Paragraph | Table]:
    run = report.run
    yield Table(
        "대상과 결과",
        (Column("구분", 1), Column("수", 4)),
        [
            ("대상 문서", run.total),
            *((words.ko, run.agreements.get(state, 0)) for state, words in ITEM_STATES.items()),
            *((f"{words.ko}(항목)", run.findings.get(kind, 0)) for kind, words in CHANGES.items()),
        ],
        has_titles=False,
    )
    rows = [row for number, one in enumerate(report.documents, start=1) for row in _unseen(number, one)]
    yield Paragraph(
        "점검하지 못하였거나 일부만 확인한 문서와 그 사유는 다음과 같습니다."
        if rows
        else "점검하지 못하였거나 일부만 확인한 문서가 없습니다."
    )
    if rows:
        columns = (NUMBER, Column("문서", 3), Column("결과", 2, is_short=True), Column("코드", 1, is_short=True))
        yield Table("점검하지 못한 것", (*columns, Column("사유", 4), Column("할 일", 4)), rows)


def _unseen(number: int, one: Checked) -> Iterator[tuple[Value, ...]]:
    """
    Say what of a document was not checked: all of it, or what its codes name.
    """
    head = (number, one.name or DESTROYED, ITEM_STATES[one.state].ko)
    if one.state != "checked" or one.code:
        known = REFUSALS.get(one.code) if one.code else None
        why, advice = (known.ko, known.advice_ko) if known else BROKEN if one.state == "failed" else ("", LOOK)
        yield (*head, one.code, one.why or why, advice)
    for code in one.reasons:
        reason = REASONS.get(code)
        yield (*head, code, reason.ko if reason else "", reason.advice_ko if reason else LOOK)


def _documents(documents: Sequence[Checked]) -> Table:
    outcomes = [Column(words.ko, 1, is_short=True) for words in OUTCOMES.values()]
    ended = (Column("결과", 2, is_short=True), Column("코드", 1, is_short=True))
    return Table(
        "",
        (NUMBER, Column("문서", 4), Column("SHA-256", 5), *ended, *outcomes),
        [
            (
                number, one.name or DESTROYED, one.sha256, ITEM_STATES[one.state].ko, one.code,
                *(one.outcomes.get(word, 0) if one.outcomes else None for word in OUTCOMES),
            )
            for number, one in enumerate(documents, start=1)
        ],
    )  # fmt: skip


def _rules(report: AuditReport) -> Table:
    counts = [Column(words.ko, 1, is_short=True) for words in OUTCOMES.values()]
    return Table(
        "",
        (Column("기준", 2, is_short=True), Column("항목", 5), *counts, Column("판단 불가 사유", 5)),
        [
            (
                one.rule, one.title, *(one.outcomes.get(word, 0) for word in OUTCOMES),
                "\n".join(f"{why} ({count})" for why, count in one.unjudged.items()),
            )
            for one in report.rules
        ],
    )  # fmt: skip


def _findings(findings: Sequence[Standing]) -> Table:
    titles = (("문서", 4), ("조항", 2), ("지적사항", 4))
    short = (("기준", 2), ("심각도", 1), ("근거 구분", 3), ("상태", 2))
    return Table(
        "",
        (
            NUMBER,
            *(Column(title, share) for title, share in titles),
            *(Column(title, share, is_short=True) for title, share in short),
        ),
        [
            (
                number, one.view.document_name, finding_words.place(one.view.finding), one.view.title["ko"],
                one.view.rule, SEVERITIES[one.view.severity].ko, GROUNDS[one.view.ground].ko, one.view.state_ko,
            )
            for number, one in enumerate(findings, start=1)
        ],
    )  # fmt: skip


def _reasons(findings: Sequence[Standing]) -> Table:
    titles = ("지적사항", "문구", "판단 이유", "적용 법령", "반대 근거 확인", "수정 제안 문구", "확신도", "처리")
    return Table(
        "",
        (NUMBER, *(Column(title) for title in titles)),
        [(number, *_reason(one)) for number, one in enumerate(findings, start=1)],
        is_upright=True,
    )


def _reason(one: Standing) -> tuple[Value, ...]:
    finding = one.view.finding
    place = " ".join(part for part in (one.view.document_name, finding_words.place(finding)) if part)
    return (
        f"{one.view.title['ko']} ({one.view.rule})\n{place}",
        finding_words.quotes(finding),
        finding_words.message(finding),
        finding_words.bases(finding),
        finding_words.counter_checks(finding),
        finding_words.wording(finding),
        finding_words.certainty(finding),
        _decision(one),
    )


def _decision(one: Standing) -> str:
    reason = review.REASONS.get(one.view.reason_code or "", {}).get("ko", "")
    who = ", ".join(part for part in (one.decided_by, day(one.decided_on) if one.decided_on else "") if part)
    return one.view.state_ko + (f": {reason}" if reason else "") + (f" ({who})" if who else "")


def _changes(changes: Sequence[ChangeView]) -> Table:
    then = (("심각도", 1), ("근거 구분", 3), ("당시 심각도", 1), ("당시 근거 구분", 3))
    return Table(
        "",
        (
            *(Column(title, 2, is_short=True) for title in ("구분", "기준")),
            Column("항목", 4),
            *(Column(title, share, is_short=True) for title, share in then),
        ),
        [
            (
                CHANGES[one.kind].ko, one.rule, one.title["ko"], SEVERITIES[one.severity].ko, GROUNDS[one.ground].ko,
                SEVERITIES[one.earlier_severity].ko if one.earlier_severity else None,
                GROUNDS[one.earlier_ground].ko if one.earlier_ground else None,
            )
            for one in changes
        ],
    )  # fmt: skip


def _signatures(author: str) -> Table:
    columns = tuple(Column(title, 2, is_short=True) for title in ("구분", "직위", "성명", "서명", "일자"))
    names = {TO_SIGN[0]: author}
    return Table("", columns, [(who, None, names.get(who), None, None) for who in TO_SIGN])
