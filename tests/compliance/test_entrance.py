"""
Hold the entrance: what is presented opens exactly one person's door, once where it says once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from compliance import accounts
from compliance.access import Actor
from tests.compliance.conftest import owner

if TYPE_CHECKING:
    from typing import LiteralString

    from compliance.office import Office


def test_a_key_is_its_persons(office: Office) -> None:
    """
    A key leads to the person it was made for, and only the exact key does.
    """
    person, key = accounts.make_key(office, "기관", "김점검", Actor.AUDITOR)
    assert office.enter(key) == person
    assert office.enter(key[:-1]) is None
    assert office.enter("") is None


def test_no_key_link_or_token_is_kept(office: Office) -> None:
    """
    The database holds hashes only.
    """
    person, key = accounts.make_key(office, "기관", "김점검", Actor.AUDITOR)
    link, token = accounts.make_link(office, person), office.exchange(key)
    assert token
    with owner(office) as connection:
        kept = [
            connection.execute("SELECT t::text FROM api_keys t").fetchall(),
            connection.execute("SELECT t::text FROM entry_links t").fetchall(),
            connection.execute("SELECT t::text FROM sessions t").fetchall(),
        ]
    for secret in (key, link, token):
        assert secret not in str(kept)
        assert secret.encode().hex() not in str(kept)


def test_a_link_works_once(office: Office) -> None:
    """
    The second use of a one-use link gets nothing.
    """
    person, _ = accounts.make_key(office, "기관", "김점검", Actor.AUDITOR)
    link = accounts.make_link(office, person)
    token = office.enter_with_link(link)
    assert token
    assert office.session(token) == person
    assert office.enter_with_link(link) is None


def test_a_session_ends_when_left(office: Office) -> None:
    """
    After leaving, the token is worth nothing; leaving twice is no error.
    """
    _, key = accounts.make_key(office, "기관", "김점검", Actor.AUDITOR)
    token = office.exchange(key)
    assert token
    office.leave(token)
    office.leave(token)
    assert office.session(token) is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE sessions SET expires_at = now() - interval '1 second'",
        "UPDATE sessions SET used_at = now() - interval '31 minutes'",
        "UPDATE persons SET retired_at = now()",
    ],
)
def test_old_idle_and_retired_sessions_are_over(office: Office, change: LiteralString) -> None:
    """
    A session ends by age, by idleness, and with its person.
    """
    _, key = accounts.make_key(office, "기관", "김점검", Actor.AUDITOR)
    token = office.exchange(key)
    assert token
    with owner(office) as connection:
        connection.execute(change)
    assert office.session(token) is None


def test_a_revoked_key_opens_nothing(office: Office) -> None:
    """
    Revoking works on the next request.
    """
    _, key = accounts.make_key(office, "기관", "김점검", Actor.AUDITOR)
    with owner(office) as connection:
        connection.execute("UPDATE api_keys SET revoked_at = now()")
    assert office.enter(key) is None
    assert office.exchange(key) is None


def test_the_first_administrator_is_made_once(office: Office) -> None:
    """
    The first start tells an administrator's key; later ones tell nothing.
    """
    told = accounts.first_administrator(office)
    person = office.enter(told[-1].strip())
    assert person
    assert person.actor is Actor.ADMINISTRATOR
    assert accounts.first_administrator(office) == []
