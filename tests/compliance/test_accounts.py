"""
Hold accounts to their walls: keys and sessions end at once, nobody directs another's, and the journal tells of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from compliance import permissions
from compliance.access import Actor
from compliance.errors import Conflict, Forbidden, NotFound, Rejected
from compliance.identity.desk import MOST_KEYS
from compliance.identity.views import KeyOrder, NewAccount
from compliance.store import people
from compliance.store.tables import Table
from tests.compliance.conftest import owner
from tests.compliance.test_walls import HOLDS_NO_TENANT

if TYPE_CHECKING:
    from typing import LiteralString

    from compliance.access import Person
    from compliance.office import Office
    from tests.compliance.conftest import Cast

READING = KeyOrder("야간 수집", ("findings:read",), 30)
WHOLE = KeyOrder("모두", None, 30)


def secret(office: Office, person: Person, order: KeyOrder = WHOLE) -> str:
    """
    Make a key of one's own.
    """
    made = office.accounts.make_key(person, person.id, order).secret
    assert made
    return made


def test_a_narrowed_key_brings_its_scopes(office: Office, cast: Cast) -> None:
    """
    A narrowed key enters with its scopes, opens no session and makes no key; its use is written down.
    """
    key = secret(office, cast.auditor, READING)
    person = office.enter(key)
    assert person
    assert person.scopes == frozenset({"findings:read"})
    assert office.exchange(key) is None
    with pytest.raises(Forbidden):
        office.accounts.make_key(person, person.id, READING)
    (shown,) = office.accounts.keys(cast.auditor, cast.auditor.id)
    assert (shown.prefix, shown.secret) == (key[: people.PREFIX_LENGTH], None)
    assert shown.used_at


def test_a_key_reaches_no_further_than_its_holder(office: Office, cast: Cast) -> None:
    """
    Scopes of another role, none at all, and too many days are refused.
    """
    for order in (KeyOrder("x", ("metrics:read",), 30), KeyOrder("x", (), 30), KeyOrder("x", None, 366)):
        with pytest.raises(Rejected):
            office.accounts.make_key(cast.auditor, cast.auditor.id, order)


@pytest.mark.parametrize("change", ["UPDATE api_keys SET expires_at = now()", "UPDATE api_keys SET revoked_at = now()"])
def test_an_old_or_revoked_key_opens_nothing(office: Office, cast: Cast, change: LiteralString) -> None:
    """
    A key ends at its hour as it does by revocation.
    """
    key = secret(office, cast.auditor)
    with owner(office) as connection:
        connection.execute(change)
    assert office.enter(key) is None
    assert office.exchange(key) is None


def test_revoking_a_key_ends_the_sessions_it_began(office: Office, cast: Cast) -> None:
    """
    From the next request on neither the key nor its session is worth anything; other keys go on.
    """
    key, other = secret(office, cast.auditor), secret(office, cast.auditor)
    token = office.exchange(key)
    assert token
    shown = next(each for each in office.accounts.keys(cast.auditor, cast.auditor.id) if key.startswith(each.prefix))
    office.accounts.revoke_key(cast.auditor, cast.auditor.id, shown.id)
    office.accounts.revoke_key(cast.auditor, cast.auditor.id, shown.id)
    assert (office.enter(key), office.session(token)) == (None, None)
    assert office.enter(other) == cast.auditor


def test_signing_out_everywhere_ends_all_sessions(office: Office, cast: Cast) -> None:
    """
    One's own sessions end wherever they are, also by the administrator's hand; every sign-in has a token of its own.
    """
    key = secret(office, cast.auditor)
    for by in (cast.auditor, cast.administrator):
        tokens = [office.exchange(key) or "" for _ in range(3)]
        assert len(set(tokens)) == 3
        assert len(office.accounts.sessions(by, cast.auditor.id)) == 3
        assert office.accounts.sign_out(by, cast.auditor.id) == 3
        assert [office.session(token) for token in tokens] == [None] * 3


def test_one_session_is_ended_by_itself(office: Office, cast: Cast) -> None:
    """
    Ending one session leaves the others; one that is not there is told.
    """
    key = secret(office, cast.auditor)
    first, second = office.exchange(key) or "", office.exchange(key) or ""
    newest, _ = office.accounts.sessions(cast.auditor, cast.auditor.id)
    office.accounts.sign_out(cast.auditor, cast.auditor.id, newest.id)
    assert (office.session(first), office.session(second)) == (cast.auditor, None)
    with pytest.raises(NotFound):
        office.accounts.sign_out(cast.auditor, cast.auditor.id, newest.id)


def test_another_account_does_not_exist(office: Office, cast: Cast) -> None:
    """
    Whoever administers nothing learns of no account but their own, of a colleague's as little as of an absent one.
    """
    desk = office.accounts
    for wanted in (cast.colleague.id, cast.rival.id, uuid4()):
        for look in (desk.one, desk.keys, desk.sessions, desk.sign_out):
            with pytest.raises(NotFound):
                look(cast.auditor, wanted)
        with pytest.raises(NotFound):
            desk.make_key(cast.auditor, wanted, READING)


def test_only_administrators_direct_accounts(office: Office, cast: Cast) -> None:
    """
    Making, changing and resetting accounts is nobody else's.
    """
    desk, wanted = office.accounts, NewAccount("기관", "새사람", Actor.ADVISER)
    for person in (cast.startup, cast.auditor, cast.approver, cast.rule_manager):
        for act in (
            lambda person=person: desk.make(person, wanted),
            lambda person=person: desk.every(person),
            lambda person=person: desk.change(person, person.id, actor=Actor.ADMINISTRATOR),
            lambda person=person: desk.reset(person, person.id),
        ):
            with pytest.raises(Forbidden):
                act()


@pytest.mark.parametrize("actor", sorted(permissions.PEOPLE))
def test_every_role_can_be_given(office: Office, cast: Cast, actor: Actor) -> None:
    """
    An account of each role of WORKFLOW.md section 2 is made once, comes in by its link, and may have keys of its scopes.
    """
    wanted = NewAccount("다른 기관", "새사람", actor)
    made = office.accounts.make(cast.administrator, wanted)
    with pytest.raises(Conflict):
        office.accounts.make(cast.administrator, wanted)
    token = office.enter_with_link(office.accounts.reset(cast.administrator, made.id))
    person = office.session(token or "")
    assert person
    assert (person.id, person.actor) == (made.id, actor)
    key = office.accounts.make_key(cast.administrator, made.id, KeyOrder("x", permissions.of(actor), 1))
    entered = office.enter(key.secret or "")
    assert entered
    assert entered.scopes == frozenset(permissions.of(actor))


def test_nobody_becomes_the_system(office: Office, cast: Cast) -> None:
    """
    Neither the desk nor, past it, the database lets anybody sign in as the system.
    """
    with pytest.raises(Rejected):
        office.accounts.make(cast.administrator, NewAccount("기관", "새사람", Actor.SYSTEM))
    with pytest.raises(Rejected):
        office.accounts.change(cast.administrator, cast.auditor.id, actor=Actor.SYSTEM)
    with pytest.raises(ProgrammingError), office.database.transaction(cast.administrator) as session:
        session.execute(text("UPDATE persons SET actor = 'system'"))


def test_a_changed_account_has_to_come_in_anew(office: Office, cast: Cast) -> None:
    """
    Another role, and disabling, end keys, sessions and links at once; a disabled account gets none.
    """
    desk = office.accounts
    key = secret(office, cast.auditor)
    token, link = office.exchange(key) or "", desk.reset(cast.administrator, cast.colleague.id)
    assert desk.change(cast.administrator, cast.auditor.id, actor=Actor.REVIEWER).actor is Actor.REVIEWER
    assert (office.enter(key), office.session(token)) == (None, None)
    assert desk.change(cast.administrator, cast.colleague.id, is_disabled=True).disabled
    assert office.enter_with_link(link) is None
    with pytest.raises(Conflict):
        desk.make_key(cast.administrator, cast.colleague.id, WHOLE)
    with pytest.raises(Conflict):
        desk.reset(cast.administrator, cast.colleague.id)
    with pytest.raises(Forbidden):
        desk.change(cast.administrator, cast.administrator.id, is_disabled=True)


def test_the_number_of_keys_is_bounded(office: Office, cast: Cast) -> None:
    """
    An account has a handful of open keys.
    """
    for _ in range(MOST_KEYS):
        secret(office, cast.auditor)
    with pytest.raises(Conflict):
        secret(office, cast.auditor)


def test_the_journal_tells_who_directed_whose_account(office: Office, cast: Cast) -> None:
    """
    Each act on an account is a line of the account's organisation by whoever did it, without the key.
    """
    key = office.accounts.make_key(cast.administrator, cast.startup.id, KeyOrder("x", ("findings:read",), 1))
    office.accounts.revoke_key(cast.startup, cast.startup.id, key.id)
    office.accounts.change(cast.administrator, cast.startup.id, is_disabled=True)
    query = "SELECT tenant_id, person_id, act FROM journal WHERE subject = %s ORDER BY seq"
    with owner(office) as connection:
        lines = connection.execute(query, (f"person:{cast.startup.id}",)).fetchall()
        whole = str(connection.execute("SELECT detail FROM journal").fetchall())
    admin, own = cast.administrator.id, cast.startup.id
    expected = [(admin, "key_made"), (own, "key_revoked"), (admin, "account_changed")]
    assert lines == [(cast.startup.tenant_id, who, act) for who, act in expected]
    assert (key.secret or "") not in whole


def test_no_table_is_the_applications_own(office: Office) -> None:
    """
    Every table of the database belongs to another role than the one that works, and all that hold tenants force the walls.
    """
    query = text(
        "SELECT relname, pg_get_userbyid(relowner), relrowsecurity AND relforcerowsecurity FROM pg_class"
        " WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
    )
    with office.database.transaction() as session:
        rows = session.execute(query).all()
        works_as, is_super, bypasses = session.execute(
            text("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        ).one()
    assert (is_super, bypasses) == (False, False)
    assert {name for name, _, _ in rows} == set(Table.metadata.tables) | {"alembic_version"}
    assert [name for name, whose, _ in rows if whose == works_as] == []
    assert {name for name, _, walled in rows if not walled} == HOLDS_NO_TENANT | {"alembic_version"}
