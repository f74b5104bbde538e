"""
Be the door to webhooks for `api`: register receivers, change and test them, and follow what they were sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from uuid_utils.compat import uuid7

from compliance import journal, paging
from compliance.access import EXAMINERS, Actor
from compliance.errors import Conflict, Forbidden, NotFound
from compliance.journal import Act
from compliance.notifications import receivers, signing
from compliance.notifications.guard import understand
from compliance.notifications.kinds import Announced, Kind
from compliance.notifications.receivers import Receiver
from compliance.notifications.views import AttemptView, MessageView, WebhookView
from compliance.store import outbox, webhooks
from compliance.store.notification_tables import Webhook
from compliance.views import Page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.settings import Settings
    from compliance.store.database import Database
    from compliance.store.envelope import KeyRing
    from compliance.store.notification_tables import Delivery, Message

MOST_WEBHOOKS = 20
"""Receivers of one organisation: each multiplies every message."""
FOLLOWERS = EXAMINERS | {Actor.ADMINISTRATOR}
"""Who sees receivers and their deliveries; administrators alone change them."""


@dataclass(frozen=True, slots=True)
class WebhookDesk:
    """
    Offer what people do with webhooks; methods that take an id raise `NotFound` for what is absent or not theirs.
    """

    database: Database
    keys: KeyRing
    settings: Settings

    def every(self, person: Person) -> list[WebhookView]:
        """
        List the receivers of the person's organisation, newest first.
        """
        with self.database.transaction(person) as session:
            return self._views(session, person, webhooks.every(session))

    def one(self, person: Person, webhook_id: UUID) -> WebhookView:
        """
        Show one receiver.
        """
        with self.database.transaction(person) as session:
            return self._views(session, person, [webhooks.present(session, webhook_id)])[0]

    def register(self, person: Person, url: str, kinds: Sequence[Kind]) -> WebhookView:
        """
        Register a receiver; its secret is in the answer and is never shown again.

        Raises:
            Forbidden: this actor registers none.
            Rejected: "url", the address is none that may be called.
            Conflict: "webhooks", the organisation has as many as it may have.
        """
        _must_administer(person)
        understand(url, self.settings.inside_hosts)
        webhook_id, secret = uuid7(), signing.new_secret()
        sealed = receivers.seal_new(self.keys, person.tenant_id, webhook_id, Receiver(url=url, secrets=(secret,)))
        row = Webhook(
            id=webhook_id,
            tenant_id=person.tenant_id,
            made_by=person.id,
            kinds=[kind.value for kind in kinds],
            state="active",
            created_at=datetime.now(UTC),
            **sealed,
        )
        with self.database.transaction(person) as session:
            if len(webhooks.every(session)) >= MOST_WEBHOOKS:
                raise Conflict("웹훅을 더 등록할 수 없습니다", "there are as many webhooks as there may be", "webhooks")
            session.add(row)
            session.flush()
            _note(session, person, row.id, "registered")
            return self._views(session, person, [row], secret.words)[0]

    def change(
        self, person: Person, webhook_id: UUID, *, kinds: Sequence[Kind] | None = None, is_paused: bool | None = None
    ) -> WebhookView:
        """
        Change what a receiver is told, pause it, or let it go on; one that was gone goes on too.

        Raises:
            Forbidden: this actor changes none.
        """
        _must_administer(person)
        with self.database.transaction(person) as session:
            row = webhooks.present(session, webhook_id, to_change=True)
            if kinds is not None:
                row.kinds = [kind.value for kind in kinds]
            if is_paused is not None:
                row.state = "paused" if is_paused else "active"
            session.flush()
            _note(session, person, row.id, "changed")
            return self._views(session, person, [row])[0]

    def rotate(self, person: Person, webhook_id: UUID) -> WebhookView:
        """
        Make a new secret, shown once; the one before signs beside it for a day.

        Raises:
            Forbidden: this actor changes none.
        """
        _must_administer(person)
        with self.database.transaction(person) as session:
            row = webhooks.present(session, webhook_id, to_change=True)
            receiver = receivers.open_sealed(self.keys, row)
            secrets = signing.rotated(receiver.secrets, datetime.now(UTC))
            receivers.seal_again(self.keys, row, receiver.model_copy(update={"secrets": secrets}))
            session.flush()
            _note(session, person, row.id, "secret")
            return self._views(session, person, [row], secrets[0].words)[0]

    def remove(self, person: Person, webhook_id: UUID) -> None:
        """
        Remove a receiver: nothing more is sent to it, and its address and secrets are forgotten.

        Raises:
            Forbidden: this actor removes none.
        """
        _must_administer(person)
        with self.database.transaction(person) as session:
            row = webhooks.present(session, webhook_id, to_change=True)
            row.state, row.sealed_target, row.wrapped_key = webhooks.REMOVED, b"", b""
            session.flush()
            _note(session, person, row.id, "removed")

    def ping(self, person: Person, webhook_id: UUID) -> MessageView:
        """
        Order a test message to a receiver.

        Raises:
            Forbidden: this actor orders none.
        """
        _must_administer(person)
        with self.database.transaction(person) as session:
            row = webhooks.present(session, webhook_id)
            told = Announced(person.tenant_id, f"{Kind.PING}:{uuid7()}", Kind.PING, {"webhook_id": str(row.id)})
            message_id = outbox.put(session, told, {"webhook_id": row.id})
            if message_id is None:
                raise NotFound
            _note(session, person, row.id, "pinged")
            return _messages(session, [outbox.message(session, message_id)])[0]

    def messages(
        self, person: Person, webhook_id: UUID, cursor: str | None = None, limit: int = 20
    ) -> Page[MessageView]:
        """
        List what a receiver was sent with the log of its deliveries, newest first.

        Raises:
            Rejected: "cursor", it is none of ours.
        """
        with self.database.transaction(person) as session:
            webhooks.present(session, webhook_id)
            limit = max(1, min(limit, self.settings.page_limit))
            rows = outbox.messages(session, webhook_id, paging.newest_first(cursor), limit + 1)
            shown = _messages(session, rows[:limit])
            return Page(tuple(shown), str(shown[-1].id) if len(rows) > limit else None)

    def send_again(self, person: Person, webhook_id: UUID, message_id: UUID) -> MessageView:
        """
        Send a message once more, under the same id.

        Raises:
            Forbidden: this actor orders none.
        """
        _must_administer(person)
        with self.database.transaction(person) as session:
            webhooks.present(session, webhook_id)
            if not outbox.order_again(session, message_id, webhook_id):
                raise NotFound
            _note(session, person, webhook_id, "sent_again")
            return _messages(session, [outbox.message(session, message_id)])[0]

    def _views(
        self, session: Session, person: Person, rows: Sequence[Webhook], secret: str | None = None
    ) -> list[WebhookView]:
        counted = outbox.states(session, [row.id for row in rows])
        return [
            WebhookView(
                row.id, self._shown_url(person, row), tuple(row.kinds), row.state, row.created_at, counted[row.id], secret
            )
            for row in rows
        ]  # fmt: skip

    def _shown_url(self, person: Person, row: Webhook) -> str:
        url = receivers.open_sealed(self.keys, row).url
        if person.actor is Actor.ADMINISTRATOR:
            return url
        # Receivers often take whoever knows the path for one of theirs.
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc}/…"


def _must_administer(person: Person) -> None:
    if person.actor is not Actor.ADMINISTRATOR:
        raise Forbidden("웹훅을 다룰 권한이 없습니다", "this actor does not manage webhooks")


def _note(session: Session, person: Person, webhook_id: UUID, step: str) -> None:
    journal.write(session, person, Act.NOTIFICATIONS_CHANGED, f"webhook:{webhook_id}", {"step": step})


def _messages(session: Session, rows: Sequence[Message]) -> list[MessageView]:
    attempts = outbox.attempts(session, [row.id for row in rows])
    return [
        MessageView(
            row.id, row.kind, row.state, row.tries, row.created_at, row.next_at if row.state == "waiting" else None,
            tuple(map(_attempt, attempts[row.id])),
        )
        for row in rows
    ]  # fmt: skip


def _attempt(row: Delivery) -> AttemptView:
    return AttemptView(row.at, row.outcome, row.status, row.milliseconds)
