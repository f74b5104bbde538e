"""
Define the figures M1 to M11: what each is, of what it is counted, and how it must not be misread.

Source: ../shared/domain/WORKFLOW.md 4. Whoever changes a definition counts VERSION up: figures of two versions are not
compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from compliance.fairness.views import CellState, MetricState
from compliance.vocabulary import Word

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION: Final = "2026.1"
OF_PROJECTS: Final = Word(
    "협업과제에 연결된 등록·제출명령 문서(자가점검 제외)",
    "registered or ordered documents of collaboration projects (never self-checks)",
)
OF_COUNTED: Final = Word(
    "협업과제에 연결되고, 전수 또는 무작위 표본 점검에서 점검한 문서(특정 기업을 골라 한 점검·위험도 가중 표본·자가점검 제외)",
    "documents of projects checked in full or random audits (no targeted or risk-weighted ones, never self-checks)",
)
OF_CASES: Final = Word(
    "협업과제 문서에 대한 사건 중 자진개선 안내 또는 시정요구를 보낸 사건",
    "cases on projects' documents in which a remedy was asked for",
)
OF_OFFICE: Final = Word("점검기관 전체의 판단(자가점검 제외)", "all decisions of the office (never on self-checks)")


@dataclass(frozen=True, slots=True)
class Definition:
    """
    Define one figure in words.
    """

    title: Word
    definition: Word
    guard: Word
    population: Word


DEFINITIONS: Final[Mapping[str, Definition]] = {
    "M1": Definition(
        Word("권리의무 비대칭 지수", "Asymmetry index"),
        Word(
            "A = Σw(s−c) ÷ 3Σw. 판단 가능한 쌍방 주제마다 창업기업(s)과 상대방(c)의 부담을 0~3으로 놓는다. −1~+1, +는 창업기업에 무거움",
            "A = Σw(s−c) / 3Σw over reciprocal topics, burdens 0 to 3 on startup (s) and counterparty (c); −1 to +1, + weighs on the startup",
        ),
        Word(
            "판단 가능한 주제가 6개 이상이어야 하며 위법성의 척도가 아닙니다.",
            "Needs six determinable topics; no measure of legality.",
        ),
        OF_PROJECTS,
    ),
    "M2": Definition(
        Word("표준계약서 기준선 차이", "Distance from the standard contract"),
        Word(
            "A(계약) − A(같은 종류·판의 표준계약서), 표준보다 불리·동등·유리·누락인 조항 수",
            "A(agreement) − A(standard form of its type and version); clauses worse, equal, better, missing",
        ),
        Word("표준계약서가 있는 종류에만 씁니다.", "Only for types that have a standard form."),
        OF_PROJECTS,
    ),
    "M3": Definition(
        Word("지적 확정률", "Confirmed-finding rate"),
        Word(
            "법령 위반 의심 또는 사업 기준 미준수로 확정된 지적이 1건 이상인 문서 ÷ 점검한 문서. Wilson 95 % 신뢰구간",
            "Documents with a confirmed finding of ground statute or programme rule ÷ documents audited; Wilson 95 %",
        ),
        Word(
            "확정 전 항목은 세지 않으며 권고는 따로 봅니다. 점검 범위(M10)와 함께 읽으십시오.",
            "Unconfirmed flags never count, advisory ones stand apart. Read beside coverage (M10).",
        ),
        OF_COUNTED,
    ),
    "M4": Definition(
        Word("표준화 비율", "Standardised ratio"),
        Word(
            "기업의 확정 문서 수 ÷ 문서 종류·트랙·연도별 확정률로 기대되는 수. 정확 포아송 95 % 신뢰구간",
            "A company's documents with a confirmed finding ÷ those expected by type, track and year; exact Poisson 95 %",
        ),
        Word(
            "순위가 아닙니다. 기업 이름은 표시하지 않으며, 문서 5건 미만인 기업은 표본 부족입니다.",
            "No ranking. No company is named; with fewer than five documents the sample is insufficient.",
        ),
        OF_COUNTED,
    ),
    "M5": Definition(
        Word("시정 소요기간", "Time to remedy"),
        Word(
            "자진개선 안내·시정요구 발송일부터 이행 인정일까지의 일수. 진행 중인 사건은 중도절단으로 넣은 Kaplan–Meier 추정",
            "Days from the letter to the verified remedy; Kaplan–Meier with open cases censored",
        ),
        Word("끝난 사건만의 평균은 쓰지 않습니다.", "Never the mean of closed cases alone."),
        OF_CASES,
    ),
    "M6": Definition(
        Word("문서 미체결률", "Missing-agreement rate"),
        Word(
            "기한이 지난 필요 문서 중 등록되지 않은 문서의 비율. 「없음」과 「미제출」을 나누어 보인다. Wilson 95 % 신뢰구간",
            "Required documents not registered ÷ required ones whose day has passed; 'none' apart from 'not submitted'; Wilson 95 %",
        ),
        Word("미제출은 문서가 없다는 뜻이 아닙니다.", "Not submitted does not mean that there is none."),
        Word("협업과제의 단계별 필요 문서(해당 없음 제외)", "documents that projects' stages require"),
    ),
    "M7": Definition(
        Word("자진개선 비율", "Self-correction rate"),
        Word(
            "개선요구·권고·명령 전에 시정된 확정 지적 ÷ 확정 지적. Wilson 95 % 신뢰구간",
            "Confirmed findings remedied before any demand ÷ confirmed findings; Wilson 95 %",
        ),
        Word(
            "참고: 2023년 정기 실태조사 591/613, 2022년 697/708(연도별 보도자료).",
            "For comparison: 591/613 in the 2023 survey, 697/708 in 2022 (press releases).",
        ),
        OF_PROJECTS,
    ),
    "M8": Definition(
        Word("기준 정밀도", "Rule precision"),
        Word(
            "확정 ÷ (확정 + 오탐지), 점검 기준의 판마다. Wilson 95 % 신뢰구간",
            "Confirmed ÷ (confirmed + false positives) per rule version; Wilson 95 %",
        ),
        Word(
            "판단 30건 이상에서 0.7 미만이면 적용 중지를 제안합니다. 결정은 사람이 합니다.",
            "Below 0.7 over thirty decisions suspension is suggested; a person decides.",
        ),
        OF_OFFICE,
    ),
    "M9": Definition(
        Word("판단 일치도", "Agreement of decisions"),
        Word(
            "첫 판단을 모르고 다시 판단한 표본에서 두 판단이 같은 비율(Wilson 95 %), Cohen κ, Gwet AC1",
            "Share of blind second verdicts equal to the first (Wilson 95 %), Cohen's κ and Gwet's AC1",
        ),
        Word("κ가 0.6 미만이면 판단기준 협의를 엽니다.", "Below κ 0.6 a guidance meeting is due."),
        OF_OFFICE,
    ),
    "M10": Definition(
        Word("점검 범위", "Coverage"),
        Word(
            "등록된 필요 문서 ÷ 필요 문서, 점검한 문서 ÷ 등록 문서. Wilson 95 % 신뢰구간",
            "Registered ÷ required documents, audited ÷ registered documents; Wilson 95 %",
        ),
        Word("점검 범위 없이 다른 비율만 인용하지 마십시오.", "Quote no rate without its coverage."),
        OF_PROJECTS,
    ),
    "M11": Definition(
        Word("이의신청 인용률·기한 준수율", "Objections upheld, deadlines kept"),
        Word(
            "인용(일부 인용 포함) ÷ 처리한 이의신청, 기한 안에 마친 처리 ÷ 기한이 된 처리. Wilson 95 % 신뢰구간",
            "Objections upheld, in part at least ÷ decided; the office's deadlines kept ÷ ended; Wilson 95 %",
        ),
        Word("업무 품질을 보는 수치입니다.", "A figure of the office's own quality."),
        OF_OFFICE,
    ),
}
NOT_MEASURED: Final[Mapping[str, Word]] = {
    "M1": Word(
        "조항마다 양쪽의 부담을 0~3으로 추출한 값이 이 시스템에 없습니다.",
        "This system holds no burdens of 0 to 3 for both sides of each topic.",
    ),
    "M2": Word(
        "표준계약서를 조항별 부담 값으로 나타낸 기준선이 이 시스템에 없습니다.",
        "This system holds no standard form as burdens by topic.",
    ),
}
WITHHELD: Final[Mapping[str, Word]] = {
    "M4": Word(
        "기업별 수치는 그 기업이 먼저 확인할 수 있을 때까지 점검기관 밖에 보이지 않습니다.",
        "A company's figures are seen by the company before anyone outside the examining office.",
    ),
}
NO_SIZES: Final = Word(
    "기업 규모별 응답률은 측정하지 않음: 규모 자료가 이 시스템에 없습니다.",
    "Response by company size is not measured: this system holds no sizes.",
)
STAGE_WORDS: Final[Mapping[str, Word]] = {
    "match": Word("매칭", "matching"),
    "poc": Word("기술검증(PoC)", "technology verification"),
    "market": Word("시장검증", "market verification"),
}
WHOLE: Final = Word("전체", "all")
CELL_STATES: Final[Mapping[CellState, Word]] = {
    CellState.SHOWN: Word("표시", "shown"),
    CellState.EMPTY: Word("대상 없음", "nothing to count"),
    CellState.FEW: Word("표본 부족", "insufficient sample"),
    CellState.SUPPRESSED: Word("비식별 처리", "suppressed"),
}
METRIC_STATES: Final[Mapping[MetricState, Word]] = {
    MetricState.NOT_MEASURED: Word("측정하지 않음", "not measured"),
    MetricState.WITHHELD: Word("표시하지 않음", "not shown"),
}
