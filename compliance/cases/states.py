"""
Name the states of cases, the measures, the kinds of letters and what a person does with a transition.
"""

from __future__ import annotations

from enum import StrEnum


class CaseState(StrEnum):
    """
    Say where a case stands, exactly as in lifecycle.json.
    """

    REGISTERED = "REGISTERED"
    TRIAGE = "TRIAGE"
    SELF_CORRECTION = "SELF_CORRECTION"
    EXPLANATION_REQUESTED = "EXPLANATION_REQUESTED"
    EXPLANATION_OVERDUE = "EXPLANATION_OVERDUE"
    EXPLANATION_RECEIVED = "EXPLANATION_RECEIVED"
    ONSITE = "ONSITE"
    DRAFT_MEASURE = "DRAFT_MEASURE"
    PRIOR_NOTICE = "PRIOR_NOTICE"
    MEASURE_ISSUED = "MEASURE_ISSUED"
    VERIFYING = "VERIFYING"
    REMEDIED = "REMEDIED"
    NONCOMPLIANT = "NONCOMPLIANT"
    ESCALATED = "ESCALATED"
    OBJECTION = "OBJECTION"
    MEDIATION = "MEDIATION"
    TRANSFERRED = "TRANSFERRED"
    CLOSED = "CLOSED"


class Measure(StrEnum):
    """
    Name a disposition of the action matrix (WORKFLOW.md 3.4).
    """

    GUIDANCE = "guidance"
    DEMAND = "demand"
    RECOMMENDATION = "recommendation"
    ORDER = "order"
    POINTS = "points"
    FINE = "fine"
    PUBLICATION = "publication"
    FTC_REQUEST = "ftc_request"


class LetterKind(StrEnum):
    """
    Name a kind of letter (WORKFLOW.md 1.7).
    """

    SELF_CORRECTION = "self_correction"
    EXPLANATION = "explanation"
    ONSITE = "onsite"
    PRIOR_NOTICE = "prior_notice"
    MEASURE = "measure"
    SUPPLEMENT = "supplement"
    FOLLOW_UP = "follow_up"
    TRANSFER = "transfer"
    OBJECTION_RESULT = "objection_result"
    CLOSING = "closing"


class Step(StrEnum):
    """
    Name what a person does with a transition: take or propose it, agree to it, or send it back.
    """

    TAKE = "take"
    APPROVE = "approve"
    RETURN = "return"
