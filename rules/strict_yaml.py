"""
Turn YAML text into plain values, reading only what cannot be misread.

YAML's usual reader takes `no` for false, `on` for true, `12:30` for 750 and keeps the last of two equal keys
without a word. Here booleans are `true` and `false` only, dates are ISO days, numbers are plain digits (with a
decimal point they become exact `Decimal`), every other plain word stays a string, and a repeated key, an anchor,
an alias or a tag is refused with its place. Who reads what from the values is left to the callers.

Source: ../shared/design/RULE_FILE.md 3.2.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

import re2
import yaml

from rules.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator
    from pathlib import Path


class Memory(Protocol):
    """
    Describe what may know the value of a file already (rules/remembered.py).
    """

    def recall(self, content: bytes) -> list[object]:
        """
        Give what a file says as the only member of a list, or nothing where it is not known.
        """
        ...

    def keep(self, content: bytes, value: object) -> None:
        """
        Take note of what a file says.
        """
        ...


_memory: ContextVar[Memory | None] = ContextVar("memory", default=None)


@contextmanager
def recalling(memory: Memory) -> Iterator[None]:
    """
    Ask a memory for what files say before they are parsed.
    """
    token = _memory.set(memory)
    try:
        yield
    finally:
        _memory.reset(token)


class StrictYamlError(RuleError):
    """
    Report YAML that could be misread, with the file and the line (counted from 1) where it stands.
    """

    def __init__(self, name: str, line: int | None, problem: str) -> None:
        """
        Keep the file's name and the line apart for programs; `where` and `why` hold the words for people.
        """
        self.name = name
        self.line = line
        super().__init__(name if line is None else f"{name}:{line}", problem)


class _Builder:
    """
    Build the value of one YAML document from libyaml's events, in one pass and under the strict rules of this module.
    """

    def __init__(self, text: str) -> None:
        self._parser = yaml.CSafeLoader(text)
        self._next: Callable[[], Any] = self._parser.get_event

    def document(self) -> object:
        """
        Build the value of the only document; None where there is none.
        """
        try:
            self._next()
            if isinstance(self._next(), yaml.StreamEndEvent):
                return None
            value = self._value(self._next())
            self._next()
            behind = self._next()
            if not isinstance(behind, yaml.StreamEndEvent):
                raise _Misread("there is a second document", behind)
            return value
        finally:
            self._parser.dispose()

    def _value(self, event: yaml.AliasEvent | yaml.ScalarEvent | yaml.CollectionStartEvent) -> object:
        """
        Build the value that an event begins, refusing whatever could be misread.
        """
        if isinstance(event, yaml.AliasEvent):
            raise _Misread("aliases are not allowed", event)
        if event.tag is not None:
            raise _Misread(f"tags are not allowed: {event.tag}", event)
        if isinstance(event, yaml.ScalarEvent):
            # Nearly all values are words: they are told by a mark around them, or by their first character.
            is_word = event.style or event.value[:1] not in _PLAIN
            return event.value if is_word else _plain(event)
        return self._mapping() if isinstance(event, yaml.MappingStartEvent) else self._sequence()

    def _mapping(self) -> dict[Hashable, object]:
        """
        Build a mapping whose keys are all different.
        """
        built: dict[Hashable, object] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._value(event)
            if not isinstance(key, str | int | date):
                raise _Misread("a key must be a word, a whole number or a date", event)
            if key in built:
                raise _Misread(f"the key {key} stands here twice", event)
            built[key] = self._value(self._next())
        return built

    def _sequence(self) -> list[object]:
        built: list[object] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            built.append(self._value(event))
        return built


class _Misread(yaml.MarkedYAMLError):
    """
    Refuse what could be misread, at its place.
    """

    def __init__(self, problem: str, event: yaml.Event) -> None:
        super().__init__(None, None, problem, event.start_mark)  # type: ignore[arg-type] # libyaml's marks do as well


def _plain(event: yaml.ScalarEvent) -> object:
    """
    Build what stands without marks around it, and begins like more than a word.
    """
    for form, build in _PLAIN[event.value[:1]]:
        if form.match(event.value):
            return build(event)
    return event.value


def _day(event: yaml.ScalarEvent) -> date:
    """
    Build a day, refusing one that no calendar has.
    """
    try:
        return date.fromisoformat(event.value)
    except ValueError:
        raise _Misread(f"there is no day {event.value}", event) from None


_KINDS: tuple[tuple[str, str, Callable[[yaml.ScalarEvent], object]], ...] = (
    (r"true|false", "tf", lambda event: event.value == "true"),
    (r"null", "n", lambda _: None),
    (r"-?(?:0|[1-9][0-9]*)", "-0123456789", lambda event: int(event.value)),
    (r"-?(?:0|[1-9][0-9]*)\.[0-9]+", "-0123456789", lambda event: Decimal(event.value)),
    (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "0123456789", _day),
)
"""Each kind of plain value: the whole of its form, the characters it may begin with, and what it becomes."""
_PLAIN: dict[str, list[tuple[re2._Regexp, Callable[[yaml.ScalarEvent], object]]]] = {
    "": [(re2.compile(""), lambda _: None)]
}
for _form, _firsts, _build in _KINDS:
    for _first in _firsts:
        _PLAIN.setdefault(_first, []).append((re2.compile(rf"(?:{_form})\z"), _build))


def load(source: Path | str, name: str = "<text>") -> object:
    """
    Read one strict YAML document from a file (a `Path`) or from text (a `str`, called `name` in errors).

    Returns: nested dicts and lists of str, int, Decimal, date, bool and None.
    Raises: StrictYamlError where the text is not YAML or could be misread.
    """
    if isinstance(source, str):
        return parse(source, name)
    content, memory = source.read_bytes(), _memory.get()
    if memory is None:
        return parse(content.decode(), source.name)
    if recalled := memory.recall(content):
        return recalled[0]
    value = parse(content.decode(), source.name)
    memory.keep(content, value)
    return value


def parse(text: str, name: str) -> object:
    """
    Build the value of a text called `name` in errors; see `load`.
    """
    try:
        return _Builder(text).document()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise StrictYamlError(name, line, error.problem or "not valid YAML") from error
    except yaml.YAMLError as error:
        raise StrictYamlError(name, None, str(error)) from error


def load_folder(folder: Path) -> Iterator[tuple[Path, object]]:
    """
    Read every YAML file of a folder in the order of the names; the folder's sub-folders are left alone.

    Raises: StrictYamlError as `load` does.
    """
    for path in sorted(folder.glob("*.yaml")):
        yield path, load(path)
