"""
Turn YAML text into plain values, reading only what cannot be misread.

YAML's usual reader takes `no` for false, `on` for true, `12:30` for 750 and keeps the last of two equal keys
without a word. Here booleans are `true` and `false` only, dates are ISO days, numbers are plain digits (with a
decimal point they become exact `Decimal`), every other plain word stays a string, and a repeated key, an anchor,
an alias or a tag is refused with its place. Who reads what from the values is left to the callers.

Source: ../shared/design/RULE_FILE.md 3.2.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import re2
import yaml

from rules.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping

PLAIN_KINDS = (
    ("tag:yaml.org,2002:bool", r"true|false", "tf"),
    ("tag:yaml.org,2002:null", r"null|", ["n", ""]),
    ("tag:yaml.org,2002:int", r"-?(?:0|[1-9][0-9]*)", "-0123456789"),
    ("tag:yaml.org,2002:float", r"-?(?:0|[1-9][0-9]*)\.[0-9]+", "-0123456789"),
    ("tag:yaml.org,2002:timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "0123456789"),
)
"""Each kind of plain value: its tag, the whole of its form, and the characters it may begin with."""


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


class _StrictLoader(yaml.CSafeLoader):
    """
    Read one YAML document under the strict rules of this module; libyaml parses, ten times quicker than Python.
    """

    yaml_implicit_resolvers: dict[str, list[tuple[str, re2._Regexp]]] = {}  # noqa: RUF012  PyYAML's own shape

    def single_value(self, *, may_be_tagged: bool) -> object:
        """
        Build the value of the one document; where no tag can stand in it none is looked for.
        """
        root = self.get_single_node()
        self._may_be_tagged = may_be_tagged
        self._seen: set[int] = set()
        return None if root is None else self._value(root)

    def _value(self, node: yaml.Node) -> object:
        """
        Build the value of a node, refusing whatever could be misread.
        """
        if id(node) in self._seen:
            raise _Misread("aliases are not allowed", node)
        self._seen.add(id(node))
        if self._may_be_tagged and node.tag != self._plain_tag(node):
            raise _Misread(f"tags are not allowed: {node.tag}", node)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(part) for part in node.value]
        return _SCALARS[node.tag](node) if isinstance(node, yaml.ScalarNode) else None

    def _mapping(self, node: yaml.MappingNode) -> dict[Hashable, object]:
        """
        Build a mapping whose keys are all different.
        """
        built: dict[Hashable, object] = {}
        for key_node, value_node in node.value:
            key = self._value(key_node)
            if not isinstance(key, str | int | date):
                raise _Misread("a key must be a word, a whole number or a date", key_node)
            if key in built:
                raise _Misread(f"the key {key} stands here twice", key_node)
            built[key] = self._value(value_node)
        return built

    def _plain_tag(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            return "tag:yaml.org,2002:map" if isinstance(node, yaml.MappingNode) else "tag:yaml.org,2002:seq"
        if node.style:
            return "tag:yaml.org,2002:str"
        forms = self.yaml_implicit_resolvers.get(node.value[:1], ())
        return next((tag for tag, form in forms if form.match(node.value)), "tag:yaml.org,2002:str")


class _Misread(yaml.constructor.ConstructorError):
    """
    Refuse what could be misread, at its place.
    """

    def __init__(self, problem: str, node: yaml.Node) -> None:
        super().__init__(None, None, problem, node.start_mark)


def _day(node: yaml.ScalarNode) -> date:
    """
    Build a day, refusing one that no calendar has.
    """
    try:
        return date.fromisoformat(node.value)
    except ValueError:
        raise _Misread(f"there is no day {node.value}", node) from None


_SCALARS: Mapping[str, Callable[[yaml.ScalarNode], object]] = {
    "tag:yaml.org,2002:bool": lambda node: node.value == "true",
    "tag:yaml.org,2002:null": lambda _: None,
    "tag:yaml.org,2002:int": lambda node: int(node.value),
    "tag:yaml.org,2002:float": lambda node: Decimal(node.value),
    "tag:yaml.org,2002:timestamp": _day,
    "tag:yaml.org,2002:str": lambda node: node.value,
}
for _tag, _form, _first in PLAIN_KINDS:
    _StrictLoader.add_implicit_resolver(_tag, re2.compile(rf"(?:{_form})\z"), list(_first))


def load(source: Path | str, name: str = "<text>") -> object:
    """
    Read one strict YAML document from a file (a `Path`) or from text (a `str`, called `name` in errors).

    Returns: nested dicts and lists of str, int, Decimal, date, bool and None.
    Raises: StrictYamlError where the text is not YAML or could be misread.
    """
    if isinstance(source, Path):
        name, text = source.name, source.read_text(encoding="utf-8")
    else:
        text = source
    loader = _StrictLoader(text)
    try:
        result: object = loader.single_value(may_be_tagged="!" in text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise StrictYamlError(name, line, error.problem or "not valid YAML") from error
    except yaml.YAMLError as error:
        raise StrictYamlError(name, None, str(error)) from error
    finally:
        loader.dispose()
    return result


def load_folder(folder: Path) -> Iterator[tuple[Path, object]]:
    """
    Read every YAML file of a folder in the order of the names; the folder's sub-folders are left alone.

    Raises: StrictYamlError as `load` does.
    """
    for path in sorted(folder.glob("*.yaml")):
        yield path, load(path)
