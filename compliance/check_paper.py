"""
Put the result of a check on paper, in Korean: of one document, or of all that belong to a deal.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from compliance import finding_words
from compliance.exports.paper import Column, Paper, Paragraph, Section, Table, day
from compliance.vocabulary import GROUNDS, OUTCOMES, SEVERITIES, TYPES
from ingest.codes import REASONS, REFUSALS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from compliance.exports.paper import Value

    Report = Mapping[str, Any]

TITLE: Final = "계약 점검 결과"
LIMITS: Final = (
    "본 결과는 자동 점검에 따른 참고 자료이며 법률 자문이나 행정처분이 아닙니다.",
    "의심 항목은 위반의 판정이 아니라 확인이 필요한 문구입니다.",
    "판단하지 못한 기준과 읽지 못한 문서는 이상이 없다는 뜻이 아닙니다.",
    "법령은 사람이 옮겨 읽은 것이며 변호사의 검토를 거치지 않았습니다. 조문은 국가법령정보센터에서 확인하십시오.",
)
NOTHING: Final = {
    "analysed": "점검한 범위에서 의심 항목을 찾지 못하였습니다. 문제가 없다는 보증은 아닙니다.",
    "needs_review": "의심 항목을 찾지 못하였으나 판단하지 못한 부분이 있습니다. 이상이 없다는 뜻이 아닙니다.",
    "rejected": "문서를 읽지 못하여 점검하지 못하였습니다. 이상이 없다는 뜻이 아닙니다.",
}
UNKNOWN: Final = "읽지 못함"
MOST: Final = 500
"""Findings that are set out; a table may have a hundred thousand."""
FACT: Final = (Column("구분", 1), Column("내용", 4))


def paper_of(report: Report, rules: Mapping[str, str], drawn_up_on: date) -> Paper:
    """
    Put the object of `compliance check` (or of its `--bundle`) on paper; `rules` gives each rule's title in Korean.
    """
    documents, findings = report.get("documents", [report]), report["findings"]
    shown = findings[:MOST]
    names = {one["document"]["sha256"]: one["document"]["name"] for one in documents}
    sections = [Section("점검한 문서", tuple(_overview(one, rules) for one in documents))]
    sections += [
        Section("결과", tuple(_summary(documents, len(findings), shown))),
        Section("의심 항목", tuple(_details(shown, names))),
        Section("판단하지 못한 것", tuple(_open(documents, rules))),
        Section("한계", tuple(Paragraph(words, 1) for words in LIMITS)),
    ]
    return Paper(TITLE, "", drawn_up_on, sections)


def _overview(one: Report, rules: Mapping[str, str]) -> Table:
    read = one["document"]
    kind = (read.get("agreement_type") or {}).get("value", "")
    counts = Counter(outcome["outcome"] for outcome in one["outcomes"].values())
    parties = "\n".join(f"“{party['label']}” {party['name']}".strip() for party in read.get("parties") or ())
    rows: list[tuple[str, Value]] = [
        ("문서", read["name"]),
        ("SHA-256", read["sha256"]),
        ("계약 종류", TYPES[kind].ko if kind in TYPES else UNKNOWN),
        ("당사자", parties or UNKNOWN),
        ("체결일", day(date.fromisoformat(read["signed_on"])) if read.get("signed_on") else UNKNOWN),
        ("점검 기준일", day(date.fromisoformat(one["checked_on"]))),
        ("점검 기준 묶음", f"{one['catalog']['digest']} ({len(rules)}건)"),
        ("기준별 결과", " · ".join(f"{word.ko} {counts[name]}" for name, word in OUTCOMES.items())),
    ]
    return Table(read["name"], FACT, rows, has_titles=False)


def _summary(documents: Sequence[Report], found: int, findings: Sequence[Report]) -> Iterator[Paragraph | Table]:
    if not found:
        statuses = {one["status"] for one in documents}
        worst = next(status for status in ("rejected", "needs_review", "analysed") if status in statuses)
        yield Paragraph(NOTHING[worst])
        return
    yield Paragraph(f"의심 항목 {found}건을 찾았습니다. 확정 전 항목은 위반을 의미하지 않습니다.")
    if found > len(findings):
        yield Paragraph(f"이 문서에는 그 가운데 앞의 {len(findings)}건을 적었으며, 나머지는 화면에서 볼 수 있습니다.")
    titles = (("연번", 1), ("지적사항", 5), ("조항", 2), ("심각도", 1), ("근거 구분", 2), ("기준", 2))
    yield Table(
        "",
        tuple(Column(title, share, is_short=title != "지적사항") for title, share in titles),
        [
            (
                number, one["title"]["ko"], finding_words.place(one), SEVERITIES[one["severity"]].ko,
                GROUNDS[one["ground"]].ko, one["rule"],
            )
            for number, one in enumerate(findings, start=1)
        ],
    )  # fmt: skip


def _details(findings: Sequence[Report], names: Mapping[str, str]) -> Iterator[Table]:
    titles = ("지적사항", "문구", "판단 이유", "왜 중요한가", "적용 법령", "반대 근거 확인", "수정 제안 문구", "확신도")
    if findings:
        yield Table(
            "",
            (Column("연번", 1, is_short=True), *(Column(title) for title in titles)),
            [(number, *_detail(one, names)) for number, one in enumerate(findings, start=1)],
            is_upright=True,
        )


def _detail(finding: Report, names: Mapping[str, str]) -> tuple[Value, ...]:
    stands_in = {names.get(str(piece.get("document")), "") for piece in finding.get("evidence") or ()} - {""}
    where = " ".join((*sorted(stands_in), finding_words.place(finding))).strip()
    return (
        f"{finding['title']['ko']} ({finding['rule']})\n{where}",
        finding_words.quotes(finding),
        finding_words.message(finding),
        finding_words.why(finding),
        finding_words.bases(finding),
        finding_words.counter_checks(finding),
        finding_words.wordings(finding),
        finding_words.certainty(finding),
    )


def _open(documents: Sequence[Report], rules: Mapping[str, str]) -> Iterator[Paragraph | Table]:
    """
    Say what asks for a person: codes of the reading, and rules that could not be judged.
    """
    rows: list[tuple[Value, ...]] = []
    for one in documents:
        name = one["document"]["name"]
        known = {code: REASONS.get(code) or REFUSALS.get(code) for code in one.get("codes") or ()}
        rows += [
            (name, str(code), told.ko if told else "", told.advice_ko if told else "") for code, told in known.items()
        ]
        unjudged = {
            rule: outcome for rule, outcome in one["outcomes"].items() if outcome["outcome"] == "not_assessable"
        }
        rows += [(name, rule, rules.get(rule, ""), outcome["why"]["ko"]) for rule, outcome in unjudged.items()]
    if not rows:
        yield Paragraph("적용되는 기준은 모두 판단하였습니다.")
        return
    titles = (("문서", 3), ("기준·코드", 2), ("항목", 4), ("사유·할 일", 5))
    yield Table("", tuple(Column(title, share, is_short=title == "기준·코드") for title, share in titles), rows)
