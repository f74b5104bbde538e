"""
Hold the journal to its promises: nothing is shown without a line, and no line is ever changed unseen.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, LiteralString

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from compliance import accounts, journal, schedule
from compliance.access import Actor
from compliance.store.envelope import KeyRing
from compliance.store.verifying import verifier
from compliance.views import FindingFilter, Origin
from tests.compliance.conftest import owner

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from compliance.access import Person
    from compliance.journal import Verdict
    from compliance.office import Office
    from tests.compliance.conftest import Cast, Desk


def lines(office: Office) -> list[tuple[str, str]]:
    """
    List acts and actors of all lines, oldest first.
    """
    with owner(office) as connection:
        return list(connection.execute("SELECT act, actor FROM journal ORDER BY seq").fetchall())


def tamper(office: Office, statement: LiteralString) -> None:
    """
    Change the journal as somebody with all rights over the database could: with its triggers switched off.
    """
    with owner(office) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(statement)


def verdict(office: Office) -> Verdict:
    """
    Verify the journal against the checkpoints.
    """
    checkpoints = journal.read_checkpoints(office.settings.data_dir / schedule.CHECKPOINTS, office.keys)
    with verifier(office.site.owner_url) as session:
        return journal.verify(session, checkpoints)


@pytest.fixture
def written(office: Office, cast: Cast, desk: Desk) -> Office:
    """
    Give an office with some lines in its journal, of a registered document, and no checkpoints of other tests.
    """
    (office.settings.data_dir / schedule.CHECKPOINTS).unlink(missing_ok=True)
    view = desk.screened(cast.startup, origin=Origin.REGISTERED)
    for _ in range(3):
        office.original(cast.startup, view.id)
    return office


def test_every_act_leaves_a_line(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Handing in, reading for the check, its end and each look stand in the journal in order.
    """
    view = desk.screened(cast.startup)
    office.screening(cast.startup, view.id)
    office.document_text(cast.startup, view.id)
    office.original(cast.startup, view.id)
    shown = office.findings(cast.startup, FindingFilter()).items
    office.finding(cast.startup, shown[0].id)
    office.history(cast.startup, shown[0].id)
    acts = [act for act, _ in lines(office)]
    assert acts == [
        "submitted",
        "read_for_screening",
        "screened",
        "viewed_report",
        "viewed_text",
        "viewed_original",
        "viewed_findings",
        "viewed_findings",
        "viewed_history",
    ]


@pytest.mark.parametrize(
    "look",
    [
        lambda office, person, id_: office.original(person, id_),
        lambda office, person, id_: office.screening(person, id_),
        lambda office, person, id_: office.document_text(person, id_),
        lambda office, person, _: office.findings(person, FindingFilter()),
    ],
)
def test_no_line_no_bytes(
    office: Office, cast: Cast, desk: Desk, look: Callable[[Office, Person, UUID], object]
) -> None:
    """
    Where the journal cannot be written nothing of the agreement is shown.
    """
    view = desk.screened(cast.startup)
    with owner(office) as connection:
        connection.execute("REVOKE INSERT ON journal FROM compliance_app")
    with pytest.raises(ProgrammingError, match="permission denied"):
        look(office, cast.startup, view.id)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET actor = 'x'", "DELETE FROM {}", "TRUNCATE {}"],
)
@pytest.mark.parametrize("table", ["journal", "finding_events"])
def test_not_even_the_owner_changes_a_line(written: Office, statement: LiteralString, table: str) -> None:
    """
    Lines are only ever added, whoever asks.
    """
    with (
        owner(written) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"),
    ):
        connection.execute(sql.SQL(statement).format(sql.Identifier(table)))


def test_an_untouched_journal_is_sound(written: Office) -> None:
    """
    Verifying an honest journal finds nothing, checkpoints included.
    """
    schedule.note_journal_end(written)
    found = verdict(written)
    assert (found.sound, found.lines) == (True, 6)


