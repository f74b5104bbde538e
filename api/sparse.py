"""
Answer with the members that `fields` names, and no others: on every GET of the JSON interface that answers with a shape.

What is left out is left out of the finished answer, after all that decides who sees what; so nobody is shown more by
naming it. A partial answer has a media type of its own, because the whole one's shape does not hold of it. Which
members there are is read off the shape that a route says it answers with: no route has to do anything.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin

from starlette.datastructures import Headers, MutableHeaders, QueryParams

from api import cursors
from api import problem_kinds as kinds
from api.problems import Refusal
from api.responses import problems
from api.schemas import Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PARAMETER: Final = "fields"
INTERFACE: Final = "/api/"
WHOLE: Final = "application/json"
MEDIA_TYPE: Final = "application/vnd.fair-collaboration.partial+json"
TOLD: Final = (
    "Only these members of the answer, or of each thing in a list; several are parted by commas. Identifiers (`id`, "
    f"`…_id`) always come along. The answer is then `{MEDIA_TYPE}`."
)


class Sparse:
    """
    Stand before the routes, bind cursors to the named members, and take all others out of what comes back.
    """

    def __init__(self, app: ASGIApp) -> None:
        """
        Stand before the given application.
        """
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """
        Pass on whatever names nothing.
        """
        names = _named(scope)
        cursors.fields.set(None if names is None else ",".join(sorted(names)))
        await self.app(scope, receive, send if names is None else _Narrowing(scope, send, names))


class _Narrowing:
    """
    Send one answer with the named members only; a problem, and what has no shape, is sent as it is.
    """

    def __init__(self, scope: Scope, send: Send, names: frozenset[str]) -> None:
        """
        Send for one request.
        """
        self.scope = scope
        self.send = send
        self.names = names
        self.start: Message | None = None
        self.content = b""

    async def __call__(self, message: Message) -> None:
        """
        Hold a whole answer back until its end.
        """
        if message["type"] == "http.response.start" and self._is_whole(message):
            self.start = message
            return
        if self.start is None:
            await self.send(message)
            return
        self.content += message.get("body", b"")
        if not message.get("more_body", False):
            await self._send_part(self.start)

    def _is_whole(self, message: Message) -> bool:
        is_json = Headers(raw=message["headers"]).get("content-type") == WHOLE
        return message["status"] == HTTPStatus.OK and is_json and shape_of(self.scope.get("route")) is not None

    async def _send_part(self, start: Message) -> None:
        part = narrowed(json.loads(self.content), self.names, listed(shape_of(self.scope["route"])))
        content = json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()
        headers = MutableHeaders(scope=start)
        headers["content-type"], headers["content-length"] = MEDIA_TYPE, str(len(content))
        await self.send(start)
        await self.send({"type": "http.response.body", "body": content})


def must_be_known(request: Request) -> None:
    """
    See that the answer has the members that are named, before anything is looked up for it.

    Raises:
        Refusal: it has not (422), as for any unusable parameter.
    """
    shape, names = shape_of(request.scope.get("route")), _named(request.scope)
    if shape is None or names is None or names <= set(members(shape)):
        return
    error = {"pointer": f"/query/{PARAMETER}", "detail": "the answer has no such member"}
    raise Refusal(kinds.UNUSABLE, "fields에 없는 항목이 있습니다.", "fields names what there is not", errors=[error])


def shape_of(route: object) -> type[Shape] | None:
    """
    Return the shape that a route of the interface says it answers with; None where it is no shape.
    """
    shape = getattr(route, "response_model", None)
    in_interface = str(getattr(route, "path", "")).startswith(INTERFACE)
    return shape if in_interface and isinstance(shape, type) and issubclass(shape, Shape) else None


def listed(shape: type[Shape] | None) -> str | None:
    """
    Name the member of a list that holds its things; None where the shape is one thing: it has an id, or several lists.
    """
    if shape is None or "id" in shape.model_fields:
        return None
    lists = [name for name in shape.model_fields if _thing_in(shape, name)]
    return lists[0] if len(lists) == 1 else None


def members(shape: type[Shape]) -> list[str]:
    """
    List what can be named: members of the thing, or of each thing in the list.
    """
    name = listed(shape)
    thing = shape if name is None else _thing_in(shape, name) or shape
    return list(thing.model_fields)


def narrowed(whole: dict[str, Any], names: frozenset[str], inside: str | None) -> dict[str, Any]:
    """
    Leave the named members and the identifiers; of a list, in each thing that it holds inside this member.
    """
    if inside is not None:
        return {**whole, inside: [narrowed(each, names, None) for each in whole[inside]]}
    return {name: value for name, value in whole.items() if name in names or _identifies(name)}


def describe(operation: dict[str, Any], shape: type[Shape], schemas: Mapping[str, Any]) -> None:
    """
    Say in the description of an operation that it takes `fields`, and what it then answers with.
    """
    content, inside, names = operation["responses"]["200"]["content"], listed(shape), members(shape)
    known = {"type": "array", "items": {"type": "string", "enum": names}, "minItems": 1, "title": "Fields"}
    parameter = {"name": PARAMETER, "in": "query", "required": False, "description": TOLD, "schema": known}
    given = [one for one in operation.get("parameters", ()) if one["name"] != PARAMETER]
    operation["parameters"] = [*given, parameter | {"style": "form", "explode": False}]
    whole = content[WHOLE]["schema"]["$ref"]
    part = _part_of(whole, names)
    if inside is not None:
        frame = schemas[whole.rpartition("/")[2]]
        part = _part_of(frame["properties"][inside]["items"]["$ref"], names)
        others = {name: {"$ref": f"{whole}/properties/{name}"} for name in frame["properties"] if name != inside}
        part = {
            "type": "object",
            "required": frame["required"],
            "properties": others | {inside: {"type": "array", "items": part}},
        }
    content[MEDIA_TYPE] = {"schema": part}
    unknown = {str(status): told for status, told in problems(422).items()}
    operation["responses"] = dict(sorted((unknown | operation["responses"]).items()))


def _part_of(whole: str, names: list[str]) -> dict[str, Any]:
    properties = {name: {"$ref": f"{whole}/properties/{name}"} for name in names}
    return {"type": "object", "required": [name for name in names if _identifies(name)], "properties": properties}


def _identifies(name: str) -> bool:
    return name == "id" or name.endswith("_id")


def _thing_in(shape: type[Shape], name: str) -> type[Shape] | None:
    """
    Return the shape of the things that a member lists; None where it lists none.
    """
    annotation = shape.model_fields[name].annotation
    thing = next(iter(get_args(annotation)), None) if get_origin(annotation) is list else None
    return thing if isinstance(thing, type) and issubclass(thing, Shape) else None


def _named(scope: Scope) -> frozenset[str] | None:
    """
    Read what a request names; None where it asks for the whole.
    """
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    given = QueryParams(scope["query_string"]).getlist(PARAMETER)
    return frozenset(name for one in given for name in one.split(",")) if given else None
