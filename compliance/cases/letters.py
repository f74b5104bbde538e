"""
Draw up letters: what an auditor adds to what the kind of letter always says, put on paper in official form (공문).

A letter never says how an agreement came to the office: no submitter, no file's name, no number of another case.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from compliance import finding_words
from compliance.cases.letter_words import FORMS, IF_NOT, LETTERS, MEASURES, OBJECTING
from compliance.cases.states import LetterKind, Measure
from compliance.exports.paper import Column, Letterhead, Paper, Paragraph, Section, Table, cells, day, flow
from compliance.vocabulary import TYPES
from rules.particles import settled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from compliance.exports.paper import Line
    from compliance.views import FindingView

WEEKDAYS: Final = "월화수목금토일"
ANNEX: Final = "지적사항 명세"
COLUMNS: Final = ("연번", "조항", "조항 원문", "확인이 필요한 점", "관련 법령", "수정 제안 문구")
BINDING: Final = frozenset({"prohibits", "voids", "programme"})
"""What an article does that a letter rests on; a mere yardstick is none."""
DRAFT_NUMBER: Final = "시행  (결재 전)"


@dataclass(frozen=True, slots=True)
class Draft:
    """
    Hold everything a letter will say but its number and day; only plain values, as it is kept sealed.

    `due` is written out; `findings` are the rows of the annex; `is_winwin` tells whether the measure rests on the
    Win-win Act, whose threats other laws do not know.
    """

    kind: str
    recipient: str
    agreement: str
    facts: str
    asked: list[str]
    drafted_by: str
    measure: str | None = None
    due: str | None = None
    bases: list[str] = field(default_factory=list)
    findings: list[list[str]] = field(default_factory=list)
    is_winwin: bool = True

    def plain(self) -> dict[str, Any]:
        """
        Give the draft as JSON values.
        """
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Issued:
    """
    Hold what a letter gets when it goes out: who issues it, its number in the year's book, and its day.
    """

    office: str
    serial: int | None
    approved_by: str
    dated: date


def title_of(kind: LetterKind, measure: Measure | None) -> str:
    """
    Name a letter: by its measure, if it carries one.
    """
    word = LETTERS[kind].ko
    if measure is None:
        return word
    named = MEASURES[measure].ko
    return named if kind is LetterKind.MEASURE else f"{word}({named})"


def agreement_of(report: Mapping[str, Any]) -> str:
    """
    Name an agreement by what it says itself, never by the name of its file: that tells who handed it in.
    """
    read = report["document"]
    kind = (read.get("agreement_type") or {}).get("value", "")
    parties = ", ".join(party["name"] for party in read.get("parties") or () if party.get("name"))
    signed = read.get("signed_on")
    told = [f"당사자: {parties}" if parties else "", f"체결일: {_written(signed)}" if signed else ""]
    name = TYPES[kind].ko if kind in TYPES else TYPES["other"].ko
    inside = "; ".join(part for part in told if part)
    return f"{name}({inside})" if inside else name


def rows_of(findings: Sequence[FindingView]) -> list[list[str]]:
    """
    Set out findings as the rows of the annex, numbered.
    """
    return [
        [
            str(number), finding_words.place(one.finding) or "–", finding_words.quotes(one.finding),
            f"{one.title['ko']}\n{finding_words.message(one.finding)}".strip(),
            finding_words.bases(one.finding) or "–",
            finding_words.wording(one.finding) or "–",
        ]
        for number, one in enumerate(findings, start=1)
    ]  # fmt: skip


def bases_in(view: FindingView) -> list[dict[str, Any]]:
    """
    Give the legal bases of a finding, as CHECK_JSON.md writes them.
    """
    found = view.finding.get("legal_basis")
    return found if isinstance(found, list) else []


def bases_of(findings: Sequence[FindingView]) -> list[str]:
    """
    List each article that forbids or voids what was found and is known to apply; what is open is no basis of a letter.
    """
    cites = (
        basis["cite"]
        for one in findings
        for basis in bases_in(one)
        if basis.get("applies") is True and basis.get("effect") in BINDING and not basis.get("upcoming")
    )
    return list(dict.fromkeys(cites))


def written_day(when: date) -> str:
    """
    Write a day with its weekday, as deadlines in letters are: 2026. 12. 11.(금).
    """
    return f"{day(when)}({WEEKDAYS[when.weekday()]})"


def paper_of(draft: Draft, issued: Issued) -> Paper:
    """
    Put a letter on paper.
    """
    kind, measure = LetterKind(draft.kind), Measure(draft.measure) if draft.measure else None
    form = FORMS[kind]
    opening = settled(form.opening.format(measure=MEASURES[measure].ko if measure else "조치"))
    items = [Paragraph(f"대상 계약: {draft.agreement}", 1)]
    items += [Paragraph(f"내용: {draft.facts}", 1)] if draft.facts else []
    if draft.asked:
        items += [Paragraph(form.asked, 1), *(Paragraph(one, 2) for one in draft.asked)]
    items += [Paragraph(f"근거: {', '.join(draft.bases)}", 1)] if draft.bases else []
    items += [Paragraph(f"{form.due}: {draft.due}", 1)] if form.due and draft.due else []
    notices = (*form.notices, *(_if_not(draft, measure) if kind is LetterKind.MEASURE else ()))
    sections = [Section(opening, items)]
    if form.due:
        sections.append(
            Section("제출은 이 서비스의 「받은 요청」 화면에서 하며, 문의는 담당자에게 하여 주시기 바랍니다.", ())
        )
    sections += [Section(one, ()) for one in notices]
    annexes = (_annex(draft.findings),) if form.attaches and draft.findings else ()
    head = Letterhead(draft.recipient, f"{issued.office}장", _foot(draft, issued), annexes)
    return Paper(title_of(kind, measure), issued.office, issued.dated, sections, head)


def words_of(paper: Paper) -> list[dict[str, Any]]:
    """
    Give a letter as it stands on the paper, line by line, as JSON values; for screens.
    """
    return [_word(one) for one in flow(paper)]


def _if_not(draft: Draft, measure: Measure | None) -> tuple[str, ...]:
    if measure is Measure.ORDER and not draft.is_winwin:
        return (OBJECTING,)
    return IF_NOT.get(measure, ()) if measure else ()


def _word(one: Line | Table) -> dict[str, Any]:
    if isinstance(one, Table):
        titles = [column.title for column in one.columns] if one.has_titles else []
        return {"kind": "table", "titles": titles, "rows": list(cells(one))}
    return {"kind": one.kind, "text": one.text, "depth": one.depth}


def _annex(rows: Sequence[Sequence[str]]) -> Section:
    columns = tuple(Column(title, is_short=title == COLUMNS[0]) for title in COLUMNS)
    return Section(ANNEX, (Table("", columns, rows, is_upright=True),))


def _foot(draft: Draft, issued: Issued) -> tuple[str, ...]:
    number = DRAFT_NUMBER if issued.serial is None else f"시행  {issued.office}-{issued.serial} ({day(issued.dated)})"
    return (
        f"기안자  {draft.drafted_by}    결재권자  {issued.approved_by or '(결재 전)'}",
        f"{number}    공개 구분  비공개",
    )


def _written(iso: str) -> str:
    year, month, number = iso.split("-")
    return f"{year}. {int(month)}. {int(number)}."
