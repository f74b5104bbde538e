"""
Hold previews of draft rules to their word: they tell what would change, and change nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID
from zipfile import ZipFile

import pytest
from sqlalchemy import text

from compliance import seoul
from compliance.audits.plan import Population, Sample
from compliance.drafts import packing, running, trying
from compliance.drafts.masking import masked
from compliance.drafts.telling import tell
from compliance.errors import ComplianceError, Conflict, Forbidden, NotFound, Rejected
from compliance.views import CatalogView, Decision, DecisionKind, FindingFilter, Origin, Upload
from ingest.document import Party, Role
from rules import catalog
from tests.compliance.conftest import owner
from tests.compliance.fakes import INSTRUMENTS, LOCKED, SECRET, agreement

if TYPE_CHECKING:
    from compliance.drafts.views import DraftView, PreviewView
    from compliance.office import Office
    from tests.compliance.conftest import Cast, Desk

PLACE = "limits/nda_tail_months.yaml"
SHIPPED = (catalog.FOLDER / PLACE).read_text("utf-8")
CHANGED = SHIPPED.replace("value: 12", "value: 24")
FINDINGS = "SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {} t"
KEPT = ("findings", "finding_events", "screenings", "submissions", "originals", "document_keys", "audit_changes")


def upload(content: str = CHANGED, name: str = "nda_tail_months.yaml") -> Upload:
    """
    Send one rule file.
    """
    return Upload(name, content.encode(), "application/yaml")


def drawn_up(office: Office, cast: Cast) -> DraftView:
    """
    Keep a draft of the rule manager's, whose examples hold.
    """
    draft = office.drafts.draw_up(cast.rule_manager, "비밀유지 기간 상향", upload())
    trying.try_rules(office.bench(), draft.id)
    return office.drafts.draft(cast.rule_manager, draft.id)


def previewed(office: Office, cast: Cast, sample: Sample | None = None) -> PreviewView:
    """
    Ask for a preview and do its jobs.
    """
    draft = drawn_up(office, cast)
    asked = office.drafts.begin(cast.rule_manager, draft.id, Population(), sample or Sample())
    do_jobs(office)
    return office.drafts.preview(cast.rule_manager, asked.id)


def do_jobs(office: Office) -> None:
    """
    Do what is queued of previews, as a worker would: first the beginning, then its parts.
    """
    query = "SELECT id, args->>'preview', (args->>'start')::int, (args->>'stop')::int FROM queue.procrastinate_jobs"
    for _ in range(2):
        with owner(office) as connection:
            jobs = connection.execute(query + " WHERE task_name = 'preview' ORDER BY id").fetchall()
            connection.execute("DELETE FROM queue.procrastinate_jobs WHERE task_name = 'preview'")
        for _, preview, start, stop in jobs:
            if stop:
                running.compare_chunk(office.bench(), UUID(preview), range(start, stop))
            else:
                running.begin(office.bench(), UUID(preview))


def contents(office: Office) -> dict[str, object]:
    """
    Take the fingerprint of every table that a preview must not touch.
    """
    with owner(office) as connection:
        return {name: connection.execute(FINDINGS.format(name)).fetchone() for name in KEPT}


def test_a_preview_tells_what_changes_and_writes_no_finding(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Gained, lost and graver findings are counted by rule; findings, decisions and documents stay byte for byte.
    """
    desk.screened(cast.startup, agreement("NEW 새 문구"), origin=Origin.REGISTERED)
    before = contents(office)
    preview = previewed(office, cast)
    assert contents(office) == before
    assert (preview.state, preview.agreements) == ("finished", {"compared": 1})
    [impact] = preview.impacts
    assert (impact.rule, impact.created, impact.gone, impact.changed) == ("TST-01", 1, 1, 1)
    assert sum(preview.decisions.values()) == 0


