"""
Keep copyleft out of what we ship: no package that serving needs is under GPL or AGPL (DECISIONS 16).
"""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution

from packaging.requirements import Requirement

from tests.house.source import ROOT

STRONG = re.compile(r"(?<![Ll])(?:\bA?GPL|GNU (?:Affero )?General Public)")


def shipped() -> set[str]:
    """
    Name every installed package that the project's own dependencies pull in, directly or not.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    seen: set[str] = set()
    waiting = [Requirement(line) for line in project["dependencies"]]
    while waiting:
        wanted = waiting.pop()
        if wanted.name in seen or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        try:
            needs = distribution(wanted.name).requires or []
        except PackageNotFoundError:
            continue
        seen.add(wanted.name)
        waiting += map(Requirement, needs)
    return seen


def licence(name: str) -> str:
    """
    Join what a package's metadata says about its licence.
    """
    metadata = distribution(name).metadata
    classifiers = [line for line in metadata.get_all("Classifier") or [] if line.startswith("License")]
    # Some packages put the whole licence text here; its first lines name it.
    texts = [str(line)[:200] for line in metadata.get_all("License") or []]
    return " ".join([*(metadata.get_all("License-Expression") or []), *texts, *classifiers])


def test_nothing_shipped_is_under_strong_copyleft() -> None:
    """
    No shipped package names GPL or AGPL as its licence, unless it offers another one beside it.
    """
    names = shipped()
    assert "fastapi" in names
    assert {name for name in names if STRONG.search(licence(name)) and " OR " not in licence(name)} == set()
