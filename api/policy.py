"""
Say for every route who may ask it; a route without a policy fails the build (tests/api/test_policy.py).

A policy is the coarse outer gate: which actors. Whose documents somebody sees is decided by the office behind it.
Programs come with an API key (`Authorization: Bearer …`), browsers with a session cookie. A cookie never
authorises a changing call of the JSON interface, so no foreign page can make a browser send one. A narrowed key passes
only where its scopes name the route's area (`compliance.permissions`) as well.
Source: ../shared/domain/WORKFLOW.md sections 2 and 3.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request

from api import problem_kinds as kinds
from api import sparse
from api.problems import Refusal
from api.session import SESSION_COOKIE, form_token
from compliance import permissions
from compliance.access import EXAMINERS as EXAMINING_ACTORS
from compliance.access import RULE_KEEPERS as RULE_KEEPING_ACTORS
from compliance.access import SUBMITTERS as SUBMITTING_ACTORS
from compliance.access import Actor, Person
from compliance.cases.desk import WORKERS as CASE_WORKING_ACTORS
from compliance.fairness.desk import READERS as FIGURE_READING_ACTORS
from compliance.notifications.desk import FOLLOWERS as FOLLOWING_ACTORS
from compliance.office import Office
from compliance.programmes.desk import TYING as TYING_ACTORS
from compliance.programmes.desk import UNTYING as UNTYING_ACTORS

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
JSON_INTERFACE: Final = "/api/"
INTERFACE: Final = f"{JSON_INTERFACE}v1/"
METRICS: Final = "/metrics"


@dataclass(frozen=True)
class Policy:
    """
    Let these actors pass and nobody else; no actors at all means that nobody need be signed in.
    """

    actors: frozenset[Actor]

    def __call__(self, request: Request) -> Person | None:
        """
        Return who asks.

        Raises:
            Refusal: not signed in, not one of these actors, or `fields` names what the answer has not.
        """
        if not self.actors:
            return None
        person = person_of(request)
        if person is None:
            raise Refusal(kinds.NOT_SIGNED_IN)
        # For the frame around pages: who is signed in, and what their forms carry.
        request.state.person = person
        request.state.form_token = form_token(request.cookies.get(SESSION_COOKIE, ""))
        if person.actor not in self.actors:
            raise Refusal(kinds.NOT_ALLOWED)
        if person.scopes is not None and permission_of(request) not in person.scopes:
            raise Refusal(kinds.NOT_ALLOWED, "이 열쇠의 범위를 넘는 요청입니다.", "this is beyond the key's scopes")
        # Only here is it known that somebody may ask, and not yet looked up what: a mistake leaves no line of a view.
        sparse.must_be_known(request)
        return person


def office_of(request: Request) -> Office:
    """
    Return the office this application stands before.
    """
    office: Office = request.app.state.office
    return office


def person_of(request: Request) -> Person | None:
    """
    Return who asks, by API key or by session; None where nobody is signed in.
    """
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme:
        return office_of(request).enter(key.strip()) if scheme.lower() == "bearer" else None
    token = request.cookies.get(SESSION_COOKIE)
    if token is None or (request.method not in SAFE_METHODS and _is_json_interface(request)):
        return None
    return office_of(request).session(token)


def permission_of(request: Request) -> str | None:
    """
    Name the permission that a request needs; None for pages, which a narrowed key never opens.
    """
    return permission_for(request.method, _path(request))


def permission_for(method: str, path: str) -> str | None:
    """
    Name the permission that a route needs, by its method and path.
    """
    if path == METRICS:
        return permissions.reading("metrics")
    if not path.startswith(INTERFACE):
        return None
    area = path.removeprefix(INTERFACE).split("/", 1)[0]
    return permissions.reading(area) if method in SAFE_METHODS else permissions.changing(area)


def _is_json_interface(request: Request) -> bool:
    return _path(request).startswith(JSON_INTERFACE)


def _path(request: Request) -> str:
    """
    Return the path of the matched route, whatever the address line says.
    """
    return str(getattr(request.scope.get("route"), "path", ""))


ANYONE: Final = Policy(frozenset())
EVERY_PERSON: Final = Policy(frozenset(Actor) - {Actor.SYSTEM})
SUBMITTERS: Final = Policy(SUBMITTING_ACTORS)
STARTUPS: Final = Policy(frozenset({Actor.STARTUP}))
READERS: Final = Policy(SUBMITTING_ACTORS | EXAMINING_ACTORS)
EXAMINERS: Final = Policy(EXAMINING_ACTORS)
FOLLOWERS: Final = Policy(FOLLOWING_ACTORS)
OPERATORS: Final = Policy(frozenset({Actor.ADMINISTRATOR}))
PROGRAMME_OFFICERS: Final = Policy(frozenset({Actor.PROGRAMME_OFFICER}))
PROJECT_PEOPLE: Final = Policy(
    EXAMINING_ACTORS | SUBMITTING_ACTORS | frozenset({Actor.PROGRAMME_OFFICER, Actor.HOST_OFFICER})
)
TYING: Final = Policy(TYING_ACTORS)
UNTYING: Final = Policy(UNTYING_ACTORS)
CASE_WORKERS: Final = Policy(CASE_WORKING_ACTORS)
RESPONDENTS: Final = Policy(frozenset({Actor.RESPONDENT}))
RULE_KEEPERS: Final = Policy(RULE_KEEPING_ACTORS)
FIGURE_READERS: Final = Policy(FIGURE_READING_ACTORS)
PRIVACY_OFFICERS: Final = Policy(frozenset({Actor.PRIVACY_OFFICER}))
RETAINERS: Final = Policy(frozenset({Actor.PRIVACY_OFFICER, Actor.ADMINISTRATOR}))

TheOffice = Annotated[Office, Depends(office_of)]
Open = Annotated[None, Depends(ANYONE)]
Somebody = Annotated[Person, Depends(EVERY_PERSON)]
Submitter = Annotated[Person, Depends(SUBMITTERS)]
Startup = Annotated[Person, Depends(STARTUPS)]
Reader = Annotated[Person, Depends(READERS)]
Examiner = Annotated[Person, Depends(EXAMINERS)]
Operator = Annotated[Person, Depends(OPERATORS)]
ProgrammeOfficer = Annotated[Person, Depends(PROGRAMME_OFFICERS)]
ProjectPerson = Annotated[Person, Depends(PROJECT_PEOPLE)]
Tying = Annotated[Person, Depends(TYING)]
Untying = Annotated[Person, Depends(UNTYING)]
CaseWorker = Annotated[Person, Depends(CASE_WORKERS)]
Respondent = Annotated[Person, Depends(RESPONDENTS)]
RuleKeeper = Annotated[Person, Depends(RULE_KEEPERS)]
FigureReader = Annotated[Person, Depends(FIGURE_READERS)]
PrivacyOfficer = Annotated[Person, Depends(PRIVACY_OFFICERS)]
Retainer = Annotated[Person, Depends(RETAINERS)]
Follower = Annotated[Person, Depends(FOLLOWERS)]
