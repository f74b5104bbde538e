"""
Keep the journal: every act and every view of contract text, in a chain that only grows.

The database numbers, dates and chains each line (migrations/sql/0001_chain.sql); `verify` computes the chain again,
without trusting the database's own arithmetic, and compares it with checkpoints kept in a file outside of it.
Source: ../shared/security/SECURITY.md T5, T8 and 2.7. Lines never hold contract text.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Row, select, text

from compliance import outside
from compliance.access import NOBODY
from compliance.store.tables import JournalLine
from compliance.whereabouts import present, purpose_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.access import Person
    from compliance.journal_file import FiledLine
    from compliance.store.envelope import KeyRing
    from compliance.store.signing import Voucher

SEPARATOR = "\x1f"
TAKEN_BACK = "restored"
"""How a line among the checkpoints begins that says the journal was taken back by restoring a back-up."""
BATCH = 10_000
"""Lines fetched at a time while verifying."""

_INSERT = text(
    "INSERT INTO journal (tenant_id, person_id, actor, act, subject, detail, came_from, data_of, purpose)"
    " VALUES (:tenant, :person, :actor, :act, :subject, :detail, :came_from, :data_of, :purpose)"
)

_LINES = select(JournalLine.__table__).order_by(JournalLine.seq)

Line: TypeAlias = "Row[*tuple[Any, ...]] | FiledLine"
"""One line as plain columns: a million of them are no objects of the ORM."""


class Act(StrEnum):
    """
    Name what was done or looked at.
    """

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    ACCOUNT_MADE = "account_made"
    ACCOUNT_CHANGED = "account_changed"
    KEY_MADE = "key_made"
    KEY_REVOKED = "key_revoked"
    SESSIONS_ENDED = "sessions_ended"
    SUBMITTED = "submitted"
    SUBMITTED_AGAIN = "submitted_again"
    READ_FOR_SCREENING = "read_for_screening"
    OPENED = "opened"
    CLOSED = "closed"
    SCREENED = "screened"
    UNREADABLE = "unreadable"
    SCREENING_FAILED = "screening_failed"
    VIEWED_ORIGINAL = "viewed_original"
    VIEWED_TEXT = "viewed_text"
    VIEWED_PAGES = "viewed_pages"
    VIEWED_REPORT = "viewed_report"
    VIEWED_FINDINGS = "viewed_findings"
    EXPORTED = "exported"
    ANSWERED_AGAIN = "answered_again"
    VIEWED_HISTORY = "viewed_history"
    DECIDED = "decided"
    BLIND_JUDGED = "blind_judged"
    AUDIT_PLANNED = "audit_planned"
    AUDIT_DIRECTED = "audit_directed"
    AUDIT_BEGUN = "audit_begun"
    AUDIT_ENDED = "audit_ended"
    READ_FOR_AUDIT = "read_for_audit"
    NOTIFICATIONS_CHANGED = "notifications_changed"
    CATALOG_DRAFTED = "catalog_drafted"
    CATALOG_DIRECTED = "catalog_directed"
    PREVIEW_BEGUN = "preview_begun"
    PREVIEW_ENDED = "preview_ended"
    READ_FOR_PREVIEW = "read_for_preview"
    VIEWED_SAMPLES = "viewed_samples"
    CLUSTER_NOTED = "cluster_noted"
    VIEWED_CLUSTER_NOTES = "viewed_cluster_notes"
    VIEWED_ORGANISATION = "viewed_organisation"
    COLUMNS_MAPPED = "columns_mapped"
    PROGRAMME_ENTERED = "programme_entered"
    AGREEMENT_TIED = "agreement_tied"
    AGREEMENT_UNTIED = "agreement_untied"
    REQUIREMENT_STATED = "requirement_stated"
    LAW_DAY_REACHED = "law_day_reached"
    DESTROYED = "destroyed"
    HELD = "held"
    RELEASED = "released"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    KEY_REPLACED = "key_replaced"
    READ_FOR_RESTORE = "read_for_restore"
    CASE_OPENED = "case_opened"
    CASE_DECIDED = "case_decided"
    VIEWED_CASE = "viewed_case"
    VIEWED_FIGURES = "viewed_figures"
    LETTER_ISSUED = "letter_issued"
    VIEWED_LETTER = "viewed_letter"
    LETTER_ANSWERED = "letter_answered"
    VIEWED_ANSWERS = "viewed_answers"
    READ_ANSWER = "read_answer"


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    Hold what verifying found: the number of lines, and the first bad one with the reason if any.
    """

    lines: int
    bad_line: int | None = None
    why: str = ""

    @property
    def sound(self) -> bool:
        """
        Tell whether nothing was found altered, missing or inserted.
        """
        return self.bad_line is None


