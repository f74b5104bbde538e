"""
Let people in and out: keys, one-use links and sessions are 256 random bits, of which only a hash is kept.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from compliance import journal
from compliance.journal import Act
from compliance.store import people
from compliance.store.database import identify
from compliance.store.envelope import token_hash

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.settings import Settings
    from compliance.store.database import Database

TOKEN_BYTES = 32
ANY_AGE = timedelta(days=3650)
"""An idle time no session reaches."""


def new_token() -> str:
    """
    Make a key, link or session token: 256 random bits in letters that fit an address.
    """
    return secrets.token_urlsafe(TOKEN_BYTES)


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
    database: Database, settings: Settings, presented: str, find: Callable[[Session, bytes], Person | None]
) -> str | None:
    """
    Begin a session for whoever presents a key or link that `find` knows; return its token.
    """
    credential, token = token_hash(presented), new_token()
    with database.transaction(credential=credential) as session:
        person = find(session, credential)
        if person is None:
            return None
        identify(session, person, token_hash(token))
        people.begin_session(session, person, token_hash(token), timedelta(hours=settings.session_hours))
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
