"""
Tell which rules could judge otherwise than before: because their words changed, or because a day of the law has come.

A rule's fingerprint covers its file, its legal bases, the lexicon entries and the numbers it names; what every rule
rests on (the data of tables and terms, the classifier, entries and numbers that these or code name, and the code itself) is part of
every fingerprint. So a change that is not understood in detail makes too many rules affected, never too few.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import re2

from rules.classifier.likeness import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from rules.catalog import Catalog, Compiled
    from rules.lexicon import Entry

FOLDER = Path(__file__).parent
SHARED = ("portfolio", "terms")
"""Folders of data that any rule may rest on."""
_WORD = re2.compile(r"[A-Za-z0-9_]+")
_QUOTED = re2.compile(r'"[a-z0-9_]+"')
"""How code names a number."""


def of_rules(book: Catalog) -> dict[str, str]:
    """
    Give the fingerprint of every rule of a catalog, with the types of agreement that it reads behind a blank.
    """
    written, data = code(), _data()
    named_in_code = [entry for name, entry in sorted(book.lexicon.items()) if f'"{name}"' in written]
    base = sha256(b"".join((written.encode(), data.encode(), *(one.read_bytes() for one in SHIPPED))))
    for part in (*_parts(named_in_code), *_numbers(book, data + "".join(_QUOTED.findall(written)))):
        base.update(part)
    return {
        one.rule.id: f"{_of_rule(one, book, base.digest())} {','.join(sorted(one.rule.applies_to))}"
        for one in book.rules
    }


def affected(
    book: Catalog, now: Mapping[str, str], then: Mapping[str, str], since: date, today: date
) -> dict[str, frozenset[str]]:
    """
    Name the rules of a catalog with the fingerprints `now` that may judge otherwise than one with `then` did on `since`.

    Each with the types of agreement that it reads or read. A rule that is gone is named as well: what it flagged is no
    longer flagged.
    """
    steps = (step.since for parameter in book.parameters.values() for step in parameter.steps)
    every = any(since < day <= today for day in steps)
    dated = {one.rule.id for one in book.rules if any(since < day <= today for day in _days(one))}
    return {
        name: _types(now.get(name)) | _types(then.get(name))
        for name in sorted(now.keys() | then.keys())
        if every or name in dated or now.get(name) != then.get(name)
    }


def _types(fingerprint: str | None) -> frozenset[str]:
    return frozenset(fingerprint.partition(" ")[2].split(",")) if fingerprint else frozenset()


def _days(one: Compiled) -> Iterator[date]:
    """
    Give the days on which a legal basis of a rule begins or ends to hold.
    """
    for basis in one.bases:
        yield basis.in_force
        if basis.until:
            yield basis.until


def _of_rule(one: Compiled, book: Catalog, base: bytes) -> str:
    total, written = sha256(base), one.rule.model_dump_json()
    total.update(written.encode())
    for basis in one.bases:
        total.update(repr(basis).encode())
    for part in (*_parts(book.lexicon[name] for name in sorted(one.entries)), *_numbers(book, written)):
        total.update(part)
    return total.hexdigest()


def _numbers(book: Catalog, written: str) -> Iterator[bytes]:
    """
    Give the dated numbers that a text names.
    """
    named = set(_WORD.findall(written))
    for name, parameter in sorted(book.parameters.items()):
        if name in named:
            yield repr(parameter).encode()


def _parts(entries: Iterable[Entry]) -> Iterator[bytes]:
    for entry in entries:
        yield repr((entry.name, entry.patterns, entry.but_not, entry.by_reference)).encode()


def _data() -> str:
    return "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted(path for name in SHARED for path in (FOLDER / name).rglob("*.yaml"))
    )


@lru_cache(maxsize=1)
def code() -> str:
    """
    Give the source text of this package: every rule rests on it.
    """
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.rglob("*.py")))
