"""
Hand in, poll and read through the JSON interface.
"""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

from compliance.views import Origin
from ingest.document import DeclaredParty, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from compliance.views import SubmissionView
    from tests.api.fake_office import FakeOffice

FILE = {"file": ("계약서.txt", "제1조(목적) 협력한다.".encode(), "text/plain")}


def test_a_submission_is_polled_until_its_result_is_there(program: Callable[[str], TestClient]) -> None:
    """
    Handing in answers 202 with an address, which tells `received` first and `screened` later.
    """
    client = program("startup-key")
    answer = client.post("/api/v1/submissions", files=FILE)
    assert answer.status_code == 202
    address = answer.headers["location"]
    assert [client.get(address).json()["state"] for _ in range(2)] == ["received", "screened"]
    assert client.get(f"{address}/screening").json()["document"]["name"] == "기술검증계약서.txt"


def test_there_is_no_result_before_the_check(program: Callable[[str], TestClient]) -> None:
    """
    The screening of a received document is absent, never an empty result.
    """
    client = program("startup-key")
    address = client.post("/api/v1/submissions", files=FILE).headers["location"]
    assert client.get(f"{address}/screening").status_code == 404


def test_a_declaration_reaches_the_office(program: Callable[[str], TestClient], office: FakeOffice) -> None:
    """
    The JSON field `declaration` is read strictly, and `origin` says how the document came.
    """
    declared = {
        "agreement_type": "poc",
        "signed_on": "2026-07-03",
        "parties": [{"label": "을", "name": "", "role": "startup"}],
        "facts": {"consignment": True},
    }
    fields = {"declaration": json.dumps(declared), "origin": "registered"}
    answer = program("startup-key").post("/api/v1/submissions", files=FILE, data=fields)
    assert answer.json()["origin"] == Origin.REGISTERED
    _, declaration = next(iter(office.uploads.values()))
    assert declaration.agreement_type == "poc"
    assert declaration.parties == (DeclaredParty("을", "", Role.STARTUP),)
    assert declaration.facts == {"consignment": True}


def test_an_unusable_declaration_is_refused(program: Callable[[str], TestClient]) -> None:
    """
    No JSON, no object, an unknown key and a missing file each give 422 with the stable type.
    """
    client = program("startup-key")
    for given in ("{", "[]", '{"unknown": 1}', '{"signed_on": "yesterday"}'):
        answer = client.post("/api/v1/submissions", files=FILE, data={"declaration": given})
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/unusable-input")
    assert client.post("/api/v1/submissions", files={"other": b"x"}).status_code == 422
    assert client.post("/api/v1/submissions", files=FILE, data={"origin": "elsewhere"}).status_code == 422


def test_only_multipart_is_taken(program: Callable[[str], TestClient]) -> None:
    """
    A body of another kind is 415, a broken multipart body 400.
    """
    client = program("startup-key")
    assert client.post("/api/v1/submissions", json={}).status_code == 415
    broken = {"Content-Type": "multipart/form-data; boundary=x"}
    assert client.post("/api/v1/submissions", content=b"--y\r\n", headers=broken).status_code == 400


def test_the_same_idempotency_key_gives_the_same_submission(program: Callable[[str], TestClient]) -> None:
    """
    A repeated request with its key is the same submission; another file under that key is refused.
    """
    client = program("startup-key")
    header = {"Idempotency-Key": "first-try"}
    first, second = (client.post("/api/v1/submissions", files=FILE, headers=header).json() for _ in range(2))
    assert (second["id"], second["repeated"]) == (first["id"], True)
    other = client.post("/api/v1/submissions", files={"file": ("b.txt", b"other")}, headers=header)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency")


