"""
Let people in and out: keys, one-use links and sessions are 256 random bits, of which only a hash is kept.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from compliance import journal
from compliance.journal import Act
from compliance.store import people
from compliance.store.database import identify
from compliance.store.envelope import token_hash
from compliance.store.people import PREFIX_LENGTH, Entrant, NewKey

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.settings import Settings
    from compliance.store.database import Database

TOKEN_BYTES = 32
KEY_MARK = "fcc_"
"""What every API key begins with, so that programs which look for leaked secrets can know one."""
ANY_AGE = timedelta(days=3650)
"""An idle time no session reaches."""


def new_token() -> str:
    """
    Make a key, link or session token: 256 random bits in letters that fit an address.
    """
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_key(life: timedelta | None = None) -> tuple[str, NewKey]:
    """
    Make an API key: its words, to be shown once, and what is kept of it.
    """
    name = secrets.token_urlsafe(PREFIX_LENGTH)[: PREFIX_LENGTH - len(KEY_MARK)]
    words, now = f"{KEY_MARK}{name}{new_token()}", datetime.now(UTC)
    return words, NewKey(words[:PREFIX_LENGTH], token_hash(words), now, now + life if life else None)


def by_key(database: Database, key: str) -> Person | None:
    """
    Return whose API key this is.
    """
    credential = token_hash(key)
    with database.transaction(credential=credential) as session:
        return people.of_key(session, credential)


def by_session(database: Database, settings: Settings, token: str) -> Person | None:
    """
    Return whose session this is, and keep it alive.
    """
    credential = token_hash(token)
    with database.transaction(credential=credential) as session:
        return people.of_session(session, credential, timedelta(minutes=settings.session_idle_minutes))


def begin(
    database: Database, settings: Settings, presented: str, find: Callable[[Session, bytes], Entrant | None]
) -> str | None:
    """
    Begin a session for whoever presents a key or link that `find` knows; return its token.
    """
    credential = token_hash(presented)
    with database.transaction(credential=credential) as session:
        entrant = find(session, credential)
        return admit(session, settings, entrant) if entrant else None


def admit(session: Session, settings: Settings, entrant: Entrant) -> str:
    """
    Begin a session for somebody who showed who they are; return its token, a new one for every sign-in.
    """
    token, person = new_token(), entrant.person
    identify(session, person, token_hash(token))
    people.begin_session(session, entrant, token_hash(token), timedelta(hours=settings.session_hours))
    journal.write(session, person, Act.SIGNED_IN, f"person:{person.id}")
    return token


def end(database: Database, token: str) -> None:
    """
    End a session, known or not.
    """
    credential = token_hash(token)
    with database.transaction(credential=credential) as session:
        person = people.of_session(session, credential, ANY_AGE)
        if person is None:
            return
        people.end_session(session, credential)
        journal.write(session, person, Act.SIGNED_OUT, f"person:{person.id}")
