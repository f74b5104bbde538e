"""
Write the files that are kept outside the database, line by line: what is written is on disk, and no line gets lost.

Who adds and who rewrites holds the lock beside the file, and opens the file only then.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from compliance import outages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path


def lines_of(path: Path) -> list[str]:
    """
    Read the lines; none where there is no file.
    """
    return path.read_text(encoding="ascii").splitlines() if path.exists() else []


def add(path: Path, making: Callable[[], Sequence[str]]) -> None:
    """
    Add the lines that `making` gives under the lock, all or none, and return when they are on disk.

    Raises:
        Outage: there is no room for them.
    """
    with told_as_outage(), _locked(path), path.open("ab", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        words = "".join(f"{line}\n" for line in making()).encode("ascii")
        try:
            # Unbuffered, a write may be cut short without an error; then the next one has it.
            while words:
                words = words[file.write(words) :]
            os.fsync(file.fileno())
        except OSError:
            # Half a line would spoil the one that comes after it.
            os.ftruncate(file.fileno(), size)
            raise


def rewrite(path: Path, changing: Callable[[list[str]], Sequence[str]]) -> None:
    """
    Put other lines in the place of all: the old ones stand until the new ones are on disk.

    Raises:
        Outage: there is no room for them.
    """
    with told_as_outage(), _locked(path):
        made = path.with_name(f"{path.name}.new")
        with made.open("w", encoding="ascii") as file:
            file.writelines(f"{line}\n" for line in changing(lines_of(path)))
            file.flush()
            os.fsync(file.fileno())
        made.replace(path)


@contextmanager
def told_as_outage() -> Iterator[None]:
    """
    Say of a file system without room that it has none.
    """
    try:
        yield
    except OSError as error:
        raise outages.told(error) from error


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.with_name(f"{path.name}.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