def test_decisions_that_stand_against_a_draft_are_told(office: Office, cast: Cast, desk: Desk) -> None:
    """
    A confirmed finding that would vanish is contradicted, a dismissed one that would vanish borne out.
    """
    for _ in range(2):
        desk.screened(cast.startup, agreement(f"{_}"), origin=Origin.REGISTERED)
    found = [one for one in office.findings(cast.auditor, FindingFilter()).items if one.severity == "high"]
    with owner(office) as connection:
        for one, state, reason in zip(found, ("CONFIRMED", "DISMISSED"), (None, "na"), strict=True):
            decided = "UPDATE findings SET state = %s, reason_code = %s WHERE id = %s"
            connection.execute(decided, (state, reason, one.id))
    preview = previewed(office, cast)
    assert preview.decisions == {"contradicts": 1, "regraded": 0, "agrees": 1}
    [told] = office.drafts.differences(cast.rule_manager, preview.id, verdict="contradicts").items
    assert (told.finding_id, told.decided, told.kind) == (found[0].id, "CONFIRMED", "gone")


def test_a_self_check_is_in_no_preview(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Neither its findings nor its number are counted.
    """
    desk.screened(cast.startup, agreement("NEW 나만의 점검"), origin=Origin.SELF_CHECK)
    preview = previewed(office, cast)
    assert (preview.total, preview.impacts, preview.state) == (0, (), "finished")


def test_what_was_never_read_is_not_called_unchanged(office: Office, cast: Cast, desk: Desk) -> None:
    """
    A document nobody could read is listed as not compared.
    """
    desk.screened(cast.startup, LOCKED, origin=Origin.REGISTERED)
    assert previewed(office, cast).agreements == {"not_compared": 1}


def test_twenty_samples_are_drawn_by_the_seed_and_read_with_a_line_in_the_journal(
    office: Office, cast: Cast, desk: Desk
) -> None:
    """
    The same seed draws the same twenty; their quotes are readable, all others are thrown away.
    """
    for number in range(9):
        desk.screened(cast.startup, agreement(f"NEW {number}"), origin=Origin.REGISTERED)
    first = previewed(office, cast, Sample(design="random", size=9, seed="2026"))
    samples = office.drafts.samples(cast.rule_manager, first.id)
    assert len(samples) == 20
    assert {one.quote for one in samples} >= {SECRET}
    with owner(office) as connection:
        kept = "SELECT count(*) FILTER (WHERE sealed_quote IS NOT NULL), count(*) FROM preview_changes"
        assert connection.execute(kept).fetchone() == (20, 27)
        seen = "SELECT count(*) FROM journal WHERE act = 'viewed_samples' AND actor = 'rule_manager'"
        assert connection.execute(seen).fetchone() == (1,)
        assert SECRET not in str(connection.execute("SELECT * FROM preview_changes").fetchall())
    assert [one.id for one in office.drafts.samples(cast.rule_manager, first.id)] == [one.id for one in samples]


def test_asking_and_working_twice_adds_nothing(office: Office, cast: Cast, desk: Desk) -> None:
    """
    The same files are one draft, the same question on one day one preview, and jobs that run again change no count.
    """
    desk.screened(cast.startup, agreement("NEW 새 문구"), origin=Origin.REGISTERED)
    first, again = previewed(office, cast), previewed(office, cast)
    assert (first.id, first.draft_id, first.impacts) == (again.id, again.draft_id, again.impacts)
    running.compare_chunk(office.bench(), first.id, range(1))
    assert office.drafts.preview(cast.rule_manager, first.id).impacts == first.impacts


def test_a_draft_is_put_into_force_by_a_second_person_on_a_day_to_come(office: Office, cast: Cast) -> None:
    """
    Who wrote or proposed it cannot approve it, a day that has passed is refused, and the record names both.
    """
    draft, today = drawn_up(office, cast), seoul.today()
    with pytest.raises(Rejected, match="passed"):
        office.drafts.propose(cast.rule_manager, draft.id, today - timedelta(days=1), "법령 개정")
    with pytest.raises(Conflict):
        office.drafts.approve(cast.approver, draft.id)
    tomorrow = today + timedelta(days=1)
    proposed = office.drafts.propose(cast.rule_manager, draft.id, tomorrow, "법령 개정", draft.etag)
    with pytest.raises(Forbidden):
        office.drafts.approve(cast.rule_manager, draft.id)
    with pytest.raises(Conflict, match="etag"):
        office.drafts.approve(cast.approver, draft.id, draft.etag)
    assert office.drafts.draft(cast.approver, draft.id).etag == proposed.etag
    approved = office.drafts.approve(cast.approver, draft.id, proposed.etag)
    assert (approved.state, approved.effective_on) == ("approved", tomorrow)
    assert (approved.proposed_by, approved.approved_by) == ("문기준", "한결재")
    assert office.drafts.withdraw(cast.approver, draft.id).state == "withdrawn"


def test_the_database_itself_refuses_one_person_alone(office: Office, cast: Cast) -> None:
    """
    Even a program that forgot the rule cannot write down an approval by the author, or for a day that has passed.
    """
    draft = drawn_up(office, cast)
    alone = "UPDATE catalog_drafts SET approved_by = author_id, state = 'approved' WHERE id = :id"
    late = "UPDATE catalog_drafts SET approved_at = now(), effective_on = '2020-01-01' WHERE id = :id"
    for statement in (alone, late):
        with pytest.raises(Exception, match="check constraint"), office.database.transaction(cast.approver) as session:
            session.execute(text(statement), {"id": draft.id})


def test_rules_that_are_replaced_meanwhile_refuse(office: Office, cast: Cast) -> None:
    """
    A preview that begins under other rules than it was asked for is refused, and so is an approval.
    """
    draft = drawn_up(office, cast)
    asked = office.drafts.begin(cast.rule_manager, draft.id, Population(), Sample())
    office.drafts.propose(cast.rule_manager, draft.id, seoul.today(), "법령 개정")
    other = replace(office, instruments=replace(INSTRUMENTS, catalog=lambda: CatalogView("other", ())))
    running.begin(other.bench(), asked.id)
    assert office.drafts.preview(cast.rule_manager, asked.id).state == "refused"
    with pytest.raises(Conflict, match="others now"):
        other.drafts.approve(cast.approver, draft.id)


def test_only_who_keeps_the_rules_sees_drafts(office: Office, cast: Cast) -> None:
    """
    For everybody else a draft looks like one that does not exist; and auditors do not write any.
    """
    draft = drawn_up(office, cast)
    for person in (cast.startup, cast.auditor, cast.reviewer, cast.administrator):
        with pytest.raises(NotFound):
            office.drafts.draft(person, draft.id)
        with pytest.raises(Forbidden):
            office.drafts.draw_up(person, "초안", upload())


def test_the_rule_manager_sees_no_agreement(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Samples are all: the documents, their findings and their names stay unseen.
    """
    view = desk.screened(cast.startup, agreement("NEW 새 문구"), origin=Origin.REGISTERED)
    preview = previewed(office, cast)
    assert office.drafts.samples(cast.rule_manager, preview.id)
    assert office.findings(cast.rule_manager, FindingFilter()).items == ()
    with pytest.raises(NotFound):
        office.document_text(cast.rule_manager, view.id)


def zipped(files: dict[str, str]) -> Upload:
    """
    Put files into a ZIP.
    """
    into = BytesIO()
    with ZipFile(into, "w") as container:
        for name, content in files.items():
            container.writestr(name, content)
    return Upload("rules.zip", into.getvalue(), "application/zip")


@pytest.mark.parametrize(
    "hostile",
    [
        upload(SHIPPED),
        upload("x", "unknown.yaml"),
        upload("x" * 1_100_000),
        Upload("nda_tail_months.yaml", b"\xff\xfe", "application/yaml"),
        zipped({}),
        zipped({"../limits/payment_days.yaml": CHANGED}),
        zipped({"matchers/numbers.py": "import os"}),
        zipped({"packs/nda/NDA-08.yaml/x": "x"}),
        zipped({"lexicon/japanese/x.yaml": "x: {}"}),
        zipped({"limits/payment_days.yaml": "x" * 1_100_000}),
    ],
)
def test_what_is_no_draft_is_refused(office: Office, cast: Cast, hostile: Upload) -> None:
    """
    Code, places outside, files that are too large or say nothing new: refused before any of it is compiled.
    """
    with pytest.raises(Rejected, match="draft"):
        office.drafts.draw_up(cast.rule_manager, "초안", hostile)


def test_a_zip_of_the_programs_own_folder_keeps_only_what_differs() -> None:
    """
    Files may lie below rules/, and those that are as shipped are left out.
    """
    other = "limits/payment_days.yaml"
    sent = zipped({f"rules/{PLACE}": CHANGED, f"rules/{other}": (catalog.FOLDER / other).read_text("utf-8")})
    assert packing.unpacked(sent) == {PLACE: CHANGED}
    assert packing.files_of(packing.packed({PLACE: CHANGED})) == {PLACE: CHANGED}


def test_a_command_tells_the_same_and_keeps_nothing(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Told without a draft in the store, the counts are those of the preview.
    """
    desk.screened(cast.startup, agreement("NEW 새 문구"), origin=Origin.REGISTERED)
    before = contents(office)
    told = tell(office.bench(), {PLACE: CHANGED}, seoul.today(), Sample())
    assert told.lines() == [
        "TST-01   ?                    +1 -1 ~1",
        "decisions of people: 0 contradicted, 0 regraded, 0 borne out",
        "agreements: 1 compared",
    ]
    assert contents(office) == before
    with pytest.raises(ComplianceError, match="broken"):
        tell(office.bench(), {PLACE: "BROKEN"}, seoul.today(), Sample())


def test_samples_name_no_party() -> None:
    """
    Names of parties become their labels, other companies and numbers a mark.
    """
    parties = [Party("갑", "주식회사 한빛정밀", Role.CORPORATE, 1.0), Party("을", "새싹로보틱스", Role.STARTUP, 1.0)]
    words = "주식회사 한빛정밀(이하 한빛정밀)은 새싹로보틱스와 ㈜푸른센서에 123-45-67890 또는 a@b.kr로 통지한다"
    assert masked(words, parties) == "갑(이하 갑)은 을와 ○○○ ○○○ 또는 ○○○로 통지한다"


def test_what_breaks_for_good_is_said(office: Office, cast: Cast, desk: Desk) -> None:
    """
    After the last try an agreement that could not be compared is failed, and a preview that never began has failed.
    """
    desk.screened(cast.startup, origin=Origin.REGISTERED)
    draft = drawn_up(office, cast)
    begun = office.drafts.begin(cast.rule_manager, draft.id, Population(), Sample())
    running.begin(office.bench(), begun.id)
    running.give_up_chunk(office.bench(), begun.id, range(1))
    assert office.drafts.preview(cast.rule_manager, begun.id).agreements == {"failed": 1}
    never = office.drafts.begin(cast.rule_manager, draft.id, Population(), Sample(design="random", size=1))
    running.give_up_chunk(office.bench(), never.id, range(0))
    assert office.drafts.preview(cast.rule_manager, never.id).state == "failed"


def test_a_cancelled_preview_compares_no_more(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Cancelled, its jobs do nothing; a decision that was made meanwhile is not touched.
    """
    desk.screened(cast.startup, origin=Origin.REGISTERED)
    [high] = [one for one in office.findings(cast.auditor, FindingFilter()).items if one.severity == "high"]
    taken = office.decide(cast.auditor, high.id, Decision(DecisionKind.REVIEW), high.etag)
    asked = office.drafts.begin(cast.rule_manager, drawn_up(office, cast).id, Population(), Sample())
    running.begin(office.bench(), asked.id)
    office.drafts.cancel(cast.rule_manager, asked.id)
    running.compare_chunk(office.bench(), asked.id, range(1))
    assert office.drafts.preview(cast.rule_manager, asked.id).agreements == {"waiting": 1}
    assert office.finding(cast.auditor, high.id).etag == taken.etag
    with pytest.raises(Conflict):
        office.drafts.cancel(cast.rule_manager, asked.id)
