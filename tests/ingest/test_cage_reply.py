"""
Show that the parent believes nothing that does not fit: a child may have been taken over.
"""

from __future__ import annotations

import json

import pytest

from ingest.bundle import Allowance, Entry
from ingest.cage.reply import (
    DRAFT,
    LISTING,
    REPLY,
    Draft,
    Failure,
    Listing,
    Proof,
    Reply,
    parse_draft,
    parse_listing,
    parse_reply,
)
from ingest.document import Line, Source, Span
from ingest.errors import EncryptedFile, ReaderCrashed
from ingest.layout import Layout
from ingest.structure import build

ALLOWANCE = Allowance(files=2, total=10, each=10)


def answer(**changes: object) -> bytes:
    """
    Make a child's answer with some fields of its layout replaced.
    """
    layout = Layout("가\n나", (1,), (Line(Span(0, 1), 1, 0, 0, 9, 9),), ((0.0, 9.0),), 1)
    honest = json.loads(REPLY.dump_json(Reply("text/plain", layout)))
    honest["layout"] |= changes
    return json.dumps(honest).encode()


def test_an_honest_answer_is_taken() -> None:
    """An answer whose offsets fit its text comes back as the same layout."""
    reading = parse_reply(answer())
    assert (reading.layout.text, reading.layout.wraps, reading.media_type) == ("가\n나", (1,), "text/plain")


@pytest.mark.parametrize(
    "changes",
    [
        {"wraps": [0]},
        {"wraps": [99]},
        {"wraps": [1, 1]},
        {"lines": [{"span": {"start": 0, "end": 99}, "page": 1, "x0": 0, "top": 0, "x1": 1, "bottom": 1}]},
        {"lines": [{"span": {"start": 0, "end": 1}, "page": 7, "x0": 0, "top": 0, "x1": 1, "bottom": 1}]},
        {"edges": [[0.0]]},
        {"coverage": 1.5},
        {"pages": -1},
        {"pages": "1"},
        {"text": 5},
        {"text": "\ud800\n"},
        {"tables": [{"name": "x", "page": 1, "cells": [{"row": 0, "column": 0, "text": "", "span": [5, 9]}]}]},
    ],
)
def test_a_lying_answer_is_refused(changes: dict[str, object]) -> None:
    """Offsets outside the text, pages that do not exist and wrong types are refused as a crash."""
    with pytest.raises(ReaderCrashed):
        parse_reply(answer(**changes))


def drafted(**changes: object) -> bytes:
    """
    Make a child's answer with some fields of its document replaced.
    """
    document = build(Layout("제1조(목적) 갑은 을에게 금 100원을 지급한다."), Source("", "text/plain", "", 0))
    honest = json.loads(DRAFT.dump_json(Draft(document)))
    honest["document"] |= changes
    return json.dumps(honest).encode()


def test_an_honest_draft_is_taken() -> None:
    """A document comes back from the child as it was built there."""
    document = parse_draft(drafted())
    assert document == build(Layout(document.text), document.source)
    assert document.quantities[0].value == 100


SPAN = {"start": 0, "end": 99}


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "제1조"},
        {"clauses": [{"number": "제1조", "heading": "", "level": "article", "span": SPAN}]},
        {"parties": [{"label": "갑", "name": "", "role": "other", "certainty": 1.0, "span": SPAN}]},
        {"parties": [{"label": "갑", "name": "", "role": "king", "certainty": 1.0}]},
        {"quantities": [{"kind": "money", "value": "1", "unit": "won", "per": None, "span": SPAN}]},
        {"agreement": {"value": "nda", "certainty": 1.0, "declared": False, "evidence": SPAN}},
        {"source": {"name": "", "media_type": "../../x", "sha256": "", "size": 0}},
        {"signed_on": "yesterday"},
        {"coverage": -1},
    ],
)
def test_a_lying_draft_is_refused(changes: dict[str, object]) -> None:
    """Clauses, parties and amounts outside the text, and values of no known kind, are refused as a crash."""
    with pytest.raises(ReaderCrashed):
        parse_draft(drafted(**changes))


@pytest.mark.parametrize(
    "payload", [b"", b"null", b"[]", b"{}", b'{"media_type": "x"}', b"\x80\x04pickle", b"{" * 9999]
)
def test_anything_but_an_answer_is_refused(payload: bytes) -> None:
    """Bytes that are no answer are refused as a crash."""
    with pytest.raises(ReaderCrashed):
        parse_reply(payload)


def test_a_failure_becomes_its_error_again() -> None:
    """A failure comes back as the error with its code, its detail cut short and cleaned."""
    with pytest.raises(EncryptedFile) as caught:
        parse_reply(REPLY.dump_json(Reply(failure=Failure("EncryptedFile", "a\x1b[31m" + "b" * 999))))
    assert len(caught.value.detail) <= 200
    assert caught.value.detail.isprintable()


def test_an_unknown_kind_of_failure_is_a_crash() -> None:
    """A child cannot invent errors."""
    with pytest.raises(ReaderCrashed):
        parse_reply(REPLY.dump_json(Reply(failure=Failure("SystemExit", ""))))


def manifest(**changes: object) -> bytes:
    """
    Make a child's manifest with some fields of its one entry replaced.
    """
    honest = json.loads(LISTING.dump_json(Listing("application/zip", (Entry("a.txt", 5, "taken"),))))
    honest["entries"][0] |= changes
    return json.dumps(honest).encode()


def test_an_honest_manifest_is_taken() -> None:
    """A manifest within the allowance comes back as it is."""
    assert parse_listing(manifest(), ALLOWANCE).entries[0].name == "a.txt"


@pytest.mark.parametrize(
    "changes",
    [
        {"size": 0},
        {"size": 11},
        {"size": -1, "fate": "set_aside"},
        {"fate": "kept"},
        {"fate": "refused"},
        {"error": "EncryptedFile"},
        {"fate": "refused", "error": "SystemExit"},
        {"why": "because"},
        {"name": "a\u202eb"},
    ],
)
def test_a_lying_manifest_is_refused(changes: dict[str, object]) -> None:
    """Sizes over the allowance, made-up words and names not fit for people are refused as a crash."""
    with pytest.raises(ReaderCrashed):
        parse_listing(manifest(**changes), ALLOWANCE)


def test_only_a_whole_cage_has_no_faults() -> None:
    """Every layer counts for itself: any one that is missing is named."""
    whole = Proof(2, 1, 0, landlock_denies=True, limited=True, uid=65534)
    assert whole.faults() == ()
    assert Proof().faults() == ("seccomp 0", "no_new_privs 0", "landlock -1", "limits", "uid 0")
    assert Proof(2, 1, 0, landlock_denies=True, limited=True, uid=65534, refusal="why").faults() == ("why",)
