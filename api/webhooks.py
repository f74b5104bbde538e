"""
Route what concerns webhooks: register receivers, change and test them, follow their deliveries and send again.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from api.cursors import seal, unseal
from api.notification_shapes import (
    MessageShape,
    NewWebhookShape,
    WebhookChangeShape,
    WebhookSecretShape,
    WebhookShape,
    WebhooksShape,
)
from api.policy import Follower, Operator, TheOffice
from api.responses import problems
from api.schemas import PageShape
from api.submissions import Cursor, Limit
from compliance.notifications.kinds import Kind

router = APIRouter(prefix="/api/v1/webhooks", tags=["webhooks"])
ONE: Final = "/{webhook_id}"


@router.get("", summary="List webhooks", responses=problems())
def every(person: Follower, office: TheOffice) -> WebhooksShape:
    """
    List the receivers of one's organisation, newest first.
    """
    return WebhooksShape(items=[WebhookShape.model_validate(one) for one in office.webhooks.every(person)])


@router.post("", status_code=201, summary="Register a webhook", responses=problems(408, 409, 413, 422))
def register(person: Operator, office: TheOffice, given: NewWebhookShape) -> WebhookSecretShape:
    """
    Register a receiver; the answer holds its signing secret, this once (docs/webhooks.md tells how to verify).
    """
    return WebhookSecretShape.model_validate(office.webhooks.register(person, given.url, list(map(Kind, given.kinds))))


@router.get(ONE, summary="Read a webhook", responses=problems(404, 422))
def one(person: Follower, office: TheOffice, webhook_id: UUID) -> WebhookShape:
    """
    Show one receiver.
    """
    return WebhookShape.model_validate(office.webhooks.one(person, webhook_id))


@router.patch(ONE, summary="Change a webhook", responses=problems(404, 408, 413, 422))
def change(person: Operator, office: TheOffice, webhook_id: UUID, given: WebhookChangeShape) -> WebhookShape:
    """
    Change what a receiver is told, pause it, or let it go on.
    """
    kinds = None if given.kinds is None else list(map(Kind, given.kinds))
    return WebhookShape.model_validate(office.webhooks.change(person, webhook_id, kinds=kinds, is_paused=given.paused))


@router.delete(ONE, status_code=204, summary="Remove a webhook", responses=problems(404, 422))
def remove(person: Operator, office: TheOffice, webhook_id: UUID) -> Response:
    """
    Remove a receiver: nothing more is sent, and its address and secrets are forgotten.
    """
    office.webhooks.remove(person, webhook_id)
    return Response(status_code=204)


@router.post(f"{ONE}/secret", summary="Replace a webhook's secret", responses=problems(404, 422))
def rotate(person: Operator, office: TheOffice, webhook_id: UUID) -> WebhookSecretShape:
    """
    Make a new signing secret, shown this once; for a day the one before signs beside it.
    """
    return WebhookSecretShape.model_validate(office.webhooks.rotate(person, webhook_id))


@router.post(f"{ONE}/ping", status_code=202, summary="Test a webhook", responses=problems(404, 422))
def ping(person: Operator, office: TheOffice, webhook_id: UUID) -> MessageShape:
    """
    Order a message of the type `webhook.ping`; its delivery is told with the others.
    """
    return MessageShape.model_validate(office.webhooks.ping(person, webhook_id))


@router.get(f"{ONE}/messages", summary="List what a webhook was sent", responses=problems(400, 404, 422))
def messages(
    person: Follower, office: TheOffice, webhook_id: UUID, cursor: Cursor = None, limit: Limit = 20
) -> PageShape[MessageShape]:
    """
    List messages with the log of their deliveries, newest first.
    """
    bound = {"list": "messages", "webhook": webhook_id}
    page = office.webhooks.messages(person, webhook_id, unseal(cursor, bound), limit)
    items = [MessageShape.model_validate(each) for each in page.items]
    return PageShape(items=items, next_cursor=seal(page.next_cursor, bound))


@router.post(
    f"{ONE}/messages/{{message_id}}/resend",
    status_code=202,
    summary="Send a message again",
    responses=problems(404, 422),
)
def resend(person: Operator, office: TheOffice, webhook_id: UUID, message_id: UUID) -> MessageShape:
    """
    Send a message again under its own id, whether it was delivered or given up.
    """
    return MessageShape.model_validate(office.webhooks.send_again(person, webhook_id, message_id))
