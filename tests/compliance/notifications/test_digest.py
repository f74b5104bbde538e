"""
Hold the digest to its day, its subscribers and its few words, before a real SMTP server.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from compliance.errors import Forbidden, Rejected
from compliance.notifications import digest
from compliance.seoul import SEOUL
from tests.compliance.conftest import owner
from tests.compliance.fakes import SECRET, agreement
from tests.compliance.notifications.mail_server import serving_mail
from tests.compliance.notifications.outside import courier, empty_run, hurry, rows
from tests.compliance.notifications.receiver import certified
from tests.compliance.test_audits import audited, changed_rules, under

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from compliance.notifications.sending import Courier
    from compliance.office import Office
    from tests.compliance.conftest import Cast, Desk
    from tests.compliance.notifications.mail_server import MailServer

ADDRESS = "auditor@authority.example"


@pytest.fixture
def mail() -> Iterator[MailServer]:
    """
    Give an SMTP server without TLS.
    """
    with serving_mail() as listening:
        yield listening


def postman(office: Office, mail: MailServer, **settings: object) -> Courier:
    """
    Give a courier that hands mail to the server.
    """
    told = {
        "smtp_host": "127.0.0.1",
        "smtp_port": mail.port,
        "smtp_from": "office@authority.example",
        "smtp_tls": "none",
        "public_url": "https://office.authority.example",
    }
    return courier(office, None, **{**told, **settings})


def tomorrow(hour: int = 9, days: int = 1) -> datetime:
    """
    Return an hour of a coming day in Asia/Seoul.
    """
    return datetime.now(SEOUL).replace(hour=hour, minute=0) + timedelta(days=days)


def ordered(posts: Courier, now: datetime) -> int:
    """
    Order digests as the scheduler does.
    """
    return digest.order_due(posts.database, posts.settings, now)


def test_a_digest_holds_counts_and_links_in_korean_first(
    office: Office, cast: Cast, desk: Desk, mail: MailServer
) -> None:
    """
    The mail tells how many runs, flags and unread agreements there were, and leads to the run; it quotes nothing.
    """
    office.subscriptions.subscribe(cast.auditor, ADDRESS)
    desk.screened(cast.auditor, agreement("NEW 조항"))
    run = audited(under(office, changed_rules), cast)
    posts = postman(office, mail)
    assert ordered(posts, tomorrow()) == 1
    assert posts.deliver_due() == 1
    (letter,) = mail.mails
    text = letter.get_content()
    assert (letter["To"], letter["Auto-Submitted"]) == (ADDRESS, "auto-generated")
    assert text.index("끝난 점검 회차: 1") < text.index("audit runs finished: 1")
    assert "새로 나타난 의심 항목: 1" in text
    assert f"https://office.authority.example/audits/runs/{run.id}" in text
    for word in (SECRET, "계약서", "정기 점검", "하나", "기관"):
        assert word not in text


def test_there_is_one_digest_a_day_from_its_hour_on(office: Office, cast: Cast, mail: MailServer) -> None:
    """
    Before eight in Korea nothing is ordered, afterwards once however often the scheduler ticks or its clock jumps.
    """
    office.subscriptions.subscribe(cast.auditor, ADDRESS)
    empty_run(office, cast)
    posts = postman(office, mail)
    moments = [tomorrow(7), tomorrow(8), tomorrow(8), tomorrow(23), tomorrow(9, 0), tomorrow(9), tomorrow(9, 2)]
    assert [ordered(posts, now.astimezone(UTC)) for now in moments] == [0, 1, 0, 0, 0, 0, 0]
    assert rows(office, "SELECT count(*) FROM outbox") == [(1,)]


def test_a_scheduler_that_was_away_tells_all_days_at_once(office: Office, cast: Cast, mail: MailServer) -> None:
    """
    What happened before and while nobody ordered digests is in the next one, once.
    """
    office.subscriptions.subscribe(cast.auditor, ADDRESS)
    empty_run(office, cast)
    empty_run(office, cast)
    posts = postman(office, mail)
    assert ordered(posts, tomorrow(9, 5)) == 1
    posts.deliver_due()
    assert "끝난 점검 회차: 2" in mail.mails[0].get_content()


def test_without_news_or_without_a_server_nothing_is_ordered(office: Office, cast: Cast, mail: MailServer) -> None:
    """
    A quiet day sends no mail; without a server news waits until there is one.
    """
    office.subscriptions.subscribe(cast.auditor, ADDRESS)
    posts = postman(office, mail)
    assert ordered(posts, tomorrow(9, 0)) == 0
    empty_run(office, cast)
    assert ordered(courier(office), tomorrow()) == 0
    assert ordered(posts, tomorrow()) == 1


def test_the_same_mail_is_the_same_when_it_is_sent_again(office: Office, cast: Cast, mail: MailServer) -> None:
    """
    A server that is busy is asked again later, under the same Message-ID; one that refuses for good is not.
    """
    office.subscriptions.subscribe(cast.auditor, ADDRESS)
    empty_run(office, cast)
    posts = postman(office, mail)
    ordered(posts, tomorrow())
    mail.replies = [451]
    posts.deliver_due()
    hurry(office)
    posts.deliver_due()
    ((message_id,),) = rows(office, "SELECT id FROM outbox")
    assert [letter["Message-ID"] for letter in mail.mails] == [f"<{message_id}@authority.example>"]
    assert rows(office, "SELECT outcome, status FROM deliveries ORDER BY id") == [("refused", 451), ("delivered", 250)]


def test_an_unknown_mailbox_is_not_asked_again(office: Office, cast: Cast, mail: MailServer) -> None:
    """
    A reply of the class 5 is for good.
    """
    office.subscriptions.subscribe(cast.auditor, ADDRESS)
    empty_run(office, cast)
    posts = postman(office, mail)
    ordered(posts, tomorrow())
    mail.replies = [550]
    posts.deliver_due()
    assert rows(office, "SELECT state, outcome, status FROM outbox JOIN deliveries ON message_id = outbox.id") == [
        ("dead", "refused", 550)
    ]


@pytest.mark.parametrize("change", ["unsubscribed", "retired"])
def test_who_no_longer_wants_or_may_gets_not_even_what_waits(
    office: Office, cast: Cast, mail: MailServer, change: str
) -> None:
    """
    Between ordering and sending an unsubscription, or leaving the office, still counts.
    """
    office.subscriptions.subscribe(cast.auditor, ADDRESS)
    empty_run(office, cast)
    posts = postman(office, mail)
    ordered(posts, tomorrow())
    if change == "unsubscribed":
        office.subscriptions.unsubscribe(cast.auditor)
    else:
        with owner(office) as connection:
            connection.execute("UPDATE persons SET retired_at = now()")
    posts.deliver_due()
    assert mail.mails == []
    assert rows(office, "SELECT state FROM outbox") == [("dead",)]


def test_mail_goes_by_tls_and_not_at_all_without(office: Office, cast: Cast, mail: MailServer, tmp_path: Path) -> None:
    """
    By default a server that offers no TLS, or proves another name, is handed nothing.
    """
    office.subscriptions.subscribe(cast.auditor, ADDRESS)
    empty_run(office, cast)
    by_default = {"smtp_tls": "starttls"}
    ordered(postman(office, mail), tomorrow())
    postman(office, mail, **by_default).deliver_due()
    tls, trusted = certified(tmp_path, "localhost")
    with serving_mail(tls) as secured:
        for said in ({"smtp_host": "localhost"}, {"outside_ca_file": trusted}):
            hurry(office)
            postman(office, secured, **by_default, **said).deliver_due()
        assert mail.mails == secured.mails == []
        hurry(office)
        postman(office, secured, **by_default, smtp_host="localhost", outside_ca_file=trusted).deliver_due()
        assert secured.encrypted == [True]
    assert rows(office, "SELECT outcome FROM deliveries ORDER BY id") == [("tls",), ("tls",), ("tls",), ("delivered",)]


def test_an_address_is_sealed_and_one_s_own(office: Office, cast: Cast) -> None:
    """
    What is stored of an address opens with the installation's key alone; nobody sees or ends another's.
    """
    office.subscriptions.subscribe(cast.auditor, ADDRESS)
    office.subscriptions.unsubscribe(cast.colleague)
    assert office.subscriptions.mine(cast.colleague).digest_address is None
    assert office.subscriptions.mine(cast.auditor).digest_address == ADDRESS
    assert ADDRESS.encode() not in bytes(rows(office, "SELECT sealed_address FROM digest_subscribers")[0][0])
    for person in (cast.startup, cast.administrator):
        with pytest.raises(Forbidden):
            office.subscriptions.subscribe(person, ADDRESS)


@pytest.mark.parametrize(
    "address",
    [
        "a@b",
        "a b@example.com",
        "a@example.com\r\nBcc: b@example.com",
        "a@example.com,b@example.com",
        "<a@example.com>",
        '"a"@example.com',
        ".a@example.com",
        "a@-example.com",
        "a@[127.0.0.1]",
        "가@example.com",
        "a@example.com ",
        f"{'a' * 250}@example.com",
    ],
)
def test_what_is_no_plain_address_is_refused(office: Office, cast: Cast, address: str) -> None:
    """
    No second recipient, header or address of a machine comes in as an address.
    """
    with pytest.raises(Rejected):
        office.subscriptions.subscribe(cast.auditor, address)


def test_the_settings_may_name_the_domains(office: Office, cast: Cast) -> None:
    """
    Where the operator names domains a digest leaves for no other.
    """
    object.__setattr__(
        office, "settings", office.settings.model_copy(update={"smtp_domains": "authority.example, b.kr"})
    )
    assert office.subscriptions.subscribe(cast.auditor, "a@B.kr").digest_address == "a@B.kr"
    with pytest.raises(Rejected):
        office.subscriptions.subscribe(cast.auditor, "a@sub.b.kr")
