"""
Show that nothing a client sends, however slowly, endlessly or crookedly, breaks the service.

The kinds are H69 to H75 of ../shared/security/SECURITY.md 2.1; each is sent by hand to the real server.
"""

from __future__ import annotations

import random
import re
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from tests.compliance.requests import PIECE, Talk, chunked, file, form, part
from tests.compliance.serving import serving
from tests.ingest.traces import MIB, resident

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.compliance.conftest import Server
    from tests.compliance.serving import Service

MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
TEXT = "제1조(목적) 갑과 을은 협력한다.\n".encode()
RECEIVE_SECONDS = 1
PARALLEL = 40


@pytest.fixture(scope="module")
def service(root: Path, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """
    Serve for this module, with little patience.
    """
    with serving(root, server, tmp_path_factory.mktemp("transport"), RECEIVE_SECONDS) as running:
        yield running


@pytest.fixture(autouse=True)
def unharmed(service: Service) -> Iterator[None]:
    """
    After each request the service answers, has logged no failure and keeps no temporary file.
    """
    logged = service.log.stat().st_size
    yield
    assert service.is_well()
    assert b"Traceback" not in service.log.read_bytes()[logged:]
    assert list(service.temporary.iterdir()) == []


NAMES = {
    "long": ("가" * 1000 + ".txt").encode(),
    "NUL": b"a\0b.txt",
    "way up": b"../../../etc/passwd",
    "way up with backslashes": b"..\\\\..\\\\windows\\\\system.ini",
    "absolute": b"/etc/passwd",
    "right to left": "계약서\u202etxt.exe".encode(),
    "emoji": "계약서📄✍🏽.txt".encode(),
    "taken apart": unicodedata.normalize("NFD", "계약서.txt").encode(),
    "reserved": b"CON.txt",
    "dots": b"...",
    "blank": b" ",
    "not UTF-8": "계약서.txt".encode("cp949"),
    "line break": b"a%0d%0aSet-Cookie: x=y.txt",
    "markup": b"<script>alert(1)</script>.txt",
    "query": b"a.txt?x=1#y",
}


@pytest.mark.parametrize("kind", NAMES)
def test_h69_any_name_is_taken_and_cleaned(service: Service, kind: str) -> None:
    """Whatever a file is called it is taken, and shown by a short name without path or control characters."""
    answer = service.startup.post(form(file(TEXT + kind.encode(), NAMES[kind])))
    assert answer.status == 202, answer.body
    name = answer.json()["name"]
    assert 0 < len(name) <= 200
    assert not [letter for letter in name if unicodedata.category(letter)[0] == "C"]
    assert "/" not in name
    assert "\\" not in name
    assert name == unicodedata.normalize("NFC", name)


TYPES = {
    "a picture": b"image/png",
    "a page": b"text/html",
    "a program": b"application/x-msdownload",
    "another form": b"multipart/mixed; boundary=x",
    "nothing": b"",
    "nonsense": b";;;===",
    "3 kB": b"text/" + b"x" * 3000,
    "NUL": b"text/pl\0ain",
    "not ASCII": "텍스트/평문".encode(),
}


@pytest.mark.parametrize("kind", TYPES)
def test_h70_a_lying_content_type_changes_nothing(service: Service, kind: str) -> None:
    """A file is taken whatever type its sender claims: what it is will be seen by its content."""
    answer = service.startup.post(form(file(TEXT + b"type " + kind.encode(), kind=TYPES[kind])))
    assert answer.status == 202, answer.body
    assert MEDIA_TYPE.fullmatch(answer.json()["media_type"])


FORMS: dict[str, tuple[bytes, bytes]] = {
    "a name of 4 kB": (form(file(TEXT, "가".encode() * 1400)), b""),
    "a type of 10 kB": (form(file(TEXT, kind=b"text/" + b"x" * 10_000)), b""),
    "ten thousand parts": (form(*[part(b"x", name=b"a%d" % number) for number in range(10_000)]), b""),
    "ten thousand files": (form(*[file(b"x") for _ in range(10_000)]), b""),
    "a header of a megabyte in a part": (form(part(TEXT, headers=b"X: " + b"y" * 1_000_000 + b"\r\n")), b""),
    "ten thousand headers in a part": (form(part(TEXT, headers=b"X: y\r\n" * 10_000)), b""),
    "no boundary": (form(file(TEXT)), b"multipart/form-data"),
    "an empty boundary": (form(file(TEXT)), b"multipart/form-data; boundary="),
    "a boundary of 10 kB": (form(file(TEXT)), b"multipart/form-data; boundary=" + b"x" * 10_000),
    "another boundary": (form(file(TEXT)), b"multipart/form-data; boundary=other"),
    "no end": (file(TEXT), b""),
    "no body": (b"", b""),
    "no name": (form(part(TEXT).replace(b'; name="file"', b"")), b""),
    "no file": (form(part(b"x", name=b"other")), b""),
    "a text as file": (form(part(TEXT)), b""),
    "two files": (form(file(TEXT), file(TEXT)), b""),
    "JSON": (b"{}", b"application/json"),
    "a charset that breaks": (
        form(file(TEXT, "가.txt".encode())),
        b"multipart/form-data; boundary=frontier; charset=idna",
    ),
    "a charset undefined": (form(file(TEXT)), b"multipart/form-data; boundary=frontier; charset=undefined"),
    "a charset of escapes": (
        form(file(TEXT, rb"\\ud800.txt")),
        b"multipart/form-data; boundary=frontier; charset=unicode_escape",
    ),
    "a declaration nested deep": (form(file(TEXT), part(b"[" * 100_000, name=b"declaration")), b""),
    "a declaration not a number": (
        form(file(TEXT), part(b'{"facts": {"contract_amount": NaN}}', name=b"declaration")),
        b"",
    ),
    "a declaration of endless digits": (
        form(file(TEXT), part(b'{"facts": {"contract_amount": ' + b"9" * 5000 + b"}}", name=b"declaration")),
        b"",
    ),
    "a declaration of half a letter": (
        form(
            file(TEXT), part(rb'{"parties": [{"label": "\ud800", "name": "", "role": "startup"}]}', name=b"declaration")
        ),
        b"",
    ),
    "an origin with NUL": (form(file(TEXT), part(b"self\0check", name=b"origin")), b""),
}


@pytest.mark.parametrize("kind", FORMS)
def test_h71_no_form_breaks_the_service(service: Service, kind: str) -> None:
    """A crooked form is refused as the client's fault and leaves no submission."""
    body, said = FORMS[kind]
    before = service.rows()
    answer = service.startup.post(body, **({"kind": said} if said else {}))
    assert 400 <= answer.status < 500, (answer.status, answer.body[:300])
    assert service.rows() == before


HEADS: dict[str, tuple[bytes, ...]] = {
    "a header of a megabyte": (b"X: " + b"y" * 1_000_000,),
    "ten thousand headers": tuple(b"X%d: y" % number for number in range(10_000)),
    "a negative length": (b"Content-Length: -1",),
    "two lengths": (b"Content-Length: 1", b"Content-Length: 2"),
    "a length that is no number": (b"Content-Length: many",),
    "an endless length": (b"Content-Length: " + b"9" * 400,),
    "a coding nobody knows": (b"Transfer-Encoding: zip",),
    "a name with a space": (b"Content Length: 1",),
}


@pytest.mark.parametrize("kind", HEADS)
def test_h71_no_head_breaks_the_service(service: Service, kind: str) -> None:
    """A crooked head is refused or the connection closed, within the patience that any client gets."""
    answer = service.startup.say([service.startup.head(*HEADS[kind])])
    assert answer.status == 0 or 400 <= answer.status < 500
    assert answer.seconds < 10 * RECEIVE_SECONDS


def test_h71_an_endless_preamble_is_cut(service: Service) -> None:
    """A body whose first boundary never comes is refused at the size limit, not read for ever."""

    def preamble() -> Iterator[bytes]:
        while True:
            yield b"%x\r\n%b\r\n" % (PIECE, b"x" * PIECE)

    head = service.startup.head(b"Content-Type: multipart/form-data; boundary=frontier", b"Transfer-Encoding: chunked")
    answer = service.startup.say(piece for pieces in ([head], preamble()) for piece in pieces)
    assert answer.status in {400, 413}
    assert answer.sent < 32_000_000


def test_h71_chunks_that_lie_end_the_request(service: Service) -> None:
    """A chunk of negative or absurd size is the client's fault."""
    head = service.startup.head(b"Content-Type: multipart/form-data; boundary=frontier", b"Transfer-Encoding: chunked")
    for size in (b"-5", b"zz", b"f" * 40):
        answer = service.startup.say([head, size + b"\r\nhello\r\n0\r\n\r\n"])
        assert answer.status == 0 or 400 <= answer.status < 500


def test_h72_a_slow_body_runs_out_of_time(service: Service) -> None:
    """A body of one byte at a time is refused with 408, and meanwhile everybody else is answered."""
    head = service.startup.head(b"Content-Type: multipart/form-data; boundary=frontier", b"Content-Length: 9000")
    with ThreadPoolExecutor(20) as pool:
        slow = [pool.submit(service.startup.say, [head, file(TEXT), *[b"-"] * 100], 0.2) for _ in range(20)]
        assert service.startup.post(form(file(b"quick" + TEXT))).status == 202
        said = [each.result() for each in slow]
    assert {answer.status for answer in said} == {408}
    assert {answer.json()["type"] for answer in said} == {"/problems/too-slow"}
    assert max(answer.seconds for answer in said) < 10 * RECEIVE_SECONDS


@pytest.mark.parametrize("said", [b"", b"POST /api/v1/sub", b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"])
def test_h72_a_head_that_never_ends_is_hung_up_on(service: Service, said: bytes) -> None:
    """A connection that says nothing, or half a head, is closed when its time is over."""
    begun = time.monotonic()
    with service.startup.connected() as stream:
        stream.sendall(said)
        assert stream.recv(1) == b""
    assert RECEIVE_SECONDS * 0.5 < time.monotonic() - begun < 10 * RECEIVE_SECONDS


def test_h72_a_refused_body_that_goes_on_is_hung_up_on(service: Service) -> None:
    """Whoever goes on sending after the answer is not listened to for ever."""
    stranger = Talk(service.startup.address, "no such key")
    head = stranger.head(b"Content-Type: multipart/form-data; boundary=frontier", b"Content-Length: 9000000")
    begun = time.monotonic()
    with stranger.connected() as stream, suppress(ConnectionError):
        stream.sendall(head)
        assert b" 401 " in stream.recv(PIECE)
        while time.monotonic() - begun < 10 * RECEIVE_SECONDS:
            stream.sendall(b"x" * 1000)
            time.sleep(0.05)
    assert time.monotonic() - begun < 10 * RECEIVE_SECONDS


def test_h73_a_large_body_without_a_length_is_refused_before_its_end(service: Service) -> None:
    """50.1 MB in chunks get their 413 about when the limit is passed, not after the last byte."""
    head = service.startup.head(b"Content-Type: multipart/form-data; boundary=frontier", b"Transfer-Encoding: chunked")
    body = form(file(b"x" * 50_100_000))
    answer = service.startup.say(piece for pieces in ([head], chunked(body)) for piece in pieces)
    assert answer.status == 413
    assert answer.sent < 32_000_000
    assert service.startup.post(form(file(b"x" * 21_000_000))).status == 413


def test_h74_a_client_that_leaves_at_the_end_leaves_nothing(service: Service) -> None:
    """A connection dropped at 99 of 100 makes no submission, no temporary file and no failure in the log."""
    before = service.rows()
    body = form(file(random.Random(74).randbytes(2_000_000)))  # noqa: S311 - any bytes
    head = service.startup.head(
        b"Content-Type: multipart/form-data; boundary=frontier", b"Content-Length: %d" % len(body)
    )
    for _ in range(5):
        with service.startup.connected() as stream:
            stream.sendall(head + body[: len(body) * 99 // 100])
    assert service.startup.post(form(file(b"after" + TEXT))).status == 202
    assert service.rows() == before + 1


def handed_in(service: Service, content: bytes, times: int) -> None:
    """
    Hand one file in many times at once, in turn for two tenants, and hold the answers to their promise.
    """
    before, body = service.rows(), form(file(content))
    with ThreadPoolExecutor(PARALLEL) as pool:
        said = list(pool.map(lambda number: (service.startup, service.rival)[number % 2].post(body), range(times)))
    assert {answer.status for answer in said} == {202}
    for mine in (said[::2], said[1::2]):
        assert len({answer.json()["id"] for answer in mine}) == 1
        assert [answer.json()["repeated"] for answer in mine].count(False) == 1
    assert service.rows() == before + 2


def test_h75_one_file_many_times_at_once_is_one_document(service: Service) -> None:
    """Forty at once make one submission of each tenant; every answer names it, and all but one say it is repeated."""
    handed_in(service, b"many times " + TEXT, PARALLEL)


@pytest.mark.soak
def test_h75_a_thousand_times_is_one_document(service: Service) -> None:
    """A thousand times make no more of it, and the service grows by at most 20 MiB."""
    before = resident(service.processes["serve"])
    handed_in(service, b"a thousand times " + TEXT, 1000)
    grown = (resident(service.processes["serve"]) - before) / MIB
    print(f"1,000 times the same file: {grown:.1f} MiB more")  # noqa: T201
    assert grown <= 20


ADDRESSES = (
    "/api/v1/findings?rule=%00",
    "/api/v1/findings?state=%00",
    "/api/v1/findings?submission=%00",
    "/api/v1/submissions?cursor=%00",
    "/api/v1/submissions?limit=" + "9" * 5000,
    "/api/v1/submissions/%00",
    "/api/v1/catalog/rules/%00",
    "/api/v1/catalog/rules/%ED%A0%80",
    "/findings?rule=%00&cursor=%00",
    "/rules/%00",
    "/rules?q=%00",
    "/enter/%00",
    "/static/%00",
    "/static/..%2f..%2fapp.py",
    "/%00",
    "/" + "x" * 10_000,
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_breaks_the_real_office(service: Service, address: str) -> None:
    """Letters that PostgreSQL or the file system cannot hold are the client's fault, whoever asks."""
    for talk in (service.startup, service.auditor):
        answer = talk.say([talk.head(path=address.encode(), method=b"GET")])
        assert 300 <= answer.status < 500 or (answer.status == 200 and "?" in address), answer.body[:300]
