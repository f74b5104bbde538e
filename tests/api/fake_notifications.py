"""
Stand in for the desks of notifications: receivers with one delivered and one failed message, and subscriptions.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from compliance.errors import NotFound
from compliance.notifications import calendar
from compliance.notifications.calendar import Event
from compliance.notifications.desk import FOLLOWERS
from compliance.notifications.guard import understand
from compliance.notifications.mailing import check_address
from compliance.notifications.views import AttemptView, MessageView, SubscriptionsView, WebhookView
from compliance.views import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compliance.access import Person
    from compliance.notifications.kinds import Kind

SPACE = UUID(int=9)
NOW = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)
SECRET = "whsec_c2VjcmV0IG9mIGEgdGVzdCwgMzIgYnl0ZXMgbG9uZyE="  # noqa: S105 - shown to a test


class FakeWebhooks:
    """
    Keep receivers by id and owner.
    """

    def __init__(self) -> None:
        """
        Begin without a receiver.
        """
        self.known: dict[UUID, WebhookView] = {}
        self.owners: dict[UUID, UUID] = {}

    def every(self, person: Person) -> list[WebhookView]:
        """
        List those of the person's organisation.
        """
        return [view for view in self.known.values() if self.owners[view.id] == person.tenant_id]

    def one(self, person: Person, webhook_id: UUID) -> WebhookView:
        """
        Show one to whoever may see it.
        """
        if self.owners.get(webhook_id) != person.tenant_id or person.actor not in FOLLOWERS:
            raise NotFound
        return self.known[webhook_id]

    def register(self, person: Person, url: str, kinds: Sequence[Kind]) -> WebhookView:
        """
        Keep a receiver whose address the guard lets pass.
        """
        understand(url, frozenset())
        webhook_id = uuid5(SPACE, url)
        view = WebhookView(webhook_id, url, tuple(kinds), "active", NOW, {"delivered": 1, "dead": 1})
        self.known[webhook_id], self.owners[webhook_id] = view, person.tenant_id
        return replace(view, secret=SECRET)

    def change(
        self, person: Person, webhook_id: UUID, *, kinds: Sequence[Kind] | None = None, is_paused: bool | None = None
    ) -> WebhookView:
        """
        Change one.
        """
        view = self.one(person, webhook_id)
        if kinds is not None:
            view = replace(view, kinds=tuple(kinds))
        if is_paused is not None:
            view = replace(view, state="paused" if is_paused else "active")
        self.known[webhook_id] = view
        return view

    def rotate(self, person: Person, webhook_id: UUID) -> WebhookView:
        """
        Show a secret.
        """
        return replace(self.one(person, webhook_id), secret=SECRET)

    def remove(self, person: Person, webhook_id: UUID) -> None:
        """
        Forget one.
        """
        self.one(person, webhook_id)
        del self.known[webhook_id], self.owners[webhook_id]

    def ping(self, person: Person, webhook_id: UUID) -> MessageView:
        """
        Order a test.
        """
        self.one(person, webhook_id)
        return MessageView(uuid5(webhook_id, "ping"), "webhook.ping", "waiting", 0, NOW, NOW, ())

    def messages(
        self, person: Person, webhook_id: UUID, cursor: str | None = None, limit: int = 20
    ) -> Page[MessageView]:
        """
        Show one that was delivered at the second attempt, and one that was given up.
        """
        del cursor, limit
        self.one(person, webhook_id)
        failed = AttemptView(NOW, "timeout", None, 15_000)
        delivered = (AttemptView(NOW, "delivered", 204, 120), failed)
        made = (("audit.run.finished", "delivered", delivered), ("audit.flags.created", "dead", (failed,)))
        return Page(
            tuple(
                MessageView(uuid5(webhook_id, kind), kind, state, len(attempts), NOW, None, attempts)
                for kind, state, attempts in made
            ),
            None,
        )

    def send_again(self, person: Person, webhook_id: UUID, message_id: UUID) -> MessageView:
        """
        Let one wait again.
        """
        for each in self.messages(person, webhook_id).items:
            if each.id == message_id:
                return replace(each, state="waiting", tries=0, next_at=NOW)
        raise NotFound


class FakeSubscriptions:
    """
    Keep what each person subscribed to.
    """

    def __init__(self) -> None:
        """
        Begin without subscriptions.
        """
        self.addresses: dict[UUID, str] = {}
        self.tokens: dict[UUID, str] = {}

    def mine(self, person: Person) -> SubscriptionsView:
        """
        Show a person's own.
        """
        since = NOW if person.id in self.tokens else None
        return SubscriptionsView(self.addresses.get(person.id), mail_is_sent=False, calendar_since=since)

    def subscribe(self, person: Person, address: str) -> SubscriptionsView:
        """
        Keep an address.
        """
        self.addresses[person.id] = check_address(address, frozenset())
        return self.mine(person)

    def unsubscribe(self, person: Person) -> None:
        """
        Forget it.
        """
        self.addresses.pop(person.id, None)

    def open_calendar(self, person: Person) -> str:
        """
        Make a token, another each time.
        """
        self.tokens[person.id] = f"token-{len(self.tokens)}-{person.name}-{self.tokens.get(person.id, '')}"
        return self.tokens[person.id]

    def close_calendar(self, person: Person) -> None:
        """
        Forget it.
        """
        self.tokens.pop(person.id, None)

    def calendar(self, token: str, today: date) -> str:
        """
        Write a calendar of one day for a known token.
        """
        if token not in self.tokens.values():
            raise NotFound
        return calendar.write("점검 일정", [Event("one@test", today, "점검: 분기 점검", NOW)])
