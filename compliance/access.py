"""
Say who people are: the actors of the office and one signed-in person.

What each actor may do to a finding stands in `review`; what each may see is decided by PostgreSQL's row-level
security (`store/migrations`), so that a forgotten condition in a query shows nothing instead of everything.
Source: ../shared/domain/WORKFLOW.md sections 2 and 3.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Actor(StrEnum):
    """
    Name a part people play in the office, as in WORKFLOW.md section 2.
    """

    STARTUP = "startup"
    AUDITOR = "auditor"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    PROGRAMME_OFFICER = "programme_officer"
    HOST_OFFICER = "host_officer"
    RESPONDENT = "respondent"
    RULE_MANAGER = "rule_manager"
    ADVISER = "adviser"
    OBJECTION_OFFICER = "objection_officer"
    PRIVACY_OFFICER = "privacy_officer"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


SUBMITTERS = frozenset({Actor.STARTUP, Actor.AUDITOR})
"""Who may hand in a document."""

EXAMINERS = frozenset({Actor.AUDITOR, Actor.REVIEWER, Actor.APPROVER})
"""Who sees documents that were registered with, or ordered by, the authority; never a startup's self-check."""

RULE_KEEPERS = frozenset({Actor.RULE_MANAGER, Actor.APPROVER})
"""Who sees drafts of the rules: who writes them, and who agrees to them."""


@dataclass(frozen=True, slots=True)
class Person:
    """
    Hold one signed-in person, the tenant they belong to and the part they play.

    `scopes` are the permissions of the narrowed API key they came with; None is all that the part may do.
    """

    id: UUID
    tenant_id: UUID
    name: str
    actor: Actor
    scopes: frozenset[str] | None = None


NOBODY = UUID(int=0)


def only_tenant(person: Person) -> UUID | None:
    """
    Name the only organisation whose documents a person could see; None where PostgreSQL's policies alone decide.
    """
    return person.tenant_id if person.actor is Actor.STARTUP else None


def system(tenant_id: UUID = NOBODY) -> Person:
    """
    Be the system at work inside one tenant (inside none for sweeping).
    """
    return Person(NOBODY, tenant_id, "system", Actor.SYSTEM)


def administrator() -> Person:
    """
    Be whoever runs commands on the host itself: it makes accounts and sees no document.
    """
    return Person(NOBODY, NOBODY, "host", Actor.ADMINISTRATOR)
