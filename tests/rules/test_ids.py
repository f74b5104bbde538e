"""
Hold the table of rules to the catalogue and the registry of law, and every rule file to the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import re2

from rules import catalog
from rules.basis import load_bases
from rules.errors import RuleError
from rules.ids import load_ids

if TYPE_CHECKING:
    from pathlib import Path

    from rules.rule import Rule

IDS = load_ids()
BASES = load_bases()
RULES = catalog.read_rules(catalog.FOLDER / "packs")
KEPT = {
    "jd-foreground-ip-all-to-corp": "IP-01",
    "nda-no-return-destroy": "NDA-02",
    "inv-founder-joint-liability": "INV-01",
    "gen-termination-asymmetric": "TERM-01",
    "inv-redemption-rate-high": "INV-07",
}
STRONGER = {("gen-interpretation-by-corp", "terms.6-2-1"), ("prog-application-nonconfidential", "terms.6-2-1")}
"""Where a rule takes a presumption of unfairness as nullity: the clause is the very case the presumption is made for."""
STRENGTH = ["yardstick", "programme", "voids", "prohibits"]


def test_every_slug_of_the_catalogue_has_its_line(shared: Path) -> None:
    """
    The table has the 174 slugs of the rule catalogue, in its order and no other.
    """
    text = (shared / "law" / "RULE_CATALOGUE.md").read_text(encoding="utf-8")
    assert list(IDS) == [found[1] for found in re2.finditer(r"(?m)^### (\S+)$", text)]


def test_ids_are_given_once() -> None:
    """
    No id is given to two slugs, and the five ids of the first rules are kept.
    """
    ids = [name for line in IDS.values() for name in line.packs]
    assert len(ids) == len(set(ids))
    assert {slug: IDS[slug].id for slug in KEPT} == KEPT


def test_each_kind_of_reading_has_its_own_file() -> None:
    """
    A slug that is looked for in text, tables or bundles has one id for each.
    """
    assert {slug for slug, line in IDS.items() if set(line.also) != set(line.reads[1:])} == set()


def test_every_basis_of_the_table_is_in_the_registry() -> None:
    """
    Each basis and sanction exists, and the day it turns on is the registry's.
    """
    wrong = [
        (slug, law.basis)
        for slug, line in IDS.items()
        for law in line.law
        if law.basis not in BASES or BASES[law.basis].keys_on != law.keys_on
    ]
    absent = [(slug, name) for slug, line in IDS.items() for name in line.sanctions if name not in BASES]
    assert (wrong, absent) == ([], [])


def test_rules_use_law_no_more_harshly_than_it_is() -> None:
    """
    A rule may take a basis more gently than the registry; where it takes it more harshly, that is listed here.
    """
    harsher = {
        (slug, law.basis)
        for slug, line in IDS.items()
        for law in line.law
        if STRENGTH.index(law.effect) > STRENGTH.index(BASES[law.basis].effect)
    }
    assert harsher == STRONGER


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_files_keep_to_the_table(rule: Rule) -> None:
    """
    A rule has the id, pack, agreement types and legal bases that the table gives to the slugs it covers.
    """
    lines = [IDS[slug] for slug in rule.covers]
    types = {kind for line in lines for kind in line.types}
    law = {(one.basis, one.effect) for line in lines for one in line.law}
    used = {(use.basis, use.effect or BASES[use.basis].effect) for use in rule.law}
    assert rule.id in {name for line in lines for name in line.packs}
    assert set(rule.applies_to) - types == set()
    assert used - law == set()


def test_rule_files_lie_in_their_pack() -> None:
    """
    A rule's file lies in the folder of the pack that the table names.
    """
    packs = {name: pack for line in IDS.values() for name, pack in line.packs.items()}
    folders = {path.stem: path.parent.name for path in (catalog.FOLDER / "packs").glob("*/*.yaml")}
    assert {name: folder for name, folder in folders.items() if packs.get(name) != folder} == {}


def test_a_malformed_table_is_refused(tmp_path: Path) -> None:
    """
    A misspelt key in the table is refused.
    """
    path = tmp_path / "IDS.yaml"
    path.write_text("rules:\n  a-slug: {id: NDA-01, packs: nda}\n", encoding="utf-8")
    with pytest.raises(RuleError):
        load_ids(path)
