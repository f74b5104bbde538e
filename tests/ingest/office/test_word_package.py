"""
Show that the parts of a DOCX file are found as Word finds them, and its embedded files taken out.
"""

from __future__ import annotations

import pytest

from ingest import nesting
from ingest.attachment import Attachment
from ingest.errors import Malformed
from ingest.formats.docx import attachments, looks_like, read
from ingest.office.ole_objects import unwrap
from tests.ingest.bundling import TERMS
from tests.ingest.hostile import paragraph
from tests.ingest.hostile_office import ole_with, package, packaged, with_chart, with_chunk, with_object
from tests.ingest.word_xml import line, run


def test_the_main_part_is_the_one_that_the_package_names() -> None:
    """A decoy under the usual name is not read where the package names another main part."""
    decoy = "<w:document xmlns:w='x'><w:body><w:p><w:r><w:t>미끼</w:t></w:r></w:p></w:body></w:document>"
    content = package(paragraph("본문"), main="word/document2.xml", parts={"word/document.xml": decoy})
    assert (looks_like(content), read(content).text) == (True, "본문")


def test_styles_and_notes_are_found_by_their_relationships() -> None:
    """Parts may have any name, in any folder, in any capitals, with blanks written as %20."""
    note = (
        '<w:footnotes xmlns:w="x"><w:footnote w:id="1"><w:p><w:r><w:t>각주</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    body = line(run("본문"), '<w:r><w:footnoteReference w:id="1"/></w:r>')
    content = package(body, [("footnotes", "/Notes/My%20notes.xml")], {"notes/my notes.xml": note})
    assert read(content).text == "본문\n각주"


def test_a_part_that_nothing_relates_to_is_not_read() -> None:
    """Word does not see a part without a relationship, so its text is none of the document's."""
    note = (
        '<w:footnotes xmlns:w="x"><w:footnote w:id="1"><w:p><w:r><w:t>각주</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    body = line(run("본문"), '<w:r><w:footnoteReference w:id="1"/></w:r>')
    assert read(package(body, [("hyperlink", "http://x")], {"word/footnotes.xml": note})).text == "본문"


@pytest.mark.parametrize("mains", [["word/document.xml", "word/other.xml"], ["word/absent.xml"]])
def test_a_package_with_two_main_parts_or_none_is_refused(mains: list[str]) -> None:
    """Programs would differ in which they show."""
    with pytest.raises(Malformed):
        read(package(parts={"word/other.xml": "<x/>"}, mains=mains))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (packaged("C:\\temp\\별첨 3.txt", TERMS), Attachment("별첨 3.txt", TERMS)),
        (ole_with("Package", b"PK" + bytes(5000)), "oleObject1"),
        (ole_with("CONTENTS", b"%PDF-1.7" + bytes(5000)), "oleObject1"),
        (ole_with("FileHeader", bytes(5000)), "oleObject1.hwp"),
        (ole_with("Equation Native", bytes(5000)), None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "oleObject1.bin"),
        (ole_with("\x01Ole10Native", b"\xff" * 5120), "oleObject1.bin"),
    ],
)
def test_objects_are_unwrapped(content: bytes, expected: Attachment | str | None) -> None:
    """A file that an object wraps is taken out under the name it had; what cannot be unwrapped is kept as it is."""
    found = unwrap("oleObject1.bin", content)
    assert (found if isinstance(expected, Attachment) else found and found.name) == expected


def test_a_file_inside_is_read_as_an_annex() -> None:
    """An annex that stands in the file as an object is read behind the document, and said to be one."""
    media_type, layout = nesting.read_nested(
        with_object("embeddings/oleObject1.bin", packaged("별첨3.txt", TERMS)), ".docx"
    )
    assert media_type.endswith("wordprocessingml.document")
    assert layout.text.endswith(TERMS.decode())
    assert "별첨3.txt" in layout.text
    assert {notice.code for notice in layout.warnings} == {205, 208}


def test_an_embedded_document_is_read_without_a_warning_of_programs() -> None:
    """A Word document inside a Word document runs nothing."""
    inner = package(paragraph("을의 권리는 갑에게 귀속된다."))
    _, layout = nesting.read_nested(with_object("embeddings/annex.docx", inner, "package"), ".docx")
    assert "을의 권리는 갑에게 귀속된다." in layout.text
    assert {notice.code for notice in layout.warnings} == {205}


def test_the_data_sheet_of_a_chart_is_no_annex() -> None:
    """What a chart shows is not read a second time; its title is text."""
    assert attachments(with_chart()) == ()
    assert read(with_chart()).text.endswith("연도별 매출")


def test_an_inserted_page_is_read_in_its_place() -> None:
    """A page that Word takes in is read where it stands, what it hides beside it; its look was not seen, and that is said."""
    page = '<html><body><p>귀속된다.</p><p style="display:none">다만 동의한 경우</p></body></html>'.encode()
    layout = read(with_chunk("chunk.html", page))
    assert (layout.text.split("\n")[-1], [each.kind for each in layout.asides]) == ("귀속된다.", ["hidden"])
    assert {notice.code for notice in layout.warnings} == {201, 202}
    assert layout.coverage < 0.98


def test_an_inserted_document_is_read_as_an_annex() -> None:
    """A Word document taken in is read behind the text, as its place in the look of the whole is not known."""
    content = with_chunk("chunk.docx", package(paragraph("특약")))
    _, layout = nesting.read_nested(content, ".docx")
    assert layout.text.endswith("특약")
    assert {notice.code for notice in layout.warnings} == {201, 205}
