"""
Train the model of topics on CUAD's contracts and on official forms, measure it unseen, and write rules/topics/model.npz.

Usage: python -m benchmarks.topics_train [OUT.npz]   (needs ../shared/corpus)

The quotations of clauses_dev.jsonl, exam_dev and tests/quality/wording are never trained on: they only measure.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rules import linear
from rules.topics import measure, model, table
from rules.topics.labelled import Said, from_cuad, from_forms, topics
from rules.topics.training import train

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"
FORMS = ("ko_standard/*.txt", "ko_forms/*.md", "ja_meti/*.md", "en_balanced/*/*.md")
NO_FORMS = frozenset({"README.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "LICENSE.md", "RELEASENOTES.md"})
NOTE = {
    "licence": "Learned in part from CUAD v1 (Contract Understanding Atticus Dataset, The Atticus Project), CC BY 4.0, "
    "and from the model contracts for open innovation of METI/JPO, CC BY 4.0; otherwise from official standard forms.",
    "made_by": "python -m benchmarks.topics_train",
}


def labelled() -> list[Said]:
    """
    Give every labelled sentence, those of CUAD first.
    """
    forms = [path for shape in FORMS for path in sorted(ROOT.glob(shape)) if path.name not in NO_FORMS]
    return [*from_cuad(ROOT / "en_cuad" / "cuad_dev.json"), *from_forms(forms)]


def main() -> None:
    """
    Print how headings of forms are told by their articles' words, then write the model trained on everything.
    """
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else model.SHIPPED
    said = labelled()
    _print_headings([one for one in said if not one.looked_for.isdisjoint({"confidentiality"})])
    out.write_bytes(trained(said))
    print(f"{out}: {out.stat().st_size} bytes, {len(topics())} topics, {len(said)} sentences")


def trained(said: Sequence[Said]) -> bytes:
    """
    Give the file of the model trained on everything.
    """
    names = list(topics())
    return linear.written(replace(train(names, measure.examples(said, names)), note=NOTE))


def _print_headings(said: Sequence[Said]) -> None:
    names = [name for name, topic in topics().items() if topic.headings]
    measured = table.rows(said, names)
    print("articles of official forms by their words without the heading, every form judged unseen (n, P, R, AP, P80)")
    for row in measured:
        one = row.clause
        figures = (one.precision, one.recall, one.average_precision, one.precision_at_recall)
        print(f"{row.topic:<24}{one.units:>5}  {'  '.join(f'{figure:.2f}' for figure in figures)}")
    print(f"mean AP {np.mean([row.clause.average_precision for row in measured]):.2f}")


if __name__ == "__main__":
    main()
