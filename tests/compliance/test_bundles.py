"""
Hold bundles to their promises: kept as they came, each file a document of its own, told together, once whatever dies.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

import pytest

from compliance import journal
from compliance.check import Bench, check_deal
from compliance.errors import NotFound
from compliance.gathering import Given
from compliance.office import Office
from compliance.real import REAL
from compliance.store.verifying import verifier
from compliance.views import FindingFilter, Origin, SubmissionState, Upload
from ingest.bundle import Entry
from ingest.document import Declaration
from rules import catalog
from tests.compliance.conftest import owner
from tests.compliance.deals import BARE_DEAL, FILES, deal_folder
from tests.compliance.fakes import BREAKS_THE_CHECK, LOCKED, SECRET, agreement
from tests.ingest import bundling
from tests.ingest.bundling import Packed, folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compliance.access import Person
    from compliance.settings import Settings
    from compliance.views import SubmissionView
    from tests.compliance.conftest import Cast

PAIR = folder(**{"거래/하나.txt": agreement("하나").encode(), "둘.txt": agreement("둘").encode()})
BESIDE = {"__MACOSX/._하나.txt": bundling.APPLE_DOUBLE, "도구.bin": b"\x7fELF" + bytes(64)}


def hand_in(office: Office, person: Person, content: bytes, origin: Origin | None = None) -> SubmissionView:
    """
    Hand in a bundle.
    """
    return office.submit(person, Upload("거래.zip", content, "application/zip"), Declaration(), origin=origin)


def jobs(office: Office) -> list[tuple[int, str, str]]:
    """
    List the jobs that wait, oldest first.
    """
    query = (
        "SELECT id, args->>'tenant', args->>'screening' FROM queue.procrastinate_jobs WHERE status = 'todo' ORDER BY id"
    )
    with owner(office) as connection:
        return [(number, tenant, screening) for number, tenant, screening in connection.execute(query)]


def work_off(office: Office, times: int = 1) -> int:
    """
    Do what workers do until nothing waits, each job as often as said; return how many jobs there were.
    """
    done = 0
    while waiting := jobs(office):
        for number, tenant, screening in waiting:
            for _ in range(times):
                office.bench().run(tenant, screening)
            with owner(office) as connection:
                connection.execute("DELETE FROM queue.procrastinate_jobs WHERE id = %s", (number,))
        done += len(waiting)
    return done


def files(view: SubmissionView) -> list[tuple[str, str, str | None]]:
    """
    Say of each file its name, how it fared in the bundle, and its document's state.
    """
    assert view.files is not None
    return [(file.name, file.fate, file.submission.state if file.submission else None) for file in view.files]


@pytest.fixture
def real(settings: Settings) -> Iterator[Office]:
    """
    Open the office with the real reader and checker.
    """
    office = Office.open(settings, REAL)
    yield office
    office.close()


def test_a_deal_is_screened_as_one(real: Office, cast: Cast) -> None:
    """
    Contract, annex and side letter become documents of their own; what one lacks and another is, is not missing.
    """
    content = deal_folder()
    view = hand_in(real, cast.startup, content)
    work_off(real)
    view = real.submission(cast.startup, view.id)
    assert real.original(cast.startup, view.id).content == content
    assert files(view) == [
        *((name, "taken", "screened") for name in FILES),
        ("__MACOSX/거래/._별지.txt", "set_aside", None),
    ]
    assert (view.state, view.screening and view.screening.status) == (SubmissionState.SCREENED, "needs_review")
    assert view.screening
    assert view.screening.codes == (204,)
    members = {file.name: file.submission for file in view.files or () if file.submission}
    contract = members["거래/공동개발계약서.txt"]
    assert real.original(cast.startup, contract.id).content == FILES["거래/공동개발계약서.txt"]
    told = real.screening(cast.startup, contract.id)["warnings"]
    assert ["별지 제2호" in warning["text"] for warning in told if warning["code"] == 204] == [True]
    deal = real.screening(cast.startup, view.id)
    names = {one["document"]["sha256"]: one["document"]["name"] for one in deal["documents"]}
    assert ("거래/부속합의서.txt", "supplements", "거래/공동개발계약서.txt") in {
        (names[link["of"]], link["kind"], names[link["to"]]) for link in deal["links"]
    }
    assert {finding["rule"] for finding in deal["findings"]} >= {"IP-01", "TERM-01"}
    assert {piece["document"] for finding in deal["findings"] for piece in finding["evidence"]} <= set(names)
    assert len(real.findings(cast.startup, FindingFilter(submission_id=view.id)).items) == len(deal["findings"])


def test_a_bundle_shows_its_files_as_soon_as_it_is_opened(office: Office, cast: Cast) -> None:
    """
    While its documents wait the bundle is still being checked, and names every file in it.
    """
    view = hand_in(office, cast.startup, folder(**{"하나.txt": agreement().encode(), **BESIDE}))
    assert view.files is None
    [(_, tenant, screening)] = jobs(office)
    office.bench().run(tenant, screening)
    opened = office.submission(cast.startup, view.id)
    assert opened.state is SubmissionState.RECEIVED
    assert files(opened) == [
        ("하나.txt", "taken", "received"),
        ("__MACOSX/._하나.txt", "set_aside", None),
        ("도구.bin", "refused", None),
    ]
    with pytest.raises(NotFound):
        office.screening(cast.startup, view.id)


def test_every_job_may_run_twice(office: Office, cast: Cast) -> None:
    """
    However often opening, screening and closing run, there is each document, finding and journal line once.
    """
    view = hand_in(office, cast.startup, PAIR)
    assert work_off(office, times=2) == 4
    assert [state for *_, state in files(office.submission(cast.startup, view.id))] == ["screened"] * 2
    with owner(office) as connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM {rows}").fetchone()  # noqa: S608 - our own words
            for rows in (
                "submissions",
                "originals",
                "findings",
                "finding_events",
                "journal WHERE act IN ('opened', 'closed')",
                "journal WHERE act = 'screened'",
            )
        ]
    assert counts == [(3,), (3,), (4,), (4,), (2,), (2,)]
    with verifier(office.settings.owner_database_url or "") as session:
        assert journal.verify(session).sound


def test_a_crash_while_opening_leaves_nothing_behind(office: Office, cast: Cast) -> None:
    """
    What dies before its transaction ends has opened nothing; the next run opens all.
    """
    view = hand_in(office, cast.startup, PAIR)
    [(_, tenant, screening)] = jobs(office)
    with owner(office) as connection:
        connection.execute("ALTER TABLE journal ADD CONSTRAINT dies CHECK (act <> 'opened') NOT VALID")
    with pytest.raises(Exception, match="dies"):
        office.bench().run(tenant, screening)
    assert office.submission(cast.startup, view.id).files is None
    assert len(jobs(office)) == 1
    with owner(office) as connection:
        connection.execute("ALTER TABLE journal DROP CONSTRAINT dies")
    work_off(office)
    assert len(office.submission(cast.startup, view.id).files or ()) == 2


def test_members_that_end_together_close_the_bundle(office: Office, cast: Cast) -> None:
    """
    Workers that end the last documents at the same moment leave no bundle waiting.
    """
    view = hand_in(office, cast.startup, folder(**{f"{n}.txt": agreement(str(n)).encode() for n in range(8)}))
    [(_, tenant, screening)] = jobs(office)
    office.bench().run(tenant, screening)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda job: office.bench().run(job[1], job[2]), jobs(office)[1:]))
    work_off(office)
    closed = office.submission(cast.startup, view.id)
    assert closed.state is SubmissionState.SCREENED
    assert closed.screening
    assert closed.screening.findings == {"high": 8, "low": 8}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (folder(), 101),
        (bundling.zipped(Packed(b"a.txt", flags=bundling.ENCRYPTED)), 106),
        (bundling.overlapping(), 108),
        (folder(**{"a.txt": LOCKED.encode(), "b.txt": LOCKED.encode()}), 106),
        (folder(**BESIDE), 102),
    ],
)
def test_a_bundle_without_a_readable_document_says_why(office: Office, cast: Cast, content: bytes, code: int) -> None:
    """
    Locked, hostile or empty: such a bundle is unreadable with its code, never screened.
    """
    view = hand_in(office, cast.startup, content)
    work_off(office)
    ended = office.submission(cast.startup, view.id)
    assert (ended.state, ended.problem and ended.problem.code) == (SubmissionState.UNREADABLE, code)


def test_what_was_not_read_keeps_a_bundle_from_being_called_analysed(office: Office, cast: Cast) -> None:
    """
    One document that could not be read, or a file left packed, makes the bundle one to be looked at.
    """
    for bad in ({"b.txt": LOCKED.encode()}, BESIDE):
        view = hand_in(office, cast.startup, folder(**{"a.txt": agreement().encode(), **bad}))
        work_off(office)
        summary = office.submission(cast.startup, view.id).screening
        assert summary
        assert (summary.status, len(summary.codes)) == ("needs_review", 1)
    clean = hand_in(office, cast.startup, PAIR)
    work_off(office)
    summary = office.submission(cast.startup, clean.id).screening
    assert summary
    assert (summary.status, summary.codes) == ("analysed", ())


def test_handing_in_again_mends_what_broke(office: Office, cast: Cast) -> None:
    """
    A document whose check broke is tried again when its bundle comes again, and the bundle is closed anew.
    """
    content = folder(**{"a.txt": agreement().encode(), "b.txt": agreement(BREAKS_THE_CHECK).encode()})
    view = hand_in(office, cast.startup, content)
    (opening, *_) = jobs(office)
    office.bench().run(opening[1], opening[2])
    _, first, second = jobs(office)
    office.bench().run(first[1], first[2])
    office.bench().fail(second[1], second[2])
    with owner(office) as connection:
        connection.execute("DELETE FROM queue.procrastinate_jobs WHERE id = ANY(%s)", ([first[0], second[0]],))
    work_off(office)
    partly = office.submission(cast.startup, view.id)
    assert [state for *_, state in files(partly)] == ["screened", "failed"]
    assert partly.screening
    assert partly.screening.codes == (900,)
    again = hand_in(office, cast.startup, content)
    assert (again.id, again.repeated, again.state) == (view.id, True, SubmissionState.RECEIVED)
    [(_, tenant, screening)] = jobs(office)
    office.bench().fail(tenant, screening)
    with owner(office) as connection:
        connection.execute("DELETE FROM queue.procrastinate_jobs WHERE args->>'screening' = %s", (screening,))
    work_off(office)
    assert office.submission(cast.startup, view.id).state is SubmissionState.SCREENED


def test_members_stand_behind_the_same_walls(office: Office, cast: Cast) -> None:
    """
    Who sees a bundle sees its documents, nobody else does, and no list shows them beside their bundle.
    """
    private = hand_in(office, cast.startup, PAIR)
    shared = hand_in(office, cast.startup, folder(**{"c.txt": agreement().encode()}), origin=Origin.REGISTERED)
    work_off(office)
    mine = [file.submission for file in office.submission(cast.startup, private.id).files or () if file.submission]
    theirs = [file.submission for file in office.submission(cast.auditor, shared.id).files or () if file.submission]
    assert {one.origin for one in mine} == {Origin.SELF_CHECK}
    assert {(one.origin, one.bundle) for one in theirs} == {(Origin.REGISTERED, shared.id)}
    assert office.screening(cast.auditor, theirs[0].id)
    for outsider in (cast.rival, cast.auditor, cast.administrator):
        with pytest.raises(NotFound):
            office.submission(outsider, mine[0].id)
    assert [one.id for one in office.submissions(cast.startup).items] == [shared.id, private.id]
    assert [one.id for one in office.submissions(cast.auditor).items] == [shared.id]


def test_members_are_kept_as_long_as_their_bundle(office: Office, cast: Cast) -> None:
    """
    Retention, submitter and day of the check are the bundle's.
    """
    hand_in(office, cast.startup, PAIR)
    work_off(office)
    with owner(office) as connection:
        kept = connection.execute(
            "SELECT DISTINCT retention_class, retain_until, submitted_by, checked_on"
            " FROM submissions JOIN screenings ON submission_id = submissions.id"
        ).fetchall()
    assert len(kept) == 1


def test_no_word_of_a_bundle_stands_in_the_database(office: Office, cast: Cast) -> None:
    """
    Names of members and what ties them are sealed like the texts.
    """
    hand_in(office, cast.startup, PAIR)
    work_off(office)
    with owner(office) as connection:
        dump = "".join(
            str(connection.execute(f"SELECT t::text FROM {table} t").fetchall())  # noqa: S608 - our own names
            for table in ("submissions", "screenings", "journal", "queue.procrastinate_jobs", "originals")
        )
    for word in ("하나", "거래", SECRET):
        assert word not in dump
        assert word.encode().hex() not in dump


def test_a_bundle_has_no_text_of_its_own(office: Office, cast: Cast) -> None:
    """
    The text that was read is each document's.
    """
    view = hand_in(office, cast.startup, PAIR)
    work_off(office)
    with pytest.raises(NotFound):
        office.document_text(cast.startup, view.id)


def test_a_deal_is_judged_as_on_the_command_line(real: Office, cast: Cast) -> None:
    """
    What only the documents together show is found in the office, too; their findings are those of `check --bundle`.
    """
    view = hand_in(real, cast.startup, folder(**{name: text.encode() for name, text in BARE_DEAL.items()}))
    work_off(real, times=2)
    deal = real.screening(cast.startup, view.id)
    told = {finding["rule"] for finding in deal["findings"]}
    assert "BND-01" in told
    given = [Given(Entry(name, len(text), "taken"), text.encode(), in_bundle=True) for name, text in BARE_DEAL.items()]
    bench = Bench(None, catalog.load().select(experimental=False), date.today(), lambda: None)  # noqa: DTZ011 - as the office has it
    alone, _ = check_deal(given, bench)
    assert sorted(one.fingerprint for answer in alone for one in answer.findings) == sorted(
        finding["fingerprint"] for finding in deal["findings"]
    )
    recorded = real.findings(cast.startup, FindingFilter(submission_id=view.id)).items
    assert sorted(one.rule for one in recorded) == sorted(finding["rule"] for finding in deal["findings"])


def test_a_member_screened_before_documents_were_kept_counts_as_unread(real: Office, cast: Cast) -> None:
    """
    What it might say is not known, so the deal does not say that it lacks anything.
    """
    view = hand_in(real, cast.startup, folder(**{name: text.encode() for name, text in BARE_DEAL.items()}))
    [(number, tenant, opening)] = jobs(real)
    real.bench().run(tenant, opening)
    with owner(real) as connection:
        connection.execute("DELETE FROM queue.procrastinate_jobs WHERE id = %s", (number,))
    first, second = jobs(real)
    for _, tenant, screening in (first, second):
        real.bench().run(tenant, screening)
    with owner(real) as connection:
        connection.execute("UPDATE screenings SET sealed_document = NULL WHERE id = %s", (second[2],))
        connection.execute("DELETE FROM queue.procrastinate_jobs WHERE id = ANY(%s)", ([first[0], second[0]],))
    work_off(real)
    deal = real.screening(cast.startup, view.id)
    assert "BND-01" not in {finding["rule"] for finding in deal["findings"]}
    assert {one["outcomes"]["BND-01"]["outcome"] for one in deal["documents"]} >= {"not_assessable"}
