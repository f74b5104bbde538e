"""
List all 75 kinds of hostile files and requests: how each is made, and what must come of it.

A kind of file has one or several makers, each with the outcomes that are right for it; a kind of request names the test
that sends it to the real server. Source: ../shared/security/SECURITY.md 2.1.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from ingest.cage import DEFAULT_LIMITS
from tests.ingest import broken_pdf, bundling, hostile, hostile_pdf, hwp5_file, pdf_samples
from tests.ingest import hostile_hangul as hangul
from tests.ingest import hostile_office as office
from tests.ingest import hostile_sheets as sheets
from tests.ingest.hwp5_file import Hwp5
from tests.ingest.seeds import CLAUSES, SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.cage import Limits

MIB = hostile.MIB
# Bombs burn what they are given: they are given less here, so that all of them together take a minute.
SHORT = replace(DEFAULT_LIMITS, cpu=2, wall=10.0)
SMALL = replace(DEFAULT_LIMITS, memory=512 * MIB)
TRANSPORT = "tests/compliance/test_hostile_transport.py"


@dataclass(frozen=True, slots=True)
class Hostile:
    """
    Hold one hostile file: its number in the list, its name, its maker and the outcomes that are right.

    `refused` are codes to be refused by; `warned` are codes of which the reading must carry at least one. Where both
    are given either will do; `may_be_read` allows a reading without any code as well.
    """

    number: int
    name: str
    make: Callable[[], bytes]
    refused: frozenset[int] = frozenset()
    warned: frozenset[int] = frozenset()
    may_be_read: bool = False
    limits: Limits = DEFAULT_LIMITS

    @property
    def label(self) -> str:
        """
        Name the kind as the list does, with the file's name.
        """
        return f"H{self.number:02} {self.name}"


def refuses(number: int, name: str, make: Callable[[], bytes], *codes: int, limits: Limits = DEFAULT_LIMITS) -> Hostile:
    """
    Describe a file that is refused by one of these codes.
    """
    return Hostile(number, name, make, refused=frozenset(codes), limits=limits)


def warns(number: int, name: str, make: Callable[[], bytes], *codes: int) -> Hostile:
    """
    Describe a file that is read with one of these codes.
    """
    return Hostile(number, name, make, warned=frozenset(codes))


def reads(number: int, name: str, make: Callable[[], bytes], *codes: int) -> Hostile:
    """
    Describe a file that is read, with or without a code, or refused by one of these.
    """
    return Hostile(number, name, make, refused=frozenset(codes), may_be_read=True)


def _text() -> bytes:
    return "\n".join(CLAUSES).encode()


def _with_page() -> bytes:
    """
    Make a PDF that browsers would show as a page of HTML.
    """
    return b"<html><body><script>alert(1)</script><!--\n" + SEEDS["plain.pdf"]() + b"\n--></body></html>"


def _page_behind() -> bytes:
    return SEEDS["plain.pdf"]() + b"\n<html><body><script>alert(1)</script></body></html>"


def _archive_behind() -> bytes:
    return SEEDS["plain.pdf"]() + bundling.folder(**{"hidden.txt": _text()})


def _attached_malware() -> bytes:
    return bundling.folder(**{"a.txt": bundling.TEST_VIRUS})


def cut(share: int) -> Hostile:
    """
    Describe a PDF of which so many hundredths are left: refused, or read in part.
    """
    content = SEEDS["plain.pdf"]()
    made = content[: len(content) * share // 100]
    return Hostile(3, f"{share} of 100.pdf", lambda: made, frozenset({105, 201}), frozenset({105}))


PROGRAM = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" + bytes(200)
PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64)
NAMES = {
    "4 kB": "가" * 1365 + ".txt",
    "NUL": "a\0b.txt",
    "way up": "../../../../etc/passwd.txt",
    "right to left": "계약서\u202etxt.exe.txt",
    "emoji": "계약서📄✍🏽.txt",
    "taken apart": unicodedata.normalize("NFD", "계약서.txt"),
    "reserved": "CON.txt",
    "device": "/dev/stdin",
    "half a letter": "\ud800.txt",
}

DISGUISES = (
    reads(65, "page in front.pdf", _with_page, 103),
    reads(65, "page behind.pdf", _page_behind, 103),
    reads(65, "page in front.html", _with_page, 103, 105, 201),
    warns(66, "archive behind.pdf", _archive_behind, 205),
    warns(66, "archive behind.zip", _archive_behind, 205),
    refuses(66, "archive behind.docx", lambda: SEEDS["carrying.pdf"]() + bundling.folder(a=b"x"), 103),
    refuses(67, "mark.txt", lambda: bundling.TEST_VIRUS, 111),
    refuses(67, "mark within.txt", lambda: _text() + bundling.TEST_VIRUS + _text(), 111),
    refuses(67, "mark.zip", _attached_malware, 111),
    refuses(68, "program.pdf", lambda: PROGRAM, 103),
    refuses(68, "program.docx", lambda: PROGRAM, 103),
    refuses(68, "program.hwpx", lambda: PROGRAM, 103),
    refuses(68, "program.txt", lambda: PROGRAM, 103),
    refuses(68, "picture.pdf", lambda: PICTURE, 103),
    *(reads(69, name, _text) for name in NAMES.values()),
)
PAGES = (
    refuses(1, "no bytes.pdf", bytes, 101),
    refuses(2, "nothing but NUL.pdf", lambda: bytes(MIB), 105),
    refuses(2, "nothing but NUL.txt", lambda: bytes(MIB), 105),
    *(cut(share) for share in range(2, 100, 5)),
    refuses(4, "only a header.pdf", lambda: b"%PDF-1.7\n", 105),
    warns(5, "no end.pdf", broken_pdf.without_end, 105),
    reads(6, "a start far behind.pdf", broken_pdf.far_start, 105),
    reads(7, "tables in a loop.pdf", broken_pdf.looping_tables, 105),
    refuses(8, "page tree in itself.pdf", hostile.looping_pdf, 105),
    refuses(9, "a hundred thousand pages claimed.pdf", lambda: broken_pdf.claiming(100_000), 107),
    refuses(9, "nine hundred pages claimed.pdf", lambda: broken_pdf.claiming(900), 105),
    warns(9, "one page claimed.pdf", lambda: broken_pdf.claiming(1), 203),
    refuses(10, "five thousand pages.pdf", lambda: hostile.crowded_pdf(5000), 107),
    refuses(11, "nested arrays.pdf", broken_pdf.nested_arrays, 201),
    warns(11, "nested arrays behind text.pdf", lambda: broken_pdf.nested_arrays(behind=True), 203),
    reads(12, "forms in a loop.pdf", broken_pdf.circular_forms, 201),
    refuses(13, "forms that double.pdf", hostile.doubling_pdf, 120, 121, limits=SHORT),
    refuses(14, "commands that inflate.pdf", lambda: broken_pdf.inflating_page(600 * MIB), 108, 121),
    refuses(15, "commands that inflate twice.pdf", lambda: broken_pdf.inflating_page(600 * MIB, 2), 108, 121),
    refuses(16, "run lengths.pdf", broken_pdf.run_lengths, 108, 121, 201),
    refuses(16, "growing words.pdf", lambda: broken_pdf.growing_words(100), 108, 121, 201),
    refuses(16, "figures.pdf", lambda: broken_pdf.hexadecimal(300 * MIB), 108, 121, 201),
    refuses(17, "wide rows.pdf", broken_pdf.wide_predictor, 105, 121, 201),
    refuses(18, "three million lines.pdf", lambda: broken_pdf.many_paths(3_000_000), 120, 121, limits=SHORT),
    reads(19, "letters in one place.pdf", lambda: broken_pdf.many_glyphs(800_000), 120, 121),
    refuses(20, "a page too large.pdf", lambda: broken_pdf.boxed(b"0 0 1000000000 1000000000"), 105),
    warns(20, "a page without size.pdf", lambda: broken_pdf.boxed(b"0 0 0 0"), 203),
    warns(20, "a page of no number.pdf", lambda: broken_pdf.boxed(b"0 0 NaN NaN"), 203),
    refuses(20, "a page below the ground.pdf", lambda: broken_pdf.boxed(b"0 0 -595 -842"), 105, 201),
    *(
        refuses(21, f"a broken {name}.pdf", partial(broken_pdf.broken_picture, name), 201)
        for name in ("JBIG2Decode", "JPXDecode", "DCTDecode")
    ),
    refuses(22, "a vast picture.pdf", lambda: broken_pdf.vast_picture(30_000), 108, 121, 201),
    refuses(23, "a password.pdf", hostile.encrypted_pdf, 106),
    refuses(23, "a password to open.pdf", broken_pdf.user_locked, 106),
    reads(24, "a password to change.pdf", broken_pdf.owner_locked),
    warns(25, "an unknown filter.pdf", broken_pdf.unknown_filter, 201, 203),
    warns(26, "letters of the host.pdf", broken_pdf.travelling_map, 201, 203),
    warns(27, "entities in a form.pdf", pdf_samples.xfa_form, 207),
    warns(28, "a script.pdf", pdf_samples.scripted, 208),
    warns(28, "a program to start.pdf", pdf_samples.launching, 208),
    warns(29, "a file inside.pdf", lambda: hostile_pdf.carrying("Agreement", ("annex.txt", _text())), 205),
    warns(30, "two hundred revisions.pdf", lambda: pdf_samples.revised(200), 203),
    warns(31, "signed and altered.pdf", pdf_samples.altered, 203),
    warns(32, "glyphs without letters.pdf", pdf_samples.lettered_by_number, 201, 203),
    warns(33, "a portfolio.pdf", pdf_samples.portfolio, 205),
    reads(34, "broken hints.pdf", lambda: broken_pdf.linearised(hints=b"9999999 99999999 0 "), 105),
    refuses(35, "objects in each other.pdf", broken_pdf.looping_object_streams, 105),
)
LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
ASKING = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
ASKING_FIRST = '<!DOCTYPE d [<!ENTITY % x SYSTEM "file:///x">%x;]>'
ELSEWHERE = '<!DOCTYPE d SYSTEM "http://example.org/x.dtd">'
HTML = "<html><body><p>을의 권리는 갑에게 귀속된다.</p></body></html>".encode()
OFFICE = (
    refuses(36, "billion laughs.docx", hostile.billion_laughs_docx, 110),
    refuses(36, "in UTF-16.docx", lambda: office.with_prolog(LAUGHS, "utf-16", "&c;"), 110),
    refuses(36, "in UTF-16 without a mark.docx", lambda: office.with_prolog(LAUGHS, "utf-16-le", "&c;"), 110, 105),
    refuses(36, "in UTF-32.docx", lambda: office.with_prolog(LAUGHS, "utf-32", "&c;"), 110, 105),
    refuses(36, "in the styles.docx", lambda: office.with_part("styles", f"{LAUGHS}<styles>&c;</styles>"), 110),
    refuses(37, "a file asked for.docx", lambda: office.with_prolog(ASKING, text="A&x;"), 110),
    refuses(37, "a parameter entity.docx", lambda: office.with_prolog(ASKING_FIRST), 110),
    refuses(38, "a type elsewhere.docx", lambda: office.with_prolog(ELSEWHERE), 110),
    refuses(39, "a member of 900 MB.docx", lambda: office.inflated(900 * MIB), 108),
    refuses(39, "a claim of 900 MB.docx", lambda: hostile.lying_docx(900 * MIB), 108, 109),
    refuses(40, "three million paragraphs.docx", lambda: office.crowded(3_000_000), 108, 121),
    refuses(41, "300 nested tables.docx", lambda: hostile.deep_docx(300), 105),
    refuses(42, "a way up.docx", lambda: hostile.named_docx("../../etc/x"), 109),
    refuses(43, "an absolute name.docx", lambda: hostile.named_docx("/etc/x"), 109),
    refuses(43, "a drive.docx", lambda: hostile.named_docx("C:\\x"), 109),
    refuses(43, "a share.docx", lambda: hostile.named_docx("\\\\server\\x.xml"), 109),
    refuses(44, "a link.docx", lambda: office.with_kind(0o120777), 109),
    refuses(45, "another name in the record.docx", hostile.renamed_member_docx, 109),
    refuses(45, "another size in the record.docx", lambda: office.differing(22, 7), 109),
    refuses(45, "another checksum in the record.docx", lambda: office.differing(14, 7), 109),
    refuses(45, "another method in the record.docx", lambda: office.differing(8, 0), 109),
    refuses(45, "twins but for capitals.docx", office.doubled, 109),
    refuses(46, "overlapping.docx", hostile.overlapping_docx, 108),
    refuses(46, "one stretch under nine names.docx", office.quine, 108, 109),
    refuses(47, "terabytes.docx", lambda: office.long_sizes(1 << 41), 108),
    refuses(47, "a few bytes.docx", lambda: office.long_sizes(7), 105, 109),
    refuses(48, "encrypted.docx", lambda: hostile.ole("EncryptionInfo", "EncryptedPackage"), 106),
    refuses(49, "old word.docx", lambda: hostile.ole("WordDocument", "1Table"), 103),
    warns(50, "macros.docx", lambda: office.package(parts={"word/vbaProject.bin": b"x"}), 208),
    warns(51, "an OLE object.docx", lambda: office.with_object("oleObject1.bin", hostile.ole("\x01CompObj")), 208),
    warns(
        51, "a control.docx", lambda: office.package(links=[("control", "x.xml")], parts={"word/x.xml": "<x/>"}), 208
    ),
    warns(51, "a linked object.docx", lambda: office.package(links=[("oleObject", "http://example.org/x")]), 208),
    warns(51, "a DDE field.docx", lambda: office.with_field("DDEAUTO c:\\\\x.exe a"), 208),
    warns(52, "a template elsewhere.docx", lambda: office.with_template("https://example.org/x.dotm"), 208),
    warns(52, "a template on a share.docx", lambda: office.with_template("file://server/share/x.dotm"), 208),
    warns(52, "a share of Windows.docx", lambda: office.with_template("\\\\server\\share\\x.dotm"), 208),
    warns(53, "a page taken in.docx", lambda: office.with_chunk("chunk.html", HTML), 201),
    warns(53, "RTF taken in.docx", lambda: office.with_chunk("chunk.rtf", b"{\\rtf1 x}"), 201),
    warns(53, "a document elsewhere.docx", lambda: office.package(links=[("aFChunk", "http://example.org/x")]), 201),
    warns(54, "tracked changes.docx", office.tracked, 206),
)
HANGUL = (
    refuses(36, "billion laughs.hwpx", lambda: hangul.with_section(f"{LAUGHS}<sec>&c;</sec>".encode()), 110),
    refuses(37, "a file asked for.hwpx", lambda: hangul.with_section(f"{ASKING}<sec>&x;</sec>".encode()), 110),
    refuses(39, "a section of 200 MB.hwp", lambda: hangul.inflating(200 * MIB), 108),
    refuses(40, "a million paragraphs.hwp", lambda: hangul.flooded(1_000_001), 108),
    refuses(41, "300 nested tables.hwp", lambda: hangul.nested(300), 105),
    refuses(48, "a password.hwp", lambda: bytes(Hwp5(flags=hwp5_file.COMPRESSED | hwp5_file.PASSWORD)), 106),
    refuses(48, "encrypted.hwpx", lambda: hostile.hwpx("", is_encrypted=True), 106),
    warns(50, "a script.hwp", hangul.scripted, 208),
    warns(51, "an OLE object.hwp", lambda: hangul.holding(hostile.ole("\x01CompObj")), 205),
    warns(54, "tracked changes.hwp", hangul.tracked, 206),
    *(refuses(64, f"{share} of 100.hwp", hangul.cut(share), 105) for share in range(2, 100, 8)),
    refuses(64, "a section of 200 MB.hwpx", lambda: hangul.with_section(bytes(200 * MIB)), 108),
)
SHEET = sheets.Made("계약", sheets.row(1, "가"))
LAUGHED = f"<si>{LAUGHS}<t>&c;</t></si>"
FETCHING = sheets.formula('WEBSERVICE("http://example.org")', 5)
STARTING = sheets.formula("cmd|'/c calc'!A0", 5)
STALE = sheets.formula("A1*3", 5)
LIST = "구분,단가\n개발,1000\n운영,300\n"
SHEETS = (
    refuses(36, "billion laughs.xlsx", lambda: sheets.workbook(strings=LAUGHED), 110),
    refuses(48, "encrypted.xlsx", lambda: hostile.ole("EncryptionInfo", "EncryptedPackage"), 106),
    refuses(49, "old excel.xls", lambda: hostile.ole("Workbook"), 102),
    warns(50, "macros.xlsm", lambda: sheets.workbook(SHEET, parts={"xl/vbaProject.bin": b"x"}), 208),
    reads(55, "the last cell of all.xlsx", sheets.last_cell),
    refuses(56, "shared words of 90 MB.xlsx", lambda: sheets.many_strings(90), 108, 121),
    reads(56, "shared words of 7 MB.xlsx", lambda: sheets.many_strings(7), 108, 121),
    reads(57, "a million merged cells.xlsx", lambda: sheets.many_merges(1_000_000), 104, 108, 121),
    reads(57, "conditional formats.xlsx", lambda: sheets.many_conditions(200_000), 104, 108, 121),
    warns(58, "very hidden terms.xlsx", sheets.hidden_terms, 202),
    warns(59, "a formula that fetches.xlsx", lambda: sheets.with_rows(sheets.row(1, FETCHING)), 208),
    warns(59, "a formula that starts a program.xlsx", lambda: sheets.with_rows(sheets.row(1, STARTING)), 208),
    warns(60, "another result.xlsx", lambda: sheets.with_rows(sheets.row(1, 2, STALE)), 203),
    refuses(61, "a row of 200 MB.csv", lambda: b"a," * (100 * MIB), 104),
    refuses(61, "a row of 19 MB.csv", lambda: b"a," * (19 * MIB // 2), 104, 108),
    refuses(62, "NUL bytes.csv", lambda: LIST.encode().replace(b",", b",\0\0"), 105),
    reads(62, "without a mark.csv", lambda: LIST.encode("utf-16-le")),
    reads(62, "of Windows.csv", lambda: LIST.encode("cp949")),
    reads(62, "in two encodings.csv", lambda: LIST.encode() + LIST.encode("cp949"), 105),
    reads(63, "formulas.csv", f'{LIST}"=HYPERLINK(""http://example.org"")",=cmd|\' /c calc\'!A0\n'.encode),
)
KINDS: tuple[Hostile, ...] = (*PAGES, *OFFICE, *HANGUL, *SHEETS, *DISGUISES)
"""Every hostile file."""
REQUESTS = dict.fromkeys(range(69, 76), TRANSPORT)
"""Kinds of hostile requests, and the file of the tests that send them; a test there is named after each."""
