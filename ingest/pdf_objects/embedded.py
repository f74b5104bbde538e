"""
Take the files out of a PDF that it carries inside: attachments of the document, of its pages and of its notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Stream

from ingest.attachment import Attachment
from ingest.pdf_objects.trees import FAULTS, entry, items, names_in, pages_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf

    from ingest.pdf_objects.trees import Entry

# The same keys hold the name in the specification and the stream in its /EF, the best first.
KEYS = ("/UF", "/F", "/Unix", "/DOS", "/Mac")


def embedded_files(pdf: pikepdf.Pdf) -> tuple[Attachment, ...]:
    """
    Return the attached files, each once, those of the document before those of its pages.
    """
    found: dict[tuple[int, int], Attachment] = {}
    for name, specification in _specifications(pdf):
        stream = next((each for key in KEYS if isinstance(each := entry(specification, "/EF", key), Stream)), None)
        if stream is not None:
            found.setdefault(stream.objgen, Attachment(name, _unpack(stream)))
    return tuple(found.values())


def _specifications(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Entry]]:
    """
    Yield every place where a file may hang, with the name that a reader is shown.
    """
    for key, specification in names_in(entry(pdf.Root, "/Names", "/EmbeddedFiles")):
        yield _name(specification) or key, specification
    holders = [pdf.Root, *(each.page for each in pages_of(pdf))]
    for holder in holders:
        for specification in items(entry(holder, "/AF")):
            yield _name(specification), specification
        for note in items(entry(holder, "/Annots")):
            for specification in (entry(note, "/FS"), *items(entry(note, "/AF"))):
                yield _name(specification), specification
            for key, specification in names_in(entry(note, "/RichMediaContent", "/Assets")):
                yield _name(specification) or key, specification


def _name(specification: Entry) -> str:
    """
    Return the name of an attached file.
    """
    return next((name for key in KEYS if (name := text_of(entry(specification, key)))), "")


def _unpack(stream: Stream) -> bytes | None:
    """
    Return the bytes of an embedded file; None where no filter of ours unpacks them within the child's memory.
    """
    try:
        return stream.read_bytes()
    except (*FAULTS, MemoryError):
        return None
