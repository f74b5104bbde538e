"""
Hold activations to their word: an approved draft judges from its day on, everywhere, and an earlier version can again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from compliance import access, seoul
from compliance.audits import running
from compliance.audits.plan import Plan
from compliance.drafts import trying
from compliance.errors import Conflict, Forbidden, Rejected
from compliance.real import REAL
from compliance.store import audits, catalogs
from compliance.views import CatalogView, FindingFilter, Origin, Upload
from rules import catalog
from tests.compliance.conftest import owner
from tests.compliance.fakes import INSTRUMENTS, agreement

if TYPE_CHECKING:
    from compliance.drafts.views import DraftView
    from compliance.office import Office
    from tests.compliance.conftest import Cast, Desk

PLACE = "limits/nda_tail_months.yaml"
SHIPPED = (catalog.FOLDER / PLACE).read_text("utf-8")
CHANGED = SHIPPED.replace("value: 12", "value: 24")
REASON = "법령 개정"


def today() -> date:
    """
    Give the day in Asia/Seoul.
    """
    return seoul.today()


def tried(office: Office, cast: Cast, content: str = CHANGED, name: str = "nda_tail_months.yaml") -> DraftView:
    """
    Keep a draft, and do its trial as a worker would.
    """
    draft = office.drafts.draw_up(
        cast.rule_manager, "비밀유지 기간", Upload(name, content.encode(), "application/yaml")
    )
    trying.try_rules(office.bench(), draft.id)
    return office.drafts.draft(cast.rule_manager, draft.id)


def activated(office: Office, cast: Cast, content: str = CHANGED, day: date | None = None) -> DraftView:
    """
    Put a draft into force by two persons.
    """
    draft = tried(office, cast, content)
    office.drafts.propose(cast.rule_manager, draft.id, day or today(), REASON)
    return office.drafts.approve(cast.approver, draft.id)


def as_of(office: Office, draft: DraftView, day: date) -> None:
    """
    Pretend that a draft was approved for a day, as time does that passes.
    """
    with owner(office) as connection:
        moved = (
            "UPDATE catalog_drafts SET effective_on = %s, approved_at = approved_at - interval '9 days' WHERE id = %s"
        )
        connection.execute(moved, (day, draft.id))


def test_from_its_day_on_everything_judges_by_an_approved_draft(office: Office, cast: Cast, desk: Desk) -> None:
    """
    The same process that screened by the old rules screens by the new ones; each finding names what it was judged by.
    """
    old = desk.screened(cast.startup, agreement(), origin=Origin.REGISTERED)
    draft = activated(office, cast)
    new = desk.screened(cast.startup, agreement("NEW 새 문구"), origin=Origin.REGISTERED)
    assert (draft.state, office.catalog().digest) == ("in_force", draft.digest)
    named = {
        view.id: {one.catalog for one in office.findings(cast.auditor, FindingFilter(submission_id=view.id)).items}
        for view in (old, new)
    }
    assert named == {old.id: {"test"}, new.id: {draft.digest}}
    shown = office.drafts.in_force()
    assert (shown.title, shown.since, shown.approved_by, shown.holds) == ("비밀유지 기간", today(), "한결재", True)


def test_before_its_day_nothing_changes_and_it_can_be_withdrawn(office: Office, cast: Cast) -> None:
    """
    An approved draft waits; no other is approved meanwhile; on its day another process finds it too.
    """
    draft = activated(office, cast, day=today() + timedelta(days=1))
    assert (draft.state, office.catalog().digest) == ("approved", "test")
    other = tried(office, cast, CHANGED.replace("24", "36"))
    office.drafts.propose(cast.rule_manager, other.id, today(), REASON)
    with pytest.raises(Conflict, match="waits"):
        office.drafts.approve(cast.approver, other.id)
    tomorrow = office.in_force.over(office.database, INSTRUMENTS, today() + timedelta(days=1))
    assert tomorrow.catalog().digest == draft.digest
    assert office.drafts.withdraw(cast.rule_manager, draft.id).state == "withdrawn"
    assert office.drafts.approve(cast.approver, other.id).state == "in_force"


def test_a_draft_whose_examples_do_not_hold_cannot_be_proposed(office: Office, cast: Cast) -> None:
    """
    Untried and failed drafts are refused with what does not hold, and PostgreSQL refuses their approval as well.
    """
    untried = office.drafts.draw_up(
        cast.rule_manager, "시험 전", Upload("nda_tail_months.yaml", CHANGED.encode(), "application/yaml")
    )
    with pytest.raises(Conflict, match="examples"):
        office.drafts.propose(cast.rule_manager, untried.id, today(), REASON)
    failed = tried(office, cast, CHANGED + "# UNPINNED\n")
    assert (failed.trial, failed.problems) == ("failed", ("TST-01",))
    assert "propose" not in failed.allowed
    with pytest.raises(Conflict, match="examples"):
        office.drafts.propose(cast.rule_manager, failed.id, today(), REASON)
    forced = text("UPDATE catalog_drafts SET state = 'approved', approved_by = :person WHERE id = :id")
    with (
        pytest.raises(Exception, match="catalog_drafts_tried"),
        office.database.transaction(cast.approver) as session,
    ):
        session.execute(forced, {"person": cast.approver.id, "id": failed.id})
    assert office.drafts.try_again(cast.rule_manager, failed.id).trial == "waiting"
    trying.give_up(office.bench(), failed.id)
    assert office.drafts.draft(cast.rule_manager, failed.id).trial == "failed"


def test_a_draft_of_other_rules_is_not_approved(office: Office, cast: Cast) -> None:
    """
    What was drawn up over rules that were replaced meanwhile would undo them unseen.
    """
    late = tried(office, cast, CHANGED.replace("24", "36"))
    office.drafts.propose(cast.rule_manager, late.id, today(), REASON)
    activated(office, cast)
    with pytest.raises(Conflict, match="others now"):
        office.drafts.approve(cast.approver, late.id)


def test_an_earlier_version_holds_again_by_two_persons(office: Office, cast: Cast) -> None:
    """
    First the version before, then the shipped rules; each is an event of its own, and what is in force is not withdrawn.
    """
    first = activated(office, cast)
    as_of(office, first, today() - timedelta(days=5))
    second = activated(office, cast, CHANGED.replace("24", "36"))
    assert office.drafts.draft(cast.approver, first.id).state == "replaced"
    with pytest.raises(Conflict):
        office.drafts.withdraw(cast.approver, second.id)
    with pytest.raises(Forbidden):
        office.drafts.roll_back(cast.approver, first.id, today(), REASON)
    with pytest.raises(Conflict):
        office.drafts.roll_back(cast.rule_manager, second.id, today(), REASON)
    back = office.drafts.roll_back(cast.rule_manager, first.id, today(), REASON)
    assert (back.state, back.digest, back.trial) == ("proposed", first.digest, "held")
    with pytest.raises(Forbidden):
        office.drafts.approve(cast.rule_manager, back.id)
    assert office.drafts.approve(cast.approver, back.id).state == "in_force"
    assert office.catalog().digest == first.digest
    shipped = office.drafts.roll_back(cast.rule_manager, None, today(), REASON)
    office.drafts.approve(cast.approver, shipped.id)
    assert office.catalog().digest == "test"
    assert [office.drafts.draft(cast.approver, one.id).state for one in (first, second, back)] == ["replaced"] * 3
    with pytest.raises(Conflict):
        office.drafts.roll_back(cast.rule_manager, None, today(), REASON)


def test_an_audit_takes_an_activation_up_like_newly_shipped_rules(office: Office, cast: Cast, desk: Desk) -> None:
    """
    What was judged by the old rules is judged again, once; the next audit opens nothing.
    """
    desk.screened(cast.startup, agreement("NEW 새 문구"), origin=Origin.REGISTERED)
    plan = office.audits.draw_up(cast.auditor, Plan(title="매일", rhythm="daily", starts_on=today()))
    assert audited(office, cast, today()) == {"unchanged": 2}
    draft = activated(office, cast)
    assert audited(office, cast, today() + timedelta(days=1)) == {"created": 1, "changed": 1, "gone": 1}
    with owner(office) as connection:
        newest = "SELECT catalog_digest, reaffirmed_digest FROM screenings ORDER BY id DESC LIMIT 1"
        assert connection.execute(newest).fetchone() == (draft.digest, None)
    assert audited(office, cast, today() + timedelta(days=2)) == {"unchanged": 2}
    assert len(office.audits.runs(cast.auditor, plan.id).items) == 3


def test_a_run_ends_by_the_rules_that_it_began_by(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Rules that come into force in the middle of a run are for the next one.
    """
    desk.screened(cast.startup, agreement("NEW 새 문구"), origin=Origin.REGISTERED)
    office.audits.draw_up(cast.auditor, Plan(title="매일", rhythm="daily", starts_on=today()))
    [run_id] = running.take_up_due(office.bench(), today())
    activated(office, cast)
    running.check_chunk(office.bench(), run_id, range(1))
    run = office.audits.run(cast.auditor, run_id)
    assert (run.findings["unchanged"], run.findings["created"], run.catalog_digest) == (2, 0, "test")


