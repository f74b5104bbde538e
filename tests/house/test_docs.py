"""
Keep the documents true: what they name exists, and what exists is named.
"""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from compliance.settings import Settings
from tests.house.generated import EXAMPLE, pages
from tests.house.source import ROOT

if TYPE_CHECKING:
    from pathlib import Path

READMES = ("README.md", "README.ko.md")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
FENCE = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
SECTIONS = ("## Context", "## Decision", "## Consequences", "## Alternatives")
KEPT_FOLDERS = {"compliance", "rules", "ingest", "api", "tests", "docs", "benchmarks"}
KEPT_FILES = {
    "pyproject.toml",
    "docker-compose.yml",
    "Makefile",
    "Dockerfile",
    "uv.lock",
    "README.md",
    "README.ko.md",
    "CHANGELOG.md",
    "LICENSE",
}


def read(name: str | Path) -> str:
    """
    Read a text file of the project.
    """
    return (ROOT / name).read_text(encoding="utf-8")


def targets() -> list[str]:
    """
    Name the Makefile's commands as `make help` lists them.
    """
    return re.findall(r"^([a-z]+):.*## ", read("Makefile"), re.MULTILINE)


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("target", targets())
def test_every_command_is_in_the_readme(readme: str, target: str) -> None:
    """
    Both READMEs name each command of the Makefile.
    """
    assert f"make {target}" in read(readme)


def test_help_lists_every_command() -> None:
    """
    `make` alone prints each command with what it does.
    """
    printed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [target for target in targets() if f"make {target} " not in printed] == []


def test_every_setting_is_explained() -> None:
    """
    No setting lacks the sentence that says what it means.
    """
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_generated_parts_are_of_today() -> None:
    """
    The settings page and the READMEs' example are what `make docs` writes today; run it if this fails.
    """
    assert [path for path, wanted in pages().items() if read(path) != wanted] == []


@pytest.mark.parametrize("document", [str(path.relative_to(ROOT)) for path in DOCUMENTS])
def test_links_lead_somewhere(document: str) -> None:
    """
    Every relative link of a document points to a file that is there.
    """
    folder = (ROOT / document).parent
    assert [link for link in LINK.findall(read(document)) if not (folder / link).exists()] == []


def test_both_readmes_show_the_same_commands() -> None:
    """
    The Korean README shows the same code blocks as the English one in the same order, the example apart.
    """
    english, korean = (FENCE.findall(EXAMPLE.sub("", read(readme))) for readme in READMES)
    assert korean == english


@pytest.mark.parametrize("record", sorted(path.name for path in ROOT.glob("docs/decisions/0*.md")))
def test_every_decision_record_is_whole(record: str) -> None:
    """
    A decision record has its four sections in order and is listed in the index.
    """
    text = read(f"docs/decisions/{record}")
    assert [line for line in text.splitlines() if line.startswith("## ")] == list(SECTIONS)
    assert f"({record})" in read("docs/decisions/README.md")


def test_the_changelog_has_a_place_for_today() -> None:
    """
    The changelog starts with what is not yet released.
    """
    assert re.findall(r"^## (.+)$", read("CHANGELOG.md"), re.MULTILINE)[0] == "[Unreleased]"


def test_the_top_level_stays_as_agreed() -> None:
    """
    Nothing new stands at the top level: each thing has one agreed place.
    """
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    top = {name.split("/")[0] for name in listed.split("\0") if name}
    assert {name for name in top if not name.startswith(".")} <= KEPT_FOLDERS | KEPT_FILES
