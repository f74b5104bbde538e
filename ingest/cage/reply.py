"""
Fix what passes between parent, server and child, and check what comes back: a child may have been taken over.

Everything is JSON with a length in front; nothing is ever unpickled. What the schema cannot say (offsets inside the
text, one edge more than characters) is checked by `verify`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

from pydantic import TypeAdapter, ValidationError

from ingest import errors
from ingest.bundle import Allowance, Entry  # noqa: TC001 - pydantic reads field annotations at run time
from ingest.document import Line, Span, Table  # noqa: TC001 - pydantic reads field annotations at run time
from ingest.errors import IngestError, ReaderCrashed
from ingest.layout import Layout  # noqa: TC001 - pydantic reads field annotations at run time

READY = b"ready"
DETAIL_LENGTH = 200
LENGTH_BYTES = 8
SECCOMP_FILTERING = 2
MEDIA_TYPE = re.compile(r"[a-z]{1,20}/[a-z0-9.+-]{1,80}")


@dataclass(frozen=True, slots=True)
class Request:
    """
    Ask for one child: the suffix of the file's name (".pdf" or empty), and the limits (bytes and seconds).

    `ocr` is what `cpu` and `wall` grow by where the file may hold pictures to recognise, else 0. With an `allowance`
    the child unpacks a bundle instead of reading a document.
    """

    suffix: str
    memory: int
    cpu: int
    wall: float
    reply: int
    ocr: int = 0
    allowance: Allowance | None = None


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
class Listing:
    """
    Carry the manifest of an unpacked bundle, or a failure; `kind` is empty where the content is no bundle.

    One message of plain bytes follows for each entry that was taken, in order.
    """

    kind: str = ""
    entries: tuple[Entry, ...] = ()
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


REQUEST = TypeAdapter(Request)
PROOF = TypeAdapter(Proof)
REPLY = TypeAdapter(Reply)
LISTING = TypeAdapter(Listing)
END = TypeAdapter(End)


def parse_reply(payload: bytes) -> Reading:
    """
    Return what the child read, or raise the error that it holds.

    Raises:
        IngestError: the reader's own error.
        ReaderCrashed: the answer is not what a reader of ours writes.
    """
    try:
        reply = REPLY.validate_json(payload, strict=True)
    except ValidationError as problem:
        raise ReaderCrashed(detail=f"the reply breaks its schema in {problem.error_count()} places") from None
    if reply.failure is not None:
        raise rebuild(reply.failure)
    if reply.layout is None:
        raise ReaderCrashed(detail="the reply holds neither layout nor failure")
    if MEDIA_TYPE.fullmatch(reply.media_type) is None:
        raise ReaderCrashed(detail="the reply names no kind of file")
    verify(reply.layout)
    return Reading(reply.media_type, reply.layout)


def parse_listing(payload: bytes, allowance: Allowance) -> Listing:
    """
    Return the manifest of a bundle, or raise the error that it holds.

    Raises:
        IngestError: the child's own error.
        ReaderCrashed: the answer is not what a child of ours writes, or exceeds the allowance.
    """
    try:
        listing = LISTING.validate_json(payload, strict=True)
    except ValidationError as problem:
        raise ReaderCrashed(detail=f"the manifest breaks its schema in {problem.error_count()} places") from None
    if listing.failure is not None:
        raise rebuild(listing.failure)
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


def rebuild(failure: Failure) -> IngestError:
    """
    Turn a failure back into its error; an unknown kind is a crash.
    """
    detail = "".join(letter for letter in failure.detail if letter.isprintable())[:DETAIL_LENGTH]
    return (errors.named(failure.kind) or ReaderCrashed)(detail=detail)


def verify(layout: Layout) -> None:
    """
    Check every offset and number of a layout against its text.

    Raises:
        ReaderCrashed: something points outside the text or is out of order.
    """
    text = layout.text
    checks = {
        "wraps": all(0 <= offset < len(text) and text[offset] == "\n" for offset in layout.wraps)
        and all(first < second for first, second in pairwise(layout.wraps)),
        "lines": all(_line_holds(line, layout) for line in layout.lines)
        and all(first.span.end <= second.span.start for first, second in pairwise(layout.lines)),
        "edges": not layout.edges or _edges_hold(layout),
        "tables": all(_table_holds(table, text) for table in layout.tables),
        "coverage": all(0.0 <= share <= 1.0 for share in (layout.coverage, *layout.page_coverage)),
        "asides": all(aside.span is None or _inside(aside.span, text) for aside in layout.asides),
        "pages": layout.pages >= 0,
        "letters": not any("\ud800" <= letter <= "\udfff" for letter in text),
    }
    broken = [name for name, holds in checks.items() if not holds]
    if broken:
        raise ReaderCrashed(detail=f"the reply's {', '.join(broken)} do not fit its text")


def _inside(span: Span, text: str) -> bool:
    """
    Tell whether the span lies in the text.
    """
    return 0 <= span.start <= span.end <= len(text)


def _line_holds(line: Line, layout: Layout) -> bool:
    """
    Tell whether a line lies in the text, on a page of the document, at places that are numbers.
    """
    places = (line.x0, line.top, line.x1, line.bottom)
    return _inside(line.span, layout.text) and 1 <= line.page <= layout.pages and all(map(isfinite, places))


def _edges_hold(layout: Layout) -> bool:
    """
    Tell whether every line has one edge more than characters, and each is a number.
    """
    return len(layout.edges) == len(layout.lines) and all(
        len(edges) == line.span.end - line.span.start + 1 and all(map(isfinite, edges))
        for line, edges in zip(layout.lines, layout.edges, strict=True)
    )


def _table_holds(table: Table, text: str) -> bool:
    """
    Tell whether every cell that claims a place in the text lies in it.
    """
    return all(cell.span is None or _inside(cell.span, text) for cell in table.cells)
