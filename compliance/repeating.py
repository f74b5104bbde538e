"""
Do once what is asked twice: the same idempotency key with the same request gets the same answer again, for a day.

Answers are sealed under a key made of the caller's own API key and the idempotency key. Neither is stored, so what is
kept opens for nobody but the caller; a key that is revoked takes its answers with it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from compliance import journal
from compliance.errors import Conflict, Rejected
from compliance.journal import Act
from compliance.store.envelope import Envelope, derived
from compliance.store.tables import KeptAnswer

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from compliance.access import Person
    from compliance.store.database import Database

LIFE: Final = timedelta(hours=24)
"""How long an answer is kept."""
PURPOSE: Final = "answer"


@dataclass(frozen=True, slots=True)
class Asked:
    """
    Hold who asks with which idempotency key, and the hash of what they ask; `secret` is their API key.
    """

    person: Person
    secret: str = field(repr=False)
    key: str
    request: bytes

    @property
    def key_hash(self) -> bytes:
        """
        Name the answer: by this API key only, so that a narrower one of the same person is not given it.
        """
        return hashlib.sha256(f"{self.secret}\n{self.key}".encode()).digest()

    @property
    def seal(self) -> Envelope:
        """
        Return what seals and opens the answer.
        """
        return Envelope(self.person.tenant_id, self.person.id, derived(f"{self.key}\n{self.secret}".encode(), PURPOSE))


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Hold an answer as it was sent.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str


@dataclass(frozen=True, slots=True)
class RepeatDesk:
    """
    Offer to do things once.
    """

    database: Database

    def begin(self, asked: Asked) -> Answer | None:
        """
        Begin what is asked, or give the answer it had before; that it was given again is written into the journal.

        Raises:
            Rejected: "idempotency", the key was used with another request.
            Conflict: the same is being done just now, or was broken off and nobody knows how far it came.
        """
        with self.database.transaction(asked.person) as session:
            session.execute(delete(KeptAnswer).where(*_named(asked), KeptAnswer.expires_at < func.now()))
            new = insert(KeptAnswer).values(
                person_id=asked.person.id,
                key_hash=asked.key_hash,
                tenant_id=asked.person.tenant_id,
                request_hash=asked.request,
                expires_at=func.now() + LIFE,
            )
            if session.execute(new.on_conflict_do_nothing().returning(KeptAnswer.key_hash)).first():
                return None
            kept = session.scalars(select(KeptAnswer).where(*_named(asked))).one_or_none()
            if kept is None or (kept.request_hash == asked.request and kept.sealed_answer is None):
                raise Conflict("같은 요청을 처리하고 있습니다", "the same request is being carried out", "idempotency")
            if kept.request_hash != asked.request or kept.sealed_answer is None:
                raise other_request()
            journal.write(session, asked.person, Act.ANSWERED_AGAIN, f"person:{asked.person.id}")
            sealed = kept.sealed_answer
        status, headers, body = json.loads(asked.seal.open(sealed, PURPOSE))
        return Answer(status, tuple((name, value) for name, value in headers), body)

    def keep(self, asked: Asked, answer: Answer) -> None:
        """
        Keep the answer to what was begun.
        """
        told = json.dumps([answer.status, answer.headers, answer.body], ensure_ascii=False)
        sealed = asked.seal.seal(told.encode(), PURPOSE)
        with self.database.transaction(asked.person) as session:
            session.execute(update(KeptAnswer).where(*_named(asked)).values(sealed_answer=sealed))

    def forget(self, asked: Asked) -> None:
        """
        Forget what was begun: it was refused, and may be asked again.
        """
        with self.database.transaction(asked.person) as session:
            session.execute(delete(KeptAnswer).where(*_named(asked)))


def other_request() -> Rejected:
    """
    Say that a key was used for something else.
    """
    return Rejected("같은 멱등 키로 다른 내용을 보냈습니다", "the key was used with another request", "idempotency")


def _named(asked: Asked) -> tuple[ColumnElement[bool], ...]:
    return KeptAnswer.person_id == asked.person.id, KeptAnswer.key_hash == asked.key_hash
