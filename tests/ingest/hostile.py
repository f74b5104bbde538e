"""
Make the bad files that the readers must answer with a code; nothing hostile is kept on disk.

Source of the kinds: ../shared/security/SECURITY.md 2.1.
"""

from __future__ import annotations

import struct
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Iterable

MIB = 1024 * 1024
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINES_PER_PAGE = 40


def docx(body: str, **parts: str | bytes) -> bytes:
    """
    Make a DOCX of the inner XML of w:body; more parts by name, "numbering" for word/numbering.xml.
    """
    container = BytesIO()
    with ZipFile(container, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", word_part("document", f"<w:body>{body}{_section(parts)}</w:body>"))
        archive.writestr("word/_rels/document.xml.rels", _relations(parts))
        for name, inner in parts.items():
            content = word_part(name, inner) if isinstance(inner, str) else inner
            archive.writestr(f"word/{name}.xml", content)
    return container.getvalue()


def _section(parts: Iterable[str]) -> str:
    """
    Make the section that prints the headers and footers among the parts: the first always, the second on page one.
    """
    edges = [name for name in parts if name.startswith(("header", "footer"))]
    kinds = {"1": "default", "2": "first"}
    references = (f'<w:{name[:-1]}Reference w:type="{kinds[name[-1]]}" r:id="{name}"/>' for name in edges)
    return f"<w:sectPr>{''.join(references)}<w:titlePg/></w:sectPr>" if edges else ""


def _relations(parts: Iterable[str]) -> str:
    """
    Relate the main part to the others, each under its name.
    """
    each = (
        f'<Relationship Id="{name}" Type="{RELATIONS}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for name in parts
    )
    return f'<Relationships xmlns="{PACKAGE_RELATIONS}">{"".join(each)}</Relationships>'


def word_part(root: str, inner: str) -> str:
    """
    Wrap XML in a root element with the namespaces that Word uses.
    """
    spaces = (
        f'xmlns:w="{WORD_NAMESPACE}" xmlns:r="{RELATIONS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {spaces}>{inner}</w:{root}>'


def paragraph(text: str, properties: str = "") -> str:
    """
    Make one Word paragraph.
    """
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def hwpx(section: str, header: str = "", *, is_encrypted: bool = False) -> bytes:
    """
    Make an HWPX of the inner XML of one section and of header.xml.
    """
    spaces = 'xmlns:hp="urn:hp" xmlns:hs="urn:hs" xmlns:hh="urn:hh"'
    container = BytesIO()
    with ZipFile(container, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/hwp+zip")
        archive.writestr("Contents/header.xml", f"<hh:head {spaces}>{header}</hh:head>")
        archive.writestr("Contents/section0.xml", f"<hs:sec {spaces}>{section}</hs:sec>")
        if is_encrypted:
            archive.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
    return container.getvalue()


def hwpx_paragraph(text: str, style: str = "0") -> str:
    """
    Make one HWPX paragraph.
    """
    return f'<hp:p paraPrIDRef="{style}"><hp:run><hp:t>{text}</hp:t></hp:run></hp:p>'


def bomb_docx() -> bytes:
    """
    Make a DOCX with a member that unpacks a thousandfold.
    """
    return docx(paragraph("x"), padding=b"\0" * (16 * MIB))


def lying_docx(size: int) -> bytes:
    """
    Make a DOCX whose directory claims `size` bytes for its last member.
    """
    content = bytearray(docx(paragraph("x"), padding=b"small"))
    entry = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, entry + 24, size)
    return bytes(content)


def billion_laughs_docx() -> bytes:
    """
    Make a DOCX whose entities double and double again.
    """
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};">' for n in range(1, 30))
    return _docx_with_prolog(f"<!DOCTYPE d [{entities}]>", "&a29;")


def external_entity_docx() -> bytes:
    """
    Make a DOCX that asks for a file of the host.
    """
    return _docx_with_prolog('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;")


def _docx_with_prolog(prolog: str, text: str) -> bytes:
    """
    Make a DOCX with a document type in front of its text.
    """
    container = BytesIO()
    with ZipFile(container, "w", ZIP_DEFLATED) as archive:
        body = f'<w:document xmlns:w="{WORD_NAMESPACE}"><w:body>{paragraph(text)}</w:body></w:document>'
        archive.writestr("word/document.xml", f'<?xml version="1.0"?>{prolog}{body}')
    return container.getvalue()


def named_docx(*names: str) -> bytes:
    """
    Make a DOCX with further members of these names.
    """
    container = BytesIO(docx(paragraph("x")))
    with ZipFile(container, "a") as archive:
        for name in names:
            info = ZipInfo("x")
            info.filename = name
            archive.writestr(info, b"x")
    return container.getvalue()


def linked_docx() -> bytes:
    """
    Make a DOCX with a symbolic link in it.
    """
    container = BytesIO(docx(paragraph("x")))
    with ZipFile(container, "a") as archive:
        info = ZipInfo("word/link")
        info.create_system = 3
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return container.getvalue()


def renamed_member_docx() -> bytes:
    """
    Make a DOCX whose directory and member disagree on the member's name.
    """
    content = docx(paragraph("x"))
    return content.replace(b"word/document.xml", b"word/dokument.xml", 1)


def overlapping_docx() -> bytes:
    """
    Make a DOCX whose last two members share the same bytes.
    """
    content = bytearray(docx(paragraph("x"), one=b"12345678" * 40, two=b"12345678" * 40))
    last = content.rfind(b"PK\x01\x02")
    before = content.rfind(b"PK\x01\x02", 0, last)
    struct.pack_into("<I", content, last + 42, struct.unpack_from("<I", content, before + 42)[0] + 4)
    return bytes(content)


def locked_docx() -> bytes:
    """
    Make a DOCX with the mark of an encrypted member.
    """
    content = bytearray(docx(paragraph("x")))
    entry = content.find(b"PK\x01\x02")
    struct.pack_into("<H", content, entry + 8, 1)
    return bytes(content)


def deep_docx(depth: int) -> bytes:
    """
    Make a DOCX of tables in tables.
    """
    return docx("<w:tbl><w:tr><w:tc>" * depth + paragraph("x") + "</w:tc></w:tr></w:tbl>" * depth)


def ole(*streams: str) -> bytes:
    """
    Make an OLE container (CFB version 3) with empty streams of these names, in one chain of siblings.
    """
    free, end, fat_mark, none = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
    entries = [_ole_entry("Root Entry", 5, none, 1 if streams else none, end)]
    for index, name in enumerate(streams, start=1):
        entries.append(_ole_entry(name, 2, index + 1 if index < len(streams) else none, none, end))
    entries += [bytes(128)] * (-len(entries) % 4)
    sectors = len(entries) // 4
    chain = [fat_mark, *range(2, sectors + 1), end]
    fat = struct.pack("<128I", *(chain + [free] * (128 - len(chain))))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x9I", 62, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", free) * 108
    return header + fat + b"".join(entries)


def _ole_entry(name: str, kind: int, right: int, child: int, start: int) -> bytes:
    """
    Make one directory entry of 128 bytes.
    """
    encoded = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBB3I", len(encoded), kind, 1, 0xFFFFFFFF, right, child)
    return encoded.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, 0)


