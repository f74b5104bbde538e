"""
Make PDF files that hold more than the text of their pages, and the hostile kinds H01 to H35.

Source of the kinds: ../shared/security/SECURITY.md 2.1.
"""

from __future__ import annotations

from tests.ingest.hostile import pdf, stream, written

FIRST_FREE = 4


def document(
    *drawings: bytes,
    catalogue: bytes = b"",
    page: bytes = b"",
    resources: bytes = b"",
    more: tuple[bytes, ...] = (),
    trailer: bytes = b"",
) -> bytes:
    """
    Make a PDF (A4, Helvetica as /F) of the drawing commands of its pages; `more` objects are numbered from 4.

    `catalogue`, `page`, `resources` and `trailer` are entries put into these dictionaries; `page` into every page.
    """
    first = FIRST_FREE + len(more)
    kids = b" ".join(b"%d 0 R" % (first + 2 * index) for index in range(len(drawings)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R%b>>" % catalogue,
        b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(drawings), kids),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    ]
    for index, drawing in enumerate(drawings):
        leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>%b>>/Contents %d 0 R%b>>"
        objects += [leaf % (resources, first + 2 * index + 1, page), stream(drawing)]
    return pdf(objects, trailer)


def string(text: str) -> bytes:
    """
    Write a PDF text string.
    """
    return b"<feff%b>" % text.encode("utf-16-be").hex().encode()


def carrying(text: str, *files: tuple[str, bytes], catalogue: bytes = b"") -> bytes:
    """
    Make a PDF of one line with files attached to the document.
    """
    objects: list[bytes] = []
    names = b""
    for name, content in files:
        here = FIRST_FREE + len(objects)
        names += b"%b %d 0 R " % (string(name), here)
        objects.append(b"<</Type/Filespec/UF %b/EF<</F %d 0 R>>>>" % (string(name), here + 1))
        objects.append(stream(content, b"/Type/EmbeddedFile"))
    tree = b"/Names<</EmbeddedFiles<</Names[%b]>>>>" % names
    return document(written(text) if text else b"", catalogue=tree + catalogue, more=tuple(objects))


def annotated(*annotations: bytes, drawing: bytes = b"", more: tuple[bytes, ...] = (), catalogue: bytes = b"") -> bytes:
    """
    Make a one-page PDF with annotations, all of which are also the fields of its form; `more` objects come after them.
    """
    places = b" ".join(b"%d 0 R" % (FIRST_FREE + at) for at in range(len(annotations)))
    form = b"/AcroForm<</Fields[%b]/DR<</Font<</F 3 0 R>>>>/DA(/F 10 Tf 0 g)>>" % places
    return document(drawing, catalogue=form + catalogue, page=b"/Annots[%b]" % places, more=(*annotations, *more))


def annotation(kind: str, box: tuple[int, int, int, int], entries: bytes = b"", flags: int = 4) -> bytes:
    """
    Make one annotation; `box` is left, top, right and bottom in points from the upper left corner of an A4 page.
    """
    left, top, right, bottom = box
    place = b"%d %d %d %d" % (left, 842 - bottom, right, 842 - top)
    return b"<</Type/Annot/Subtype/%b/Rect[%b]/F %d%b>>" % (kind.encode(), place, flags, entries)


def text_field(value: str, box: tuple[int, int, int, int], entries: bytes = b"", flags: int = 4) -> bytes:
    """
    Make a filled text field without a drawing of its own.
    """
    return annotation("Widget", box, b"/FT/Tx/T(field)/DA(/F 10 Tf 0 g)/V%b%b" % (string(value), entries), flags)


def tick_box(box: tuple[int, int, int, int], *, is_ticked: bool, drawing: int) -> bytes:
    """
    Make a check box; `drawing` is the number of the object that draws its two states.
    """
    state = b"Yes" if is_ticked else b"Off"
    states = b"/AP<</N<</Yes %d 0 R/Off %d 0 R>>>>" % (drawing, drawing)
    return annotation("Widget", box, b"/FT/Btn/T(box)/V/%b/AS/%b%b" % (state, state, states))


def appearance(drawing: bytes, width: int, height: int) -> bytes:
    """
    Make the drawing of an annotation (a form with Helvetica as /F).
    """
    return stream(
        drawing, b"/Type/XObject/Subtype/Form/BBox[0 0 %d %d]/Resources<</Font<</F 3 0 R>>>>" % (width, height)
    )


def appended(content: bytes, objects: dict[int, bytes]) -> bytes:
    """
    Save a file again by appending objects, new ones or others in the place of old ones, by their numbers.
    """
    before = int(content.rpartition(b"startxref")[2].split()[0])
    size = max([*objects, int(content.rpartition(b"/Size ")[2].split(b"/")[0]) - 1]) + 1
    table = b"xref\n"
    for number, each in objects.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    return content + table + b"trailer\n<</Size %d/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, before, len(content),
    )  # fmt: skip


def signed(content: bytes, number: int) -> bytes:
    """
    Sign a one-page file: a signature over all that is there, kept in a field with the number (nothing checks the seal).
    """
    catalogue = content.partition(b"1 0 obj\n")[2].partition(b">>\nendobj")[0]
    hole = b"<" + b"00" * 16 + b">"
    field = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(sign)/Rect[0 0 0 0]/V<</Type/Sig/Contents%b/ByteRange[%b]>>>>"
    blank = b"%010d %010d %010d %010d" % (0, 0, 0, 0)
    whole = appended(
        content, {1: catalogue + b"/AcroForm<</Fields[%d 0 R]/SigFlags 3>>>>" % number, number: field % (hole, blank)}
    )
    at = whole.rfind(hole)
    covered = b"%010d %010d %010d %010d" % (0, at, at + len(hole), len(whole) - at - len(hole))
    return whole.replace(blank, covered)
