"""
Ask every route the application has, with what its own description says that it takes.

Nothing here names a route: a new one is asked as soon as it exists.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote
from uuid import UUID

from api.app import build_app
from api.contract import policies
from api.policy import SAFE_METHODS, Policy
from api.session import form_token
from tests.api.fake_office import FakeOffice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fastapi import FastAPI
    from starlette.testclient import TestClient

    from tests.api.walls.world import Caller

APPLICATION: Final = build_app(FakeOffice())
"""Whose routes are listed; it answers nobody."""
ABSENT: Final = "01970000-0000-7000-8000-000000000000"
"""The id of nothing."""
REQUEST_ID: Final = "the-same-for-all"
"""Sent along, so that two answers to two requests can be the same to the last byte."""
ALSO: Final = {"other": "submission"}
"""Names of places that name a second thing of a kind."""
PLAIN_WORDS: Final = {"rule": "NO-SUCH-1"}
"""What names nothing where it is no UUID."""
PAGE_FORM: Final = {
    "form_token": form_token(""),
    "step": "cancel",
    "kind": "note",
    "text": "비고",
    "decision": "review",
    "etag": "x",
    "document_type": "nda",
    "size": "",
    "seed": "",
}
"""What the forms of our own pages hold; the token is that of a program, which has no session."""
PAGE_WORDS: Final = {"{form}": "pdf"}
"""What stands in a page's address where it names no thing and no number."""
UNFILLED: Final = re.compile(r"\{[a-z_]+\}")
"""A part of a page's address that names no thing, such as a number."""
FILE: Final = ("계약서.txt", "제1조 (목적) 갑과 을은 협력한다.".encode(), "text/plain")


@dataclass(frozen=True, slots=True)
class Slot:
    """
    Name a place in a request that names a thing.
    """

    place: str
    name: str

    @property
    def kind(self) -> str:
        """
        Say what kind of thing it names.
        """
        kind = self.name.removesuffix("_id")
        return ALSO.get(kind, kind)


@dataclass(frozen=True, slots=True)
class Operation:
    """
    Hold one route: what it is described as, whom its policy lets pass, and where it names things.
    """

    method: str
    path: str
    policy: Policy
    described: Mapping[str, Any]
    slots: tuple[Slot, ...]

    def __str__(self) -> str:
        """
        Name it for people.
        """
        return f"{self.method} {self.path}"

    @property
    def is_safe(self) -> bool:
        """
        Tell whether asking it changes nothing.
        """
        return self.method in SAFE_METHODS


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Hold all that somebody learns from an answer.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes

    @property
    def text(self) -> str:
        """
        Return what it says; a ZIP (a workbook, too) is unpacked.
        """
        said = [self.content]
        if self.content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(self.content)) as container:
                said = [container.read(name) for name in container.namelist()]
        return b"\n".join([*said, repr(self.headers).encode()]).decode(errors="replace")


@cache
def description_of(app: FastAPI) -> dict[str, Any]:
    """
    Give an application's description, which takes longer to write than an answer.
    """
    return app.openapi()


def operations(app: FastAPI) -> list[Operation]:
    """
    List every route that is not open to everybody.
    """
    description = description_of(app)
    return [
        Operation(method, path, policy, described, tuple(_slots(path, described, description)))
        for (method, path), policy in sorted(policies(app).items())
        if policy.actors
        for described in [description["paths"].get(path, {}).get(method.lower(), {})]
    ]


def ask(client: TestClient, caller: Caller, operation: Operation, words: Mapping[Slot, str], etag: str = "x") -> Answer:
    """
    Ask with these words in the slots; a slot without a word names nothing, or is left out of the query.
    """
    path, query, body = operation.path, _required_query(operation), _body(operation, client.app)  # type: ignore[arg-type]
    for slot in operation.slots:
        word = words.get(slot, PLAIN_WORDS.get(slot.kind, ABSENT))
        if slot.place == "path":
            path = path.replace(f"{{{slot.name}}}", quote(word))
        elif slot.place == "query":
            query |= {slot.name: word} if slot in words else {}
        else:
            body[slot.place][slot.name] = word
    for name, schema in _path_parameters(operation):
        path = path.replace(f"{{{name}}}", str(_value(resolved(schema, description_of(client.app)))))
    for part, word in PAGE_WORDS.items():
        path = path.replace(part, word)
    path = UNFILLED.sub("1", path)
    headers = {"Authorization": f"Bearer {caller.key}", "X-Request-ID": REQUEST_ID, "If-Match": f'"{etag}"'}
    got = client.request(operation.method, path, params=query, headers=headers, **body)
    return Answer(got.status_code, tuple(sorted(got.headers.items())), got.content)


def _slots(path: str, described: Mapping[str, Any], description: Mapping[str, Any]) -> Iterator[Slot]:
    """
    Find what names a thing: in the path, in the query and in the body.
    """
    parts = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    yield from (Slot("path", name) for name in parts if name.endswith("_id"))
    for parameter in described.get("parameters", ()):
        if parameter["in"] == "query" and _is_id(parameter["schema"]):
            yield Slot("query", parameter["name"])
    for media_type, content in described.get("requestBody", {}).get("content", {}).items():
        place = "json" if media_type == "application/json" else "data"
        for name, schema in resolved(content["schema"], description).get("properties", {}).items():
            if _is_id(schema):
                yield Slot(place, name)


def _is_id(schema: Mapping[str, Any]) -> bool:
    return any(one.get("format") == "uuid" for one in (schema, *schema.get("anyOf", ())))


def _path_parameters(operation: Operation) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for parameter in operation.described.get("parameters", ()):
        if parameter["in"] == "path" and not parameter["name"].endswith("_id"):
            yield parameter["name"], parameter["schema"]


def _required_query(operation: Operation) -> dict[str, str]:
    described = operation.described.get("parameters", ())
    return {one["name"]: _value(one["schema"]) for one in described if one["in"] == "query" and one.get("required")}


def _body(operation: Operation, app: FastAPI) -> dict[str, Any]:
    """
    Fill the body with the example that its description gives.
    """
    if not operation.path.startswith("/api/") and not operation.is_safe:
        return {"data": dict(PAGE_FORM), "files": {"file": FILE}}
    content = operation.described.get("requestBody", {}).get("content", {})
    if "multipart/form-data" in content:
        return {"data": {"title": "표제"}, "files": {"file": FILE}}
    if "application/json" in content:
        return {"json": dict(example(content["application/json"], description_of(app)))}
    return {}


def example(content: Mapping[str, Any], description: Mapping[str, Any]) -> Mapping[str, Any]:
    """
    Take the example out of the description of a body.
    """
    given: Mapping[str, Any] = resolved(content["schema"], description)["examples"][0]
    return given


def resolved(schema: Mapping[str, Any], description: Mapping[str, Any]) -> Mapping[str, Any]:
    """
    Follow a reference into the description's shapes.
    """
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Mapping[str, Any] = description["components"]["schemas"][name] if name else schema
    return found


def _value(schema: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever JSON holds
    """
    Give the first value that a plain schema allows.
    """
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("format"):
        case "date":
            return date(2026, 11, 27).isoformat()
        case "uuid":
            return str(UUID(ABSENT))
        case _:
            return {"integer": 1, "boolean": False}.get(schema.get("type", ""), "x")
