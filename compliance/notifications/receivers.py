"""
Seal and open what is secret of a receiver of webhooks: its address and the secrets that sign what it is sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from compliance.notifications.signing import Secret

if TYPE_CHECKING:
    from uuid import UUID

    from compliance.store.envelope import KeyRing
    from compliance.store.notification_tables import Webhook

PURPOSE = "webhook"


class Receiver(BaseModel):
    """
    Hold where a receiver is called, and the secrets, newest first.
    """

    model_config = ConfigDict(frozen=True)

    url: str
    secrets: tuple[Secret, ...]


def seal_new(keys: KeyRing, tenant_id: UUID, webhook_id: UUID, receiver: Receiver) -> dict[str, bytes]:
    """
    Seal a receiver under a key of its own; return the columns to keep.
    """
    envelope, wrapped_key = keys.new_envelope(tenant_id, webhook_id)
    return {"wrapped_key": wrapped_key, "sealed_target": envelope.seal_json(receiver.model_dump(mode="json"), PURPOSE)}


def open_sealed(keys: KeyRing, row: Webhook) -> Receiver:
    """
    Open what is kept of a receiver.
    """
    envelope = keys.envelope(row.tenant_id, row.id, row.wrapped_key)
    return Receiver.model_validate(envelope.open_json(row.sealed_target, PURPOSE))


def seal_again(keys: KeyRing, row: Webhook, receiver: Receiver) -> None:
    """
    Replace what is kept of a receiver.
    """
    envelope = keys.envelope(row.tenant_id, row.id, row.wrapped_key)
    row.sealed_target = envelope.seal_json(receiver.model_dump(mode="json"), PURPOSE)