def write(
    session: Session,
    person: Person,
    act: Act,
    subject: str,
    detail: Mapping[str, object] | None = None,
    of: Iterable[UUID] = (),
) -> None:
    """
    Add a line in the current transaction; `subject` is "kind:id", `of` whose data it concerns if not the person's own.

    Call it last where nothing is shown: from here to the commit the whole journal waits for this transaction.
    """
    line = {
        "tenant": person.tenant_id,
        "person": None if person.id == NOBODY else person.id,
        "actor": person.actor.value,
        "act": act.value,
        "subject": subject,
        "detail": json.dumps(detail or {}, ensure_ascii=True, sort_keys=True, default=str),
        "came_from": present.get().address,
        "data_of": ",".join(sorted({str(tenant_id) for tenant_id in of} or {str(person.tenant_id)})),
        "purpose": purpose_of(person.actor, act),
    }
    session.execute(_INSERT, line)


def verify(
    session: Session, checkpoints: Iterable[tuple[int, str]] = (), step: Callable[[], None] = lambda: None
) -> Verdict:
    """
    Compute the chain again from its first line; run it in a transaction of the role compliance_verifier.

    `checkpoints` are pairs of a line's number and its hash in hex: they reveal a cut tail or a chain made anew. `step`
    is called for each line.
    """
    with session.execute(_LINES.execution_options(yield_per=BATCH)) as lines:
        return verify_lines(lines, checkpoints, step)


def verify_lines(
    lines: Iterable[Line], checkpoints: Iterable[tuple[int, str]] = (), step: Callable[[], None] = lambda: None
) -> Verdict:
    """
    Compute the chain of lines again, in the order of their numbers, wherever they come from.
    """
    expected: dict[int, set[str]] = {}
    for seq, digest in checkpoints:
        expected.setdefault(seq, set()).add(digest)
    previous, count = b"", 0
    for line in lines:
        count += 1
        step()
        why = _fault(line, count, previous, expected.pop(line.seq, set()))
        if why:
            return Verdict(count, line.seq, why)
        previous = line.hash
    if expected:
        return Verdict(count, min(expected), "a checkpoint names a line that is gone")
    return Verdict(count)


def read_checkpoints(path: Path, keys: Voucher) -> list[tuple[int, str]]:
    """
    Read the checkpoints kept outside the database; a line nobody vouched for names itself as a bad checkpoint.
    """
    noted: list[tuple[int, str]] = []
    for line in outside.lines_of(path):
        kind, _, rest = line.partition(" ")
        if kind == TAKEN_BACK:
            seq, digest = _checkpoint(rest, keys, f"{TAKEN_BACK} ")
            noted = [one for one in noted if one[0] <= seq]
        else:
            seq, digest = _checkpoint(line, keys)
        if seq:
            noted.append((seq, digest))
    return noted


def write_checkpoint(path: Path, keys: KeyRing, head: tuple[int, bytes]) -> None:
    """
    Append the journal's present end to the file, vouched for by the installation's key, unless nothing is new.
    """
    claim = f"{head[0]} {head[1].hex()}"
    known = outside.lines_of(path)
    if head[0] and (not known or known[-1].rpartition(" ")[0] != claim):
        outside.add(path, lambda: [f"{claim} {keys.sign(claim)}"])


def note_restoring(path: Path, keys: KeyRing, end: tuple[int, str]) -> None:
    """
    Note that the journal was taken back to this end by restoring a back-up: later checkpoints no longer count.
    """
    claim = f"{TAKEN_BACK} {end[0]} {end[1]}"
    outside.add(path, lambda: [f"{claim} {keys.sign(claim)}"])


def _fault(line: Line, number: int, previous: bytes, checkpoints: set[str]) -> str:
    if line.seq != number:
        return f"line {number} is missing"
    if line.previous != previous:
        return "the line does not continue the one before"
    if line.hash != _hash(line):
        return "the line was altered"
    if checkpoints - {line.hash.hex()}:
        return "the line differs from its checkpoint outside the database"
    return ""


def _hash(line: Line) -> bytes:
    when = line.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")
    person = str(line.person_id) if line.person_id else "-"
    parts = [line.seq, when, line.tenant_id, person, line.actor, line.act, line.subject, line.detail]
    told = [line.came_from, line.data_of, line.purpose]
    # Lines from before these were written down have none of them; then the class was not covered.
    if told != [None, None, None]:
        parts += [*told, line.retention_class]
    return hashlib.sha256(line.previous + SEPARATOR.join(map(str, parts)).encode()).digest()


def _checkpoint(line: str, keys: Voucher, kind: str = "") -> tuple[int, str]:
    seq, digest, signature = line.split(" ")
    return int(seq), digest if keys.vouches(f"{kind}{seq} {digest}", signature) else "forged"
