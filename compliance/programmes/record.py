"""
Write down a project as the record that its missing documents are judged and shown by: one line for each requirement.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from compliance import results
from compliance.programmes.words import BEFORE_NAMES, DOCUMENT_NAMES, STAGE_NAMES, STATE_NAMES
from ingest.document import AgreementType, Clause, Document, Level, Source, Span
from rules import catalog
from rules.missing.book import digest, entries
from rules.missing.judge import Required, judge
from rules.rule import Text

if TYPE_CHECKING:
    from datetime import date

    from compliance.programmes.views import ProjectView, RequirementView, StageView

MEDIA_TYPE: Final = "application/x-project-record"
"""What tells a project's record from a document that somebody handed in."""
UNKNOWN: Final = "–"


@dataclass(frozen=True, slots=True)
class Record:
    """
    Hold a project's record as a document, and the requirements with their places in it.
    """

    document: Document
    required: tuple[Required, ...]

    def report(self, on: date) -> dict[str, Any]:
        """
        Judge it on a day and give the object of CHECK_JSON.md.
        """
        told = results.analysed(self.document, judge(self.document, self.required, on), catalog.load())
        own = {"digest": digest(), "rules": len(entries())}
        return told.model_dump(mode="json") | {"catalog": own}


def name_of(view: ProjectView) -> str:
    """
    Give the name that the record goes by in lists.
    """
    return f"{view.name} (문서 대장)"


def write(view: ProjectView) -> Record:
    """
    Write a project's record.
    """
    book = _Book()
    book.add(f"협업과제 문서 대장: {view.name}")
    book.add(f"지원사업: {view.programme} · {view.track} · {view.year}년도")
    book.add(f"수요기업: {', '.join(view.demand) or UNKNOWN} · 창업기업: {', '.join(view.startup) or UNKNOWN}")
    book.add(f"주관기관: {view.host}")
    required: list[Required] = []
    clauses: list[Clause] = []
    for stage in view.stages:
        head = book.add(_stage_line(stage))
        last = head
        for one in view.requirements:
            if one.stage == stage.stage:
                last = book.add(_requirement_line(one))
                required.append(_required(view, one, head, last))
        clauses.append(Clause(STAGE_NAMES[stage.stage][0], "", Level.ARTICLE, Span(head.start, last.end)))
    return Record(_document(view, book.text, tuple(clauses)), tuple(required))


class _Book:
    """
    Gather lines and tell where each stands.
    """

    def __init__(self) -> None:
        self.text = ""

    def add(self, line: str) -> Span:
        start = len(self.text) + bool(self.text)
        self.text += f"\n{line}" if self.text else line
        return Span(start, len(self.text))


def _stage_line(stage: StageView) -> str:
    days = (stage.starts_on, stage.ends_on, stage.material_provided_on)
    starts, ends, material = (one.isoformat() if one else UNKNOWN for one in days)
    return f"[{STAGE_NAMES[stage.stage][0]}] 시작 {starts} · 종료 {ends} · 기술자료 제공 {material}"


def _requirement_line(one: RequirementView) -> str:
    due = one.due_on.isoformat() if one.due_on else UNKNOWN
    signed = f" (체결일 {one.signed_on.isoformat()})" if one.signed_on else ""
    document, before = DOCUMENT_NAMES[one.document_type][0], BEFORE_NAMES[one.required_before]
    return f"{document} · {before} 전까지(기한 {due}) · {STATE_NAMES[one.state]}{signed}"


def _required(view: ProjectView, one: RequirementView, head: Span, line: Span) -> Required:
    return Required(
        document_type=one.document_type,
        before=one.required_before,
        due_on=one.due_on,
        state=one.state,
        key=f"{view.id}/{one.stage}/{one.document_type}",
        stage=_both(STAGE_NAMES[one.stage]),
        document=_both(DOCUMENT_NAMES[one.document_type]),
        lines=(line, head),
        signed_on=one.signed_on,
    )


def _both(names: tuple[str, str]) -> Text:
    return Text(ko=names[0], en=names[1])


def _document(view: ProjectView, text: str, clauses: tuple[Clause, ...]) -> Document:
    content = text.encode()
    return Document(
        source=Source(name_of(view), MEDIA_TYPE, sha256(content).hexdigest(), len(content)),
        language="ko",
        text=text,
        wraps=(),
        lines=(),
        pages=1,
        clauses=clauses,
        parties=(),
        agreement=AgreementType("other", 1.0, declared=True),
        signed_on=None,
        quantities=(),
        tables=(),
        facts=view.facts,
        warnings=(),
        coverage=1.0,
    )
