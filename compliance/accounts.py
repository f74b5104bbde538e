"""
Make accounts and hand out their keys and links, once: what is kept is only a hash.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from compliance import access, entrance, journal
from compliance.access import Actor, Person
from compliance.errors import NotFound
from compliance.journal import Act
from compliance.store import people
from compliance.store.database import identify
from compliance.store.envelope import token_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.office import Office

FIRST_TENANT = "운영기관"
FIRST_NAME = "관리자"


def make_key(office: Office, tenant: str, name: str, actor: Actor) -> tuple[Person, str]:
    """
    Find or make a tenant and a person by name, and make a new API key for them.
    """
    key, kept = entrance.new_key()
    with office.database.transaction(access.administrator()) as session:
        person = _person(session, tenant, name, actor)
        people.make_key(session, person, kept)
        _note(session, person, "key")
    return person, key


def make_link(office: Office, person: Person) -> str:
    """
    Make a one-use link's token for a person.
    """
    token, life = entrance.new_token(), timedelta(hours=office.settings.link_hours)
    with office.database.transaction(access.administrator()) as session:
        people.make_link(session, person, token_hash(token), life)
        _note(session, person, "link")
    return token


def find_or_make(office: Office, tenant: str, name: str, actor: Actor) -> Person:
    """
    Find a person by tenant, name and part, or make them.
    """
    with office.database.transaction(access.administrator()) as session:
        return _person(session, tenant, name, actor)


def act_as(office: Office, tenant: str, name: str, actors: Iterable[Actor]) -> Person:
    """
    Find a person by tenant, name and one of some parts, to act in their name; the journal says that the host did.

    Raises:
        NotFound: there is nobody by that name.
    """
    with office.database.transaction(access.administrator()) as session:
        tenant_id = people.tenant_named(session, tenant)
        known = (people.person_named(session, tenant_id, name, actor) for actor in actors) if tenant_id else ()
        person = next((one for one in known if one), None)
        if person is None:
            raise NotFound(
                "그 기관에 그런 담당자가 없습니다", "there is nobody by that name and part in this organisation"
            )
        _write(session, Act.SIGNED_IN, person, {"by": "host"})
    return person


def first_administrator(office: Office) -> list[str]:
    """
    Make the first administrator where there is none; return the lines that tell their key, this once.
    """
    with office.database.transaction(access.administrator()) as session:
        if people.any_of(session, Actor.ADMINISTRATOR):
            return []
    _, key = make_key(office, FIRST_TENANT, FIRST_NAME, Actor.ADMINISTRATOR)
    return ["관리자 API 키 (다시 표시되지 않습니다) / administrator's API key, shown this once:", f"  {key}"]


def _person(session: Session, tenant: str, name: str, actor: Actor) -> Person:
    tenant_id: UUID | None = people.tenant_named(session, tenant)
    if tenant_id is None:
        tenant_id = people.make_tenant(session, tenant)
    found = people.person_named(session, tenant_id, name, actor)
    return found or people.make_person(session, tenant_id, name, actor)


def _note(session: Session, person: Person, what: str) -> None:
    _write(session, Act.ACCOUNT_MADE, person, {"made": what, "actor": person.actor})


def _write(session: Session, act: Act, person: Person, detail: Mapping[str, object]) -> None:
    # The line belongs to the person's tenant; the host is its author.
    host = Person(access.NOBODY, person.tenant_id, "host", Actor.ADMINISTRATOR)
    identify(session, host)
    journal.write(session, host, act, f"person:{person.id}", detail)