def audited(office: Office, cast: Cast, day: date) -> dict[str, int]:
    """
    Hold the audit of a day and count what became of findings.
    """
    [run_id] = running.take_up_due(office.bench(), day)
    running.check_chunk(office.bench(), run_id, range(10))
    return {kind: count for kind, count in office.audits.run(cast.auditor, run_id).findings.items() if count}


def test_files_that_a_newer_program_does_not_take_leave_its_own_rules(office: Office, cast: Cast) -> None:
    """
    The shipped rules judge, and whoever keeps the rules is told that the files hold no more.
    """
    activated(office, cast)
    newer = replace(INSTRUMENTS, drafted=lambda files: INSTRUMENTS.drafted({"x": "BROKEN"} if files else {}))
    other = replace(office, instruments=newer, in_force=type(office.in_force)())
    assert other.catalog().digest == "test"
    assert (other.drafts.in_force().holds, office.drafts.in_force().holds) == (False, True)


def test_an_old_catalog_explains_itself(office: Office) -> None:
    """
    The words of every catalog that judged are kept; where they never were, the present ones are shown.
    """
    book = REAL.catalog()
    kept = CatalogView("f" * 64, book.rules[:2])
    with office.database.transaction(access.system()) as session:
        audits.remember(session, kept.digest, {})
        catalogs.keep_words(session, kept)
    assert office.catalog_of(kept.digest) == kept
    assert office.catalog_of("0" * 64) == office.catalog()


