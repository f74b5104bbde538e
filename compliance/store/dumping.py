"""
Write the whole database into a file, and put it back, with PostgreSQL's own programs of the embedded distribution.

They serve the embedded server and any other of the same or an older release. A dump is logical: it holds rows, not
files of a server, so that it can be put into another release and from an embedded server into an external one.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy import make_url

from compliance.errors import Unavailable
from compliance.store.cluster import programs
from compliance.store.database import plain_url
from compliance.store.keeper import KEEPER_ROLE

if TYPE_CHECKING:
    from collections.abc import Sequence

EMPTYING = Path(__file__).resolve().parent / "migrations" / "sql" / "emptying.sql"
WORDS_SHOWN = 400
"""Characters of what a program said that an error repeats; the programs name tables, never rows."""


def dump(owner_url: str, snapshot: str, path: Path) -> None:
    """
    Write everything, as the transaction that exported `snapshot` sees it, as a role that sees every row.

    Raises:
        Unavailable: pg_dump failed; the message says why.
    """
    address, known = _address(owner_url)
    options = ("--format=custom", "--compress=gzip:1", "--no-owner", "--enable-row-security", f"--role={KEEPER_ROLE}")
    _run(("pg_dump", *options, f"--snapshot={snapshot}", f"--file={path}", f"--dbname={address}"), known)


def put_back(owner_url: str, path: Path) -> None:
    """
    Replace everything by what a dump holds, in one transaction: it is all there, or nothing was touched.

    Raises:
        Unavailable: the dump does not hold or the database refused it; the message says why.
    """
    _prepare_roles(owner_url)
    address, known = _address(owner_url)
    with tempfile.TemporaryFile() as words:
        reading = subprocess.Popen(  # noqa: S603 - our own program, our own arguments
            [programs() / "pg_restore", "--no-owner", "--exit-on-error", "--file=-", path],
            stdout=subprocess.PIPE,
            stderr=words,
        )
        try:
            arguments = ("--single-transaction", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1")
            files = (f"--file={EMPTYING}", "--file=-")
            _run(("psql", *arguments, *files, f"--dbname={address}"), known, stdin=reading)
        finally:
            if reading.stdout:
                reading.stdout.close()
            reading.wait()


def revision_of(owner_url: str) -> str | None:
    """
    Return the revision of the schema that is there, None for a database without one.
    """
    with psycopg.connect(plain_url(owner_url)) as connection:
        there = connection.execute("SELECT to_regclass('public.alembic_version')").fetchone()
        if there is None or there[0] is None:
            return None
        row = connection.execute("SELECT version_num FROM public.alembic_version").fetchone()
    return str(row[0]) if row else None


def _prepare_roles(owner_url: str) -> None:
    """
    Make the roles that a dump grants rights to: they belong to the server, and no dump holds them.
    """
    statement = "\n".join(
        f"DO $$ BEGIN CREATE ROLE {name} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
        f" GRANT {name} TO CURRENT_USER;"
        for name in ("compliance_app", "compliance_verifier", KEEPER_ROLE)
    )
    with psycopg.connect(plain_url(owner_url), autocommit=True) as connection:
        connection.execute(statement.encode())


def _address(url: str) -> tuple[str, dict[str, str]]:
    """
    Give the address without its password, and the environment that holds it: others on the host see arguments.
    """
    whole = make_url(plain_url(url))
    known = {"PGPASSWORD": whole.password} if whole.password else {}
    bare = whole.set(password=None) if whole.password else whole
    return bare.render_as_string(hide_password=False), {
        **os.environ,
        **known,
        "PGOPTIONS": "-c lock_timeout=30s -c client_min_messages=warning",
    }


def _run(command: Sequence[str], known: dict[str, str], stdin: subprocess.Popen[bytes] | None = None) -> None:
    done = subprocess.run(  # noqa: S603 - our own programs, our own arguments
        [programs() / command[0], *command[1:]],
        env=known,
        stdin=stdin.stdout if stdin else subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0 or (stdin and stdin.wait() != 0):
        said = done.stderr.decode(errors="replace").strip()[-WORDS_SHOWN:]
        raise Unavailable(f"{command[0]} 실행에 실패하였습니다: {said}", f"{command[0]} failed: {said}", "dump")
