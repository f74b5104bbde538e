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
