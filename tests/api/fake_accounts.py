"""
Stand in for the desk of accounts: the people of the fake office, with keys and sessions kept in memory.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4, uuid5

from compliance.access import Actor, Person
from compliance.errors import Forbidden, NotFound
from compliance.identity.desk import check_scopes
from compliance.identity.views import AccountView, KeyView, SessionView
from compliance.views import Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from compliance.identity.views import KeyOrder, NewAccount

SPACE = UUID(int=11)
NOW = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)
SECRET = "fcc_abcdefgh" + "x" * 43


class FakeAccounts:
    """
    Keep accounts by id, and the keys made of each.
    """

    def __init__(self, people: Iterable[Person]) -> None:
        """
        Begin with an account for each person, signed in once.
        """
        self.known = {
            each.id: AccountView(each.id, f"{each.name} 기관", each.name, each.actor, NOW, disabled=False)
            for each in people
        }
        self.made: dict[UUID, list[KeyView]] = {}
        self.signed_in = {
            each: [SessionView(uuid5(SPACE, str(each)), NOW, NOW, NOW + timedelta(hours=8), by_key=True)]
            for each in self.known
        }

    def every(self, person: Person, cursor: str | None = None, limit: int = 20) -> Page[AccountView]:
        """
        List all on one page.
        """
        del person, cursor
        return Page(tuple(self.known.values())[:limit], None)

    def one(self, person: Person, account_id: UUID) -> AccountView:
        """
        Show one.
        """
        if account_id not in self.known or (account_id != person.id and person.actor is not Actor.ADMINISTRATOR):
            raise NotFound
        return self.known[account_id]

    def make(self, person: Person, wanted: NewAccount) -> AccountView:
        """
        Make one.
        """
        del person
        made = AccountView(uuid4(), wanted.organisation, wanted.name, wanted.actor, NOW, disabled=False)
        self.known[made.id] = made
        return made

    def change(
        self, person: Person, account_id: UUID, *, actor: Actor | None = None, is_disabled: bool | None = None
    ) -> AccountView:
        """
        Change one that is not one's own.
        """
        before = self.one(person, account_id)
        if account_id == person.id:
            raise Forbidden("자기 계정입니다", "it is one's own")
        disabled = before.disabled if is_disabled is None else is_disabled
        self.known[account_id] = replace(before, actor=actor or before.actor, disabled=disabled)
        self.signed_in[account_id] = []
        return self.known[account_id]

    def reset(self, person: Person, account_id: UUID) -> str:
        """
        Give a link's token.
        """
        self.one(person, account_id)
        return "token-of-a-link"

    def keys(self, person: Person, account_id: UUID) -> list[KeyView]:
        """
        List those made.
        """
        self.one(person, account_id)
        return [replace(each, secret=None) for each in reversed(self.made.get(account_id, []))]

    def make_key(self, person: Person, account_id: UUID, order: KeyOrder) -> KeyView:
        """
        Make one, whose secret is always the same.
        """
        check_scopes(self.one(person, account_id).actor, order.scopes)
        until = NOW + timedelta(days=order.days)
        made = KeyView(uuid4(), order.label, SECRET[:12], order.scopes, NOW, until, None, None, SECRET)
        self.made.setdefault(account_id, []).append(made)
        return made

    def revoke_key(self, person: Person, account_id: UUID, key_id: UUID) -> None:
        """
        Revoke one.
        """
        if key_id not in {each.id for each in self.keys(person, account_id)}:
            raise NotFound
        self.made[account_id] = [
            replace(each, revoked_at=NOW) if each.id == key_id else each for each in self.made[account_id]
        ]

    def sessions(self, person: Person, account_id: UUID) -> list[SessionView]:
        """
        List those not ended.
        """
        self.one(person, account_id)
        return self.signed_in.get(account_id, [])

    def sign_out(self, person: Person, account_id: UUID, session_id: UUID | None = None) -> int:
        """
        End them.
        """
        before = self.sessions(person, account_id)
        left = [each for each in before if session_id not in {None, each.id}]
        self.signed_in[account_id] = left
        return len(before) - len(left)
