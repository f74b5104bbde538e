"""
Be the door to accounts for `api`: everybody directs the keys and sessions of their own, administrators those of all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from compliance import entrance, journal, paging, permissions
from compliance.access import Actor, Person
from compliance.errors import Conflict, Forbidden, NotFound, Rejected
from compliance.identity.views import AccountView, KeyView, SessionView
from compliance.journal import Act
from compliance.store import accounts, people
from compliance.store.database import identify
from compliance.store.envelope import token_hash
from compliance.views import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.identity.views import KeyOrder, NewAccount
    from compliance.settings import Settings
    from compliance.store.accounts import Account
    from compliance.store.database import Database
    from compliance.store.tables import ApiKey, BrowserSession

MOST_KEYS = 20
"""Open keys of one account."""
KEYS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class AccountDesk:
    """
    Offer what people do with accounts; another's account does not exist for anybody but administrators.
    """

    database: Database
    settings: Settings

    def every(self, person: Person, cursor: str | None = None, limit: int = 20) -> Page[AccountView]:
        """
        List all accounts, newest first.

        Raises:
            Forbidden: this actor administers nothing.
            Rejected: "cursor", it is none of ours.
        """
        _must_administer(person)
        limit = max(1, min(limit, self.settings.page_limit))
        with self.database.transaction(person) as session:
            found = accounts.every(session, paging.newest_first(cursor), limit + 1)
        shown = tuple(map(_account, found[:limit]))
        return Page(shown, str(shown[-1].id) if len(found) > limit else None)

    def one(self, person: Person, account_id: UUID) -> AccountView:
        """
        Show one account.
        """
        with self.database.transaction(person) as session:
            return _account(_reached(session, person, account_id))

    def make(self, person: Person, wanted: NewAccount) -> AccountView:
        """
        Make an account, which nothing opens yet.

        Raises:
            Forbidden: this actor administers nothing.
            Rejected: "actor", nobody signs in as the system.
            Conflict: "account", there is one of this organisation, name and role.
        """
        _must_administer(person)
        _must_be_of_people(wanted.actor)
        with self.database.transaction(person) as session:
            tenant_id = people.tenant_named(session, wanted.organisation)
            tenant_id = tenant_id or people.make_tenant(session, wanted.organisation)
            if accounts.same(session, tenant_id, wanted.name, wanted.actor):
                raise Conflict("이미 있는 계정입니다", "there is such an account already", "account")
            made = people.make_person(session, tenant_id, wanted.name, wanted.actor)
            account = accounts.one(session, made.id)
            _note(session, person, account, Act.ACCOUNT_MADE, {"made": "account", "actor": wanted.actor})
            return _account(account)

    def change(
        self, person: Person, account_id: UUID, *, actor: Actor | None = None, is_disabled: bool | None = None
    ) -> AccountView:
        """
        Give an account another role, or let nobody in by it, or again; either way whoever is in has to come in anew.

        Raises:
            Forbidden: this actor administers nothing, or it is one's own account.
            Rejected: "actor", nobody signs in as the system.
        """
        _must_administer(person)
        if account_id == person.id:
            raise Forbidden("자기 계정은 바꿀 수 없습니다", "nobody changes the account they work with")
        if actor is not None:
            _must_be_of_people(actor)
        with self.database.transaction(person) as session:
            account = _reached(session, person, account_id)
            accounts.change(session, account_id, actor, is_disabled=is_disabled)
            accounts.shut(session, account_id)
            after = accounts.one(session, account_id)
            shown = _account(after)
            change = {"before": account[0].actor, "actor": shown.actor, "disabled": shown.disabled}
            _note(session, person, after, Act.ACCOUNT_CHANGED, change)
            return shown

    def reset(self, person: Person, account_id: UUID) -> str:
        """
        Revoke all keys, sessions and links of an account, and make a new one-use link; return its token.

        Raises:
            Forbidden: this actor administers nothing.
            Conflict: "disabled", nobody is let in by this account.
        """
        _must_administer(person)
        token, life = entrance.new_token(), timedelta(hours=self.settings.link_hours)
        with self.database.transaction(person) as session:
            account = _reached(session, person, account_id)
            if account[0].retired_at is not None:
                raise Conflict("사용이 중지된 계정입니다", "the account is disabled", "disabled")
            accounts.shut(session, account_id)
            people.make_link(session, _holder(account), token_hash(token), life)
            _note(session, person, account, Act.ACCOUNT_CHANGED, {"reset": True})
        return token

    def keys(self, person: Person, account_id: UUID) -> list[KeyView]:
        """
        List the newest keys of an account, revoked ones too.
        """
        with self.database.transaction(person) as session:
            _reached(session, person, account_id)
            return list(map(_key, accounts.keys(session, account_id, KEYS_SHOWN)))

    def make_key(self, person: Person, account_id: UUID, order: KeyOrder) -> KeyView:
        """
        Make a key, which is in the answer and never shown again.

        Raises:
            Rejected: "scopes", some are none of the holder's; "days", it would live longer than keys may.
            Forbidden: one who came with a narrowed key makes none.
            Conflict: "keys", the account has as many as it may have; "disabled", nobody is let in by it.
        """
        if person.scopes is not None:
            raise Forbidden("범위를 좁힌 열쇠로는 열쇠를 만들 수 없습니다", "a narrowed key makes no keys")
        self._check_days(order.days)
        words, kept = entrance.new_key(timedelta(days=order.days))
        with self.database.transaction(person) as session:
            account = _reached(session, person, account_id)
            holder = _holder(account)
            check_scopes(holder.actor, order.scopes)
            if account[0].retired_at is not None:
                raise Conflict("사용이 중지된 계정입니다", "the account is disabled", "disabled")
            if accounts.count_open_keys(session, account_id) >= MOST_KEYS:
                raise Conflict("열쇠를 더 만들 수 없습니다", "there are as many keys as there may be", "keys")
            row = people.make_key(session, holder, kept, order.label, order.scopes)
            _note(session, person, account, Act.KEY_MADE, {"key": row.id, "scopes": order.scopes, "days": order.days})
            return replace(_key(row), secret=words)

    def revoke_key(self, person: Person, account_id: UUID, key_id: UUID) -> None:
        """
        Revoke a key: from now on it opens nothing, and the sessions it began are over. Twice is no error.
        """
        with self.database.transaction(person) as session:
            account = _reached(session, person, account_id)
            if key_id not in {row.id for row in accounts.keys(session, account_id, KEYS_SHOWN)}:
                raise NotFound
            if accounts.revoke_keys(session, account_id, key_id):
                _note(session, person, account, Act.KEY_REVOKED, {"key": key_id})

    def sessions(self, person: Person, account_id: UUID) -> list[SessionView]:
        """
        List the sessions of an account that are still good, newest first.
        """
        with self.database.transaction(person) as session:
            _reached(session, person, account_id)
            idle = timedelta(minutes=self.settings.session_idle_minutes)
            return list(map(_session, accounts.sessions(session, account_id, idle)))

    def sign_out(self, person: Person, account_id: UUID, session_id: UUID | None = None) -> int:
        """
        End one session of an account, or all of them, wherever they are; return how many there were.
        """
        with self.database.transaction(person) as session:
            account = _reached(session, person, account_id)
            ended = accounts.end_sessions(session, account_id, session_id)
            if session_id is not None and not ended:
                raise NotFound
            if ended:
                _note(session, person, account, Act.SESSIONS_ENDED, {"ended": ended})
            return ended

    def _check_days(self, days: int) -> None:
        if not 1 <= days <= self.settings.key_days:
            ko = f"열쇠의 기한은 1일부터 {self.settings.key_days}일까지입니다"
            raise Rejected(ko, f"a key lives from 1 to {self.settings.key_days} days", "days")


def _reached(session: Session, person: Person, account_id: UUID) -> Account:
    """
    Fetch an account that this person may direct: their own, or any for administrators.
    """
    if account_id != person.id and person.actor is not Actor.ADMINISTRATOR:
        raise NotFound
    return accounts.one(session, account_id)


def _holder(account: Account) -> Person:
    human, _ = account
    return Person(human.id, human.tenant_id, human.name, Actor(human.actor))


def _must_administer(person: Person) -> None:
    if person.actor is not Actor.ADMINISTRATOR:
        raise Forbidden("계정을 다룰 권한이 없습니다", "this actor does not manage accounts")


def _must_be_of_people(actor: Actor) -> None:
    if actor not in permissions.PEOPLE:
        raise Rejected("사람의 역할이 아닙니다", "nobody signs in as the system", "actor")


def check_scopes(actor: Actor, scopes: Sequence[str] | None) -> None:
    """
    Refuse scopes that are none of a role's.

    Raises:
        Rejected: "scopes".
    """
    if scopes is not None and (not scopes or not set(scopes) <= set(permissions.of(actor))):
        raise Rejected("이 역할에 없는 권한입니다", "some scopes are none of this role's", "scopes")


def _note(session: Session, person: Person, account: Account, act: Act, detail: Mapping[str, object]) -> None:
    """
    Write a line into the journal of the account's organisation, in the name of who directs it.
    """
    author = replace(person, tenant_id=account[0].tenant_id)
    identify(session, author)
    journal.write(session, author, act, f"person:{account[0].id}", detail)


def _account(account: Account) -> AccountView:
    human, organisation = account
    return AccountView(
        human.id, organisation, human.name, Actor(human.actor), human.created_at, human.retired_at is not None
    )


def _key(row: ApiKey) -> KeyView:
    return KeyView(
        id=row.id,
        label=row.label,
        prefix=row.prefix,
        scopes=None if row.scopes is None else tuple(row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )


def _session(row: BrowserSession) -> SessionView:
    return SessionView(row.id, row.created_at, row.used_at, row.expires_at, row.key_id is not None)
