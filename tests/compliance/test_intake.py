"""
Hold intake to its promises: the bytes stay as they are, nothing is stored twice, nothing acknowledged is lost.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from compliance.errors import Forbidden, Rejected, TooMuch
from compliance.office import Office
from compliance.views import CatalogView, Origin, SubmissionState, Upload
from ingest.document import Declaration
from tests.compliance.conftest import Desk, owner
from tests.compliance.fakes import INSTRUMENTS, SECRET, agreement

if TYPE_CHECKING:
    from compliance.settings import Settings
    from tests.compliance.conftest import Cast

EVERY_BYTE = bytes(range(256)) * 40


def test_the_bytes_come_back_unaltered(office: Office, cast: Cast) -> None:
    """
    What was handed in is handed out byte for byte, whatever it holds.
    """
    view = office.submit(cast.startup, Upload("a.bin", EVERY_BYTE, "x/y"), Declaration())
    assert office.original(cast.startup, view.id) == Upload("a.bin", EVERY_BYTE, "x/y")
    assert (view.state, view.size) == (SubmissionState.RECEIVED, len(EVERY_BYTE))


def test_a_submission_and_its_job_are_one_transaction(office: Office, cast: Cast, desk: Desk) -> None:
    """
    An acknowledged submission always has its job in the queue.
    """
    view = desk.hand_in(cast.startup)
    assert office.health().queue == 1
    assert desk.screening_of(view.id)[0] == str(cast.startup.tenant_id)


def test_the_same_file_again_is_the_same_submission(office: Office, cast: Cast, desk: Desk) -> None:
    """
    A repetition is recognised: one document, one job.
    """
    first, second = desk.hand_in(cast.startup), desk.hand_in(cast.startup)
    assert (first.id, first.repeated, second.repeated) == (second.id, False, True)
    assert office.health().queue == 1


def test_the_same_file_many_times_at_once_is_one_document(office: Office, cast: Cast, desk: Desk) -> None:
    """
    However many copies arrive at the same moment there is one submission, and one answer says that it is new.
    """
    with ThreadPoolExecutor(8) as crowd:
        views = list(crowd.map(lambda _: desk.hand_in(cast.startup), range(40)))
    assert len({view.id for view in views}) == 1
    assert [view.repeated for view in views].count(False) == 1
    assert office.health().queue == 1


def test_another_declaration_makes_another_submission(office: Office, cast: Cast, desk: Desk) -> None:
    """
    The same bytes under another declaration are checked anew.
    """
    first = desk.hand_in(cast.startup)
    told = Declaration(agreement_type="nda")
    second = office.submit(cast.startup, Upload("계약서.txt", agreement().encode(), "text/plain"), told)
    assert first.id != second.id


def test_other_rules_check_the_same_file_anew(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Under another catalog the same file is another submission; the earlier result stays as it was.
    """
    before = desk.screened(cast.startup)
    changed = replace(office.instruments, catalog=lambda: CatalogView("changed", ()))
    after = Desk(replace(office, instruments=changed)).hand_in(cast.startup)
    assert after.id != before.id
    assert office.submission(cast.startup, before.id) == before


def test_nobody_learns_that_another_has_the_same_file(cast: Cast, desk: Desk, office: Office) -> None:
    """
    Another tenant's identical file is no repetition, and its stored hash differs.
    """
    mine, theirs = desk.hand_in(cast.startup), desk.hand_in(cast.rival)
    assert mine.id != theirs.id
    assert not theirs.repeated
    with owner(office) as connection:
        hashes = connection.execute("SELECT DISTINCT repetition FROM submissions").fetchall()
    assert len(hashes) == 2


def test_an_idempotency_key_makes_one_submission(cast: Cast, desk: Desk) -> None:
    """
    The same request under the same key is answered with the same submission.
    """
    first = desk.hand_in(cast.startup, idempotency_key="k")
    assert desk.hand_in(cast.startup, idempotency_key="k").id == first.id


def test_an_idempotency_key_is_not_reused_for_something_else(cast: Cast, desk: Desk) -> None:
    """
    The same key with another file is refused.
    """
    desk.hand_in(cast.startup, idempotency_key="k")
    with pytest.raises(Rejected, match="idempotency"):
        desk.hand_in(cast.startup, "other", idempotency_key="k")


@pytest.mark.parametrize(("content", "code"), [(b"", "101"), (b"x" * (20 * 1024 * 1024 + 1), "104")])
def test_empty_and_oversized_files_are_refused(office: Office, cast: Cast, content: bytes, code: str) -> None:
    """
    The limits are refusals with the reader's own codes.
    """
    with pytest.raises(Rejected) as refusal:
        office.submit(cast.startup, Upload("a.txt", content, "text/plain"), Declaration())
    assert refusal.value.code == code


def test_only_submitters_submit(cast: Cast, desk: Desk) -> None:
    """
    An administrator hands nothing in, and a startup cannot claim an order of the authority.
    """
    with pytest.raises(Forbidden):
        desk.hand_in(cast.administrator)
    with pytest.raises(Forbidden):
        desk.hand_in(cast.startup, origin=Origin.ORDERED)


def test_no_word_of_an_agreement_stands_in_the_database(office: Office, cast: Cast, desk: Desk) -> None:
    """
    A dump of every table holds neither the text, a quote, the file's name nor a note of the agreement.
    """
    desk.screened(cast.startup)
    with owner(office) as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname IN ('public', 'queue')").fetchall()
        dump = "".join(
            str(connection.execute(f"SELECT t::text FROM {name} t").fetchall())  # noqa: S608 - names from the catalogue
            for (name,) in [("queue." + n if n.startswith("procrastinate") else n,) for (n,) in names]
        )
    assert "TST-01" in dump
    for word in (SECRET, "계약서", SECRET.encode().hex(), "계약서".encode().hex()):
        assert word not in dump


def test_an_organisation_hands_in_so_much_a_day(settings: Settings, cast: Cast) -> None:
    """
    Beyond the day's documents or bytes nothing is taken in until tomorrow.

    Repeats, other organisations and other days do not count, and what was destroyed does.
    """
    office = Office.open(settings.model_copy(update={"documents_per_day": 2, "megabytes_per_day": 1}), INSTRUMENTS)
    desk = Desk(office)
    first = desk.hand_in(cast.startup, "제1조 하나")
    assert desk.hand_in(cast.startup, "제1조 하나").repeated
    office.destroy(cast.startup, first.id)
    with pytest.raises(TooMuch):
        desk.hand_in(cast.startup, "가" * 400_000)
    desk.hand_in(cast.startup, "제1조 둘")
    with pytest.raises(TooMuch) as told:
        desk.hand_in(cast.startup, "제1조 셋")
    assert 0 < told.value.seconds <= 24 * 3600 + 1
    desk.hand_in(cast.rival, "제1조 셋")
    with owner(office) as connection:
        connection.execute("UPDATE day_counts SET day = day - 1")
    desk.hand_in(cast.startup, "제1조 셋")
    office.close()
