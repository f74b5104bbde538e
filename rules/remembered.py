"""
Remember what YAML files say in one JSON file of the user's own, so that the next start of a command parses none.

A file is known by its content alone, so that a changed one is never taken for what it was. What is remembered is
believed only where nobody else can write it, it is whole, and the same code wrote it; else everything is parsed again.
Only commands of a person use this: a service reads the rule book once, and nothing that it can write may alter it.
"""

from __future__ import annotations

import json
import os
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING, Any

from rules import strict_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

NAME = "fair-collaboration-compliance/rule-book.json"
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
BUILDERS: Mapping[str, Callable[[str], object]] = {"decimal": Decimal, "day": date.fromisoformat}
Place = list[str | int]


class _NotPlainError(Exception):
    """
    Say that a value has keys that JSON cannot hold.
    """


@dataclass
class Memory:
    """
    Hold values by the SHA-256 of the file that says them: those of an earlier start, and those to be kept now.
    """

    known: dict[str, list[Any]] = field(default_factory=dict)
    kept: dict[str, list[Any]] = field(default_factory=dict)
    is_stale: bool = False

    def recall(self, content: bytes) -> list[object]:
        """
        Give what a file says as the only member of a list, or nothing where it is not remembered.
        """
        key = sha256(content).hexdigest()
        if key not in self.known:
            return []
        self.kept[key] = self.known[key]
        written, typed = self.known[key]
        value: list[Any] = [json.loads(written)]
        for place, kind in typed:
            *path, last = place
            holder: Any = value
            for step in path:
                holder = holder[step]
            holder[last] = BUILDERS[kind](holder[last])
        return value

    def keep(self, content: bytes, value: object) -> None:
        """
        Remember what a file says, where JSON can hold it.
        """
        typed: list[tuple[Place, str]] = []
        with suppress(_NotPlainError):
            [plain] = _plain([value], [], typed)
            self.kept[sha256(content).hexdigest()] = [json.dumps(plain, ensure_ascii=False), typed]
            self.is_stale = True


def _plain(value: Any, place: Place, typed: list[tuple[Place, str]]) -> Any:  # noqa: ANN401 (whatever YAML says)
    """
    Give a value as JSON holds it, and note where a number or a day was.
    """
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise _NotPlainError
        return {key: _plain(part, [*place, key], typed) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part, [*place, at], typed) for at, part in enumerate(value)]
    if isinstance(value, Decimal | date):
        typed.append((place, "decimal" if isinstance(value, Decimal) else "day"))
        return str(value)
    return value


@contextmanager
def remembering(file: Path | None = None) -> Iterator[None]:
    """
    Load YAML files from memory as far as they are in it, and remember the others.
    """
    place = file or _usual_place()
    memory = Memory(_read(place))
    with strict_yaml.recalling(memory):
        yield
    if memory.is_stale:
        # Where nothing can be kept the next start parses again.
        with suppress(OSError):
            _write(place, memory.kept)


def _usual_place() -> Path:
    folder = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(folder) if folder.startswith("/") else Path("~/.cache").expanduser()) / NAME


def _code() -> str:
    """
    Identify the code that turns YAML into values and values into what is kept.
    """
    return sha256(Path(strict_yaml.__file__).read_bytes() + Path(__file__).read_bytes()).hexdigest()


def _read(place: Path) -> dict[str, list[Any]]:
    """
    Read what was kept; nothing where it is missing, broken, not ours, or written by other code.
    """
    try:
        with place.open("rb") as stream:
            if not (_is_ours(os.fstat(stream.fileno())) and _is_ours(place.parent.stat())):
                return {}
            code, whole, content = stream.readline(), stream.readline(), stream.read()
        if code.decode().strip() != _code() or whole.decode().strip() != sha256(content).hexdigest():
            return {}
        known: dict[str, list[Any]] = json.loads(content)
    except (OSError, ValueError):
        return {}
    return known


def _is_ours(state: os.stat_result) -> bool:
    return state.st_uid == os.geteuid() and not state.st_mode & OTHERS_WRITE


def _write(place: Path, kept: dict[str, list[Any]]) -> None:
    """
    Write what is kept in one step: another process sees the old file or the new one, and never a part.
    """
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = json.dumps(kept, ensure_ascii=False).encode()
    handle, name = mkstemp(dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(f"{_code()}\n{sha256(content).hexdigest()}\n".encode() + content)
        Path(name).replace(place)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
