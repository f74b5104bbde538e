"""
Fix what passes between parent, server and child, and check what comes back: a child may have been taken over.

Everything is JSON with a length in front; nothing is ever unpickled. What the schema cannot say (offsets inside the
text, one edge more than characters) is checked by ingest/cage/checks.py.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from ingest import errors, late
from ingest.bundle import Allowance, Entry  # noqa: TC001 - pydantic reads field annotations at run time
from ingest.cage.checks import verify, verify_spans
from ingest.document import Declaration, Document
from ingest.drawn import MOST_PIXELS
from ingest.errors import IngestError, ReaderCrashed
from ingest.layout import Layout  # noqa: TC001 - pydantic reads field annotations at run time

READY = b"ready"
DETAIL_LENGTH = 200
LENGTH_BYTES = 8
LONGEST_SIDE = 20_000
"""Points: no reader of ours shows a page of this size."""
SECCOMP_FILTERING = 2
MEDIA_TYPE = late.pattern(r"[a-z]{1,20}/[a-z0-9.+-]{1,80}")


@dataclass(frozen=True, slots=True)
class Request:
    """
    Ask for one child: the suffix of the file's name (".pdf" or empty), and the limits (bytes and seconds).

    `ocr` is what `cpu` and `wall` grow by where the file may hold pictures to recognise, else 0. With an `allowance`
    the child unpacks a bundle; where it `drafts` it takes a declaration before the file and reads the structure too;
    else it lays the file out, or draws a page of it: `draws` is the page's number, 0 for the sizes of all pages only.
    `plain` tells that the suffix claims plain text, of which no other reader takes anything.
    """

    suffix: str
    memory: int
    cpu: int
    wall: float
    reply: int
    ocr: int = 0
    allowance: Allowance | None = None
    drafts: bool = False
    draws: int | None = None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """
    Show the child's cage before it gets the first byte; `refusal` says why there is none.

    `seccomp` and `no_new_privileges` are as /proc/self/status prints them; `landlock` is the kernel's answer to
    landlock_restrict_self and `landlock_denies` whether opening a folder really failed afterwards; `limited` is
    whether every resource limit reads back as it was asked for.
    """

    seccomp: int = 0
    no_new_privileges: int = 0
    landlock: int = -1
    landlock_denies: bool = False
    limited: bool = False
    uid: int = 0
    refusal: str = ""

    def faults(self) -> tuple[str, ...]:
        """
        Name every layer that does not hold; empty for a whole cage.
        """
        layers = (
            (self.refusal, not self.refusal),
            (f"seccomp {self.seccomp}", self.seccomp == SECCOMP_FILTERING),
            (f"no_new_privs {self.no_new_privileges}", self.no_new_privileges == 1),
            (f"landlock {self.landlock}", self.landlock == 0 and self.landlock_denies),
            ("limits", self.limited),
            (f"uid {self.uid}", self.uid != 0),
        )
        return tuple(name for name, holds in layers if not holds)


@dataclass(frozen=True, slots=True)
class Failure:
    """
    Carry a typed error of ingest.errors over the pipe; `kind` is the name of its class.
    """

    kind: str
    detail: str

    @classmethod
    def of(cls, problem: IngestError) -> Failure:
        """
        Write down an error.
        """
        return cls(type(problem).__name__, problem.detail)


@dataclass(frozen=True, slots=True)
class Reply:
    """
    Carry what the reader made of the bytes: a layout with the kind of file, or a failure.
    """

    media_type: str = ""
    layout: Layout | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """
    Carry a whole document of which the parent knows name, size and hash better, or a failure.
    """

    document: Document | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """
    Carry the manifest of an unpacked bundle, or a failure; `kind` is empty where the content is no bundle.

    One message of plain bytes follows for each entry that was taken, in order.
    """

    kind: str = ""
    entries: tuple[Entry, ...] = ()
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """
    Carry the sizes of all pages (points) and of the picture (pixels) that follows as plain bytes, or a failure.
    """

    sizes: tuple[tuple[float, float], ...] = ()
    width: int = 0
    height: int = 0
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """
    Hold a checked answer: the kind of file found by its content, and its layout.
    """

    media_type: str
    layout: Layout


@dataclass(frozen=True, slots=True)
class End:
    """
    Say how a child ended: the signal that killed it (0 for none) and whether the server sent it for lateness.

    `memory` is the most it held at once (bytes, resident), `cpu` the processor time it used (seconds).
    """

    signal: int
    late: bool
    memory: int = 0
    cpu: float = 0.0


Answer = TypeVar("Answer", Reply, Draft, Listing, Drawing)
REQUEST = TypeAdapter(Request)
PROOF = TypeAdapter(Proof)
REPLY = TypeAdapter(Reply)
DRAFT = TypeAdapter(Draft)
DECLARATION = TypeAdapter(Declaration)
LISTING = TypeAdapter(Listing)
DRAWING = TypeAdapter(Drawing)
END = TypeAdapter(End)


def parse_reply(payload: bytes) -> Reading:
    """
    Return what the child read, or raise the error that it holds.

    Raises:
        IngestError: the reader's own error.
        ReaderCrashed: the answer is not what a reader of ours writes.
    """
    reply = _taken(REPLY, payload)
    if reply.layout is None or MEDIA_TYPE.fullmatch(reply.media_type) is None:
        raise ReaderCrashed(detail="the reply holds no layout, or of no kind of file")
    verify(reply.layout)
    return Reading(reply.media_type, reply.layout)


def parse_draft(payload: bytes) -> Document:
    """
    Return the document that the child read, or raise the error that it holds.

    Raises:
        IngestError: the reader's own error.
        ReaderCrashed: the answer is not what a child of ours writes.
    """
    document = _taken(DRAFT, payload).document
    if document is None or MEDIA_TYPE.fullmatch(document.source.media_type) is None:
        raise ReaderCrashed(detail="the draft holds no document, or of no kind of file")
    verify(document)
    verify_spans(document)
    return document


def parse_listing(payload: bytes, allowance: Allowance) -> Listing:
    """
    Return the manifest of a bundle, or raise the error that it holds.

    Raises:
        IngestError: the child's own error.
        ReaderCrashed: the answer is not what a child of ours writes, or exceeds the allowance.
    """
    listing = _taken(LISTING, payload)
    taken = [entry for entry in listing.entries if entry.fate == "taken"]
    holds = (
        not listing.kind or MEDIA_TYPE.fullmatch(listing.kind) is not None,
        len(listing.entries) <= allowance.files,
        sum(entry.size for entry in taken) <= allowance.total,
        all(0 < entry.size <= allowance.each for entry in taken),
        all(entry.size >= 0 and entry.name.isprintable() for entry in listing.entries),
        all((errors.named(entry.error) is not None) == (entry.fate == "refused") for entry in listing.entries),
    )
    if not all(holds):
        raise ReaderCrashed(detail="the manifest claims what cannot be")
    return listing


def parse_drawing(payload: bytes) -> Drawing:
    """
    Return the sizes of pages and of a picture, or raise the error that the child holds.

    Raises:
        IngestError: the child's own error.
        ReaderCrashed: the answer is not what a child of ours writes.
    """
    drawing = _taken(DRAWING, payload)
    sides = [side for size in drawing.sizes for side in size]
    holds = (
        all(math.isfinite(side) and 0 <= side <= LONGEST_SIDE for side in sides),
        min(drawing.width, drawing.height) >= 0,
        drawing.width * drawing.height <= 2 * MOST_PIXELS,
    )
    if not all(holds):
        raise ReaderCrashed(detail="the drawing claims what cannot be")
    return drawing


def _taken(kind: TypeAdapter[Answer], payload: bytes) -> Answer:
    """
    Parse an answer; raise the error where it holds one, or none of ours.
    """
    try:
        answer = kind.validate_json(payload, strict=True)
    except ValidationError as problem:
        raise ReaderCrashed(detail=f"the answer breaks its schema in {problem.error_count()} places") from None
    if answer.failure is not None:
        raise rebuild(answer.failure)
    return answer


def rebuild(failure: Failure) -> IngestError:
    """
    Turn a failure back into its error; an unknown kind is a crash.
    """
    detail = "".join(letter for letter in failure.detail if letter.isprintable())[:DETAIL_LENGTH]
    return (errors.named(failure.kind) or ReaderCrashed)(detail=detail)
