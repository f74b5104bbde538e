"""
Gather what the figures are counted from: a person's projects first, then as the system what hangs on them.

PostgreSQL says which projects a person sees; a programme officer sees neither findings nor cases, only these counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from compliance import access
from compliance.cases.deadlines import RULES
from compliance.cases.states import CaseState, LetterKind, Measure
from compliance.errors import Rejected
from compliance.fairness.records import (
    UNSTATED,
    Agreement,
    Audit,
    Confirmed,
    LawDay,
    Place,
    Precision,
    Records,
    Remedy,
    Required,
)
from compliance.intervals import Wait
from compliance.programmes.views import ProjectFilter
from compliance.programmes.words import REGISTERED
from compliance.seoul import day_of
from compliance.store import blind, fairness, programmes
from compliance.store.database import identify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.duties import Duty
    from compliance.programmes.views import ProjectView
    from compliance.store.fairness import Asked, FoundRow

MOST_PROJECTS: Final = 20_000
FAIR_DESIGNS: Final = frozenset({"all", "random"})
CHOSEN_BY: Final = ("organisations", "participants", "funds", "bases")
"""What a population is narrowed by where somebody looks for something: it says nothing of all others."""
OUTWARD: Final = frozenset({LetterKind.SELF_CORRECTION.value, LetterKind.MEASURE.value})
"""Letters that ask for a remedy."""
ANSWERED: Final = frozenset({CaseState.SELF_CORRECTION.value, CaseState.MEASURE_ISSUED.value})
"""States whose deadline is the company's for its remedy."""
GRAVEST: Final = ("suspected_violation", "programme_rule", "possibly_void", "advisory")
OWN: Final = tuple(str(kind) for kind, rule in RULES.items() if rule.whose == "authority")
WHOLE_VERSION: Final = 8
"""Letters of a rule's fingerprint that name its version."""


def gather(session: Session, person: Person, duties: Iterable[Duty], on: date) -> Records:
    """
    Gather the records of a day; the transaction is the person's before and after.

    Raises:
        Rejected: "projects", there are too many for one table.
    """
    views = programmes.some(session, ProjectFilter(), None, MOST_PROJECTS + 1)
    if len(views) > MOST_PROJECTS:
        # Figures of a part would read as figures of all.
        raise Rejected(
            f"과제가 {MOST_PROJECTS}건을 넘어 현황판을 낼 수 없습니다",
            f"figures are reckoned of at most {MOST_PROJECTS} projects",
            "projects",
        )
    identify(session, access.system())
    found = fairness.confirmed(session)
    asked = fairness.cases(session)
    placed = _places(session, views)
    records = Records(
        on=on,
        agreements=_agreements(session, placed, found, asked),
        required=[one for view in views for one in _required(view, on)],
        remedies=[told for one in asked if (told := _remedy(one, placed, on))],
        precision=_precision(session),
        blind=blind.pairs(session),
        objections=fairness.objections(session),
        own_deadlines=_kept(fairness.deadlines(session, OWN), on),
        law_days=[LawDay(one.basis.cite, one.basis.in_force) for one in duties if one.basis.in_force <= on],
    )
    identify(session, person)
    return records


def place_of(view: ProjectView, document_type: str, stage: str | None = None) -> Place:
    """
    Say where a document of a project belongs: to the stage that is named, else to the first that requires it.

    Companies of one business group are one company here, as they would be to whoever guesses.
    """
    requiring = (one.stage for one in view.requirements if one.document_type == document_type)
    return Place(
        view.id,
        view.programme,
        view.track,
        view.year,
        document_type,
        frozenset(view.group or view.demand),
        stage or next(requiring, UNSTATED),
        view.industry or UNSTATED,
    )


def _places(session: Session, views: Sequence[ProjectView]) -> dict[UUID, Place]:
    """
    Place every agreement of these projects, in the first of them to which it was tied.
    """
    known = {view.id: view for view in views}
    placed: dict[UUID, Place] = {}
    for tie in fairness.ties(session):
        if tie.project_id in known:
            placed.setdefault(tie.agreement_id, place_of(known[tie.project_id], tie.document_type))
    return placed


def _agreements(
    session: Session, placed: Mapping[UUID, Place], found: Iterable[FoundRow], asked: Iterable[Asked]
) -> list[Agreement]:
    demanded = {finding for one in asked if _was_demanded(one) for finding in one.findings}
    findings: dict[UUID, dict[object, Confirmed]] = {agreement: {} for agreement in placed}
    for row in found:
        if row.agreement_id in findings:
            is_own = row.state == "REMEDIED" and row.finding_id not in demanded
            findings[row.agreement_id][row.same] = Confirmed(row.ground, is_own)
    audits = fairness.audits(session)
    return [
        Agreement(one, place, [_audit(*each) for each in audits.get(one, ())], list(findings[one].values()))
        for one, place in placed.items()
    ]


def _audit(digest: str, population: Mapping[str, Any], sample: Mapping[str, Any]) -> Audit:
    design = str(sample.get("design", "all"))
    is_open = not any(population.get(name) for name in CHOSEN_BY)
    return Audit(digest, design, design in FAIR_DESIGNS and is_open)


def _was_demanded(case: Asked) -> bool:
    """
    Tell whether more than guidance was ever issued in a case.
    """
    return any(
        state == CaseState.MEASURE_ISSUED and measure not in {None, Measure.GUIDANCE}
        for _, _, state, measure in case.events
    )


def _required(view: ProjectView, on: date) -> list[Required]:
    return [
        Required(
            place_of(view, one.document_type, one.stage),
            one.stage,
            REGISTERED if one.submission_id else one.state,
            None if one.due_on is None else one.due_on < on,
        )
        for one in view.requirements
        if one.state != "not_applicable"
    ]


def _remedy(case: Asked, placed: Mapping[UUID, Place], on: date) -> Remedy | None:
    """
    Time a case from its first letter that asked for a remedy to the day on which this was verified.
    """
    sent = [at for kind, at in case.letters if kind in OUTWARD]
    if case.agreement_id not in placed or not sent or not case.findings:
        return None
    begun = min(sent)
    verified = [at for at, _, state, _ in case.events if state == CaseState.REMEDIED and at >= begun]
    closed = [at for at, _, state, _ in case.events if state == CaseState.CLOSED and at >= begun]
    until = day_of(min(verified)) if verified else day_of(max(closed)) if closed and case.state == "CLOSED" else on
    ground = min(case.findings.values(), key=GRAVEST.index)
    kept = _kept([(until, met) for kind, until, met in case.deadlines if kind in ANSWERED], on)
    return Remedy(
        case.agreement_id, placed[case.agreement_id], ground, Wait((until - day_of(begun)).days, bool(verified)), kept
    )


def _kept(deadlines: Iterable[tuple[date, date | None]], on: date) -> list[bool]:
    """
    Tell of every deadline that ended whether it was kept; what still runs is not counted.
    """
    return [met is not None and met <= until for until, met in deadlines if met is not None or until < on]


def _precision(session: Session) -> list[Precision]:
    rows = fairness.precision(session)
    known = fairness.fingerprints(session, sorted({digest for _, digest, _, _ in rows if digest}))
    counted: dict[tuple[str, str], tuple[int, int]] = {}
    for rule, digest, right, wrong in rows:
        version = known.get(digest or "", {}).get(rule, digest or "")[:WHOLE_VERSION]
        before = counted.get((rule, version), (0, 0))
        counted[rule, version] = (before[0] + right, before[1] + wrong)
    return [Precision(*key, *counts) for key, counts in sorted(counted.items())]
