"""
Send every route what its description allows and what it does not, as everybody, and hold each answer to the description.

Schemathesis makes the requests and has the checks; what a description cannot say (a day that has passed, JSON within a
form, a cursor of another list) may be refused although it looks right.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, note, settings
from hypothesis.strategies import sampled_from
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode

from api.policy import SAFE_METHODS
from compliance.access import Actor
from tests.api.walls.asking import APPLICATION, Slot, description_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemathesis import Case
    from schemathesis.schemas import APIOperation, BaseSchema
    from starlette.testclient import TestClient

    from tests.api.walls.world import Caller, World

    Operation = APIOperation[Any, Any, Any, Any]

FEW, MANY = 2, int(os.environ.get("EXAMPLES", "60"))
"""Requests of each kind to each operation, for each who asks; `EXAMPLES=10 make soak` sends fewer."""
REFUSED: Final = ["400", "401", "403", "404", "409", "412", "415", "422", "428", "429"]
CONFIG: Final = {
    "checks": {
        "positive_data_acceptance": {"expected-statuses": ["2xx", "3xx", *REFUSED]},
        "negative_data_rejection": {"expected-statuses": REFUSED},
        "missing_required_header": {"expected-statuses": REFUSED},
    }
}
NO_INPUT: Final = {"/healthz"}
"""Nothing can be wrong with a request that says nothing."""
UNWELL: Final = {"/readyz"}
"""Nobody works in this world, and it says so: 503."""
EVERY: Final = [
    (method, path)
    for path, methods in description_of(APPLICATION)["paths"].items()
    for method in methods
    if path not in UNWELL
]


@pytest.fixture(
    scope="module", params=[pytest.param(FEW, id="some"), pytest.param(MANY, id="all", marks=pytest.mark.soak)]
)
def examples(request: pytest.FixtureRequest) -> int:
    """
    Say how often each who asks does so: somebody seldom, or everybody often.
    """
    return int(request.param)


@pytest.fixture(scope="module")
def schema(front: TestClient) -> BaseSchema:
    """
    Read the description as it is served.
    """
    return schemathesis.openapi.from_asgi("/openapi.json", front.app, config=SchemathesisConfig.from_dict(CONFIG))


@pytest.fixture(scope="module")
def statuses(examples: int) -> Iterator[Counter[int]]:
    """
    Count the answers by status, and say in the end how many there were, so that a run can be cited (`-s` shows it).
    """
    counted: Counter[int] = Counter()
    yield counted
    print(f"\n{examples} of each kind: {counted.total()} answers as described, {dict(sorted(counted.items()))}")  # noqa: T201


@pytest.mark.parametrize(("method", "path"), EVERY)
def test_every_answer_is_as_described(
    world: World, schema: BaseSchema, examples: int, statuses: Counter[int], method: str, path: str
) -> None:
    """
    No answer is a failure of the service, and none has a status, type, header or shape that is not declared.
    """
    operation = schema[path][method]
    asking = callers(world, operation, whole=examples == MANY)
    for mode in GenerationMode:
        if mode is GenerationMode.POSITIVE or path not in NO_INPUT:
            try_out(operation, asking, mode, examples, things(world, operation, mode), statuses)


def callers(world: World, operation: Operation, *, whole: bool) -> list[Caller]:
    """
    Choose who asks: one of each part, or one whom the operation is for, another for each operation.
    """
    for_whom = sorted(operation.definition.raw.get("x-actors", [Actor.STARTUP]))
    chosen = (
        [actor for actor in Actor if actor != Actor.SYSTEM]
        if whole
        else [Actor(for_whom[crc32(operation.label.encode()) % len(for_whom)])]
    )
    return [world.caller(actor, "one") for actor in chosen]


def things(world: World, operation: Operation, mode: GenerationMode) -> list[dict[str, str]]:
    """
    List what a path may name: what is made up, which is never there, and where the operation only reads all there is.

    What changes something would take the world away from the tests that follow; test_matrix.py does that, in the end.
    """
    names = [one.name for one in operation.path_parameters if world.of(Slot("path", one.name).kind)]
    if mode is GenerationMode.NEGATIVE or operation.method.upper() not in SAFE_METHODS or not names:
        return [{}]
    columns = [[thing.word for thing in world.of(Slot("path", name).kind)] for name in names]
    return [*(dict(zip(names, words, strict=True)) for words in zip(*columns, strict=False)), {}]


def try_out(
    operation: Operation,
    asking: list[Caller],
    mode: GenerationMode,
    examples: int,
    there: list[dict[str, str]],
    statuses: Counter[int],
) -> None:
    """
    Make some requests of an operation, and send each of them as everybody who asks.

    To make a request takes longer than to answer it, and without chance everybody would get the same ones anyway.
    """

    @given(case=operation.as_strategy(generation_mode=mode), named=sampled_from(there))
    @settings(max_examples=examples, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck))
    def asked(case: Case[Operation], named: dict[str, str]) -> None:
        # What says nothing is not sent at all, and then nothing is wrong with the request.
        assume(all(value not in (None, [], {}, "") for value in (case.query or {}).values()))
        case.path_parameters |= named
        for caller in asking:
            note(f"asked as {caller.person.actor}")
            got = case.call_and_validate(headers={"Authorization": f"Bearer {caller.key}"})
            statuses[got.status_code] += 1

    asked()
