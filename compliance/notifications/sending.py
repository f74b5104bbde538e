"""
Deliver what waits in the outbox: take up, try once each, write down how it ended, and wait longer after each failure.
"""

from __future__ import annotations

import json
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import SystemRandom
from typing import TYPE_CHECKING

from compliance import access
from compliance.notifications import digest, mailing, posting, receivers, signing
from compliance.notifications.kinds import Attempt, Kind, Outcome
from compliance.notifications.posting import Post
from compliance.store import outbox, webhooks

if TYPE_CHECKING:
    from compliance.notifications.kinds import Outgoing
    from compliance.settings import Settings
    from compliance.store.database import Database
    from compliance.store.envelope import KeyRing

AT_ONCE = 8
"""Deliveries on their way at the same time, so that one receiver that does not answer delays few others."""
PASS_SECONDS = 20.0
"""After this a pass takes up nothing more."""
LONGEST_WAIT = timedelta(hours=6)
LONGEST_ASKED = timedelta(days=1)
"""Longest wait that a receiver may ask for by Retry-After."""
JITTER = 0.5
"""Share by which a wait is longer or shorter by chance, so that receivers that failed together are not met together."""
USER_AGENT = "fair-collaboration-compliance"

log = logging.getLogger(__name__)
_chance = SystemRandom()


@dataclass(frozen=True, slots=True)
class Courier:
    """
    Hold what delivering needs.
    """

    database: Database
    keys: KeyRing
    settings: Settings
    post: Post

    @classmethod
    def of(cls, database: Database, keys: KeyRing, settings: Settings) -> Courier:
        """
        Be the courier that the settings describe.
        """
        return cls(database, keys, settings, Post(settings.inside_hosts, settings.outside_ca_file))

    def deliver_due(self) -> int:
        """
        Deliver what is due; return how many attempts were made.
        """
        made, end = 0, time.monotonic() + PASS_SECONDS
        with ThreadPoolExecutor(AT_ONCE) as hands:
            while taken := self._take_up():
                made += len(list(hands.map(self._deliver, taken)))
                if time.monotonic() >= end:
                    break
        return made

    def _take_up(self) -> list[Outgoing]:
        with self.database.transaction(access.system()) as session:
            return outbox.take_up(session, self.settings.delivery_attempts, AT_ONCE)

    def _deliver(self, sent: Outgoing) -> None:
        try:
            attempt = self._mail(sent) if sent.kind is Kind.DIGEST else self._post(sent)
        except Exception as broken:  # noqa: BLE001 - one message that breaks us must not hold up the others
            log.warning("message %s broke the courier: %s", sent.id, type(broken).__name__)
            attempt = Attempt(Outcome.BROKEN)
        is_last = attempt.is_final or sent.tries >= self.settings.delivery_attempts
        with self.database.transaction(access.system()) as session:
            state = outbox.settle(session, sent, attempt, None if is_last else self._wait(sent.tries, attempt))
            if attempt.status in posting.NEVER_AGAIN and sent.webhook_id:
                webhooks.retire(session, sent.webhook_id, "gone")
        if state == "dead":
            log.warning("message %s was given up: %s", sent.id, attempt.outcome)

    def _post(self, sent: Outgoing) -> Attempt:
        if sent.webhook_id is None:
            return Attempt(Outcome.WITHDRAWN, is_final=True)
        with self.database.transaction(access.system()) as session:
            row = webhooks.one(session, sent.webhook_id)
        if row.state in webhooks.ENDED:
            return Attempt(Outcome.WITHDRAWN, is_final=True)
        receiver = receivers.open_sealed(self.keys, row)
        body = body_of(sent)
        signed = signing.headers(f"msg_{sent.id.hex}", datetime.now(UTC), body, receiver.secrets)
        return self.post.deliver(
            receiver.url, {"Content-Type": "application/json", "User-Agent": USER_AGENT, **signed}, body
        )

    def _mail(self, sent: Outgoing) -> Attempt:
        letter = digest.letter(self.database, self.settings, self.keys, sent)
        if letter is None:
            return Attempt(Outcome.WITHDRAWN, is_final=True)
        return mailing.deliver(self.settings, letter)

    def _wait(self, tries: int, attempt: Attempt) -> timedelta:
        """
        Wait twice as long after each failure, give or take; never shorter than the receiver asked for, up to a day.
        """
        doubled = self.settings.delivery_wait_seconds * 2.0 ** (tries - 1)
        own = timedelta(seconds=min(doubled, LONGEST_WAIT.total_seconds())) * _chance.uniform(1 - JITTER, 1 + JITTER)
        return max(own, min(timedelta(seconds=attempt.retry_after), LONGEST_ASKED))


def body_of(sent: Outgoing) -> bytes:
    """
    Write what a receiver is told; the same bytes at each try.
    """
    told = {"type": sent.kind, "timestamp": sent.created_at.astimezone(UTC).isoformat(), "data": sent.data}
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
