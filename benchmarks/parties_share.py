"""
Report how many parties, roles, kinds of agreement and days of signing are read blind, for every set with known answers.

Usage: PYTHONPATH=. .venv/bin/python benchmarks/parties_share.py [-v] [SET …]   (sets: specimens exam named forms; -v lists what is wrong)

A label is right when it is the label or another name of a party that was read; a name is compared without legal form,
blanks and case. `extra` counts parties read beyond the known ones. The forms leave names blank, so that only labels and
roles count there; for CUAD and the Japanese models no key is known, so that only what was found at all is counted.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import yaml

from ingest import read
from ingest.canonical import canonical
from ingest.dates import signed_on
from ingest.document import Declaration, Document, Party
from ingest.outline import outline
from ingest.parties import parties_of
from ingest.parties.names import squeezed

HERE = Path(__file__).resolve().parents[1]
CORPUS = HERE.parent / "shared" / "corpus"
SPECIMENS = HERE / "tests" / "ingest" / "parties" / "specimens.yaml"
FORM_SIDES = (
    ("원사업자", "corporate"),
    ("수급사업자", "startup"),
    ("위탁자", "corporate"),
    ("수탁자", "startup"),
    ("도급인", "corporate"),
    ("수급인", "startup"),
    ("가맹본부", "corporate"),
    ("공급업자", "corporate"),
)
# Chinese characters that number the sides are read as the Korean letters they stand for.
SIDES = str.maketrans("甲乙丙丁", "갑을병정")


class Count:
    """
    Count right and asked answers by what was asked, and keep the wrong ones for -v.
    """

    def __init__(self) -> None:
        """
        Begin with nothing counted.
        """
        self.right: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.wrong: list[str] = []

    def note(self, what: str, right: object, shown: str) -> None:
        """
        Count one answer.
        """
        self.asked[what] += 1
        if right:
            self.right[what] += 1
        else:
            self.wrong.append(f"{what}: {shown}")

    def told(self, name: str) -> str:
        """
        Give one line for a set.
        """
        return f"{name}: " + ", ".join(f"{what} {self.right[what]}/{self.asked[what]}" for what in self.asked)


def words(party: Party) -> set[str]:
    """
    Give every word by which a party is called.
    """
    return {party.label, *party.aliases}


def compare(count: Count, where: str, wanted: list[tuple[str, str, str]], got: tuple[Party, ...]) -> None:
    """
    Count labels, names and roles that are right, and parties too many.
    """
    left = list(got)
    for printed, name, role in wanted:
        label = printed.translate(SIDES)
        by_label = next((party for party in left if label in words(party)), None)
        party = by_label or next((party for party in left if name and squeezed(party.name) == squeezed(name)), None)
        shown = (
            f"{where} {label} {name} {role} <- {party and (party.label, party.name, party.role.value, party.aliases)}"
        )
        count.note("labels", by_label, shown)
        count.note("names", party and squeezed(party.name) == squeezed(name), shown)
        count.note("roles", party and party.role.value == role, shown)
        if party:
            left.remove(party)
    for party in left:
        count.asked["extra"] += 1
        count.wrong.append(f"extra: {where} {party.label} {party.name} {party.role.value} {party.aliases}")


def specimens() -> Count:
    """
    Measure the openings written for this purpose.
    """
    count = Count()
    for entry in yaml.safe_load(SPECIMENS.read_text(encoding="utf-8")):
        folded = canonical(entry["text"])
        clauses = outline(folded)
        got = parties_of(folded, clauses, entry["kind"])
        compare(count, entry["id"], [tuple(one) for one in entry["parties"]], got)
        day = signed_on(folded, clauses)
        count.note("dates", day == entry["signed_on"], f"{entry['id']} {entry['signed_on']} <- {day}")
        for never in entry.get("not", ()):
            held = [party.name for party in got if any(str(never) in word for word in (*words(party), party.name))]
            count.note("kept out", not held, f"{entry['id']} {held}")
    return count


def exam() -> Count:
    """
    Measure the agreements with known answers.
    """
    count = Count()
    for path in sorted((CORPUS / "exam_dev").glob("*/*.txt")):
        key = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        document = read(path.read_bytes(), path.name, Declaration())
        wanted = [(one["label"], one["name"], one["role"]) for one in key["parties"]]
        compare(count, path.stem, wanted, document.parties)
        count.note("types", document.agreement.value == key["agreement_type"], f"{path.stem} {document.agreement}")
        day = key.get("signed_on") and date.fromisoformat(key["signed_on"])
        count.note("dates", document.signed_on == day, f"{path.stem} {day} <- {document.signed_on}")
    return count


def named() -> Count:
    """
    Count the real contracts and model contracts in English and Japanese with two named parties and a day; no key is known.
    """
    count = Count()
    entries = json.loads((CORPUS / "en_cuad" / "cuad_dev.json").read_text(encoding="utf-8"))["documents"]
    texts = [("cuad", entry["id"][:40], entry["text"]) for entry in entries]
    texts += [
        (path.relative_to(CORPUS).parts[0], path.name, path.read_text(encoding="utf-8"))
        for path in sorted(one for folder in ("ja_meti", "en_balanced") for one in (CORPUS / folder).rglob("*"))
        if path.suffix in {".txt", ".md"} and path.name != "README.md"
    ]
    for source, name, text in texts:
        folded = canonical(text)
        clauses = outline(folded)
        got = parties_of(folded, clauses, "other")
        called = [(party.label, party.name) for party in got]
        count.note(f"{source} two labels", len(got) > 1, f"{name} {called}")
        if source == "cuad":
            count.note("cuad two names", sum(bool(party.name) for party in got) > 1, f"{name} {called}")
            count.note("cuad dates", signed_on(folded, clauses), name)
    return count


def forms() -> Count:
    """
    Measure the roles that the label words of official forms give.
    """
    count = Count()
    for path in sorted(one for folder in ("ko_standard", "ko_forms") for one in (CORPUS / folder).glob("*.*")):
        if path.suffix not in {".txt", ".md"}:
            continue
        document: Document = read(path.read_bytes(), path.name, Declaration())
        for label, role in FORM_SIDES:
            if document.text.count(label) > 2 * len(FORM_SIDES) and f'"{label}"' in document.text:
                party = next((party for party in document.parties if label in words(party)), None)
                shown = f"{path.name} {label} <- {[(one.label, one.role.value) for one in document.parties]}"
                count.note("labels", party, shown)
                count.note("roles", party and party.role.value == role, shown)
    return count


SETS = {"specimens": specimens, "exam": exam, "named": named, "forms": forms}


def main(arguments: list[str]) -> None:
    """
    Print one line for each set asked for, and with -v every wrong answer.
    """
    asked = [one for one in arguments if one in SETS] or list(SETS)
    for name in asked:
        count = SETS[name]()
        lines = [count.told(name), *(count.wrong if "-v" in arguments else ())]
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
