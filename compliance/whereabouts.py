"""
Remember, for the length of one request, from where somebody asks and for what, so that the journal can say it.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass

from compliance.access import EXAMINERS, Actor

HOST = "host"
"""Where commands and workers act: on the host itself."""
LONGEST_PURPOSE = 100
_OWN = frozenset({Actor.STARTUP, Actor.RESPONDENT})


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """
    Hold a network address, and the purpose that was said ("" where nothing was).
    """

    address: str = HOST
    purpose: str = ""


present: ContextVar[Whereabouts] = ContextVar("whereabouts", default=Whereabouts())  # noqa: B039 - it is frozen


def purpose_of(actor: Actor, act: str) -> str:
    """
    Say for what something is done: what was said, else what this actor does it for.
    """
    said = "".join(letter for letter in present.get().purpose if letter.isprintable())[:LONGEST_PURPOSE]
    if said:
        return said
    if actor is Actor.SYSTEM:
        return act.removeprefix("read_for_").removeprefix("viewed_")
    if actor in EXAMINERS:
        return "examination"
    return "own documents" if actor in _OWN else "administration"
