"""
Show that a bundle comes apart whole: every file under its right name, and every bad one with its code.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

import ingest
from ingest.cage import DEFAULT_LIMITS
from ingest.errors import IngestError, OtherArchive
from tests.ingest import bundling, hostile
from tests.ingest.bundling import TERMS, TEST_VIRUS, Packed, folder, zipped

if TYPE_CHECKING:
    from ingest.bundle import Bundle
    from ingest.cage import Limits

DOCX = hostile.docx(hostile.paragraph("제1조(목적)"))
PROGRAM = b"\x7fELF" + bytes(64)
LOCKED, LINKED = Packed(b"locked.txt", flags=bundling.ENCRYPTED), Packed(b"link.txt", b"/etc/passwd", 0, bundling.LINK)

REFUSED: dict[str, tuple[bytes, int]] = {
    "a locked member": (zipped(LOCKED), 106),
    "a way up": (zipped(Packed(b"../../terms.txt")), 109),
    "a way up with backslashes": (zipped(Packed(b"a\\..\\..\\terms.txt")), 109),
    "an absolute name": (zipped(Packed(b"/etc/terms.txt")), 109),
    "a drive": (zipped(Packed(b"C:\\terms.txt")), 109),
    "a link": (zipped(LINKED), 109),
    "twins": (zipped(Packed(b"terms.txt"), Packed(b"terms.txt", b"other terms")), 109),
    "two names for one member": (zipped(Packed(b"terms.txt", local_name=b"other.txt")), 109),
    "a member that inflates": (zipped(Packed(b"zeros.txt", bytes(9 * hostile.MIB))), 108),
    "a ZIP in a ZIP in a ZIP": (bundling.layered(2), 108),
    "a smaller size than there is": (zipped(Packed(b"terms.txt", claimed_size=5)), 105),
    "a damaged member": (bundling.damaged(), 105),
    "a program": (folder(**{"a.bin": PROGRAM}), 102),
    "a program as PDF": (folder(**{"a.pdf": PROGRAM}), 103),
    "an Outlook message": (folder(**{"a.msg": hostile.ole("__properties_version1.0")}), 102),
    "a test virus": (folder(**{"a.txt": b"x" + TEST_VIRUS}), 111),
    "an empty file": (folder(**{"a.txt": b""}), 101),
    "a file over the limit": (folder(**{"a.txt": TERMS * 11}), 104),
}

WHOLE: dict[str, tuple[bytes, int]] = {
    "members that overlap": (bundling.overlapping(), 108),
    "more members than any deal has": (zipped(*(Packed(b"%d.txt" % number) for number in range(501))), 108),
    "more bytes than any deal has": (zipped(Packed(b"a.txt", claimed_size=201 * hostile.MIB)), 108),
    "a size that ZIP64 alone could hold": (zipped(Packed(b"a.txt", claimed_size=0xFFFFFFFE)), 108),
    "a test virus": (folder(**{"a.txt": TERMS}) + TEST_VIRUS, 111),
}


def opened(content: bytes, limits: Limits = DEFAULT_LIMITS) -> Bundle:
    """
    Unpack what must be a bundle.
    """
    bundle = ingest.unpack(content, "deal.zip", limits)
    assert bundle is not None
    return bundle


def test_a_deal_folder_comes_apart_whole() -> None:
    """Every document is taken byte for byte with its folder, and the computer's own files are listed beside them."""
    bundle = opened(
        folder(
            **{
                "거래/본계약.docx": DOCX,
                "거래/별지/별지 제1호.txt": TERMS,
                "거래/": b"",
                "__MACOSX/거래/._본계약.docx": bundling.APPLE_DOUBLE,
                ".DS_Store": bundling.FINDER_SETTINGS,
                "부속.zip": folder(**{"부속합의서.txt": TERMS + b"!"}),
            }
        )
    )
    assert bundle.kind == "application/zip"
    assert [(member.name, member.content) for member in bundle.members] == [
        ("거래/본계약.docx", DOCX),
        ("거래/별지/별지 제1호.txt", TERMS),
        ("부속.zip/부속합의서.txt", TERMS + b"!"),
    ]
    assert [(entry.name, entry.fate) for entry in bundle.manifest if entry.fate != "taken"] == [
        ("__MACOSX/거래/._본계약.docx", "set_aside"),
        (".DS_Store", "set_aside"),
        ("부속.zip", "opened"),
    ]
    assert all(bundle.manifest[member.position].name == member.name for member in bundle.members)
    assert bundle.members[0].sha256 == sha256(DOCX).hexdigest()


@pytest.mark.parametrize("name", ["__MACOSX/._계약서.docx", ".DS_Store", "Thumbs.db", "desktop.ini"])
def test_a_document_cannot_hide_as_a_file_of_the_system(name: str) -> None:
    """What only bears the name of a system's file is not set aside unseen."""
    assert opened(folder(**{name: DOCX})).manifest[0].fate != "set_aside"


