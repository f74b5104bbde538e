"""
Put off what a start would wait for: modules are loaded, and patterns compiled, when they are first used.

Python compiles a large pattern for milliseconds and loads a library for pictures for a second; a short text needs few
of either. In the cage no module can be loaded: the fork server calls `load_all` before it forks a child that may ask.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_waiting: list[Callable[[], object]] = []


def module(name: str) -> Any:  # noqa: ANN401 - whatever the module holds
    """
    Name a module that is loaded when something of it is first asked for.
    """
    late = _Module(name)
    _waiting.append(late.load)
    return late


def pattern(written: str, flags: int = 0) -> re.Pattern[str]:
    """
    Write a pattern that is compiled when it is first used; `re.compile` for what every process needs.
    """
    late = _Pattern(written, flags)
    _waiting.append(late.compile)
    return cast("re.Pattern[str]", late)


def load_all() -> None:
    """
    Load and compile everything that was put off so far, and what waits in the modules that this loads.
    """
    while _waiting:
        _waiting.pop()()


class _Module:
    """
    Stand for a module.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> object:
        return getattr(self.load(), name)

    def load(self) -> object:
        return import_module(self._name)


class _Pattern:
    """
    Stand for a compiled pattern; once it is compiled its methods are that one's own, as quick as without this.
    """

    def __init__(self, written: str, flags: int) -> None:
        self.pattern, self._flags = written, flags
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> object:
        found: object = getattr(self.compile(), name)
        setattr(self, name, found)
        return found

    def compile(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self._flags)
        return self._compiled
