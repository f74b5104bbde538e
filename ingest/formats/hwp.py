"""
Read HWP 5 (.hwp), the binary format of the Hangul word processor, as Hangul prints it.

Source: 한글 문서 파일 형식 5.0 (revision 1.3); 본 제품은 한글과컴퓨터의 한글 문서 파일(.hwp) 공개 문서를 참고하여
개발하였습니다.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from ingest.errors import Malformed
from ingest.hwp5.container import Flag, Hwp5Container, is_hwp5
from ingest.hwp5.docinfo import read_docinfo
from ingest.hwp5.records import Tag, letters, number, parse_records
from ingest.hwp5.section import Hwp5Section
from ingest.notices import ACTIVE_CONTENT, MISSING_SECTION, OPEN_END, OTHER_BODY
from ingest.office.flow import Flow
from ingest.office.hangul_body import HangulBody
from ingest.office.hangul_objects import take_out
from ingest.office.hangul_scripts import does_anything

if TYPE_CHECKING:
    from ingest.attachment import Attachment
    from ingest.hwp5.docinfo import DocInfo
    from ingest.hwp5.records import Record
    from ingest.layout import Layout

SUFFIXES = (".hwp", ".hwt")
MEDIA_TYPE = "application/x-hwp"
IS_FALLBACK = False

BODY, VIEW, BINARIES = "BodyText", "ViewText", "BinData"
SCRIPT: Final = "Scripts/DefaultJScript"
LINK: Final = "DocOptions/_LinkDoc"
LAST_PARAGRAPH: Final = 1 << 31
PARTS_OF_SCRIPT: Final = 4


def looks_like(content: bytes) -> bool:
    """
    Tell whether the content is an OLE container with the header of HWP 5.
    """
    return is_hwp5(content)


def read(content: bytes) -> Layout:
    """
    Lay out an HWP 5 file.

    Raises:
        IngestError: 102, 105, 106 or 108.
    """
    container = Hwp5Container(content)
    info = read_docinfo(parse_records(container.stream("DocInfo"), "DocInfo"))
    flow = Flow()
    bodies = _bodies(container, flow)
    if len(bodies) < info.sections:
        flow.warn(MISSING_SECTION)
    if len(bodies) > info.sections > 0:
        flow.warn(OTHER_BODY)
    if not all(map(_ends, bodies)):
        flow.warn(OPEN_END)
    section = Hwp5Section(info, partial(_picture, container, info))
    section.remember_memos(bodies[-1])
    body = HangulBody(flow, info.styles)
    for roots in bodies:
        body.read(section.read(roots))
    _warn_of_links_and_scripts(container, flow)
    return flow.finish()


def attachments(content: bytes) -> tuple[Attachment, ...]:
    """
    Return the files that stand in the document as objects.

    Raises:
        IngestError: 102, 105, 106 or 108.
    """
    container = Hwp5Container(content)
    info = read_docinfo(parse_records(container.stream("DocInfo"), "DocInfo"))
    known = {binary.name: binary.is_compressed for binary in info.binaries}
    return take_out(
        (name, partial(container.stream, name, is_compressed=known.get(name))) for name in container.names(BINARIES)
    )


def _ends(roots: list[Record]) -> bool:
    """
    Tell whether the last paragraph of a section is marked as such: it is in every file that Hangul writes.
    """
    paragraphs = [record for record in roots if record.tag == Tag.PARA_HEADER]
    return bool(paragraphs) and number(paragraphs[-1].payload, 0, 4) >= LAST_PARAGRAPH


def _bodies(container: Hwp5Container, flow: Flow) -> list[list[Record]]:
    """
    Return the records of the sections that Hangul shows: those of ViewText where it holds a body.

    A file that tracks changes keeps the text with its marks there, and leaves a stand-in in BodyText.
    """
    if container.flags & Flag.DISTRIBUTION:
        found = [parse_records(container.distributed(name), name) for name in container.sections(VIEW)]
    else:
        found = _view(container)
        if found and not container.flags & Flag.TRACKED:
            flow.warn(OTHER_BODY)
        found = found or [parse_records(container.stream(name), name) for name in container.sections(BODY)]
    if not found:
        raise Malformed(detail="no section")
    return found


def _view(container: Hwp5Container) -> list[list[Record]]:
    """
    Return the records of ViewText if all of it is a body; other files keep something else there.
    """
    try:
        found = [parse_records(container.stream(name), name) for name in container.sections(VIEW)]
    except Malformed:
        return []
    return found if all(roots and roots[0].tag == Tag.PARA_HEADER for roots in found) else []


def _picture(container: Hwp5Container, info: DocInfo, identity: int) -> bytes:
    """
    Return the bytes of a picture by its number from 1; none for one that the file does not hold.
    """
    if not 0 < identity <= len(info.binaries) or not info.binaries[identity - 1].name:
        return b""
    binary = info.binaries[identity - 1]
    return container.stream(binary.name, is_compressed=binary.is_compressed)


def _warn_of_links_and_scripts(container: Hwp5Container, flow: Flow) -> None:
    """
    Warn of a document that is printed after this one, and of a macro that does anything.
    """
    with suppress(Malformed):
        if LINK in container.names("DocOptions") and number(container.raw(LINK), 0, 2):
            flow.warn(ACTIVE_CONTENT)
        if SCRIPT in container.names("Scripts") and does_anything(_script(container.stream(SCRIPT))):
            flow.warn(ACTIVE_CONTENT)


def _script(content: bytes) -> str:
    """
    Join the parts of a script: each has its length before it.
    """
    parts, place = [], 0
    for _ in range(PARTS_OF_SCRIPT):
        count = number(content, place, 4)
        parts.append(letters(content, place + 4, count))
        place += 4 + 2 * count
    return "\n".join(parts)
