"""
Put together what a startup may hand the other side: the changes, a redline of the agreement, and a letter.

Nothing is kept: each is made of the result and the file at the moment it is asked for, and nobody else learns of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from compliance import seoul
from compliance.amending.changes import changes_of
from compliance.amending.letter import letter
from compliance.amending.tracked import Edit, Hand, redline
from compliance.errors import NotFound, Rejected
from compliance.exports.docx import write_lines
from compliance.exports.writing import MEDIA_TYPES, Format
from ingest.errors import IngestError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from compliance.access import Person
    from compliance.amending.changes import Change
    from compliance.exports.paper import Paper
    from compliance.office import Office

NOTHING_ASKED: Final = ("고칠 문구를 하나 이상 골라 주십시오", "choose wording for at least one clause", "choice")


@dataclass(frozen=True, slots=True)
class Asking:
    """
    Hold the changes of one agreement, the redline, and which changes stand in it.

    `in_original`: it is the file itself with tracked changes, not a new file of the text that was read.
    """

    name: str
    changes: Sequence[Change]
    content: bytes
    placed: frozenset[str]
    in_original: bool
    letter: Paper


def asking(office: Office, person: Person, submission_id: UUID, chosen: Mapping[str, str], usual: str) -> Asking:
    """
    Put together what to ask for.

    Raises:
        NotFound: absent, not theirs, not screened, or nothing in it has other wording.
    """
    report = office.screening(person, submission_id)
    if "documents" in report or not (changes := changes_of(report, chosen, usual)):
        raise NotFound
    text = office.document_text(person, submission_id).text
    asked = [change for change in changes if change.is_asked]
    edits = [Edit(change.start, change.end, change.replacement) for change in asked]
    now = datetime.now(UTC)
    is_word = report["document"]["media_type"] == MEDIA_TYPES[Format.DOCX]
    original = office.original(person, submission_id).content if is_word else None
    content, placed, in_original = _redline(original, text, edits, Hand(person.name, now))
    keys = frozenset(asked[number].key for number in placed)
    words = letter(report, changes, seoul.day_of(now), with_redline=bool(keys))
    return Asking(report["document"]["name"], changes, content, keys, in_original, words)


def asked_for(made: Asking) -> Asking:
    """
    Insist that something is asked for.

    Raises:
        Rejected: "choice", every clause was left as it is.
    """
    if not any(change.is_asked for change in made.changes):
        raise Rejected(*NOTHING_ASKED)
    return made


def _redline(
    original: bytes | None, text: str, edits: Sequence[Edit], hand: Hand
) -> tuple[bytes, frozenset[int], bool]:
    """
    Change the file itself if it is a DOCX and takes the changes, else a new file of the text that was read.
    """
    if original is not None:
        try:
            made = redline(original, text, edits, hand)
        except IngestError:
            made = None
        if made and made.placed:
            return made.content, made.placed, True
    made = redline(write_lines(text.split("\n"), "", hand.at.date()), text, edits, hand)
    return made.content, made.placed, False
