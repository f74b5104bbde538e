"""
Show that a mail comes apart whole: its text as people see it, its attachments under their right names.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

import ingest
from ingest.errors import IngestError
from tests.ingest import bundling, hostile
from tests.ingest.bundling import TERMS, folder
from tests.ingest.mails import HEADER, attached, forwarded, mail, part, plain, several

if TYPE_CHECKING:
    from ingest.bundle import Bundle

DOCX = hostile.docx(hostile.paragraph("제1조(목적)"))
LETTER = "첨부한 계약서를 검토하여 주십시오. 위약금은 본 메일로 정한 바에 따릅니다."
PAGE = f"<html><body><p>{LETTER}</p></body></html>".encode()
NAME = "비밀유지계약서 최종.docx"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def opened(content: bytes, name: str = "계약.eml") -> Bundle:
    """
    Unpack what must be a mail.
    """
    bundle = ingest.unpack(content, name)
    assert bundle is not None
    assert bundle.kind == "message/rfc822"
    return bundle


def encoded(name: str, encoding: str) -> bytes:
    """
    Write a name as one encoded word (RFC 2047).
    """
    return b"=?%b?B?%b?=" % (encoding.encode(), base64.b64encode(name.encode(encoding)))


def test_text_and_attachments_are_documents() -> None:
    """The text of a mail and each attached file are members, byte for byte."""
    bundle = opened(mail(several(plain(LETTER), attached(b'filename="terms.txt"', TERMS), attached(b"x", DOCX))))
    assert [(member.name, member.content) for member in bundle.members] == [
        ("본문.txt", LETTER.encode("utf-8-sig")),
        ("terms.txt", TERMS),
        ("첨부", DOCX),
    ]


@pytest.mark.parametrize(
    "parameter",
    [
        b'filename="' + encoded(NAME, "utf-8") + b'"',
        b"filename=" + encoded(NAME, "euc-kr"),
        b'filename="' + encoded(NAME[:4], "utf-8") + b"\r\n " + encoded(NAME[4:], "utf-8") + b'"',
        b"filename*=UTF-8''" + quote(NAME).encode(),
        b"filename*=euc-kr'ko'" + quote(NAME, encoding="euc-kr").encode(),
        b"filename*0*=UTF-8''" + quote(NAME[:5]).encode() + b";\r\n filename*1*=" + quote(NAME[5:]).encode(),
        b'filename="' + NAME.encode() + b'"',
        b'filename="' + NAME.encode("cp949") + b'"',
        b'filename="' + quote(NAME).encode() + b'"',
        b'filename="C:\\\\temp\\\\' + NAME.encode("cp949") + b'"',
    ],
)
def test_korean_names_come_out_right(parameter: bytes) -> None:
    """A name is whole Korean in every way in which mail programs write it."""
    assert opened(mail(several(attached(parameter, DOCX)))).members[0].name == NAME


def test_a_name_may_stand_in_the_type_alone() -> None:
    """Older programs name a file only beside its type."""
    bundle = opened(mail(part(b"application/msword; name=" + encoded(NAME, "utf-8"), DOCX)))
    assert bundle.members[0].name == NAME


@pytest.mark.parametrize("encoding", ["utf-8", "euc-kr", "ks_c_5601-1987", "iso-2022-kr"])
def test_the_text_is_decoded_by_what_it_is(encoding: str) -> None:
    """Korean text comes out in every encoding Korean mails are written in."""
    assert opened(mail(plain(LETTER, encoding))).members[0].content.decode("utf-8-sig") == LETTER


def test_a_wrong_charset_is_not_believed() -> None:
    """CP949 that calls itself US-ASCII, and letters beyond EUC-KR that call themselves so, are still read."""
    wrong = mail(part(b"text/plain; charset=us-ascii", LETTER.encode("cp949")))
    wide = mail(part(b"text/plain; charset=euc-kr", "똠방각하".encode("cp949")))
    assert opened(wrong).members[0].content.decode("utf-8-sig") == LETTER
    assert opened(wide).members[0].content.decode("utf-8-sig") == "똠방각하"


def test_the_form_that_people_see_is_judged() -> None:
    """Of text and HTML that say the same the HTML is read, and the text is listed as its other form."""
    both = several(plain(LETTER), part(b"text/html; charset=utf-8", PAGE), kind=b"alternative")
    bundle = opened(mail(both))
    assert [(entry.name, entry.fate) for entry in bundle.manifest] == [
        ("본문.txt", "set_aside"),
        ("본문.html", "taken"),
    ]
    document = ingest.read(bundle.members[0].content, bundle.members[0].name)
    assert document.text == LETTER


def test_forms_that_differ_are_both_read() -> None:
    """A text that says something else than the HTML beside it is a document of its own."""
    both = several(
        plain("을은 갑에게 모든 권리를 넘긴다."), part(b"text/html; charset=utf-8", PAGE), kind=b"alternative"
    )
    assert [member.name for member in opened(mail(both)).members] == ["본문.txt", "본문.html"]


def test_attached_mails_are_opened_once() -> None:
    """A forwarded mail is opened with its own attachments, and a mail inside that one is refused."""
    innermost = mail(several(attached(b"filename=c.txt", TERMS)), b"third")
    inner = mail(
        several(plain("회신"), attached(b"filename=b.txt", TERMS), forwarded(innermost)),
        b"Re: 1/2 " + encoded("합의", "utf-8"),
    )
    bundle = opened(mail(several(plain(LETTER), forwarded(inner))))
    assert [(entry.name, entry.fate, entry.error) for entry in bundle.manifest] == [
        ("본문.txt", "taken", ""),
        ("Re: 1 2 합의.eml", "opened", ""),
        ("Re: 1 2 합의.eml/본문.txt", "taken", ""),
        ("Re: 1 2 합의.eml/b.txt", "taken", ""),
        ("Re: 1 2 합의.eml/third.eml", "refused", "NestedTooDeep"),
    ]


def test_folders_and_mails_hold_one_another() -> None:
    """A ZIP attached to a mail, and a mail in a ZIP, are opened."""
    deal = folder(**{"별지.txt": TERMS})
    assert [m.name for m in opened(mail(several(attached(b"filename=a.zip", deal)))).members] == ["a.zip/별지.txt"]
    packed = ingest.unpack(folder(**{"a.eml": mail(attached(b"filename=b.txt", TERMS))}), "a.zip")
    assert packed is not None
    assert [member.name for member in packed.members] == ["a.eml/b.txt"]


LEFT_OUT = {
    "winmail.dat": (attached(b"filename=winmail.dat", b"\x78\x9f\x3e\x22" + bytes(99)), "refused", "OutlookMessage"),
    "an Outlook message": (
        attached(b"filename=a.msg", hostile.ole("__properties_version1.0")),
        "refused",
        "OutlookMessage",
    ),
    "an encrypted mail": (part(b"application/pkcs7-mime; smime-type=enveloped-data", b"x"), "refused", "EncryptedFile"),
    "an encrypted part": (several(plain("x"), kind=b"encrypted"), "refused", "EncryptedFile"),
    "a part kept elsewhere": (b"Content-Type: message/external-body\r\n\r\nx", "refused", "UnsupportedFormat"),
    "a test virus": (attached(b"filename=a.txt", bundling.TEST_VIRUS), "refused", "MalwareSuspected"),
    "a signature": (part(b"application/pkcs7-signature; name=smime.p7s", b"x"), "set_aside", ""),
    "a logo": (part(b"image/png; name=logo.png", PNG, b"Content-ID: <a>"), "set_aside", ""),
    "half a base64 letter": (attached(b"filename=a.txt", b"").rstrip() + b"\r\n\r\nAAAAA", "refused", "Malformed"),
}


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_what_is_left_out_is_listed(kind: str) -> None:
    """Every part that is no document stands in the manifest with the reason."""
    content, fate, error = LEFT_OUT[kind]
    bundle = opened(mail(several(plain(LETTER), content)))
    assert [member.name for member in bundle.members] == ["본문.txt"]
    assert [(entry.fate, entry.error) for entry in bundle.manifest[1:]] == [(fate, error)]
    assert all(bundle.manifest[1].reason)


@pytest.mark.parametrize("lost", [30, 120])
def test_a_cut_mail_says_so(lost: int) -> None:
    """A mail whose end is missing lists that beside what could be read."""
    bundle = opened(mail(several(plain(LETTER), attached(b"filename=a.txt", TERMS * 9)))[:-lost])
    assert bundle.manifest[-1].error == "Malformed"


@pytest.mark.parametrize(
    "content",
    [
        b"From: the Company\nTo: the Startup\nDate: 2026-11-23\nSubject: Terms\n\n1. The parties cooperate.",
        b"Agreement:\nArticle 1: cooperate",
        HEADER + b"a line without a colon\r\nMIME-Version: 1.0\r\n\r\nx",
    ],
)
def test_a_letter_is_no_mail(content: bytes) -> None:
    """A text that begins like a letter is a document."""
    assert ingest.unpack(content, "a") is None
    assert ingest.read(content, "a.txt").source.media_type == "text/plain"


def test_a_mail_that_calls_itself_a_text_is_not_read_as_one() -> None:
    """A mail's packed attachments must not pass for the words of a text."""
    with pytest.raises(IngestError) as caught:
        ingest.read(mail(attached(b"filename=a.txt", TERMS)), "a.txt")
    assert caught.value.code == 103


def test_an_endless_nest_of_parts_is_malformed() -> None:
    """Parts in parts in parts without end are refused with a code."""
    content = b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (n, n) for n in range(3000))
    with pytest.raises(IngestError) as caught:
        ingest.unpack(mail(content), "a.eml")
    assert caught.value.code == 105
