"""
Begin rule files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from rules import drafting, strict_yaml
from rules.errors import RuleError
from rules.ids import load_ids

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path) -> dict[str, Any]:
    """
    Read a draft as the loader would, without asking whether it is a rule yet.
    """
    written = strict_yaml.load(path)
    assert isinstance(written, dict)
    return written


def test_a_draft_holds_what_is_settled_and_marks_the_rest(tmp_path: Path) -> None:
    """Id, pack, agreement types and law come from the table; what an author has to write is marked."""
    path = drafting.begin("poc-unlimited-rework", tmp_path)
    settled = load_ids()["poc-unlimited-rework"]
    written = read(path)
    assert path == tmp_path / settled.pack / f"{settled.id}.yaml"
    assert written["id"] == settled.id
    assert tuple(written["applies_to"]) == settled.applies_to
    assert [one["basis"] for one in written["law"]] == [one.basis for one in settled.law]
    assert drafting.MARK in path.read_text("utf-8")


def test_every_id_of_the_table_can_be_begun(tmp_path: Path) -> None:
    """A file for texts, tables or bundles begins over the units that it reads."""
    for slug, assigned in load_ids().items():
        for identity in assigned.packs:
            written = read(drafting.begin(slug if identity == assigned.id else identity, tmp_path))
            assert written["find"]["each"] in drafting.UNITS.values()


def test_no_rule_is_begun_twice_or_without_an_id(tmp_path: Path) -> None:
    """A file that exists is never written over, and an unknown slug is refused."""
    drafting.begin("POC-02", tmp_path)
    with pytest.raises(RuleError, match="exists"):
        drafting.begin("poc-unlimited-rework", tmp_path)
    with pytest.raises(RuleError, match="settle its id"):
        drafting.begin("no-such-slug", tmp_path)
