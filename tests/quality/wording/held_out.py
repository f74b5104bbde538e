"""
Read the held-out wordings and run the rules over them: `python -m tests.quality.wording.held_out [FAMILY|RULE...]`.

Half A may be looked at while mending (its misses are printed); of half B only the shares are.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from ingest.document import Declaration, Document, Source, Span
from ingest.structure import build
from rules import catalog, engine
from rules.examples import plain_layout, unmarked
from rules.finding import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rules.finding import Finding, Report

HERE = Path(__file__).parent
FAMILIES = tuple(sorted(path.stem for path in HERE.glob("*.yaml") if path.stem != "forms"))
SEED = "2026-11-27"
SIGNED, CHECKED = date(2026, 7, 1), date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Wording:
    """
    Hold one clause in its agreement: what the rule should say of it, and whether it may be looked at.
    """

    family: str
    rule: str
    unfair: bool
    half: str
    kind: str
    clause: str
    text: str
    marked: tuple[Span, ...]


def read(family: str) -> Iterator[Wording]:
    """
    Give the wordings of a family; which half one belongs to follows from the seed and its place.
    """
    forms = yaml.safe_load((HERE / "forms.yaml").read_text(encoding="utf-8"))
    for rule, cases in yaml.safe_load((HERE / f"{family}.yaml").read_text(encoding="utf-8")).items():
        for side in ("unfair", "fair"):
            order = sorted(range(len(cases[side])), key=lambda at: _lot(f"{rule}/{side}/{at}"))
            for place, at in enumerate(order):
                form, heading, clause = (part.strip() for part in cases[side][at].split(" | ", 2))
                text, marked = unmarked(_agreement(forms[form]["text"], form, heading, clause))
                yield Wording(
                    family, rule, side == "unfair", "AB"[place % 2], forms[form]["type"], clause, text, tuple(marked)
                )


def _lot(key: str) -> str:
    return sha256(f"{SEED}/{key}".encode()).hexdigest()


def _agreement(form: str, name: str, heading: str, clause: str) -> str:
    if name.startswith("ja-"):
        last = "本契約書は2通作成し、各自1通を保有する。"
        return f"{form}\n第2条({heading}) {clause}\n\n第3条(保管) {last}\n"
    if not name.startswith("E"):
        return f"{form}\n제2조({heading}) {clause}\n\n제3조(비치) 이 계약서는 2통을 작성하여 각 1통씩 보관한다.\n"
    last = "This Agreement is made in two counterparts."
    if "Article 1." in form:
        return f"{form}\nArticle 2. ({heading}) {clause}\n\nArticle 3. (Counterparts) {last}\n"
    return f"{form}\n2. {heading}. {clause}\n\n3. Counterparts. {last}\n"


@cache
def _catalog() -> catalog.Catalog:
    return catalog.load()


def document_of(wording: Wording) -> Document:
    """
    Read a wording's agreement: its kind is declared, its parties are read.
    """
    data = wording.text.encode()
    source = Source("wording.txt", "text/plain", sha256(data).hexdigest(), len(data))
    return build(plain_layout(wording.text), source, Declaration(wording.kind, SIGNED, (), {}))


def flagged_by(wording: Wording) -> dict[str, bool]:
    """
    Give the rules that flag a wording, each with whether its evidence touches what is marked.
    """
    report = engine.check(document_of(wording), _catalog(), CHECKED)
    told: dict[str, bool] = {}
    for finding in report.findings:
        touches = any(one.span.overlaps(span) for one in finding.evidence for span in wording.marked)
        for rule in (finding.rule, *_spoken_for(report, finding)):
            told[rule] = told.get(rule, False) or touches
    return told


def _spoken_for(report: Report, finding: Finding) -> list[str]:
    """
    Give the rules whose harm a finding tells with its own: they flag the same words, and one of them speaks.
    """
    speaking = {one.rule for one in report.findings}
    return [
        rule.rule.id
        for rule in _catalog().rules
        if rule.rule.id not in speaking
        and report.outcomes[rule.rule.id].outcome is Outcome.FLAGGED
        and not set(rule.rule.covers).isdisjoint(finding.covers)
    ]


def right(wording: Wording, told: dict[str, bool]) -> bool:
    """
    Say whether the rule is right: an unfair clause is flagged where it is marked, a look-alike is not.
    """
    return told.get(wording.rule, False) if wording.unfair else wording.rule not in told


def shares(told: Iterable[tuple[Wording, dict[str, bool]]]) -> dict[str, Counter[str]]:
    """
    Count for each half how many unfair clauses are found and how many look-alikes are flagged.
    """
    counts = {"A": Counter[str](), "B": Counter[str]()}
    for wording, flags in told:
        side = "unfair" if wording.unfair else "fair"
        counts[wording.half][side] += 1
        counts[wording.half]["found" if wording.unfair else "false"] += right(wording, flags) is wording.unfair
    return counts


def line(name: str, counts: dict[str, Counter[str]]) -> str:
    """
    Write the shares of one family or rule.
    """
    return name + "".join(
        f"  {half}: found {one['found']}/{one['unfair']}, false {one['false']}/{one['fair']}"
        for half, one in counts.items()
    )


def main(wanted: list[str]) -> None:
    """
    Print shares of the families or rules that are wanted, and the misses of half A.
    """
    for family in FAMILIES:
        rows = [(one, flagged_by(one)) for one in read(family) if not wanted or family in wanted or one.rule in wanted]
        if not rows:
            continue
        for one, told in rows:
            if one.half == "A" and not right(one, told):
                word = "missed" if one.unfair else "FALSE"
                sys.stdout.write(f"{one.rule} {word}: {one.clause}  {sorted(told)}\n")
        for rule in dict.fromkeys(one.rule for one, _ in rows):
            sys.stdout.write(line(f"  {rule}", shares(row for row in rows if row[0].rule == rule)) + "\n")
        sys.stdout.write(line(family, shares(rows)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
