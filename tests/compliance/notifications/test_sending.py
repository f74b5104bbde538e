"""
Hold the outbox to its word: what happened is told to each recipient, under one id, whatever dies in between.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from compliance import access, schedule, seoul
from compliance.access import Actor
from compliance.audits.plan import Plan
from compliance.errors import NotFound
from compliance.notifications import announcing
from compliance.notifications.announcing import announce_periods
from compliance.notifications.kinds import Announced, Kind
from compliance.store import outbox, people
from tests.compliance.conftest import owner
from tests.compliance.fakes import SECRET, agreement
from tests.compliance.notifications.outside import FIRST, courier, empty_run, hurry, rows, vouching
from tests.compliance.notifications.receiver import receiving
from tests.compliance.test_audits import audited, changed_rules, under

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compliance.access import Person
    from compliance.notifications.views import WebhookView
    from compliance.office import Office
    from tests.compliance.conftest import Cast, Desk
    from tests.compliance.notifications.receiver import Receiver


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """
    Give a receiver over plain HTTP.
    """
    with receiving() as listening:
        yield listening


def registered(office: Office, person: Person, receiver: Receiver, *kinds: Kind) -> WebhookView:
    """
    Register a receiver on this machine, for which the operator vouches.
    """
    return vouching(office, receiver).webhooks.register(person, receiver.address, kinds)


def test_a_finished_run_is_told_with_ids_and_counts_alone(
    office: Office, cast: Cast, desk: Desk, receiver: Receiver
) -> None:
    """
    A receiver gets what was checked and what was not, signed, without a word of any agreement.
    """
    registered(office, cast.administrator, receiver)
    desk.screened(cast.auditor)
    run = audited(office, cast)
    assert courier(office, receiver).deliver_due() == 1
    (got,) = receiver.got
    told = json.loads(got.body)
    assert set(told) == {"type", "timestamp", "data"}
    assert told["type"] == "audit.run.finished"
    assert (told["data"]["run_id"], told["data"]["agreements"]) == (str(run.id), {"checked": 1})
    assert got.headers["webhook-signature"].startswith("v1,")
    assert SECRET not in got.body.decode()
    assert "계약서" not in got.body.decode()


def test_new_flags_are_told_apart(office: Office, cast: Cast, desk: Desk, receiver: Receiver) -> None:
    """
    A run that creates flags says how many, to those who asked for that alone.
    """
    registered(office, cast.administrator, receiver, Kind.FLAGS_CREATED)
    desk.screened(cast.auditor, agreement("NEW 조항"))
    audited(under(office, changed_rules), cast)
    courier(office, receiver).deliver_due()
    assert [json.loads(got.body)["type"] for got in receiver.got] == ["audit.flags.created"]
    assert json.loads(receiver.got[0].body)["data"]["created"] == 1


def test_periods_that_were_not_held_are_told(office: Office, cast: Cast, receiver: Receiver) -> None:
    """
    Missed periods, and one refused because its frozen rules are gone, are told one by one.
    """
    registered(office, cast.administrator, receiver)
    empty_run(office, cast, FIRST + timedelta(days=2), rhythm="daily", catalog_digest="ab" * 32)
    courier(office, receiver).deliver_due()
    told = [json.loads(got.body) for got in receiver.got]
    assert sorted((one["type"], one["data"]["period"]) for one in told) == [
        ("audit.run.missed", "2026-11-02"),
        ("audit.run.missed", "2026-11-03"),
        ("audit.run.refused", "2026-11-04"),
    ]


def test_notice_is_given_once_in_the_days_before(office: Office, cast: Cast, receiver: Receiver) -> None:
    """
    From the notice day on, and not on the day itself, a period ahead is announced once, whatever the clock does.
    """
    registered(office, cast.administrator, receiver, Kind.PERIOD_NOTICE)
    empty_run(office, cast, FIRST - timedelta(days=30), notice_days=7)
    given = [announce_periods(office.database, FIRST + timedelta(days=day)) for day in (-8, -7, -8, -6, -7, -1, 0)]
    assert given == [0, 1, 0, 0, 0, 0, 0]
    courier(office, receiver).deliver_due()
    assert [json.loads(got.body)["data"]["period"] for got in receiver.got] == ["2026-11-02"]


def test_each_tick_of_the_scheduler_looks_for_notices(office: Office, cast: Cast) -> None:
    """
    Whoever leads announces what is ahead, whether or not anybody is to be told.
    """
    first = seoul.today() + timedelta(days=3)
    office.audits.draw_up(cast.auditor, Plan.model_validate({"title": "점검", "starts_on": first, "notice_days": 7}))
    for _ in range(2):
        schedule.tick(office)
    assert rows(office, "SELECT kind, count(*) FROM announcements GROUP BY kind") == [("audit.period.notice", 1)]


def test_announcing_again_adds_nothing(office: Office, cast: Cast, receiver: Receiver) -> None:
    """
    However often the same is announced there is one message for each receiver.
    """
    for _ in range(2):
        registered(office, cast.administrator, receiver)
    (run_id,) = empty_run(office, cast)
    for _ in range(3):
        with office.database.transaction(access.system()) as session:
            announcing.run_finished(session, run_id)
    assert rows(office, "SELECT event, count(*) FROM outbox GROUP BY event") == [(f"audit.run.finished:{run_id}", 2)]


def test_what_is_rolled_back_was_never_told(office: Office, cast: Cast, receiver: Receiver) -> None:
    """
    The message is part of the transaction in which it happened.
    """
    registered(office, cast.administrator, receiver)
    told = Announced(cast.auditor.tenant_id, "key", Kind.RUN_FINISHED, {})

    def fails() -> None:
        with office.database.transaction(access.system()) as session:
            assert outbox.announce(session, told)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert rows(office, "SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM announcements)") == [(0, 0)]


def test_another_organisation_s_receivers_are_told_nothing(office: Office, cast: Cast, receiver: Receiver) -> None:
    """
    What happens to an authority's audits is told to its own receivers only; others do not even see them.
    """
    with office.database.transaction(access.administrator()) as session:
        stranger = people.make_person(session, cast.startup.tenant_id, "남관리", Actor.ADMINISTRATOR)
    theirs = registered(office, cast.administrator, receiver)
    registered(office, stranger, receiver)
    empty_run(office, cast)
    assert courier(office, receiver).deliver_due() == 1
    assert [view.messages for view in office.webhooks.every(stranger)] == [{}]
    for person in (stranger, cast.startup):
        with pytest.raises(NotFound):
            office.webhooks.one(person, theirs.id)


def test_a_failure_is_tried_again_later_and_later_under_the_same_id(
    office: Office, cast: Cast, receiver: Receiver
) -> None:
    """
    Each try waits about twice as long as the one before; id and body stay, and the log tells each attempt.
    """
    view = registered(office, cast.administrator, receiver)
    empty_run(office, cast)
    receiver.answers = [500, 503, 302]
    posts = courier(office, receiver, delivery_wait_seconds=100)
    waits = []
    for _ in range(4):
        assert posts.deliver_due() == 1
        assert posts.deliver_due() == 0
        waits += rows(office, "SELECT extract(epoch FROM next_at - now())::float FROM outbox WHERE state = 'waiting'")
        hurry(office)
    for (wait,), usual in zip(waits, (100, 200, 400), strict=True):
        assert usual * 0.45 < wait < usual * 1.55
    assert len({(got.headers["webhook-id"], got.body) for got in receiver.got}) == 1
    (message,) = office.webhooks.messages(cast.auditor, view.id).items
    assert message.state == "delivered"
    assert [(one.outcome, one.status) for one in message.attempts] == [
        ("delivered", 204),
        ("redirected", 302),
        ("refused", 503),
        ("refused", 500),
    ]


def test_no_wait_is_longer_than_a_working_day(office: Office, cast: Cast, receiver: Receiver) -> None:
    """
    However many tries the settings allow, the wait ends at six hours, half of them more or less.
    """
    registered(office, cast.administrator, receiver)
    empty_run(office, cast)
    with owner(office) as connection:
        connection.execute("UPDATE outbox SET tries = 98")
    receiver.answers = [500]
    assert courier(office, receiver, delivery_attempts=100).deliver_due() == 1
    ((hours,),) = rows(office, "SELECT extract(epoch FROM next_at - now())::float / 3600 FROM outbox")
    assert 2.9 < hours < 9.1


def test_after_the_last_try_a_message_is_dead_and_seen_and_can_be_sent_again(
    office: Office, cast: Cast, receiver: Receiver
) -> None:
    """
    Nothing is tried for ever; an administrator sends it again under its old id.
    """
    view = registered(office, cast.administrator, receiver)
    empty_run(office, cast)
    receiver.answers = [500, 500]
    posts = courier(office, receiver, delivery_attempts=2)
    for _ in range(3):
        posts.deliver_due()
        hurry(office)
    assert len(receiver.got) == 2
    assert office.webhooks.one(cast.reviewer, view.id).messages == {"dead": 1}
    (message,) = office.webhooks.messages(cast.administrator, view.id).items
    office.webhooks.send_again(cast.administrator, view.id, message.id)
    assert posts.deliver_due() == 1
    assert len({got.headers["webhook-id"] for got in receiver.got}) == 1
    assert office.webhooks.one(cast.reviewer, view.id).messages == {"delivered": 1}


def test_a_sender_that_was_killed_after_posting_sends_again_under_the_same_id(
    office: Office, cast: Cast, receiver: Receiver
) -> None:
    """
    What was taken up and never settled is taken up again after its lease, and not before; there is still one row.
    """
    registered(office, cast.administrator, receiver)
    empty_run(office, cast)
    posts = courier(office, receiver)
    with office.database.transaction(access.system()) as session:
        (taken,) = outbox.take_up(session, 12, 8)
    posts._post(taken)  # noqa: SLF001 - the half of a delivery after which its process dies
    assert posts.deliver_due() == 0
    hurry(office)
    assert posts.deliver_due() == 1
    assert [got.headers["webhook-id"] for got in receiver.got] == [f"msg_{taken.id.hex}"] * 2
    assert rows(office, "SELECT state, tries FROM outbox") == [("delivered", 2)]


def test_a_message_whose_last_try_was_killed_dies_visibly(office: Office, cast: Cast, receiver: Receiver) -> None:
    """
    It is not tried once more than allowed, and does not wait for ever.
    """
    registered(office, cast.administrator, receiver)
    empty_run(office, cast)
    with owner(office) as connection:
        connection.execute("UPDATE outbox SET tries = 12")
    assert courier(office, receiver).deliver_due() == 0
    assert rows(office, "SELECT state FROM outbox") == [("dead",)]


def test_many_senders_at_once_send_each_message_once(office: Office, cast: Cast, receiver: Receiver) -> None:
    """
    Four senders over forty messages make forty deliveries.
    """
    view = registered(office, cast.administrator, receiver)
    for _ in range(40):
        office.webhooks.ping(cast.administrator, view.id)
    with ThreadPoolExecutor(4) as pool:
        made = sum(pool.map(lambda _: courier(office, receiver).deliver_due(), range(4)))
    ids = [got.headers["webhook-id"] for got in receiver.got]
    assert made == len(ids) == len(set(ids)) == 40


def test_one_that_is_gone_is_called_no_more(office: Office, cast: Cast, receiver: Receiver) -> None:
    """
    A 410 ends the message and the receiver, until an administrator lets it go on.
    """
    view = registered(office, cast.administrator, receiver)
    empty_run(office, cast)
    receiver.answers = [410]
    posts = courier(office, receiver)
    posts.deliver_due()
    shown = office.webhooks.one(cast.administrator, view.id)
    assert (shown.state, shown.messages) == ("gone", {"dead": 1})
    empty_run(office, cast)
    hurry(office)
    assert posts.deliver_due() == 0
    assert office.webhooks.change(cast.administrator, view.id, is_paused=False).state == "active"


def test_a_removed_receiver_gets_not_even_what_waits(office: Office, cast: Cast, receiver: Receiver) -> None:
    """
    Removing forgets address and secret; what was still waiting ends as withdrawn.
    """
    view = registered(office, cast.administrator, receiver)
    empty_run(office, cast)
    office.webhooks.remove(cast.administrator, view.id)
    courier(office, receiver).deliver_due()
    assert receiver.got == []
    assert rows(office, "SELECT state, outcome FROM outbox JOIN deliveries ON message_id = outbox.id") == [
        ("dead", "withdrawn")
    ]
    assert rows(office, "SELECT octet_length(sealed_target), octet_length(wrapped_key) FROM webhooks") == [(0, 0)]
    with pytest.raises(NotFound):
        office.webhooks.one(cast.administrator, view.id)


def test_one_that_was_registered_inside_is_not_called_once_the_settings_no_longer_vouch(
    office: Office, cast: Cast, receiver: Receiver
) -> None:
    """
    The guard stands before every call, not only before registering.
    """
    registered(office, cast.administrator, receiver)
    empty_run(office, cast)
    courier(office).deliver_due()
    assert receiver.got == []
    assert rows(office, "SELECT outcome FROM deliveries") == [("forbidden",)]


def test_neither_secret_nor_address_is_in_the_database(office: Office, cast: Cast, receiver: Receiver) -> None:
    """
    What is stored of a receiver opens with the installation's key alone, and is shown whole to administrators only.
    """
    view = registered(office, cast.administrator, receiver)
    assert view.secret is not None
    stored = bytes(rows(office, "SELECT sealed_target FROM webhooks")[0][0])
    assert view.secret.encode() not in stored
    assert b"hook" not in stored
    again = office.webhooks.one(cast.administrator, view.id)
    assert (again.secret, again.url) == (None, receiver.address)
    assert office.webhooks.one(cast.auditor, view.id).url == f"http://127.0.0.1:{receiver.port}/…"


def test_fresh_messages_go_before_repeated_ones(office: Office, cast: Cast, receiver: Receiver) -> None:
    """
    What failed before holds up nothing that has not been tried.
    """
    view = registered(office, cast.administrator, receiver)
    for _ in range(3):
        office.webhooks.ping(cast.administrator, view.id)
    with owner(office) as connection:
        connection.execute("UPDATE outbox SET tries = 2, next_at = now() - interval '1 hour'")
    fresh = office.webhooks.ping(cast.administrator, view.id)
    with office.database.transaction(access.system()) as session:
        assert [one.id for one in outbox.take_up(session, 12, 1)] == [fresh.id]


def test_old_messages_are_forgotten_and_never_told_anew(office: Office, cast: Cast, receiver: Receiver) -> None:
    """
    A tick forgets what arrived or died a quarter of a year ago, with its attempts; what waits stays, however old.
    """
    registered(office, cast.administrator, receiver)
    empty_run(office, cast)
    courier(office, receiver).deliver_due()
    empty_run(office, cast, title="다른 점검")
    with owner(office) as connection:
        connection.execute("UPDATE outbox SET created_at = now() - interval '91 days'")
        connection.execute("UPDATE outbox SET ended_at = now() - interval '91 days' WHERE ended_at IS NOT NULL")
    states = rows(office, "SELECT state FROM outbox ORDER BY state")
    assert states == [("delivered",), ("waiting",)]
    schedule.tick(office)
    assert rows(office, "SELECT state FROM outbox") == [("waiting",)]
    assert rows(office, "SELECT count(*) FROM deliveries") == [(0,)]
    assert announcing.announce_periods(office.database, FIRST) == 0
    assert rows(office, "SELECT count(*) FROM outbox") == [(1,)]
