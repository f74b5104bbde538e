"""
Show that every bad file gives its own code, every good one a document, and nothing in between.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

import ingest
from ingest.cage import DEFAULT_LIMITS
from ingest.document import Declaration
from ingest.errors import EmptyFile, IngestError, Malformed, NoTextLayer, TooLarge
from ingest.layout import LONGEST_TEXT
from tests.ingest import broken_pdf, hostile
from tests.ingest.hwp5_file import PASSWORD, Hwp5, deflate

TERMS = hostile.docx(hostile.paragraph("제1조(목적) 이 계약은 협력을 목적으로 한다."))
PDF = hostile.text_pdf(("Article 1 (Purpose)", "The parties cooperate."))

BAD: dict[str, tuple[str, bytes, int]] = {
    "no bytes": ("a.pdf", b"", 101),
    "a mebibyte of NUL as PDF": ("a.pdf", bytes(hostile.MIB), 105),
    "a mebibyte of NUL as text": ("a.txt", bytes(hostile.MIB), 105),
    "NUL among text": ("a.txt", b"agreement\0" * 500, 105),
    "a picture as PDF": ("a.pdf", b"\x89PNG\r\n\x1a\n" + bytes(64), 103),
    "a picture as text": ("a.txt", b"\xff\xd8\xff\xe0" + bytes(64), 103),
    "a program as DOCX": ("a.docx", b"MZ" + bytes(64), 103),
    "a moving picture": ("a.gif", b"GIF89a" + bytes(64), 102),
    "half a picture": ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(64), 105),
    "text as PDF": ("a.pdf", b"Article 1", 103),
    "DOCX as PDF": ("a.pdf", TERMS, 103),
    "PDF as DOCX": ("a.docx", PDF, 103),
    "HWPX as DOCX": ("a.docx", hostile.hwpx(hostile.hwpx_paragraph("x")), 103),
    "text of another kind": ("a.py", b"print()", 102),
    "RTF": ("a.rtf", b"{\\rtf1 x}", 102),
    "an encrypted PDF": ("a.pdf", hostile.encrypted_pdf(), 106),
    "an encrypted DOCX": ("a.docx", hostile.ole("EncryptedPackage"), 106),
    "a locked member": ("a.docx", hostile.locked_docx(), 106),
    "an encrypted HWPX": ("a.hwpx", hostile.hwpx("", is_encrypted=True), 106),
    "HWP 5 without a header": ("a.hwp", hostile.ole("FileHeader"), 105),
    "HWP 5 as PDF": ("a.pdf", bytes(Hwp5()), 103),
    "HWP 5 under a password": ("a.hwp", bytes(Hwp5(flags=PASSWORD)), 106),
    "half an HWP 5": ("a.hwp", bytes(Hwp5(flags=0))[:1500], 105),
    "an HWP 5 stream that inflates": ("a.hwp", bytes(Hwp5(streams={"DocInfo": deflate(bytes(99 << 20))})), 108),
    "HWP 3": ("a.hwp", b"HWP Document File V3.00 \x1a\1\2\3\4\5" + bytes(99), 102),
    "old Word": ("a.doc", hostile.ole("WordDocument"), 102),
    "old Word as DOCX": ("a.docx", hostile.ole("WordDocument"), 103),
    "a broken OLE container": ("a.hwp", hostile.ole("FileHeader")[:600], 105),
    "only a PDF header": ("a.pdf", b"%PDF-1.7\n", 105),
    "a page tree that holds itself": ("a.pdf", hostile.looping_pdf(), 105),
    "five thousand pages": ("a.pdf", hostile.crowded_pdf(5000), 107),
    "a scan": ("a.pdf", hostile.scan_pdf(), 201),
    "empty pages": ("a.pdf", hostile.text_pdf((), ()), 201),
    "forms that double": ("a.pdf", hostile.doubling_pdf(), 121),
    "a page that inflates": ("a.pdf", broken_pdf.inflating_page(1536 * hostile.MIB, 2), 121),
    "half a DOCX": ("a.docx", TERMS[: len(TERMS) // 2], 105),
    "a DOCX bomb": ("a.docx", hostile.bomb_docx(), 108),
    "a huge member": ("a.docx", hostile.lying_docx(900 * hostile.MIB), 108),
    "members that overlap": ("a.docx", hostile.overlapping_docx(), 108),
    "a way up": ("a.docx", hostile.named_docx("../../etc/x"), 109),
    "a way up with backslashes": ("a.docx", hostile.named_docx("word\\..\\..\\x"), 109),
    "an absolute name": ("a.docx", hostile.named_docx("/etc/x"), 109),
    "a drive": ("a.docx", hostile.named_docx("C:\\x"), 109),
    "a link": ("a.docx", hostile.linked_docx(), 109),
    "two names for one member": ("a.docx", hostile.renamed_member_docx(), 109),
    "a billion laughs": ("a.docx", hostile.billion_laughs_docx(), 110),
    "a file asked for": ("a.docx", hostile.external_entity_docx(), 110),
    "tables in tables in tables": ("a.docx", hostile.deep_docx(300), 105),
    "a DOCX without text": ("a.docx", hostile.docx("<w:p/>"), 201),
    "an HWPX without sections": ("a.hwpx", hostile.hwpx("").replace(b"section0", b"sektion0"), 105),
}


@pytest.mark.parametrize("kind", BAD)
def test_each_bad_file_has_its_code(kind: str) -> None:
    """A bad file raises the error whose code says what is wrong, with the file's name."""
    name, content, code = BAD[kind]
    with pytest.raises(IngestError) as caught:
        ingest.read(content, name)
    assert (code, name) == (caught.value.code, caught.value.name)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_twin_members_are_refused() -> None:
    """Two members of one name are refused, as programs differ in which they show."""
    with pytest.raises(IngestError) as caught:
        ingest.read(hostile.named_docx("word/a.xml", "word/a.xml"), "a.docx")
    assert caught.value.code == 109


