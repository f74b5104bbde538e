"""
Route what concerns accounts: one's own keys and sessions, and, for administrators, those of all.

A narrowed key passes none of these: it could else make a wider one.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from api.account_shapes import (
    AccountChangeShape,
    AccountShape,
    KeySecretShape,
    KeyShape,
    KeysShape,
    LinkShape,
    MyAccountShape,
    NewAccountShape,
    NewKeyShape,
    SessionShape,
    SessionsShape,
)
from api.cursors import seal, unseal
from api.policy import Operator, Somebody, TheOffice
from api.responses import problems
from api.schemas import PageShape
from api.submissions import Cursor, Limit
from compliance import permissions
from compliance.identity.views import KeyOrder, NewAccount

MINE: Final = "/account"
ALL: Final = "/accounts"
ONE: Final = f"{ALL}/{{account_id}}"
LIST: Final = {"list": "accounts"}
router = APIRouter(prefix="/api/v1", tags=["accounts"])


@router.get(MINE, summary="Read one's own account", responses=problems())
def mine(person: Somebody, office: TheOffice) -> MyAccountShape:
    """
    Show one's own account and what its role may do.
    """
    shown = AccountShape.model_validate(office.accounts.one(person, person.id))
    return MyAccountShape(**shown.model_dump(), permissions=list(permissions.of(person.actor)))


@router.get(f"{MINE}/keys", summary="List one's own API keys", responses=problems())
def my_keys(person: Somebody, office: TheOffice) -> KeysShape:
    """
    List one's own keys, newest first, revoked ones too.
    """
    return KeysShape(items=[KeyShape.model_validate(one) for one in office.accounts.keys(person, person.id)])


@router.post(f"{MINE}/keys", status_code=201, summary="Make an API key", responses=problems(408, 409, 413, 422))
def make_my_key(person: Somebody, office: TheOffice, given: NewKeyShape) -> KeySecretShape:
    """
    Make a key of one's own; the answer holds it, this once.
    """
    return KeySecretShape.model_validate(office.accounts.make_key(person, person.id, order_of(given)))


@router.delete(
    f"{MINE}/keys/{{key_id}}", status_code=204, summary="Revoke one's own API key", responses=problems(404, 422)
)
def revoke_my_key(person: Somebody, office: TheOffice, key_id: UUID) -> Response:
    """
    Revoke a key of one's own, at once.
    """
    office.accounts.revoke_key(person, person.id, key_id)
    return Response(status_code=204)


@router.get(f"{MINE}/sessions", summary="List one's own sessions", responses=problems())
def my_sessions(person: Somebody, office: TheOffice) -> SessionsShape:
    """
    List where one is signed in.
    """
    found = office.accounts.sessions(person, person.id)
    return SessionsShape(items=[SessionShape.model_validate(one) for one in found])


@router.delete(f"{MINE}/sessions", status_code=204, summary="Sign out everywhere", responses=problems())
def leave_everywhere(person: Somebody, office: TheOffice) -> Response:
    """
    End all sessions of one's own, at once.
    """
    office.accounts.sign_out(person, person.id)
    return Response(status_code=204)


@router.get(ALL, summary="List accounts", responses=problems(400, 422))
def every(person: Operator, office: TheOffice, cursor: Cursor = None, limit: Limit = 20) -> PageShape[AccountShape]:
    """
    List all accounts, newest first.
    """
    page = office.accounts.every(person, unseal(cursor, LIST), limit)
    items = [AccountShape.model_validate(one) for one in page.items]
    return PageShape(items=items, next_cursor=seal(page.next_cursor, LIST))


@router.post(ALL, status_code=201, summary="Make an account", responses=problems(408, 409, 413, 422))
def make(person: Operator, office: TheOffice, given: NewAccountShape) -> AccountShape:
    """
    Make an account; a key or a one-use link lets somebody in.
    """
    wanted = NewAccount(given.organisation, given.name, given.actor)
    return AccountShape.model_validate(office.accounts.make(person, wanted))


@router.get(ONE, summary="Read an account", responses=problems(404, 422))
def one(person: Operator, office: TheOffice, account_id: UUID) -> AccountShape:
    """
    Show one account.
    """
    return AccountShape.model_validate(office.accounts.one(person, account_id))


@router.patch(ONE, summary="Change an account", responses=problems(404, 408, 413, 422))
def change(person: Operator, office: TheOffice, account_id: UUID, given: AccountChangeShape) -> AccountShape:
    """
    Give an account another role, or let nobody in by it, or again; its keys and sessions end at once.
    """
    changed = office.accounts.change(person, account_id, actor=given.actor, is_disabled=given.disabled)
    return AccountShape.model_validate(changed)


@router.post(f"{ONE}/link", status_code=201, summary="Reset an account", responses=problems(404, 409, 422))
def reset(person: Operator, office: TheOffice, account_id: UUID) -> LinkShape:
    """
    Revoke all keys, sessions and links of an account, and make a one-use link for its holder, shown this once.
    """
    return LinkShape(path=f"/enter/{office.accounts.reset(person, account_id)}")


@router.get(f"{ONE}/keys", summary="List an account's API keys", responses=problems(404, 422))
def keys(person: Operator, office: TheOffice, account_id: UUID) -> KeysShape:
    """
    List the keys of an account, newest first, revoked ones too.
    """
    return KeysShape(items=[KeyShape.model_validate(each) for each in office.accounts.keys(person, account_id)])


@router.post(
    f"{ONE}/keys",
    status_code=201,
    summary="Make an API key for an account",
    responses=problems(404, 408, 409, 413, 422),
)
def make_key(person: Operator, office: TheOffice, account_id: UUID, given: NewKeyShape) -> KeySecretShape:
    """
    Make a key for an account, such as a program's; the answer holds it, this once.
    """
    return KeySecretShape.model_validate(office.accounts.make_key(person, account_id, order_of(given)))


@router.delete(
    f"{ONE}/keys/{{key_id}}", status_code=204, summary="Revoke an account's API key", responses=problems(404, 422)
)
def revoke_key(person: Operator, office: TheOffice, account_id: UUID, key_id: UUID) -> Response:
    """
    Revoke a key, at once.
    """
    office.accounts.revoke_key(person, account_id, key_id)
    return Response(status_code=204)


@router.get(f"{ONE}/sessions", summary="List an account's sessions", responses=problems(404, 422))
def sessions(person: Operator, office: TheOffice, account_id: UUID) -> SessionsShape:
    """
    List where an account is signed in.
    """
    found = office.accounts.sessions(person, account_id)
    return SessionsShape(items=[SessionShape.model_validate(each) for each in found])


@router.delete(
    f"{ONE}/sessions", status_code=204, summary="Sign an account out everywhere", responses=problems(404, 422)
)
def sign_out(person: Operator, office: TheOffice, account_id: UUID) -> Response:
    """
    End all sessions of an account, at once.
    """
    office.accounts.sign_out(person, account_id)
    return Response(status_code=204)


def order_of(given: NewKeyShape) -> KeyOrder:
    """
    Take a new key's order out of what was sent in.
    """
    return KeyOrder(given.label, None if given.scopes is None else tuple(given.scopes), given.days)