def test_a_startup_sees_only_its_own(
    program: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView], office: FakeOffice
) -> None:
    """
    Another startup's submission and findings are answered exactly as absent ones, and an auditor's list has no trace.
    """
    view = handed_in("startup-key")
    finding = next(iter(office.recorded))
    for key in ("other-startup-key", "auditor-key"):
        client = program(key)
        absent = client.get("/api/v1/submissions/00000000-0000-7000-8000-000000000000")
        for path in ("", "/screening"):
            answer = client.get(f"/api/v1/submissions/{view.id}{path}")
            assert answer.status_code == 404
            assert answer.json() | {"instance": ""} == absent.json() | {"instance": ""}
        assert client.get(f"/api/v1/findings/{finding}").status_code == 404
        assert client.get("/api/v1/submissions").json()["items"] == []
        assert client.get("/api/v1/findings").json()["items"] == []


def test_pages_follow_each_other(
    program: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]
) -> None:
    """
    Three submissions at two a page are two pages without gap or overlap.
    """
    ids = {str(handed_in().id) for _ in range(3)}
    client = program("auditor-key")
    first = client.get("/api/v1/submissions", params={"limit": 2}).json()
    second = client.get("/api/v1/submissions", params={"limit": 2, "cursor": first["next_cursor"]}).json()
    assert {item["id"] for item in first["items"] + second["items"]} == ids
    assert (len(first["items"]), second["next_cursor"]) == (2, None)


def test_times_are_told_in_korea(
    program: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]
) -> None:
    """
    Times go out as RFC 3339 with +09:00.
    """
    view = handed_in()
    received = program("auditor-key").get(f"/api/v1/submissions/{view.id}").json()["received_at"]
    assert received == "2026-11-24T14:30:00+09:00"


def test_names_keep_whole_syllables(program: Callable[[str], TestClient], office: FakeOffice) -> None:
    """
    A Korean file name sent as single letters is stored as people read it.
    """
    taken_apart = unicodedata.normalize("NFD", "계약서.txt")
    program("startup-key").post("/api/v1/submissions", files={"file": (taken_apart, b"x", "text/plain")})
    assert [view.name for view in office.views.values()] == ["계약서.txt"]


def test_a_bundle_shows_its_members(
    program: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]
) -> None:
    """
    The resource lists every file of a bundle with code and reason, and the state and counts of each document.
    """
    view = handed_in(name="거래.zip")
    shown = program("auditor-key").get(f"/api/v1/submissions/{view.id}").json()
    assert [(one["name"], one["fate"], one["code"], one["state"]) for one in shown["members"]] == [
        ("거래/계약서.txt", "taken", None, "screened"),
        ("거래/별지.pdf", "taken", 105, "unreadable"),
        ("잠긴 문서.docx", "refused", 106, None),
        (".DS_Store", "set_aside", None, None),
    ]
    assert shown["members"][0]["screening"]["findings"] == {"high": 2, "medium": 1, "low": 1}
    assert all(one["why"] for one in shown["members"][1:])
    assert program("auditor-key").get(f"/api/v1/submissions/{handed_in().id}").json()["members"] is None


def test_a_self_check_is_destroyed_with_a_receipt(program: Callable[[str], TestClient]) -> None:
    """
    Deleting a self-check answers with a receipt that names no document; afterwards it is absent, for good.
    """
    client = program("startup-key")
    address = client.post("/api/v1/submissions", files=FILE).headers["location"]
    answer = client.delete(address)
    assert answer.status_code == 200
    assert set(answer.json()) == {"receipt", "destroyed_at", "documents", "signature"}
    assert address.rpartition("/")[2] not in answer.text
    assert client.delete(address).status_code == client.get(address).status_code == 404


def test_what_was_registered_cannot_be_destroyed(program: Callable[[str], TestClient]) -> None:
    """
    A registered document is a conflict, and another's self-check as absent as an unknown one.
    """
    client = program("startup-key")
    registered = client.post("/api/v1/submissions", files=FILE, data={"origin": "registered"}).headers["location"]
    assert client.delete(registered).status_code == 409
    mine = client.post("/api/v1/submissions", files=FILE).headers["location"]
    assert program("other-startup-key").delete(mine).status_code == 404
    assert client.get(mine).status_code == 200