def pdf(objects: list[bytes], trailer: bytes = b"", *, body_only: bool = False) -> bytes:
    """
    Make a PDF of numbered objects; the first is the catalogue.
    """
    content = b"%PDF-1.7\n"
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    if body_only:
        return content
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    ending = b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(content))
    return content + table + ending


def stream(content: bytes, more: bytes = b"") -> bytes:
    """
    Make a stream object.
    """
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(content), more, content)


def paged_pdf(
    contents: list[bytes], trailer: bytes = b"", resources: bytes = b"", more: tuple[bytes, ...] = ()
) -> bytes:
    """
    Make a PDF (A4, Helvetica as /F) of the drawing commands of its pages; `more` objects are numbered from 4.
    """
    first = 4 + len(more)
    kids = b" ".join(b"%d 0 R" % (first + 2 * index) for index in range(len(contents)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(contents), kids),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    ]
    for index, content in enumerate(contents):
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>%b>>/Contents %d 0 R>>"
        objects += [page % (resources, first + 2 * index + 1), stream(content)]
    return pdf(objects, trailer)


def written(*lines: str, x: int = 72, top: int = 72, size: int = 10, leading: int = 16) -> bytes:
    """
    Make the drawing commands that write lines, the first `top` points below the upper edge.
    """
    commands = b""
    for index, line in enumerate(lines):
        escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
        commands += b"BT /F %d Tf %d %d Td (%b) Tj ET\n" % (size, x, 842 - top - size - index * leading, escaped)
    return commands


def text_pdf(*pages: tuple[str, ...]) -> bytes:
    """
    Make a PDF with lines of text on each page.
    """
    return paged_pdf([written(*lines) for lines in pages])


def encrypted_pdf() -> bytes:
    """
    Make a PDF that wants a password: no password fits its random keys.
    """
    keys = b"<" + b"5a" * 32 + b">"
    entry = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O %b/U %b>>/ID[<00><00>]" % (keys, keys)
    return paged_pdf([written("secret")], entry)


def scan_pdf(*, pages_of_text: int = 0) -> bytes:
    """
    Make a PDF with one page that is only a picture, after pages of text.
    """
    picture = stream(
        b"\x55" * 8, b"/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 1"
    )
    pages = [written(*["This page holds a line of ordinary text."] * 3)] * pages_of_text
    return paged_pdf([*pages, b"q 595 0 0 842 0 0 cm /I Do Q"], resources=b"/XObject<</I 4 0 R>>", more=(picture,))


def looping_pdf() -> bytes:
    """
    Make a PDF whose page tree holds itself.
    """
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[2 0 R]>>"])


def crowded_pdf(pages: int) -> bytes:
    """
    Make a PDF with very many pages, all drawn by the same commands.
    """
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    kids = b" ".join(b"%d 0 R" % number for number in range(3, pages + 3))
    return pdf(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%b]>>" % (pages, kids), *[page] * pages]
    )


def doubling_pdf(levels: int = 40) -> bytes:
    """
    Make a PDF of some kilobytes whose forms draw one another two to the power of `levels` times.
    """
    forms = [
        stream(
            b"/X Do /X Do" if level < levels - 1 else written("x"),
            b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>/XObject<</X %d 0 R>>>>"
            % (5 + level),
        )
        for level in range(levels)
    ]
    return paged_pdf([b"/X Do"], resources=b"/XObject<</X 4 0 R>>", more=tuple(forms))
