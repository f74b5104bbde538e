"""
Show that hostile Word files (H36 to H54) end in their code, and that honest files like them are read.

Source of the kinds and codes: ../shared/security/SECURITY.md 2.1.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.ingest import hostile_office as office
from tests.ingest.hostile import MIB, named_docx, ole, overlapping_docx
from tests.ingest.outcomes import outcome_of

if TYPE_CHECKING:
    from collections.abc import Callable

LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
HTML = "<html><body><p>을의 권리는 갑에게 귀속된다.</p></body></html>".encode()

REFUSED: dict[str, tuple[Callable[[], bytes], set[int]]] = {
    "H36 billion laughs": (lambda: office.with_prolog(LAUGHS, text="&c;"), {110}),
    "H36 in UTF-16": (lambda: office.with_prolog(LAUGHS, "utf-16", "&c;"), {110}),
    "H36 in UTF-16 without a mark": (lambda: office.with_prolog(LAUGHS, "utf-16-le", "&c;"), {110, 105}),
    "H36 in UTF-32": (lambda: office.with_prolog(LAUGHS, "utf-32", "&c;"), {110, 105}),
    "H36 in the styles": (lambda: office.with_part("styles", f"{LAUGHS}<styles>&c;</styles>"), {110}),
    "H37 a file of the host": (
        lambda: office.with_prolog('<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>', text="A&x;"), {110},
    ),
    "H37 by a parameter entity": (lambda: office.with_prolog('<!DOCTYPE d [<!ENTITY % x SYSTEM "file:///x">%x;]>'), {110}),
    "H38 a DTD elsewhere": (lambda: office.with_prolog('<!DOCTYPE d SYSTEM "http://example.org/x.dtd">'), {110}),
    "H39 a member of 900 MB": (lambda: office.inflated(900 * MIB), {108}),
    "H40 three million paragraphs": (lambda: office.crowded(3_000_000), {108, 121}),
    "H41 300 tables in one another": (lambda: office.nested_tables(300), {105}),
    "H42 a way up": (lambda: named_docx("../../word/x.xml"), {109}),
    "H43 an absolute name": (lambda: named_docx("/word/x.xml"), {109}),
    "H43 a drive": (lambda: named_docx("C:\\word\\x.xml"), {109}),
    "H43 a share": (lambda: named_docx("\\\\server\\x.xml"), {109}),
    "H44 a link": (lambda: office.linked(0o120777), {109}),
    "H45 twins but for capitals": (office.doubled, {109}),
    "H45 another size in the record": (lambda: office.differing(22, 7), {109}),
    "H45 another checksum in the record": (lambda: office.differing(14, 7), {109}),
    "H45 another method in the record": (lambda: office.differing(8, 0), {109}),
    "H46 overlapping members": (overlapping_docx, {108}),
    "H46 one stretch under nine names": (office.quine, {108, 109}),
    "H47 a 64-bit size of terabytes": (lambda: office.long_sizes(1 << 41), {108}),
    "H47 a 64-bit size of a few bytes": (lambda: office.long_sizes(7), {105, 109}),
    "H48 under a password": (office.encrypted, {106}),
    "H49 an old Word file": (lambda: ole("WordDocument", "1Table"), {103}),
}  # fmt: skip

WARNED: dict[str, tuple[Callable[[], bytes], set[int]]] = {
    "H50 macros": (lambda: office.package(links=[("vbaProject", "vbaProject.bin")], parts={"word/vbaProject.bin": b"x"}), {208}),
    "H50 macros under another folder": (lambda: office.package(parts={"x/VBAProject.bin": b"x"}), {208}),
    "H51 an OLE object": (lambda: office.with_object("embeddings/oleObject1.bin", ole("\x01CompObj")), {208, 205, 201}),
    "H51 a control": (lambda: office.package(links=[("control", "activeX1.xml")], parts={"word/activeX1.xml": "<x/>"}), {208}),
    "H51 a linked object": (lambda: office.package(links=[("oleObject", "http://example.org/x")]), {208}),
    "H51 a DDE field": (lambda: office.with_field("DDEAUTO c:\\\\x.exe a"), {208}),
    "H52 a template elsewhere": (lambda: office.with_template("https://example.org/x.dotm"), {208}),
    "H52 a template on a share": (lambda: office.with_template("file://server/share/x.dotm"), {208}),
    "H52 a template on a share of Windows": (lambda: office.with_template("\\\\server\\share\\x.dotm"), {208}),
    "H53 a page taken in": (lambda: office.with_chunk("chunk.html", HTML), {201}),
    "H53 RTF taken in": (lambda: office.with_chunk("chunk.rtf", b"{\\rtf1 x}"), {201, 205}),
    "H53 a document elsewhere": (lambda: office.package(links=[("aFChunk", "http://example.org/x.html")]), {201, 208}),
    "H54 tracked changes": (office.tracked, {206}),
}  # fmt: skip

HONEST: dict[str, Callable[[], bytes]] = {
    "a template on the own disk": lambda: office.with_template("file:///C:\\Users\\kim\\Templates\\Law.dotm"),
    "a template by its name": lambda: office.with_template("Normal.dotm") or b"",
    "a large metafile": lambda: office.with_metafile(12 * MIB),
    "ordinary links": lambda: office.package(
        links=[("hyperlink", "https://example.org"), ("image", "https://example.org/x.png")]
    ),
    "an executable bit": lambda: office.linked(0o100755),
    "80 tables in one another": lambda: office.nested_tables(80),
    "a file of python-docx": office.written_by_python_docx,
    "another main part": lambda: office.package(main="word/document2.xml"),
    "another folder": lambda: office.package(main="content/main.xml"),
    "the strict standard": lambda: office.package(namespace="http://purl.oclc.org/ooxml/wordprocessingml/main"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_hostile_file_is_refused_by_its_code(kind: str) -> None:
    """A file made to harm is refused by its code, well within the time there is."""
    make, expected = REFUSED[kind]
    content = make()
    start = time.monotonic()
    outcome = outcome_of(content, "계약서.docx")
    assert (outcome.refused in expected, time.monotonic() - start < 30) == (True, True), outcome


@pytest.mark.parametrize("kind", WARNED)
def test_what_runs_or_is_unread_is_warned_of(kind: str) -> None:
    """A file with active or unread content is read, and the warning's code says what is in it."""
    make, expected = WARNED[kind]
    outcome = outcome_of(make(), "계약서.docx")
    assert (outcome.refused, set(outcome.warned)) == (0, expected)


@pytest.mark.parametrize("kind", HONEST)
def test_an_honest_file_is_read_without_a_warning(kind: str) -> None:
    """What only looks unusual is neither refused nor warned of."""
    outcome = outcome_of(HONEST[kind](), "계약서.docx")
    assert (outcome.label, outcome.detail) == ("read", "")


def test_a_chart_with_its_data_sheet_is_told_and_read() -> None:
    """The data behind a chart is a file inside the file, but no bomb and no unsafe archive; its title is text."""
    outcome = outcome_of(office.with_chart(), "계약서.docx")
    assert (outcome.refused, set(outcome.warned), outcome.whole) == (0, {205}, True)
