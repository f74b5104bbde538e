"""
Read what a browser or program sends as a form: files stay in memory, foreign forms are refused.

Files never touch the disk here: what lies in a temporary folder is not encrypted.
Source: ../shared/security/SECURITY.md T7 and T9.
"""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import AsyncIterator
from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import Depends, Request
from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from api import problem_kinds as kinds
from api.problems import Refusal
from api.session import SESSION_COOKIE, form_token
from compliance.views import Upload

FORM_FIELD: Final = "form_token"
MOST_FIELDS: Final = 200
"""Fields of one form; that of a table's columns has one for each."""
LONGEST_FIELD: Final = 1024 * 1024
"""Bytes of one text field; pasted agreements are text fields."""
NAMELESS: Final = "agreement.txt"
MEDIA_TYPE: Final = re.compile(r"[a-z]{1,20}/[a-z0-9.+-]{1,100}")
UNKNOWN_TYPE: Final = "application/octet-stream"
CHARSET: Final = "utf-8"


class InMemoryParser(MultiPartParser):
    """
    Parse a multipart body without spooling files to the disk; the body's size is limited before this runs.
    """

    spool_max_size = 1024**3


async def multipart(request: Request) -> AsyncIterator[FormData]:
    """
    Read a multipart form of a program.

    Raises:
        Refusal: it is no multipart form, or a malformed one.
    """
    form = await _parsed(request)
    try:
        yield form
    finally:
        await form.close()


async def own_form(request: Request) -> AsyncIterator[FormData]:
    """
    Read a form that one of our own pages sent for this very session.

    Raises:
        Refusal: another site sent it, or its token is not this session's.
    """
    refuse_other_sites(request)
    form = await _parsed(request) if _is_multipart(request) else await request.form(max_fields=MOST_FIELDS)
    try:
        expected = form_token(request.cookies.get(SESSION_COOKIE, ""))
        if not hmac.compare_digest(str(form.get(FORM_FIELD, "")), expected):
            raise Refusal(kinds.FORGED_FORM)
        yield form
    finally:
        await form.close()


def refuse_other_sites(request: Request) -> None:
    """
    Refuse a form that the browser says was sent from elsewhere.

    Raises:
        Refusal: the Origin or Sec-Fetch-Site header names another site.
    """
    origin = request.headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if foreign or request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise Refusal(kinds.FORGED_FORM)


async def upload_of(form: FormData, field: str = "file") -> Upload | None:
    """
    Take the file out of a form; None where none was chosen.
    """
    file = form.get(field)
    if not isinstance(file, UploadFile) or (not file.filename and not file.size):
        return None
    media_type = (file.content_type or "").lower()
    if MEDIA_TYPE.fullmatch(media_type) is None:
        media_type = UNKNOWN_TYPE
    # Some systems send Korean names taken apart into letters; people search for whole syllables.
    name = unicodedata.normalize("NFC", file.filename or NAMELESS)
    return Upload(name, await file.read(), media_type)


def text_of(form: FormData, field: str) -> str:
    """
    Take a text out of a form, trimmed; "" where it is absent.
    """
    value = form.get(field)
    return value.strip() if isinstance(value, str) else ""


def _is_multipart(request: Request) -> bool:
    return request.headers.get("content-type", "").lower().startswith("multipart/form-data")


def _charset(request: Request) -> str:
    """
    Read the charset that the form claims; the standard knows none but UTF-8, and others may not even be of text.
    """
    _, options = parse_options_header(request.headers.get("content-type"))
    return options.get(b"charset", CHARSET.encode()).decode("latin-1").lower()


async def _parsed(request: Request) -> FormData:
    """
    Parse the multipart body as it streams in.
    """
    if not _is_multipart(request):
        raise Refusal(kinds.UNSUPPORTED_MEDIA, "multipart/form-data로 보내십시오.", "send multipart/form-data")
    if _charset(request) != CHARSET:
        raise Refusal(kinds.UNSUPPORTED_MEDIA, "양식은 UTF-8이어야 합니다.", "the form has to be in UTF-8")
    parser = InMemoryParser(
        request.headers, request.stream(), max_files=1, max_fields=MOST_FIELDS, max_part_size=LONGEST_FIELD
    )
    try:
        return await parser.parse()
    except (MultiPartException, KeyError) as error:
        raise Refusal(kinds.BAD_REQUEST, "양식이 온전하지 않습니다.", "the form is malformed") from error


ProgramForm = Annotated[FormData, Depends(multipart)]
OwnForm = Annotated[FormData, Depends(own_form)]
