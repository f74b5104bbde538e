"""
Begin a rule file: what is settled for a slug in rules/packs/IDS.yaml, and marks where an author has to write.

The file does not load before the marks are replaced; `compliance rules test ID` says what is still missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.errors import RuleError
from rules.ids import TABLE, Assigned, load_ids

if TYPE_CHECKING:
    from pathlib import Path

UNITS: Final = {"text": "sentence", "bundle": "bundle", "table": "row"}
MARK: Final = "TODO"
DRAFT: Final = """\
id: {id}
name: {pack}.{name}
revision: 1
status: experimental
severity: {mark}  # the harm if true: info, low, medium, high, critical
applies_to:
{types}
protects: startup
covers:
  - {slug}

title:
  ko: {mark}
  en: {mark}
why:
  ko: {mark}
  en: {mark}

law:
{law}

find:
  each: {each}
  where:
    all:
      - norm:  # who must, may, must not do what to whom
          bearer:
            - weak
          modality: must
          act: {mark}
      - not:
          says: {mark}

counter_checks:
  - question:
      ko: {mark}
      en: {mark}
    where:
      says: {mark}

message:
  ko: "{{clause}}: {mark} 문구로 의심됩니다. 확인이 필요합니다."
  en: "{{clause}}: {mark}; please check."

remedy:
  ko: {mark}
  en: {mark}

wording:
  minimum:
    ko: {mark}
    en: {mark}

examples:
  - flags: |
      제5조({mark}) ⟦{mark}⟧
  - flags: |
      Article 5. {mark}
      ⟦{mark}⟧
  - passes: |
      제5조({mark}) {mark}
    note: mutual, paid, or for a reason

history:
  - "1: first version"
"""


def begin(wanted: str, folder: Path = TABLE.parent) -> Path:
    """
    Write the draft of a rule, named by slug or id, and give its path.

    Raises:
        RuleError: nothing is settled for it, or its file exists.

    """
    for slug, assigned in load_ids().items():
        identity = assigned.id if wanted == slug else wanted
        if identity in assigned.packs:
            path = folder / assigned.packs[identity] / f"{identity}.yaml"
            if path.exists():
                raise RuleError(identity, f"{path} exists")
            path.parent.mkdir(exist_ok=True)
            path.write_text(draft(slug, identity, assigned), "utf-8")
            return path
    raise RuleError(wanted, "no such slug or id in rules/packs/IDS.yaml: settle its id, types and law there first")


def draft(slug: str, identity: str, assigned: Assigned) -> str:
    """
    Give the text of a draft.
    """
    others = {name: reading for reading, name in assigned.also.items()}
    return DRAFT.format(
        id=identity,
        pack=assigned.packs[identity],
        name=slug.partition("-")[2],
        slug=slug,
        types="\n".join(f"  - {one}" for one in assigned.applies_to),
        law="\n".join(f"  - basis: {one.basis}\n    effect: {one.effect}" for one in assigned.law),
        each=UNITS[others.get(identity, assigned.reads[0])],
        mark=MARK,
    )
