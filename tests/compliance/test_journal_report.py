"""
Hold the monthly report to telling every look, and the journal in a file to being verified without a database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from compliance import journal, journal_file, journal_report, schedule, seoul
from compliance.errors import Unavailable
from compliance.exports.writing import Format, write
from compliance.store.keeper import keeper
from compliance.store.signing import PublicKey
from compliance.store.verifying import verifier
from compliance.views import FindingFilter, Origin
from compliance.whereabouts import Whereabouts, present
from tests.compliance.conftest import owner

if TYPE_CHECKING:
    from pathlib import Path

    from compliance.office import Office
    from tests.compliance.conftest import Cast, Desk


def test_every_look_of_the_month_is_told(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Each person's looks are counted, with whose data it was, from where and for what; other months tell nothing.
    """
    mine = desk.screened(cast.startup, origin=Origin.REGISTERED)
    token = present.set(Whereabouts("203.0.113.7", "case 2026-13"))
    for _ in range(60):
        office.document_text(cast.auditor, mine.id)
    office.original(cast.auditor, mine.id)
    present.reset(token)
    office.findings(cast.startup, FindingFilter())
    today = seoul.today()
    with keeper(office.site.owner_url) as session:
        report = journal_report.draw_up(session, today)
        earlier = journal_report.draw_up(session, today.replace(year=today.year - 1))
    first, second = report.lookers
    assert (first.name, first.organisation, first.total) == ("김점검", "기관", 61)
    assert (first.addresses, first.purposes) == ({"203.0.113.7"}, {"case 2026-13"})
    assert first.data_of == {str(cast.startup.tenant_id)}
    assert first.busy_days == [today]
    assert (second.name, second.total, second.addresses, second.purposes) == ("이시작", 1, {"host"}, {"own documents"})
    assert (report.views, earlier.views) == (62, 0)
    assert "61" in "\n".join(journal_report.lines_of(report))
    assert write(journal_report.paper_of(report, today), Format.PDF).startswith(b"%PDF")


def test_the_journal_is_verified_in_a_file(office: Office, cast: Cast, desk: Desk, tmp_path: Path) -> None:
    """
    A file of the journal is sound by the checkpoints; a changed or shortened one is not.
    """
    desk.screened(cast.startup)
    schedule.note_journal_end(office)
    noted = journal.read_checkpoints(office.settings.data_dir / schedule.CHECKPOINTS, office.keys)
    public = PublicKey.of(office.keys.public_key())
    assert journal.read_checkpoints(office.settings.data_dir / schedule.CHECKPOINTS, public) == noted
    path = tmp_path / "journal.jsonl"
    with verifier(office.site.owner_url) as session:
        assert journal_file.export(session, path) == 3
    assert journal.verify_lines(journal_file.lines_of(path), noted).sound
    words = path.read_text(encoding="utf-8")
    path.write_text(words.replace('"host"', '"home"', 1), encoding="utf-8")
    assert journal.verify_lines(journal_file.lines_of(path), noted).bad_line == 1
    path.write_text("".join(words.splitlines(keepends=True)[:2]), encoding="utf-8")
    assert not journal.verify_lines(journal_file.lines_of(path), noted).sound
    path.write_text("no journal\n", encoding="utf-8")
    with pytest.raises(Unavailable):
        list(journal_file.lines_of(path))


def test_every_line_says_whence_whose_and_for_what(office: Office, cast: Cast, desk: Desk) -> None:
    """
    No act leaves any of the three open, and what a caller says of a purpose stays one short line.
    """
    token = present.set(Whereabouts("203.0.113.7", "x\n\x1f" * 500))
    mine = desk.screened(cast.startup)
    office.original(cast.startup, mine.id)
    present.reset(token)
    with owner(office) as connection:
        told = connection.execute("SELECT came_from, data_of, purpose FROM journal").fetchall()
    assert {(came_from, data_of) for came_from, data_of, _ in told} == {("203.0.113.7", str(cast.startup.tenant_id))}
    assert {purpose for *_, purpose in told} == {"x" * 100}
