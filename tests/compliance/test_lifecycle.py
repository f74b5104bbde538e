"""
Hold the finding's life to lifecycle.json: every state, every transition, every actor.
"""

from __future__ import annotations

import csv
import json
from itertools import product
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from compliance import review
from compliance.access import Actor, Person
from compliance.errors import Forbidden, Rejected
from compliance.review import NEEDS_NOTE, SECOND_PERSONS, TRANSITIONS
from compliance.store.tables import Finding
from compliance.views import Decision, DecisionKind, FindingState

if TYPE_CHECKING:
    from pathlib import Path

AUDITORS_OWN = {row.kind: row for row in TRANSITIONS if row.kind and Actor.AUDITOR in row.actors}
NOT_BUILT = {"F2", "F9", "F12", "F13", "F14", "F17"}
RUN_OUT = (Actor.SYSTEM, FindingState.ON_HOLD, DecisionKind.RELEASE)
"""The one thing the system does to a finding by itself: it ends a hold (F7)."""
OTHERS = [actor for actor in Actor if actor is not Actor.AUDITOR]


def person(actor: Actor, number: int = 1) -> Person:
    """
    Make somebody.
    """
    return Person(UUID(int=number), uuid4(), "", actor)


def finding(state: FindingState, severity: str = "medium", **proposed: object) -> Finding:
    """
    Make a finding that is in no database.
    """
    return Finding(id=uuid4(), state=state.value, severity=severity, version=1, **proposed)


def decision(kind: DecisionKind) -> Decision:
    """
    Make a decision with everything one can ask for.
    """
    return Decision(kind, reason_code="fp" if kind is DecisionKind.DISMISS else None, note="사유")


def test_the_states_are_those_of_the_file(shared: Path) -> None:
    """
    Names and Korean words of the states are the file's.
    """
    table = json.loads((shared / "domain" / "lifecycle.json").read_text(encoding="utf-8"))["finding"]
    assert {state.value: review.STATES_KO[state] for state in FindingState} == table["states"]


def test_the_transitions_are_those_of_the_file(shared: Path) -> None:
    """
    Code, states and actors of each transition are the file's, none missing, none added.
    """
    table = json.loads((shared / "domain" / "lifecycle.json").read_text(encoding="utf-8"))["finding"]
    theirs = {
        (code, source, target, frozenset(actors.lower().replace("|", "+").split("+")))
        for code, source, target, actors, _ in table["transitions"]
    }
    ours = {
        (row.code, row.source.value, row.target.value, frozenset(a.value for a in row.actors)) for row in TRANSITIONS
    }
    assert ours == theirs


