"""
Keep two people from overwriting each other: entity tags out, If-Match in.

Source: RFC 9110 sections 8.8.3 and 13.1.1, RFC 6585 section 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Protocol, TypeVar
from uuid import UUID

from fastapi import Depends, Header
from starlette.responses import Response

from api import problem_kinds as kinds
from api.problems import Refusal
from api.schemas import Shape
from compliance.access import Person
from compliance.errors import Conflict
from compliance.office import Office
from compliance.versions_seen import CHANGED
from compliance.views import Decision, FindingView

Shaped = TypeVar("Shaped", bound=Shape)


class Versioned(Protocol):
    """
    Name the version of itself that people decide on.
    """

    @property
    def etag(self) -> str:
        """
        Name the version.
        """


def header_of(etag: str) -> dict[str, str]:
    """
    Write an entity tag as the header of an answer.
    """
    return {"ETag": f'"{etag}"'}


def tagged(response: Response, view: Versioned, shape: type[Shaped]) -> Shaped:
    """
    Show what is decided on, with the entity tag that a decision has to send as If-Match.
    """
    response.headers.update(header_of(view.etag))
    return shape.model_validate(view)


def required_match(if_match: Annotated[str | None, Header()] = None) -> str:
    """
    Return the entity tag the caller saw, without quotation marks.

    Raises:
        Refusal: there is none; a weak one or a list never matches a decision.
    """
    if if_match is None or not if_match.strip():
        detail_ko = "먼저 읽고 그 ETag를 If-Match로 보내십시오."
        raise Refusal(kinds.CONDITION_MISSING, detail_ko, "read it first and send its ETag as If-Match")
    return if_match.strip().removeprefix('"').removesuffix('"')


def decide(office: Office, person: Person, finding_id: UUID, decision: Decision, if_match: str) -> FindingView:
    """
    Decide, and answer a stale entity tag as HTTP asks for it.

    Raises:
        Refusal: somebody decided meanwhile (412).
    """
    with told_as_changed():
        return office.decide(person, finding_id, decision, if_match)


@contextmanager
def told_as_changed() -> Iterator[None]:
    """
    Answer a stale entity tag as HTTP asks for it.

    Raises:
        Refusal: what was seen is no longer so (412).
    """
    try:
        yield
    except Conflict as error:
        if error.code != CHANGED:
            raise
        raise Refusal(kinds.CHANGED, error.ko, error.en) from error


IfMatch = Annotated[str, Depends(required_match)]