def test_real_rules_are_tried_explained_and_put_into_force(real: Desk, cast: Cast) -> None:
    """
    A threshold that breaks examples is refused; one that keeps them is explained beside today's, and then judges.
    """
    office = real.office
    failed = tried(office, cast, SHIPPED.replace("value: 12", "value: 4"))
    assert failed.trial == "failed"
    assert all(line.startswith("NDA-08: not flagged") for line in failed.problems[:1])
    draft = tried(office, cast)
    assert (draft.trial, set(draft.changed)) == ("held", {"NDA-08"})
    words = '제8조(기간) "을"이 제공한 정보에 대한 비밀유지기간은 계약체결일로부터 18개월로 한다.'
    [told] = office.drafts.explain(cast.rule_manager, draft.id, words, "nda")
    assert told.today is not None
    assert told.draft is not None
    assert (told.rule, told.today.fires, told.draft.fires) == ("NDA-08", False, True)
    with pytest.raises(Rejected):
        office.drafts.explain(cast.rule_manager, draft.id, "", "nda")
    before = office.catalog().digest
    office.drafts.propose(cast.rule_manager, draft.id, today(), REASON)
    office.drafts.approve(cast.approver, draft.id)
    assert office.catalog().digest == draft.digest != before
    assert office.bench().instruments.files == {PLACE: CHANGED}
    assert office.catalog_of(draft.digest).rules == office.catalog().rules
