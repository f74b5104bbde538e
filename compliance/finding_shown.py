"""
Give findings the form of the contract; those of a long table one at a time, since all at once would fill the memory.

Source: ../shared/design/CHECK_JSON.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, Protocol, overload

from pydantic import BaseModel, ConfigDict, ValidatorFunctionWrapHandler, WrapValidator

from compliance.evidence_piece import EvidencePiece, evidence_piece
from rules.finding import Severity
from rules.rule import Effect, Text, Wording

if TYPE_CHECKING:
    from collections.abc import Collection

    from rules.finding import Finding
    from rules.law import Applied

MANY = 1_000
"""More findings than these are shown one at a time; no agreement has so many, a table may have a hundred thousand."""
GroundName = Literal["suspected_violation", "possibly_void", "programme_rule", "advisory"]


class FindingPart(BaseModel):
    """
    Be a part of a finding: nothing beside what the contract names, nothing changed later.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)


class BasisShown(FindingPart):
    """
    Show one legal basis, when it came into force, what it does and whether it applies here.

    `upcoming`: on the day of the check it was still to come into force. `note`: what else to know of it.
    """

    cite: str
    kind: str
    in_force: date
    effect: Effect
    keys_on: str
    applies: bool | None
    upcoming: bool = False
    why: Text
    note: Text | None = None


class CounterCheckShown(FindingPart):
    """
    Show a question that could acquit the clause, with its answer.
    """

    question: Text
    answer: Literal["yes", "no"]
    evidence: str


class FindingShown(FindingPart):
    """
    Show one suspicion with its evidence, ground and fairer wording.
    """

    rule: str
    revision: int
    name: str
    covers: list[str]
    fingerprint: str
    template_key: str
    ground: GroundName
    severity: Severity
    certainty: float
    clause: str | None
    page: int | None
    start: int | None
    end: int | None
    quote: str
    evidence: list[EvidencePiece]
    favoured: str | None
    protected: str
    legal_basis: list[BasisShown]
    title: Text
    message: Text
    why: Text
    remedy: Text
    wording: Wording
    counter_checks: list[CounterCheckShown]
    rule_status: str


def finding_shown(finding: Finding, legal_basis: list[BasisShown] | None = None) -> FindingShown:
    """
    Show a finding; `legal_basis` where that of another finding is the same.
    """
    pieces = [evidence_piece(one) for one in finding.evidence]
    first = pieces[0] if pieces else EvidencePiece(start=None, end=None, quote="", clause=None, page=None)
    return FindingShown(
        rule=finding.rule,
        revision=finding.revision,
        name=finding.name,
        covers=list(finding.covers),
        fingerprint=finding.fingerprint,
        template_key=finding.template_key,
        ground=finding.ground,
        severity=finding.severity,
        certainty=finding.certainty,
        clause=first.clause,
        page=first.page,
        start=first.start,
        end=first.end,
        quote=first.quote,
        evidence=pieces,
        favoured=finding.favoured,
        protected=finding.protected,
        legal_basis=bases_shown(finding.legal_basis) if legal_basis is None else legal_basis,
        title=finding.title,
        message=finding.message,
        why=finding.why,
        remedy=finding.remedy,
        wording=finding.wording,
        counter_checks=[
            CounterCheckShown(question=one.question, answer=one.answer, evidence=one.evidence)
            for one in finding.counter_checks
        ],
        rule_status=finding.status,
    )


def bases_shown(applied: Iterable[Applied]) -> list[BasisShown]:
    """
    Show the law of a finding.
    """
    return [_basis(one) for one in applied]


def _basis(applied: Applied) -> BasisShown:
    basis = applied.basis
    return BasisShown(
        cite=basis.cite,
        kind=basis.kind,
        in_force=basis.in_force,
        effect=basis.effect,
        keys_on=basis.keys_on,
        applies=applied.applies,
        upcoming=applied.upcoming,
        why=applied.why,
        note=basis.note,
    )


class FindingsShown(Sequence[FindingShown]):
    """
    Show findings as they are asked for; nothing is kept but what they share.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        """
        Take the findings of a report.
        """
        self._findings = findings
        self._bases: dict[int, list[BasisShown]] = {}

    def __len__(self) -> int:
        """
        Count the findings.
        """
        return len(self._findings)

    def __iter__(self) -> Iterator[FindingShown]:
        """
        Show each in turn.
        """
        return map(self._shown, self._findings)

    @overload
    def __getitem__(self, at: int) -> FindingShown: ...
    @overload
    def __getitem__(self, at: slice) -> FindingsShown: ...
    def __getitem__(self, at: int | slice) -> FindingShown | FindingsShown:
        """
        Show one, or be about some.
        """
        return FindingsShown(self._findings[at]) if isinstance(at, slice) else self._shown(self._findings[at])

    def of(self, severities: Collection[str]) -> FindingsShown:
        """
        Be about those of some severities.
        """
        return FindingsShown([one for one in self._findings if one.severity in severities])

    def _shown(self, finding: Finding) -> FindingShown:
        # Rows of a table that the law reaches alike hold the very same answer of it.
        known = id(finding.legal_basis)
        if known not in self._bases:
            self._bases[known] = bases_shown(finding.legal_basis)
        return finding_shown(finding, self._bases[known])


def _as_it_is(value: object, validate: ValidatorFunctionWrapHandler) -> object:
    """
    Take long findings as they are: looking at each would make them all.
    """
    return value if isinstance(value, FindingsShown) else validate(value)


Findings = Annotated[Sequence[FindingShown], WrapValidator(_as_it_is)]


class Answer(Protocol):
    """
    Be an answer with findings: about one document or about a deal.
    """

    @property
    def findings(self) -> Sequence[FindingShown]:
        """
        Give the findings.
        """

    def model_dump(self, *, mode: str, exclude: set[str]) -> dict[str, Any]:
        """
        Give the answer as plain JSON values, some fields left out.
        """


def in_pieces(answer: Answer) -> Iterator[str]:
    """
    Write an answer as a line of JSON, finding after finding, so that no long list is held as a text.
    """
    head = json.dumps(answer.model_dump(mode="json", exclude={"findings"}), ensure_ascii=False)
    yield f'{head[:-1]}, "findings": ['
    for number, one in enumerate(answer.findings):
        yield (", " if number else "") + json.dumps(one.model_dump(mode="json"), ensure_ascii=False)
    yield "]}\n"
