"""
Be the command `compliance`: one file a command in compliance/commands/, of the command's own name.

The file is imported by name, and only the one that was asked for: `compliance check` needs no database, and loading
SQLAlchemy, FastAPI or the queue would more than double its start.
"""

from __future__ import annotations

import logging
import sys
from importlib import import_module

import typer

from ingest import prepare
from ingest.garbage import uncollected

COMMANDS = {
    "check": "Check agreements for unfair clauses; needs no database.",
    "terms": "Read the terms of investment papers, several side by side; needs no database.",
    "rules": "List, show and test the rules.",
    "serve": "Serve screens and API, with worker and scheduler where the database is embedded.",
    "worker": "Run a worker that screens what was handed in.",
    "schedule": "Run the scheduler; a second one stands by.",
    "migrate": "Bring the database's schema up to date.",
    "demo": "Make demonstration accounts and print their one-use links.",
    "programme": "Take in a table of a support programme's projects.",
    "audit": "Draw up audit plans, run and follow them, and write their reports.",
    "key": "Make an account and print its API key.",
    "journal": "Verify that no line of the journal was altered or taken away.",
    "backup": "Write everything into a folder while the office works.",
    "restore": "Put a back-up in the place of what is there, and prove that it works.",
    "retention": "Hold documents, let them go, and certify what was destroyed.",
    "keys": "Replace the key that wraps the keys of all documents.",
    "sanity": "Look through everything that is stored, and say what does not hold.",
    "backfill": "Keep readings and template clauses of agreements that were stored before these were kept.",
    "alive": "Tell whether the office works; for health checks.",
}
READING = frozenset({"check", "terms"})
"""Commands that read a file as soon as they have started."""
WRONG_USAGE = 2


def main() -> None:
    """
    Run the command named first.
    """
    name, arguments = (sys.argv[1] if len(sys.argv) > 1 else "--help"), sys.argv[2:]
    if name == "--version":
        sys.stdout.write(import_module("importlib.metadata").version("fair-collaboration-compliance") + "\n")
    elif name in {"--help", "-h"}:
        sys.stdout.write(_overview())
    elif name in COMMANDS:
        run(name, arguments)
    else:
        sys.stderr.write(f"compliance: no command {name!r}\n\n{_overview()}")
        raise SystemExit(WRONG_USAGE)


def run(name: str, arguments: list[str]) -> None:
    """
    Run one command with its own arguments.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    if name in READING:
        # The reader's process loads its libraries while this one loads the rules.
        prepare()
    with uncollected(stays=True):
        command = getattr(import_module(f"compliance.commands.{name}"), name)
    if isinstance(command, typer.Typer):
        app = command
    else:
        app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        app.command(name)(command)
    app(args=arguments, prog_name=f"compliance {name}")


def _overview() -> str:
    lines = [f"  {name:<9} {words}" for name, words in COMMANDS.items()]
    return "\n".join(["Usage: compliance COMMAND [--help]", "", *lines, ""])
