"""
Be the door to what one person subscribes to: the daily digest by mail, and a calendar's private address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance import entrance, journal
from compliance.access import EXAMINERS
from compliance.errors import Forbidden, NotFound
from compliance.journal import Act
from compliance.notifications import calendar, digest, mailing
from compliance.notifications.views import SubscriptionsView
from compliance.store import audits, people, subscriptions
from compliance.store.envelope import token_hash

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.settings import Settings
    from compliance.store.database import Database
    from compliance.store.envelope import KeyRing

CALENDAR = "공정협력 점검 일정"
"""What calendar programs call the calendar."""


@dataclass(frozen=True, slots=True)
class SubscriptionDesk:
    """
    Offer subscriptions to those who examine; each person reaches only their own.
    """

    database: Database
    keys: KeyRing
    settings: Settings

    def mine(self, person: Person) -> SubscriptionsView:
        """
        Show what a person subscribed to.
        """
        with self.database.transaction(person) as session:
            subscriber = subscriptions.subscriber(session, person.id)
            feed = subscriptions.feed(session, person)
        address = digest.address_of(self.keys, subscriber) if subscriber else None
        return SubscriptionsView(address, mailing.is_set(self.settings), feed.created_at if feed else None)

    def subscribe(self, person: Person, address: str) -> SubscriptionsView:
        """
        Send a person the daily digest from tomorrow on.

        Raises:
            Forbidden: this actor does not see audits.
            Rejected: "address", it is none, or of a domain that the settings do not allow.
        """
        _must_examine(person)
        mailing.check_address(address, self.settings.mail_domains)
        envelope, wrapped_key = self.keys.new_envelope(person.tenant_id, person.id)
        with self.database.transaction(person) as session:
            subscriptions.subscribe(session, person, wrapped_key, envelope.seal(address.encode(), digest.PURPOSE))
            _note(session, person, "subscribed")
        return self.mine(person)

    def unsubscribe(self, person: Person) -> None:
        """
        Send a person no digest any more, and forget the address.
        """
        with self.database.transaction(person) as session:
            subscriptions.unsubscribe(session, person)
            _note(session, person, "unsubscribed")

    def open_calendar(self, person: Person) -> str:
        """
        Make the token of a private calendar address, shown once; the one before is worth nothing from now on.

        Raises:
            Forbidden: this actor does not see audits.
        """
        _must_examine(person)
        token = entrance.new_token()
        with self.database.transaction(person) as session:
            subscriptions.keep_feed(session, person, token_hash(token))
            _note(session, person, "calendar")
        return token

    def close_calendar(self, person: Person) -> None:
        """
        Make a person's private calendar address worth nothing.
        """
        with self.database.transaction(person) as session:
            subscriptions.revoke_feed(session, person)
            _note(session, person, "no_calendar")

    def calendar(self, token: str, today: date) -> str:
        """
        Write the audit calendar for whoever holds a private address.

        Raises:
            NotFound: the token is unknown or revoked, or its owner no longer examines.
        """
        credential = token_hash(token)
        with self.database.transaction(credential=credential) as session:
            person = people.of_feed(session, credential)
        if person is None or person.actor not in EXAMINERS:
            raise NotFound
        with self.database.transaction(person) as session:
            plans = audits.plans(session)
            runs = audits.held(session, today - calendar.BEHIND)
        return calendar.write(CALENDAR, calendar.events(plans, runs, today, self.settings.public_url))


def _must_examine(person: Person) -> None:
    if person.actor not in EXAMINERS:
        raise Forbidden("점검 알림을 받을 권한이 없습니다", "this actor is not told of audits")


def _note(session: Session, person: Person, step: str) -> None:
    journal.write(session, person, Act.NOTIFICATIONS_CHANGED, f"person:{person.id}", {"step": step})
