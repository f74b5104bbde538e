"""
Write the letter that asks the other side to talk about some clauses: polite, in Korean, and without any accusation.

It names no rule, no law and no grade, and does not say that anything was checked: how a company looked at its
agreement is its own business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from compliance.exports.paper import Column, Paper, Paragraph, Section, Table
from compliance.finding_words import place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from compliance.amending.changes import Change

TITLE: Final = "계약서 수정 협의 요청서"
BLANK: Final = "(            )"
"""What the sender fills in by hand."""
GREETING: Final = (
    "귀사의 무궁한 발전을 기원하며, 함께 일할 기회를 주신 데 감사드립니다.",
    "보내 주신 계약서를 읽고, 양사가 오래 협력하는 데 도움이 되리라 생각되는 문구를 아래와 같이 제안드립니다.",
    "살펴보시고 협의하여 주시기를 부탁드립니다.",
)
CLOSING: Final = (
    "제안드린 문구는 협의를 위한 초안입니다. 같은 뜻을 담은 다른 문구도 좋으며, 귀사의 사정이 있으면 편하게 말씀하여 주시기 바랍니다.",
    "회신하여 주시면 편하신 때에 맞추어 논의하겠습니다.",
)
ENCLOSED: Final = "수정 비교본(변경 내용 추적이 표시된 워드 파일) 1부."
FACT: Final = (Column("구분", 1), Column("내용", 4))


def letter(report: Mapping[str, Any], changes: Sequence[Change], written_on: date, *, with_redline: bool) -> Paper:
    """
    Write the letter over the changes that are asked for.
    """
    own, other = (_party(report, is_own=is_own) for is_own in (True, False))
    head = Table(
        "",
        FACT,
        [("수신", f"{other} 귀중"), ("발신", own), ("대상 계약서", report["document"]["name"])],
        has_titles=False,
    )
    asked = [change for change in changes if change.is_asked]
    titles = ("조항", "현재 문구", "제안 문구", "부탁드리는 취지")
    rows = [(n, *_row(change)) for n, change in enumerate(asked, start=1)]
    listed = Table("", (Column("연번", 1, is_short=True), *map(Column, titles)), rows, is_upright=True)
    sections = [
        Section("요청 개요", (head, *(Paragraph(words, 1) for words in GREETING))),
        Section("협의를 부탁드리는 문구", (listed,)),
        Section("협의 방법", tuple(Paragraph(words, 1) for words in CLOSING)),
    ]
    if with_redline:
        sections.append(Section("붙임", (Paragraph(ENCLOSED, 1),)))
    return Paper(TITLE, "" if own == BLANK else own, written_on, sections)


def _row(change: Change) -> tuple[str, str, str, str]:
    purpose = str((change.finding.get("remedy") or {}).get("ko") or "").strip()
    return place(change.finding), change.quote, change.replacement, _asked(purpose)


def _asked(purpose: str) -> str:
    """
    Turn what a rule's remedy tells to do ("… 정할 것.") into a request.
    """
    bare = purpose.removesuffix(".")
    return f"{bare}을 부탁드립니다." if bare.endswith("것") else purpose


def _party(report: Mapping[str, Any], *, is_own: bool) -> str:
    """
    Name a side as the agreement does; a blank where that is not known.
    """
    parties = report["document"].get("parties") or ()
    names = [one["name"] or one["label"] for one in parties if (one["role"] == "startup") == is_own]
    is_certain = len(names) == 1 and any(one["role"] == "startup" for one in parties)
    return names[0] if is_certain and names[0] else BLANK
