"""
Say in one table which role may do what through the JSON interface: an area, read or changed, and the roles it is for.

A route's policy (`api.policy`) asks who passes; this table is its summary, and a test holds the two together. API keys
are narrowed by it: each permission is a scope, and a key has some of its holder's. Accounts and keys are no area of it,
so a narrowed key never makes a wider one.
Source: ../shared/domain/WORKFLOW.md sections 2 and 3.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from compliance.access import EXAMINERS, RULE_KEEPERS, SUBMITTERS, Actor

if TYPE_CHECKING:
    from collections.abc import Mapping

PEOPLE: Final = frozenset(Actor) - {Actor.SYSTEM}
"""Everybody who can sign in."""
NONE: Final[frozenset[Actor]] = frozenset()
OF_PROJECTS: Final = EXAMINERS | SUBMITTERS | {Actor.PROGRAMME_OFFICER, Actor.HOST_OFFICER}
ON_CASES: Final = EXAMINERS | {Actor.OBJECTION_OFFICER}
RESPONDENTS: Final = frozenset({Actor.RESPONDENT})
OPERATORS: Final = frozenset({Actor.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Area:
    """
    Hold who reads, and who changes, the things of one area.
    """

    reading: frozenset[Actor]
    changing: frozenset[Actor] = NONE


AREAS: Final[Mapping[str, Area]] = {
    "submissions": Area(SUBMITTERS | EXAMINERS, SUBMITTERS),
    "findings": Area(SUBMITTERS | EXAMINERS, EXAMINERS),
    "audit": Area(EXAMINERS, EXAMINERS),
    "clusters": Area(EXAMINERS, EXAMINERS),
    "organisations": Area(EXAMINERS),
    "cases": Area(ON_CASES, ON_CASES),
    "requests": Area(RESPONDENTS, RESPONDENTS),
    "fairness": Area(EXAMINERS | {Actor.PROGRAMME_OFFICER}),
    "programmes": Area(OF_PROJECTS, SUBMITTERS | {Actor.PROGRAMME_OFFICER}),
    "catalog": Area(PEOPLE),
    "catalogues": Area(RULE_KEEPERS, RULE_KEEPERS),
    "webhooks": Area(EXAMINERS | OPERATORS, OPERATORS),
    "subscriptions": Area(EXAMINERS, EXAMINERS),
    "metrics": Area(OPERATORS),
}
"""An area is what follows `/api/v1/` in an address."""


def reading(area: str) -> str:
    """
    Name the permission to read an area.
    """
    return f"{area}:read"


def changing(area: str) -> str:
    """
    Name the permission to change things of an area.
    """
    return f"{area}:write"


ROLES: Final[Mapping[str, frozenset[Actor]]] = {
    name: roles
    for area, who in AREAS.items()
    for name, roles in ((reading(area), who.reading), (changing(area), who.changing))
    if roles
}
"""The roles of each permission."""


def of(actor: Actor) -> tuple[str, ...]:
    """
    List the permissions of a role, in the table's order.
    """
    return tuple(name for name, roles in ROLES.items() if actor in roles)