@pytest.mark.parametrize("name", ["계약서.docx", "계약서", "계약서.bin", "../x/계약서.DOCX"])
def test_the_kind_is_found_by_content(name: str) -> None:
    """A good file is read whatever its name, as long as the name does not claim another kind."""
    document = ingest.read(TERMS, name)
    assert document.text == "제1조(목적) 이 계약은 협력을 목적으로 한다."
    assert document.source.media_type.endswith("wordprocessingml.document")
    assert (document.source.name, document.source.size) == (name, len(TERMS))


def test_reading_is_deterministic() -> None:
    """The same bytes, name and declaration give the same document."""
    declared = Declaration(agreement_type="nda")
    assert ingest.read(PDF, "a.pdf", declared) == ingest.read(PDF, "a.pdf", declared)


def test_the_size_limit_is_the_callers() -> None:
    """A file over the limit is refused before anything looks into it."""
    with pytest.raises(TooLarge):
        ingest.read(b"x" * 11, "a.txt", limits=replace(DEFAULT_LIMITS, file_size=10))
    with pytest.raises(EmptyFile):
        ingest.read(b"", "a.txt")


def test_a_text_longer_than_any_agreement_is_refused() -> None:
    """Whatever reads the text afterwards is not caged, so its length has a limit."""
    with pytest.raises(TooLarge):
        ingest.read(b"word " * (LONGEST_TEXT // 5 + 1), "a.txt")


def test_blank_text_is_not_a_clean_agreement() -> None:
    """A file of blanks is unreadable, never an agreement without findings."""
    with pytest.raises(NoTextLayer):
        ingest.read(b" \n\n\t ", "a.txt")


@pytest.mark.parametrize("share", range(5, 100, 5))
def test_a_cut_pdf_is_never_read_as_whole(share: int) -> None:
    """A PDF cut anywhere is refused, or read in part with a warning and a coverage below 0.98."""
    pages = [(f"Article {number} (Purpose)", "The parties cooperate in good faith.") for number in range(1, 9)]
    content = hostile.text_pdf(*pages)
    try:
        document = ingest.read(content[: len(content) * share // 100], "a.pdf")
    except (Malformed, NoTextLayer):
        return
    assert document.coverage < 0.98
    assert 105 in {warning.code for warning in document.warnings}