@pytest.mark.parametrize(
    "packed",
    [
        Packed("계약서.txt".encode("cp949")),
        Packed("계약서.txt".encode()),
        Packed("계약서.txt".encode(), flags=bundling.UTF8_NAME),
        Packed(unicodedata.normalize("NFD", "계약서.txt").encode()),
        Packed(b"GYEYAK~1.TXT", extra=bundling.unicode_path(b"GYEYAK~1.TXT", "계약서.txt")),
        Packed("계약\u202e서\x07.txt".encode(), flags=bundling.UTF8_NAME),
    ],
)
def test_korean_names_come_out_right(packed: Packed) -> None:
    """A name is whole Korean whichever program packed it, whether it says its encoding or not."""
    assert opened(zipped(packed)).members[0].name == "계약서.txt"


@pytest.mark.parametrize("syllable", ["티", "챔", "쨔"])
def test_a_short_korean_name_is_not_taken_for_accents(syllable: str) -> None:
    """CP949 bytes that happen to be UTF-8 of accented letters are Korean."""
    assert opened(zipped(Packed(f"{syllable}.txt".encode("cp949")))).members[0].name == f"{syllable}.txt"


def test_an_accented_name_stays_so() -> None:
    """UTF-8 that is no CP949 keeps its letters."""
    assert opened(zipped(Packed("café.txt".encode()))).members[0].name == "café.txt"


@pytest.mark.parametrize("kind", REFUSED)
def test_each_bad_member_has_its_code(kind: str) -> None:
    """A bad file is left out with its code in the manifest; alone, it gives the bundle its code."""
    content, code = REFUSED[kind]
    bundle = opened(content, replace(DEFAULT_LIMITS, file_size=600) if code == 104 else DEFAULT_LIMITS)
    assert {entry.refusal.code for entry in bundle.manifest if entry.refusal} == {code}
    assert bundle.members == ()
    assert bundle.refusal is not None
    assert bundle.refusal.code == code


def test_a_bad_member_spoils_no_other() -> None:
    """The other documents of a bundle are read though one is locked, one is a bomb and one leads outside."""
    bad = (LOCKED, LINKED, Packed(b"zeros.txt", bytes(9 * hostile.MIB)), Packed(b"inner.zip", bundling.overlapping()))
    bundle = opened(zipped(*bad, Packed(b"terms.txt")))
    assert [member.name for member in bundle.members] == ["terms.txt"]
    assert [entry.refusal and entry.refusal.code for entry in bundle.manifest] == [106, 109, 108, 108, None]


@pytest.mark.parametrize("kind", WHOLE)
def test_a_bad_bundle_has_its_code(kind: str) -> None:
    """A bundle that is dishonest as a whole is refused as a whole."""
    content, code = WHOLE[kind]
    with pytest.raises(IngestError) as caught:
        opened(content)
    assert (caught.value.code, caught.value.name) == (code, "deal.zip")


def test_bundles_inside_share_the_allowance() -> None:
    """Small bombs in small bombs cannot add up: an inner bundle over what is left is refused whole."""
    inner = zipped(*(Packed(b"%d.txt" % number) for number in range(300)))
    bundle = opened(folder(**{"1.zip": inner, "2.zip": inner}))
    assert len(bundle.members) == 300
    assert [entry.name for entry in bundle.manifest if entry.refusal] == ["2.zip"]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (DOCX, "deal.zip"),
        (hostile.hwpx(hostile.hwpx_paragraph("x")), "a"),
        (TERMS, "a.txt"),
        (hostile.text_pdf(("x",)), "a.pdf"),
        (folder(**{"a.txt": TERMS}), "a.docx"),
        (folder(**{"a.txt": TERMS})[:-30], "a.zip"),
    ],
)
def test_a_document_is_no_bundle(content: bytes, name: str) -> None:
    """Documents that are containers too, and files that claim to be documents, are left to the readers."""
    assert ingest.unpack(content, name) is None


@pytest.mark.parametrize("content", [TEST_VIRUS, b"x" + TEST_VIRUS + b"\n", hostile.text_pdf(("x",)) + TEST_VIRUS])
def test_a_test_virus_is_refused_wherever_it_stands(content: bytes) -> None:
    """The scanners' test mark gives 111 in any document."""
    with pytest.raises(IngestError) as caught:
        ingest.read(content, "a.txt")
    assert caught.value.code == 111


@pytest.mark.parametrize("mark", [b"ALZ\1", b"EGGA", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07"])
def test_archives_of_other_kinds_are_refused_in_words(mark: bytes) -> None:
    """What Korean and other packers write beside ZIP is told to be that."""
    with pytest.raises(OtherArchive) as caught:
        ingest.read(mark + bytes(99), "거래.alz")
    assert caught.value.code == 102


def test_a_cut_bundle_is_malformed() -> None:
    """A ZIP whose directory is gone is damaged, not of an unknown kind."""
    with pytest.raises(IngestError) as caught:
        ingest.read(folder(**{"a.txt": TERMS})[:-30], "a.zip")
    assert caught.value.code == 105
