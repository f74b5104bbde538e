"""
Send every route what its description allows and what it does not, as everybody, and hold each answer to the description.

Schemathesis makes the requests and has the checks; what a description cannot say (a day that has passed, JSON within a
form, a cursor of another list) may be refused although it looks right.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode

from api.app import build_app
from compliance.access import Actor
from tests.api.fake_office import FakeOffice

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
    for path, methods in build_app(FakeOffice()).openapi()["paths"].items()
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


@pytest.mark.parametrize(("method", "path"), EVERY)
def test_every_answer_is_as_described(world: World, schema: BaseSchema, examples: int, method: str, path: str) -> None:
    """
    No answer is a failure of the service, and none has a status, type, header or shape that is not declared.
    """
    operation = schema[path][method]
    for caller in callers(world, operation, whole=examples == MANY):
        for mode in GenerationMode:
            if mode is GenerationMode.POSITIVE or path not in NO_INPUT:
                try_out(operation, caller, mode, examples)


def callers(world: World, operation: Operation, *, whole: bool) -> Iterator[Caller]:
    """
    Choose who asks: one of each part, or one whom the operation is for, another for each operation.
    """
    for_whom = sorted(operation.definition.raw.get("x-actors", [Actor.STARTUP]))
    chosen = (
        [actor for actor in Actor if actor != Actor.SYSTEM]
        if whole
        else [Actor(for_whom[crc32(operation.label.encode()) % len(for_whom)])]
    )
    yield from (world.caller(actor, "one") for actor in chosen)


def try_out(operation: Operation, caller: Caller, mode: GenerationMode, examples: int) -> None:
    """
    Ask an operation some times.
    """

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=examples, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck))
    def asked(case: Case[Operation]) -> None:
        # What says nothing is not sent at all, and then nothing is wrong with the request.
        assume(all(value not in (None, [], {}, "") for value in (case.query or {}).values()))
        case.call_and_validate(headers={"Authorization": f"Bearer {caller.key}"})

    asked()
