"""
Say what goes over the wire about notifications: receivers of webhooks, what they were sent, and subscriptions.
"""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.schemas import Moment, Shape, example
from compliance.notifications.guard import LONGEST_URL
from compliance.notifications.kinds import ANNOUNCED, Outcome
from compliance.notifications.mailing import LONGEST_ADDRESS

KindName = Literal[
    "audit.run.finished", "audit.run.refused", "audit.run.missed", "audit.flags.created", "audit.period.notice"
]
State = Literal["waiting", "delivered", "dead"]


class Given(BaseModel):
    """
    Be something that was sent in: nothing that is not named.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)


class NewWebhookShape(Given):
    """
    Name a receiver and what it is told; no kinds are all kinds, also those to come.
    """

    model_config = ConfigDict(
        json_schema_extra=example(url="https://hooks.example.org/compliance", kinds=["audit.run.finished"])
    )

    url: str = Field(min_length=1, max_length=LONGEST_URL, description="HTTPS, a public domain name, port 443 or 8443.")
    kinds: list[KindName] = Field(default=[], max_length=len(ANNOUNCED))


class WebhookChangeShape(Given):
    """
    Change what a receiver is told, or whether it is told anything; what is left out stays.
    """

    model_config = ConfigDict(json_schema_extra=example(paused=True))

    kinds: list[KindName] | None = Field(default=None, max_length=len(ANNOUNCED))
    paused: bool | None = None


class WebhookShape(Shape):
    """
    Show a receiver; whoever is no administrator sees its host, not its path. `messages` counts by state.
    """

    id: UUID
    url: str
    kinds: list[str]
    state: Literal["active", "paused", "gone"]
    created_at: Moment
    messages: dict[str, int]


class WebhookSecretShape(WebhookShape):
    """
    Show a receiver with its new signing secret, this once.
    """

    secret: str = Field(description="whsec_… of the Standard Webhooks specification; it is never shown again.")


class WebhooksShape(Shape):
    """
    List receivers, newest first.
    """

    items: list[WebhookShape]


class AttemptShape(Shape):
    """
    Show one attempt to deliver a message; `status` is the HTTP status where there was one.
    """

    at: Moment
    outcome: Outcome
    status: int | None
    milliseconds: int


class MessageShape(Shape):
    """
    Show a message with the log of its deliveries, newest first; `next_at` is when it is tried again.
    """

    id: UUID
    kind: str
    state: State
    tries: int
    created_at: Moment
    next_at: Moment | None
    attempts: list[AttemptShape]


class SubscriptionsShape(Shape):
    """
    Show what one subscribed to: where the digest goes, whether mail is sent at all, since when there is a calendar.
    """

    digest_address: str | None
    mail_is_sent: bool
    calendar_since: Moment | None


class DigestShape(Given):
    """
    Name the address that the daily digest is to go to.
    """

    model_config = ConfigDict(json_schema_extra=example(address="auditor@example.org"))

    address: str = Field(min_length=3, max_length=LONGEST_ADDRESS)


class CalendarShape(Shape):
    """
    Show the path of a private calendar address, this once; calendar programs subscribe to it.
    """

    path: str
