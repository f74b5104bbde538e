"""
Measure what is read of real agreements without any declaration: articles, kinds, dates, parties.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from benchmarks.outline_share import CORPORA, Corpus, compare
from ingest.document import Source
from ingest.formats import text as text_format
from ingest.structure import build

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.document import Document

pytestmark = pytest.mark.quality

SUPPLY = ("하도급", "대리점", "거래계약", "도급계약", "구축업", "유지관리업", "연동계약")
UNCHECKED = ("가맹", "임대차")
"""Franchises and leases are judged when declared only."""


def read(path: Path) -> Document:
    """
    Read a text file as the service does, but without its cage.
    """
    return build(text_format.read(path.read_bytes()), Source(path.name, "text/plain", "0" * 64, 1))


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("corpus", CORPORA, ids=lambda corpus: corpus.folder.name)
def test_share_of_articles(corpus: Corpus) -> None:
    """
    Of the headings of official forms, English and Japanese agreements at least 99 (Japanese: 98) of 100 are found.
    """
    compared = [compare(path, corpus.heading) for path in corpus.files()]
    total = sum(len(one.headings) for one in compared)
    missed = [line for one in compared for line in one.missed]
    most = 0.02 if corpus.folder.name == "ja_meti" else 0.01
    assert total
    assert len(missed) <= most * total, missed


def kind_named(name: str) -> str | None:
    """
    Tell of which kind an official form is by the name of its file, where that says it.
    """
    if name.startswith("1_표준비밀유지"):
        return "nda"
    if any(word in name for word in UNCHECKED):
        return "other"
    return "supply" if any(word in name for word in SUPPLY) else None


def test_kinds_of_official_forms(shared: Path) -> None:
    """
    Of the official forms whose file name says the kind, at least 95 in 100 are read as that kind, or as an unchecked one.
    """
    wrong = []
    total = 0
    for folder in ("ko_standard", "ko_forms"):
        for path in sorted((shared / "corpus" / folder).glob("*")):
            if path.suffix not in {".txt", ".md"} or "22종" in path.name:
                continue
            value = kind_named(path.name)
            if value is None:
                continue
            total += 1
            if read(path).agreement.value != value:
                wrong.append((path.name, read(path).agreement.value))
    assert len(wrong) <= 0.05 * total, wrong


def test_exam_without_declaration(shared: Path) -> None:
    """
    Over the development exam at least 95 in 100 kinds, dates and roles are right.
    """
    kinds = dates = roles = parties = agreements = 0
    for path in sorted((shared / "corpus" / "exam_dev").glob("*/*.txt")):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        found = read(path)
        agreements += 1
        kinds += found.agreement.value == gold["agreement_type"]
        dates += str(found.signed_on) == gold["signed_on"]
        for party in gold["parties"]:
            mine = [
                one for one in found.parties if one.name and (one.name in party["name"] or party["name"] in one.name)
            ]
            parties += 1
            roles += any(one.role == party["role"] for one in mine)
    figures = f"kinds {kinds}, dates {dates} of {agreements}; roles {roles} of {parties}"
    assert min(kinds, dates) >= 0.95 * agreements, figures
    assert roles >= 0.95 * parties, figures