def test_the_reasons_are_those_of_the_vocabulary(shared: Path) -> None:
    """
    Codes and words of dismissal reasons are the vocabulary's.
    """
    with (shared / "domain" / "vocab.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["key"].startswith("reason.")]
    assert {row["key"].removeprefix("reason."): {"ko": row["ko"], "en": row["en"]} for row in rows} == review.REASONS


def test_what_is_not_built_is_not_reachable() -> None:
    """
    Transitions of later work, and the system's own, are in the table but behind no decision.
    """
    assert {row.code for row in TRANSITIONS if row.kind is None} == NOT_BUILT


@pytest.mark.parametrize(("state", "kind"), list(product(FindingState, DecisionKind)))
def test_an_auditor_moves_a_finding_exactly_as_the_table_says(state: FindingState, kind: DecisionKind) -> None:
    """
    In every state every decision either follows its row or is refused and changes nothing.
    """
    row = next((row for row in TRANSITIONS if row.source is state and row.kind is kind), None)
    subject = finding(state)
    if row is None:
        with pytest.raises(Forbidden):
            review.apply(person(Actor.AUDITOR), subject, decision(kind))
        assert (subject.state, subject.version) == (state.value, 1)
    else:
        step = review.apply(person(Actor.AUDITOR), subject, decision(kind))
        assert (step.transition, subject.state, subject.version) == (row.code, row.target.value, 2)


@pytest.mark.parametrize("actor", OTHERS)
def test_nobody_else_has_the_first_word(actor: Actor) -> None:
    """
    Without a proposal on the table only auditors move findings, whatever the state and the decision.
    """
    for state, kind in product(FindingState, DecisionKind):
        subject = finding(state)
        if (actor, state, kind) == RUN_OUT:
            continue
        with pytest.raises(Forbidden):
            review.apply(person(actor), subject, decision(kind))
        assert kind not in review.allowed(person(actor), subject)


@pytest.mark.parametrize(("severity", "kind"), list(product(["critical", "high"], SECOND_PERSONS)))
def test_a_high_finding_waits_for_a_second_person(severity: str, kind: DecisionKind) -> None:
    """
    The first word leaves it in review with a proposal; the second person's makes it so.
    """
    subject = finding(FindingState.IN_REVIEW, severity)
    first = review.apply(person(Actor.AUDITOR), subject, decision(kind))
    assert (first.transition, subject.state, subject.proposed_kind) == (None, "IN_REVIEW", kind.value)
    second = review.apply(person(Actor.REVIEWER, 2), subject, Decision(kind))
    assert (second.transition, subject.proposed_kind) == (AUDITORS_OWN[kind].code, None)
    assert subject.state == AUDITORS_OWN[kind].target.value
    assert subject.reason_code == ("fp" if kind is DecisionKind.DISMISS else None)


@pytest.mark.parametrize("kind", SECOND_PERSONS)
@pytest.mark.parametrize(
    ("actor", "number"),
    [(Actor.AUDITOR, 1), (Actor.REVIEWER, 1), (Actor.AUDITOR, 2), (Actor.ADMINISTRATOR, 3), (Actor.STARTUP, 4)],
)
def test_nobody_agrees_to_their_own_proposal(kind: DecisionKind, actor: Actor, number: int) -> None:
    """
    Neither the proposer, in whatever part, nor another auditor is the second person.
    """
    subject = finding(FindingState.IN_REVIEW, "high")
    review.apply(person(Actor.AUDITOR), subject, decision(kind))
    with pytest.raises(Forbidden):
        review.apply(person(actor, number), subject, decision(kind))
    assert subject.state == "IN_REVIEW"


def test_agreeing_to_something_else_is_refused() -> None:
    """
    A proposed confirmation cannot be answered with a dismissal; it is returned first.
    """
    subject = finding(FindingState.IN_REVIEW, "high")
    review.apply(person(Actor.AUDITOR), subject, decision(DecisionKind.CONFIRM))
    with pytest.raises(Forbidden):
        review.apply(person(Actor.REVIEWER, 2), subject, decision(DecisionKind.DISMISS))
    review.apply(person(Actor.REVIEWER, 2), subject, decision(DecisionKind.RETURN))
    assert (subject.proposed_kind, subject.state) == (None, "IN_REVIEW")


def test_another_reason_than_the_proposed_one_is_refused() -> None:
    """
    The second person agrees to what was proposed, reason included.
    """
    subject = finding(FindingState.IN_REVIEW, "high")
    review.apply(person(Actor.AUDITOR), subject, decision(DecisionKind.DISMISS))
    with pytest.raises(Rejected):
        review.apply(person(Actor.APPROVER, 2), subject, Decision(DecisionKind.DISMISS, reason_code="dup"))


@pytest.mark.parametrize("reason", [None, "", "FP", "other"])
def test_a_dismissal_needs_a_known_reason(reason: str | None) -> None:
    """
    No dismissal without one of the six codes.
    """
    with pytest.raises(Rejected):
        review.apply(person(Actor.AUDITOR), finding(FindingState.IN_REVIEW), Decision(DecisionKind.DISMISS, reason))


@pytest.mark.parametrize("kind", sorted(NEEDS_NOTE & AUDITORS_OWN.keys()))
def test_some_decisions_need_a_note(kind: DecisionKind) -> None:
    """
    Giving back, holding, merging, mending and reopening say why.
    """
    subject = finding(AUDITORS_OWN[kind].source)
    with pytest.raises(Rejected):
        review.apply(person(Actor.AUDITOR), subject, Decision(kind, note=" "))
    assert subject.state == AUDITORS_OWN[kind].source.value
