"""
Give every test the shared material, the project's root and a browser, or a plain reason why not.

On a developer's machine a test whose material is absent is skipped with that reason; where `CI` is set it fails,
so that nothing passes there by not having run.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings

from ingest.garbage import uncollected

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
LONGEST_STORIES = "test_barriers.py"
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")

# Shared machines stall: a deadline would fail by chance, and a random seed would fail for somebody else's change.
settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """
    Look for no garbage while tests are gathered, nor ever again among what was: all of it stays until the end.
    """
    with uncollected(stays=True):
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Keep the stories last: Playwright's loop runs on in their process, and nothing else can begin one there.

    The longest come first among them, so that processes which share the work file by file end together.
    """
    items.sort(key=lambda item: (_is_story(item), _is_story(item) and item.path.name != LONGEST_STORIES))


def _is_story(item: pytest.Item) -> bool:
    return item.path.parent == ROOT / "tests" / "story"


def absent(reason: str) -> NoReturn:
    """
    Skip the running test for this reason, or fail it where CI is set.
    """
    if os.environ.get("CI"):
        pytest.fail(f"{reason} (and CI is set, where nothing may be skipped)")
    pytest.skip(reason)


@pytest.fixture(scope="session", autouse=True)
def _nothing_remembered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """
    Let commands remember nothing of this machine's user, and leave nothing with him.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """
    Give the project's root folder.
    """
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """
    Give the folder of shared material (corpora, statutes) beside the project.
    """
    if not (SHARED / "corpus").is_dir():
        absent(f"the shared material is not at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """
    Give the path of an installed Chromium, for Playwright's `executable_path`.
    """
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if found is None:
        absent("no Chromium is installed; `make setup` names the package")
    return found
