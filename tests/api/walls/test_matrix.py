"""
Ask every route as everybody, for what is theirs, what is another's of the same part, and what is not there at all.

Whoever may not see a thing learns exactly what they would learn if it did not exist: not one byte differs. The routes
are those of the application, whom they let pass is their policy, and who sees a thing is told by the world alone.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import pytest
from psycopg import sql

from tests.api.walls.asking import ABSENT, APPLICATION, Answer, Operation, Slot, ask, operations
from tests.compliance.conftest import owner

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from starlette.testclient import TestClient

    from tests.api.walls.world import Caller, Thing, World

Asking = Callable[[Operation], "list[Caller]"]
EVERY: Final = operations(APPLICATION)
NAMING: Final = [one for one in EVERY if one.slots]
READING: Final = [one for one in EVERY if one.is_safe]
CHANGING: Final = sorted((one for one in NAMING if not one.is_safe), key=lambda one: (one.method == "DELETE", str(one)))
ONLY_SOME: Final = {
    "GET /submissions/{submission_id}/terms": "only bundles of investment papers have terms",
    "GET /submissions/{submission_id}/pages/{page}": "only what was handed in as pages has them",
    "GET /submissions/{submission_id}/versions/{other_id}": "only agreements that were read are compared",
    "GET /blind/{finding_id}": "only decided findings of a sample are judged again",
    "POST /blind/{finding_id}": "only decided findings of a sample are judged again",
    "DELETE /api/v1/submissions/{submission_id}": "only who handed it in destroys it",
    "DELETE /api/v1/programmes/projects/{project_id}/agreements/{submission_id}": "only what was tied is untied",
    "DELETE /api/v1/account/keys/{key_id}": "only one's own key is revoked here",
}
"""Routes that have nothing to show for, or to do to, some things that are seen."""
QUIET: Final = {"journal", "journal_head", "api_keys", "sessions"}
"""Tables that are written to by whoever merely looks."""


NONE: Final = {HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN}
"""What a part that may never do this is told of everything, and all others of what is absent."""
ABSENT_IN: Final = {
    "path": NONE,
    "json": NONE | {HTTPStatus.UNPROCESSABLE_ENTITY},
    "data": NONE | {HTTPStatus.UNPROCESSABLE_ENTITY},
    "query": {HTTPStatus.OK},
    "page": NONE | {HTTPStatus.UNPROCESSABLE_ENTITY},
}
"""Statuses for a thing that is not there, by where it is named; a list of what belongs to nothing is empty."""


def words(world: World, caller: Caller, operation: Operation, but: Slot, word: str) -> dict[Slot, str]:
    """
    Put a word into one slot, and into the others what the caller sees; what merely narrows a list is left out.
    """
    needed = [slot for slot in operation.slots if slot == but or slot.place != "query"]
    return {slot: word if slot == but else own(world, caller, slot) for slot in needed}


def own(world: World, caller: Caller, slot: Slot) -> str:
    """
    Name a thing that the caller sees, their own first; nothing where they see none.
    """
    seen = [one for one in world.of(slot.kind) if one.is_seen_by(caller)]
    return next((one.word for one in sorted(seen, key=lambda one: one.side != caller.side)), ABSENT)


def leaks(world: World, caller: Caller, answer: Answer, asked: Mapping[Slot, str]) -> list[str]:
    """
    List what an answer says of things that the caller does not see.
    """
    said = answer.text
    return [
        word
        for thing in world.things
        if not thing.is_seen_by(caller)
        for word in hidden(thing, caller)
        if word in said and word not in asked.values()
    ]


def hidden(thing: Thing, caller: Caller) -> tuple[str, ...]:
    """
    List the words of an unseen thing that a caller must not read.
    """
    secrets = () if caller.person.id in thing.quoted_to else thing.secrets
    return secrets if caller.person.id in thing.known_to else (thing.word, *secrets)


def unseen(world: World, caller: Caller, operation: Operation) -> Iterator[tuple[Slot, Thing]]:
    """
    List what the caller must not learn of, by the slot that could name it; one of each that the same people see.
    """
    for slot in operation.slots:
        alike = {(one.side, one.seen_by): one for one in world.of(slot.kind) if not one.is_seen_by(caller)}
        yield from ((slot, thing) for thing in alike.values() if caller.person.id not in thing.known_to)


def contents(world: World) -> dict[str, object]:
    """
    Take the fingerprint of every table that only deeds change.
    """
    named = "SELECT tablename FROM pg_tables WHERE schemaname IN ('public', 'queue') ORDER BY 1"
    whole = sql.SQL("SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {} t")
    with owner(world.office) as connection:
        tables = [name for (name,) in connection.execute(named) if name not in QUIET]
        return {name: connection.execute(whole.format(sql.Identifier(name))).fetchone() for name in tables}


@pytest.fixture(
    scope="module",
    params=[pytest.param(False, id="some"), pytest.param(True, id="all", marks=pytest.mark.soak)],
)
def asking(world: World, request: pytest.FixtureRequest) -> Asking:
    """
    Say who asks a route: one of each part that its policy lets pass, or everybody; test_policy.py asks as all parts.
    """

    def of(operation: Operation) -> list[Caller]:
        some = [one for one in world.callers if one.side == "one" and one.person.actor in operation.policy.actors]
        return world.callers if request.param else some

    return of


@pytest.fixture(scope="module")
def before(world: World) -> dict[str, object]:
    """
    Remember what was there before anybody asked.
    """
    return contents(world)


@pytest.fixture(scope="module")
def touched() -> set[str]:
    """
    Gather what has been changed: it may be gone.
    """
    return set()


def test_there_is_a_thing_of_every_kind_for_each_of_two(world: World) -> None:
    """
    A kind of thing that nobody made is a wall that nobody tried: make one in world.py.
    """
    kinds = {slot.kind for operation in NAMING for slot in operation.slots}
    assert {one.kind for one in world.things} >= kinds


@pytest.mark.usefixtures("before")
@pytest.mark.parametrize("operation", NAMING, ids=str)
def test_what_is_not_seen_is_not_there(world: World, front: TestClient, asking: Asking, operation: Operation) -> None:
    """
    Another's thing is answered as one that does not exist, and nothing of anybody else's is told.
    """
    for caller in asking(operation):
        passes = caller.person.actor in operation.policy.actors
        absent = {
            slot: ask(front, caller, operation, words(world, caller, operation, slot, ABSENT))
            for slot in operation.slots
        }
        for slot, answer in absent.items():
            place = slot.place if operation.described else "page"
            assert answer.status in (ABSENT_IN[place] if passes else {HTTPStatus.FORBIDDEN}), (caller.person, answer)
        for slot, thing in unseen(world, caller, operation):
            asked = words(world, caller, operation, slot, thing.word)
            answer = ask(front, caller, operation, asked)
            assert answer == absent[slot], (caller.person, slot, thing)
            assert leaks(world, caller, answer, asked) == [], (caller.person, slot, thing)


@pytest.mark.usefixtures("asking")
def test_asking_for_what_is_not_theirs_changed_nothing(world: World, before: dict[str, object]) -> None:
    """
    All that asking left no trace but in the journal.
    """
    assert contents(world) == before


@pytest.mark.parametrize("operation", READING, ids=str)
def test_what_is_seen_is_shown_and_nothing_else(
    world: World, front: TestClient, asking: Asking, operation: Operation
) -> None:
    """
    Whoever sees a thing is shown it, lists hold what the caller sees, and no answer tells of anything else.
    """
    for caller in asking(operation):
        passes = caller.person.actor in operation.policy.actors
        for asked in seen(world, caller, operation):
            answer = ask(front, caller, operation, asked)
            assert answer.status in ({200, 303} if passes else {403}) or str(operation) in ONLY_SOME, (caller, asked)
            assert leaks(world, caller, answer, asked) == [], (caller.person, asked)


@pytest.mark.parametrize("operation", CHANGING, ids=str)
def test_who_sees_a_thing_is_told_what_can_be_done(
    world: World, front: TestClient, asking: Asking, touched: set[str], operation: Operation
) -> None:
    """
    A change of what is seen and one's own is made, or refused for a declared reason that is not its absence.
    """
    for caller in asking(operation):
        passes = caller.person.actor in operation.policy.actors
        for asked in seen(world, caller, operation) if passes else ():
            answer = ask(front, caller, operation, asked)
            may_be_gone = touched & set(asked.values()) or str(operation) in ONLY_SOME
            assert answer.status != HTTPStatus.NOT_FOUND or may_be_gone, (caller.person, asked)
            assert answer.status < HTTPStatus.INTERNAL_SERVER_ERROR, (caller.person, asked)
            assert str(answer.status) in operation.described.get("responses", {str(answer.status): ""})
            assert leaks(world, caller, answer, asked) == [], (caller.person, asked)
            if answer.status < HTTPStatus.BAD_REQUEST:
                touched.update(asked.values())
                return


BODIES: Final = [one for one in EVERY if "application/json" in one.described.get("requestBody", {}).get("content", {})]


@pytest.mark.parametrize("operation", BODIES, ids=str)
def test_every_example_is_understood(world: World, front: TestClient, asking: Asking, operation: Operation) -> None:
    """
    The example of a body, sent by somebody it is for about what is theirs, is never called malformed.
    """
    answers = [
        ask(front, caller, operation, {slot: own(world, caller, slot) for slot in operation.slots})
        for caller in asking(operation)
        if caller.person.actor in operation.policy.actors
    ]
    assert answers
    assert not any(b'"pointer":"/body' in one.content for one in answers), answers


def seen(world: World, caller: Caller, operation: Operation) -> Iterator[dict[Slot, str]]:
    """
    List words for what the caller sees: one of each that the same people see, their own if there is, in each slot.
    """
    if all(slot.place == "query" for slot in operation.slots):
        yield {}
    for slot in operation.slots:
        own_last = sorted(world.of(slot.kind), key=lambda one: one.side == caller.side)
        alike = {one.seen_by: one for one in own_last if one.is_seen_by(caller)}
        yield from (words(world, caller, operation, slot, thing.word) for thing in alike.values())
