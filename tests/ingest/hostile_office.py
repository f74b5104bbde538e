"""
Make the hostile office files H36 to H54 of ../shared/security/SECURITY.md 2.1, and honest files that resemble them.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tests.ingest.hostile import MIB, PACKAGE_RELATIONS, RELATIONS, WORD_NAMESPACE, docx, ole, paragraph
from tests.ingest.word_xml import field, line, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TERMS = paragraph("제1조(목적) 이 계약은 협력을 목적으로 한다.")
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
Link = tuple[str, str]
"""The kind of a relationship and its target; a target with a scheme leads outside."""


def package(
    body: str = TERMS,
    links: Iterable[Link] = (),
    parts: Mapping[str, bytes | str] | None = None,
    main: str = "word/document.xml",
    namespace: str = WORD_NAMESPACE,
    settings_links: Iterable[Link] = (),
    mains: Iterable[str] = (),
) -> bytes:
    """
    Make a DOCX with real relationships: r:id "rId1" is the first of `links`, and so on.

    The package names `main` as its main part unless `mains` says otherwise.
    """
    spaces = (
        f'xmlns:w="{namespace}" xmlns:r="{RELATIONS}" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    folder, _, name = main.rpartition("/")
    container = BytesIO()
    with ZipFile(container, "w", ZIP_DEFLATED) as archive:
        types = f'<Types><Override PartName="/{main}" ContentType="{MAIN_TYPE}"/></Types>'
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", relations([("officeDocument", each) for each in mains or [main]]))
        archive.writestr(main, f"<w:document {spaces}><w:body>{body}</w:body></w:document>")
        archive.writestr(f"{folder}/_rels/{name}.rels", relations(links))
        if settings_links:
            archive.writestr(f"{folder}/_rels/settings.xml.rels", relations(settings_links))
        for path, content in (parts or {}).items():
            archive.writestr(path, content)
    return container.getvalue()


def relations(links: Iterable[Link]) -> str:
    """
    Make a .rels part.
    """
    written = (
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}" '
        f'TargetMode="{"External" if is_outside(target) else "Internal"}"/>'
        for number, (kind, target) in enumerate(links, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE_RELATIONS}">{"".join(written)}</Relationships>'


def is_outside(target: str) -> bool:
    """
    Tell whether a target lies outside the file.
    """
    return ":" in target or target.startswith("\\\\")


def with_prolog(prolog: str, encoding: str = "utf-8", text: str = "x") -> bytes:
    """
    Make a DOCX whose main part has a document type and is written in an encoding.
    """
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{prolog}<w:document xmlns:w="{WORD_NAMESPACE}"><w:body>{paragraph(text)}</w:body></w:document>'
    container = BytesIO()
    with ZipFile(container, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml.encode(encoding))
    return container.getvalue()


def with_part(name: str, content: str) -> bytes:
    """
    Make a DOCX with a styles, numbering or other part of this XML.
    """
    return docx(TERMS, **{name: content.encode()})


def inflated(size: int) -> bytes:
    """
    Make a DOCX with an unused member that really unpacks to `size` bytes, a thousand times what it takes.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = block * (size // MIB) + packer.flush(zlib.Z_FINISH)
    return with_member("word/media/image1.emf", packed, size, ZIP_DEFLATED)


def with_member(name: str, packed: bytes, size: int, method: int, more: bytes = b"") -> bytes:
    """
    Append a member whose record and directory entry are written by hand, with an extra field in both.
    """
    whole = docx(TERMS)
    end = whole.rfind(b"PK\x05\x06")
    count, length, start = struct.unpack_from("<HII", whole, end + 10)
    record = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, method, 0, 33, 0, len(packed), size, len(name), len(more))
    entry = struct.pack(
        "<4s6H3I5H2I",
        b"PK\1\2",
        20,
        20,
        0,
        method,
        0,
        33,
        0,
        len(packed),
        size,
        len(name),
        len(more),
        0,
        0,
        0,
        0,
        start,
    )
    added = record + name.encode() + more + packed
    directory = whole[start : start + length] + entry + name.encode() + more
    tail = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count + 1, count + 1, len(directory), start + len(added), 0)
    return whole[:start] + added + directory + tail


def crowded(count: int) -> bytes:
    """
    Make a DOCX of empty paragraphs.
    """
    return docx("<w:p/>" * count)


def differing(field_offset: int, value: int) -> bytes:
    """
    Make a DOCX whose main part's own record says something else than the directory at an offset of the record.
    """
    content = bytearray(docx(TERMS))
    record = content.find(b"word/document.xml") - 30
    struct.pack_into("<H" if field_offset == 8 else "<I", content, record + field_offset, value)
    return bytes(content)


def quine() -> bytes:
    """
    Make a DOCX whose directory lists one stretch of bytes many times under different names.
    """
    content = bytearray(docx(TERMS, **{f"a{number:02}": b"12345678" * 40 for number in range(9)}))
    entries, at = [], content.find(b"PK\x01\x02")
    while at >= 0:
        entries.append(at)
        at = content.find(b"PK\x01\x02", at + 1)
    offsets = [struct.unpack_from("<I", content, entry + 42)[0] for entry in entries]
    for entry in entries[-8:]:
        struct.pack_into("<I", content, entry + 42, offsets[-9])
    return bytes(content)


