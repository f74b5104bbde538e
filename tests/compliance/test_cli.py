"""
Hold the command line: plain help, and a check that loads no database.
"""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from compliance.access import Actor
from compliance.cli import COMMANDS
from tests.compliance.processes import environment

if TYPE_CHECKING:
    from pathlib import Path

    from compliance.office import Office

HEAVY = ("sqlalchemy", "fastapi", "great_expectations", "procrastinate", "alembic", "psycopg")


def compliance(root: Path, *arguments: str, **settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """
    Run the command and take what it says.
    """
    command = [sys.executable, "-m", "compliance", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, **settings)  # type: ignore[call-overload, no-any-return]


def test_help_lists_every_command(root: Path) -> None:
    """
    Asked for help, or for nothing, it lists its commands.
    """
    for arguments in ((), ("--help",)):
        said = compliance(root, *arguments)
        assert said.returncode == 0
        assert all(f"  {name} " in said.stdout for name in COMMANDS)


def test_an_unknown_command_is_wrong_usage(root: Path) -> None:
    """
    A word that is no command ends with 2.
    """
    assert compliance(root, "chekc").returncode == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_file(name: str) -> None:
    """
    Each command listed is found by its name.
    """
    assert callable(getattr(import_module(f"compliance.commands.{name}"), name))


def test_checking_loads_no_database_and_no_server(root: Path) -> None:
    """
    `compliance check` starts without SQLAlchemy, FastAPI, the queue or Great Expectations.
    """
    program = f"import sys, compliance.commands.check; print([name for name in {HEAVY} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_serving_loads_no_writer_of_papers(root: Path) -> None:
    """
    What sets PDF and writes workbooks is loaded with the first paper, not with the service.
    """
    names = ("typst", "pylopdf_fonts_ko", "pylopdf_fonts_jp", "xlsxwriter", "compliance.exports.hwpx")
    program = f"import sys, api.app; print([name for name in {names} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_a_key_made_on_the_command_line_opens_the_door(office: Office, root: Path) -> None:
    """
    `compliance key` prints a key that works.
    """
    said = compliance(root, "key", "기관", "김점검", "auditor", env=environment(office.settings))
    person = office.enter(said.stdout.strip())
    assert person
    assert (person.name, person.actor) == ("김점검", Actor.AUDITOR)


def test_the_journal_is_verified_on_the_command_line(office: Office, root: Path) -> None:
    """
    `compliance journal` says that all is well.
    """
    assert compliance(root, "journal", env=environment(office.settings)).returncode == 0


def test_alive_tells_what_is_missing(office: Office, root: Path) -> None:
    """
    Health checks learn that the database works and that no worker was seen.
    """
    known = environment(office.settings)
    assert compliance(root, "alive", env=known).returncode == 0
    assert compliance(root, "alive", "worker", env=known).returncode == 1