ALTERATIONS: dict[str, tuple[LiteralString, int]] = {
    "another actor": ("UPDATE journal SET actor = 'auditor' WHERE seq = 3", 3),
    "another time": ("UPDATE journal SET at = at + interval '1 second' WHERE seq = 2", 2),
    "another subject": ("UPDATE journal SET subject = 'x' WHERE seq = 5", 5),
    "another person": ("UPDATE journal SET person_id = NULL WHERE seq = 1", 1),
    "another address": ("UPDATE journal SET came_from = 'x' WHERE seq = 3", 3),
    "another's data": ("UPDATE journal SET data_of = 'x' WHERE seq = 3", 3),
    "another purpose": ("UPDATE journal SET purpose = 'x' WHERE seq = 3", 3),
    "another class": ("UPDATE journal SET retention_class = 'x' WHERE seq = 3", 3),
    "made to look old": ("UPDATE journal SET came_from = NULL, data_of = NULL, purpose = NULL WHERE seq = 2", 2),
    "a line taken out": ("DELETE FROM journal WHERE seq = 4", 5),
    "the first line taken out": ("DELETE FROM journal WHERE seq = 1", 2),
    "the tail cut off": ("DELETE FROM journal WHERE seq > 4", 6),
    "everything gone": ("DELETE FROM journal", 6),
    "two lines exchanged": (
        "UPDATE journal SET act = (ARRAY['screened','submitted'])[(seq + 1) / 2] WHERE seq IN (1, 3)",
        1,
    ),
}


@pytest.mark.parametrize(("statement", "bad_line"), ALTERATIONS.values(), ids=ALTERATIONS.keys())
def test_every_alteration_is_found_and_named(written: Office, statement: LiteralString, bad_line: int) -> None:
    """
    Whatever is changed, taken out or cut off behind the office's back is found at its line.
    """
    schedule.note_journal_end(written)
    tamper(written, statement)
    assert verdict(written).bad_line == bad_line


def test_a_chain_made_anew_differs_from_its_checkpoint(written: Office) -> None:
    """
    Somebody who alters a line and computes all later hashes again is found by the checkpoint outside the database.
    """
    schedule.note_journal_end(written)
    tamper(written, "UPDATE journal SET actor = 'auditor' WHERE seq = 6")
    tamper(
        written,
        "UPDATE journal AS j SET hash = sha256(j.previous || convert_to(concat_ws(chr(31), j.seq,"
        " to_char(j.at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US'), j.tenant_id, coalesce(j.person_id::text, '-'),"
        " j.actor, j.act, j.subject, j.detail, j.came_from, j.data_of, j.purpose, j.retention_class), 'UTF8'))"
        " WHERE seq = 6",
    )
    assert verdict(written).why == "the line differs from its checkpoint outside the database"


def test_a_forged_checkpoint_is_found(written: Office) -> None:
    """
    A checkpoint that the installation's key did not vouch for is worth nothing.
    """
    path = written.settings.data_dir / schedule.CHECKPOINTS
    for signature in ("0" * 64, "0" * 128, KeyRing(bytes(32)).sign(f"6 {'0' * 64}")):
        path.write_text(f"6 {'0' * 64} {signature}\n", encoding="ascii")
        assert not verdict(written).sound


def test_the_host_making_an_account_leaves_a_line(office: Office) -> None:
    """
    Keys do not come into the world unseen.
    """
    accounts.make_key(office, "기관", "김점검", Actor.AUDITOR)
    assert lines(office) == [("account_made", "administrator")]


def test_only_the_door_opens_what_is_sealed(root: Path) -> None:
    """
    No other module calls what opens an envelope but what proves that it opens, and hands out yes or no.

    Receivers' own addresses and secrets are no part of a document.
    """
    opening: dict[str, set[str]] = {}
    for path in sorted({*(root / "compliance").rglob("*.py")} - {*(root / "compliance" / "notifications").iterdir()}):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {"open_json", "open_packed", "envelope"}:
                opening.setdefault(path.name, set()).add(node.attr)
    proving = opening.pop("proving.py")
    assert (opening, proving) == ({"door.py": {"open_json", "open_packed", "envelope"}}, {"open_json", "envelope"})


def test_lines_hold_no_word_of_the_agreement(office: Office, cast: Cast, desk: Desk) -> None:
    """
    The journal names ids, never what the document says or is called.
    """
    desk.screened(cast.startup)
    with owner(office) as connection:
        everything: list[tuple[Any, ...]] = connection.execute("SELECT t::text FROM journal t").fetchall()
    assert "계약서" not in str(everything)


def test_the_office_cannot_read_the_journal(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Neither startups nor auditors nor the system see lines; the privacy officer's view comes later.
    """
    desk.screened(cast.startup)
    for person in (cast.startup, cast.auditor):
        with office.database.transaction(person) as session:
            assert session.execute(text("SELECT count(*) FROM journal")).scalar_one() == 0