def long_sizes(size: int) -> bytes:
    """
    Make a DOCX with a member whose 64-bit size is a lie.
    """
    more = struct.pack("<HHQ", 1, 8, size)
    return with_member("word/x.bin", b"small", 0xFFFFFFFF, ZIP_STORED, more)


def doubled() -> bytes:
    """
    Make a DOCX with two main parts whose names differ in capitals alone.
    """
    container = BytesIO(docx(TERMS))
    with ZipFile(container, "a") as archive:
        archive.writestr("Word/Document.xml", "<x/>")
    return container.getvalue()


def with_kind(mode: int) -> bytes:
    """
    Make a DOCX with a member of a Unix kind: 0o120777 is a link, 0o100644 a file.
    """
    container = BytesIO(docx(TERMS))
    with ZipFile(container, "a") as archive:
        info = ZipInfo("word/link")
        info.create_system, info.external_attr = 3, mode << 16
        archive.writestr(info, "/etc/passwd")
    return container.getvalue()


def with_object(target: str, content: bytes, kind: str = "oleObject") -> bytes:
    """
    Make a DOCX with an embedded object.
    """
    shown = line(
        '<w:r><w:object><v:shape style="width:30pt;height:30pt"/><o:OLEObject Type="Embed" r:id="rId1"/></w:object></w:r>'
    )
    return package(TERMS + shown, [(kind, target)], {f"word/{target}": content})


def with_chunk(name: str, content: bytes) -> bytes:
    """
    Make a DOCX that takes in another document.
    """
    return package(TERMS + '<w:altChunk r:id="rId1"/>', [("aFChunk", name)], {f"word/{name}": content})


def with_template(target: str) -> bytes:
    """
    Make a DOCX attached to a template.
    """
    settings = (
        f'<w:settings xmlns:w="{WORD_NAMESPACE}" xmlns:r="{RELATIONS}"><w:attachedTemplate r:id="rId1"/></w:settings>'
    )
    return package(
        TERMS,
        [("settings", "settings.xml")],
        {"word/settings.xml": settings},
        settings_links=[("attachedTemplate", target)],
    )


def with_field(instruction: str) -> bytes:
    """
    Make a DOCX with a field.
    """
    return docx(TERMS + line(field(instruction, run("결과"))))


def tracked() -> bytes:
    """
    Make a DOCX with an insertion.
    """
    return docx(TERMS + line(f'<w:ins w:author="Kim">{run("갑의 소유로 한다.")}</w:ins>'))


def with_chart() -> bytes:
    """
    Make a DOCX with a chart, whose data sheet stands in the file as charts have it.
    """
    space = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    chart = (
        f'<c:chartSpace xmlns:c="{space}" xmlns:a="{drawing}"><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>연도별 매출</a:t></a:r></a:p>'
        "</c:rich></c:tx></c:title></c:chart></c:chartSpace>"
    )
    shown = (
        '<w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:inline>'
        f'<wp:extent cx="3000000" cy="2000000"/><a:graphic xmlns:a="{drawing}"><a:graphicData><c:chart xmlns:c="{space}" r:id="rId1"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    parts: dict[str, bytes | str] = {
        "word/charts/chart1.xml": chart,
        "word/charts/_rels/chart1.xml.rels": relations([("package", "../embeddings/Sheet1.xlsx")]),
        "word/embeddings/Sheet1.xlsx": b"PK\3\4",
    }
    return package(TERMS + line(shown), [("chart", "charts/chart1.xml")], parts)


def with_metafile(size: int) -> bytes:
    """
    Make a DOCX with a drawing that unpacks large, as drawings of old Windows programs do: lines, and some text.
    """
    strokes = b"".join(
        struct.pack("<IIHHI", 54, 16, number % 997, number % 1009, number) for number in range(size // 16)
    )
    return docx(TERMS, image1=strokes)


def ole_with(name: str, content: bytes) -> bytes:
    """
    Make an OLE container with one stream, long enough (4,096 bytes) to have sectors of its own.
    """
    padded = content.ljust(4096, b" ")
    padded += bytes(-len(padded) % 512)
    count, free, end = len(padded) // 512, 0xFFFFFFFF, 0xFFFFFFFE
    whole = bytearray(ole(name))
    chain = [0xFFFFFFFD, end, *range(3, count + 2), end]
    struct.pack_into("<128I", whole, 512, *(chain + [free] * (128 - len(chain))))
    struct.pack_into("<IQ", whole, 1024 + 128 + 116, 2, len(padded))
    return bytes(whole) + padded


def packaged(label: str, content: bytes) -> bytes:
    """
    Wrap a file as Windows' object packager does.
    """
    names = label.encode("cp949") + b"\0" + b"C:\\x\0"
    body = b"\2\0" + names + b"\0\0\3\0" + struct.pack("<I", 3) + b"C:\0" + struct.pack("<I", len(content)) + content
    return ole_with("\x01Ole10Native", struct.pack("<I", len(body)) + body)
