"""
Say what goes over the wire about accounts: who they are, the API keys and sessions that open them.
"""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from api.notification_shapes import Given
from api.schemas import Moment, Shape, example
from compliance import permissions
from compliance.access import Actor

MOST_SCOPES: Final = 40
NAMES: Final = ", ".join(permissions.ROLES)
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Scope = Annotated[str, Field(max_length=40)]


class NewAccountShape(Given):
    """
    Name an account to be made.
    """

    model_config = ConfigDict(json_schema_extra=example(organisation="새싹로보틱스", name="이담당", actor="startup"))

    organisation: Words = Field(description="Made with the account where there is none of this very name.")
    name: Words
    actor: Actor


class AccountChangeShape(Given):
    """
    Change an account; what is left out stays. Either change ends its keys and sessions.
    """

    model_config = ConfigDict(json_schema_extra=example(disabled=True))

    actor: Actor | None = None
    disabled: bool | None = None


class NewKeyShape(Given):
    """
    Say what a key is for.
    """

    model_config = ConfigDict(json_schema_extra=example(label="야간 점검 프로그램", scopes=["catalog:read"], days=30))

    label: Words
    scopes: list[Scope] | None = Field(
        default=None, max_length=MOST_SCOPES, description=f"Some of: {NAMES}. Left out: all that the holder may do."
    )
    days: int = Field(default=90, ge=1, le=3650, description="Days until the key opens nothing any more.")


class AccountShape(Shape):
    """
    Show one account; a disabled one lets nobody in.
    """

    id: UUID
    organisation: str
    name: str
    actor: Actor
    created_at: Moment
    disabled: bool


class MyAccountShape(AccountShape):
    """
    Show one's own account with what its role may do: the scopes its keys may have.
    """

    permissions: list[str]


class KeyShape(Shape):
    """
    Show one API key by the letters it begins with.
    """

    id: UUID
    label: str
    prefix: str
    scopes: list[str] | None = Field(description="null: all that the holder may do.")
    created_at: Moment
    expires_at: Moment | None
    used_at: Moment | None = Field(description="Exact to a minute.")
    revoked_at: Moment | None


class KeySecretShape(KeyShape):
    """
    Show a new key, this once.
    """

    secret: str = Field(description="The key itself, for `Authorization: Bearer`; it is never shown again.")


class KeysShape(Shape):
    """
    List keys, newest first.
    """

    items: list[KeyShape]


class SessionShape(Shape):
    """
    Show one session of a browser.
    """

    id: UUID
    began_at: Moment
    used_at: Moment = Field(description="Exact to a minute.")
    expires_at: Moment
    by_key: bool = Field(description="Whether an API key began it: it ends with the key.")


class SessionsShape(Shape):
    """
    List sessions that are still good, newest first.
    """

    items: list[SessionShape]


class LinkShape(Shape):
    """
    Show where a one-use link leads, this once.
    """

    path: str
