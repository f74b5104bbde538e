"""
Read a file together with the files inside it: each one's text follows the document as an annex under its name.

Or draw one of its pages. Runs in the caged child and within its limits. Files inside attached files are named, not read.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from ingest.document import Notice, Span
from ingest.drawn import Drawn
from ingest.errors import (
    EmptyFile,
    IngestError,
    Malformed,
    MalwareSuspected,
    NoTextLayer,
    ReaderCrashed,
    TooLarge,
    UnsupportedFormat,
)
from ingest.layout import LONGEST_TEXT, PARTLY_READ, Layout
from ingest.naming import clean_name
from ingest.notices import EMBEDDED, HIDDEN_ARCHIVE, UNREAD
from ingest.sniff import carries_archive, choose_reader

if TYPE_CHECKING:
    from ingest.attachment import Attachment
    from ingest.document import Table
    from ingest.formats import Reader

MOST_ATTACHMENTS = 20


def read_nested(content: bytes, suffix: str) -> tuple[str, Layout]:
    """
    Return the media type and the layout of some bytes, with what is attached to them read as annexes.

    Raises:
        IngestError: the document itself cannot be read, or an attachment is malware; one that is merely unreadable is a
            warning.
    """
    reader = choose_reader(content, suffix)
    inside = attachments_of(reader, content)
    layout = _read_carrier(reader, content, has_attachments=bool(inside))
    for number, attachment in enumerate(inside[:MOST_ATTACHMENTS], start=1):
        layout = _take_in(layout, attachment, number)
    if len(inside) > MOST_ATTACHMENTS:
        more = f"{clean_name(inside[MOST_ATTACHMENTS].name)} …"
        layout = _refused(layout, more, TooLarge())
    if not inside and carries_archive(content):
        layout = replace(layout, warnings=(*layout.warnings, HIDDEN_ARCHIVE))
    kind = getattr(reader, "media_type", None)
    return kind(content) if kind else reader.MEDIA_TYPE, layout


def draw(content: bytes, suffix: str, number: int) -> Drawn:
    """
    Draw a page of a file; one of a format without fixed pages has none.

    Raises:
        IngestError: the document cannot be opened.
    """
    drawing = getattr(choose_reader(content, suffix), "draw", None)
    return drawing(content, number) if drawing else Drawn()


def attachments_of(reader: Reader, content: bytes) -> tuple[Attachment, ...]:
    """
    Return the files inside, for readers of formats that can hold any.
    """
    find = getattr(reader, "attachments", None)
    return tuple(find(content)) if find else ()


def _read_carrier(reader: Reader, content: bytes, *, has_attachments: bool) -> Layout:
    """
    Lay the outer file out; one without text is no failure where the agreement is attached to it.
    """
    try:
        return reader.read(content)
    except NoTextLayer:
        if not has_attachments:
            raise
        notice = Notice(UNREAD, NoTextLayer.ko, NoTextLayer.en)
        return Layout(text="", warnings=(notice,), coverage=PARTLY_READ)


def append_annex(layout: Layout, heading: str, annex: Layout) -> Layout:
    """
    Return the layout with the text of another one behind it under a heading line of its own.

    Pages of the annex are none of the document's, so only its text, wraps, tables, asides and warnings are kept.
    """
    opening = f"{layout.text}\n{heading}\n" if layout.text else f"{heading}\n"
    shift = len(opening)
    return replace(
        layout,
        text=opening + annex.text,
        wraps=layout.wraps + tuple(wrap + shift for wrap in annex.wraps),
        tables=layout.tables + tuple(_moved_table(table, shift) for table in annex.tables),
        warnings=layout.warnings + tuple(_named(notice, heading) for notice in annex.warnings),
        coverage=min(layout.coverage, annex.coverage),
        asides=layout.asides
        + tuple(replace(aside, page=None, span=_moved(aside.span, shift)) for aside in annex.asides),
    )


def _take_in(layout: Layout, attachment: Attachment, number: int) -> Layout:
    """
    Append one attachment, or say that it could not be read.
    """
    name = clean_name(attachment.name)
    try:
        annex = _read_one(attachment)
    except MalwareSuspected:
        raise
    except IngestError as problem:
        return _refused(layout, name, problem)
    if len(layout.text) + len(annex.text) > LONGEST_TEXT:
        return _refused(layout, name, TooLarge())
    taken = append_annex(layout, f"[첨부 {number}] {name}", annex)
    notice = Notice(
        EMBEDDED,
        f"파일 안에 다른 파일이 들어 있어 본문 뒤에 이어 읽었습니다: {name}",
        f"the file holds another file, which was read after the document: {name}",
    )
    return replace(taken, warnings=(*taken.warnings, notice))


def _read_one(attachment: Attachment) -> Layout:
    """
    Read one attachment with the reader that fits; whatever a parser throws on it is an error of the attachment alone.

    Raises:
        IngestError: it cannot be read.
    """
    if not attachment.content:
        raise EmptyFile if attachment.content == b"" else Malformed
    try:
        reader = choose_reader(attachment.content, PurePath(attachment.name).suffix.lower())
        layout = reader.read(attachment.content)
        inside = attachments_of(reader, attachment.content)
    except (IngestError, MemoryError):
        raise
    except Exception as problem:  # noqa: BLE001 - whatever a parser throws on an attachment, the document is read
        raise ReaderCrashed(detail=type(problem).__name__) from None
    for inner in inside[:MOST_ATTACHMENTS]:
        layout = _refused(layout, clean_name(inner.name), UnsupportedFormat())
    return layout


def _refused(layout: Layout, name: str, problem: IngestError) -> Layout:
    """
    Return the layout with the warning that an attachment was not read.
    """
    notices = (
        Notice(EMBEDDED, f"파일 안에 다른 파일이 들어 있습니다: {name}", f"the file holds another file: {name}"),
        Notice(
            UNREAD,
            f"첨부 파일을 읽지 못했습니다: {name} ({problem.code} {problem.ko})",
            f"an attached file was not read: {name} ({problem.code} {problem.en})",
        ),
    )
    return replace(layout, warnings=layout.warnings + notices, coverage=min(layout.coverage, PARTLY_READ))


def _named(notice: Notice, heading: str) -> Notice:
    """
    Return a notice of an annex as one of the document.
    """
    return Notice(notice.code, f"{heading}: {notice.ko}", f"{heading}: {notice.en}")


def _moved_table(table: Table, shift: int) -> Table:
    """
    Return a table with its cells further behind in the text, and on no page.
    """
    return replace(table, page=None, cells=tuple(replace(cell, span=_moved(cell.span, shift)) for cell in table.cells))


def _moved(span: Span | None, shift: int) -> Span | None:
    """
    Return a span further behind in the text.
    """
    return span and Span(span.start + shift, span.end + shift)
