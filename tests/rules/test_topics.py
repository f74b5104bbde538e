"""
Topics of clauses are learned alike on every run, measured without having been seen, and never load with a check.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from typer.testing import CliRunner

from compliance.commands.rules import rules as command
from rules import catalog, linear
from rules.topics import features, labelled, measure, model, training
from tests.house.source import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CAP = "In no event shall the liability of {one} exceed the fees paid under this Agreement in the preceding {n} months."
ASSIGN = "Neither party may assign this Agreement without the consent of {one}, and any attempt at assignment is void."
REST = "{one} shall deliver the goods to the warehouse in Incheon within {n} days of each order and insure them."
NAMES = ("Hanbit", "Supplier", "Customer", "Licensee", "Operator", "Agent", "Distributor", "Vendor", "Buyer", "Owner")


@pytest.fixture
def contracts(tmp_path: Path) -> Path:
    """
    Give contracts with gold spans, invented, in the form of the CUAD file.
    """
    documents = []
    for at, name in enumerate(NAMES):
        words = [one.format(one=name, n=at + 3) for one in (REST, CAP, REST, ASSIGN)]
        text = "\n\n".join(f"{number}. {one}" for number, one in enumerate(words, start=1))
        labels = {"Cap On Liability": words[1], "Anti-Assignment": words[3]}
        spans = {
            category: [{"text": one, "start": text.index(one), "end": text.index(one) + len(one)}]
            for category, one in labels.items()
        }
        documents.append({"id": f"contract {at}", "text": text, "labels": spans})
    path = tmp_path / "labelled.json"
    path.write_text(json.dumps({"documents": documents}), "utf-8")
    return path


def test_training_gives_the_same_bytes(contracts: Path) -> None:
    """
    Two trainings on the same contracts write the same file, and what is read back tells the same.
    """
    said = list(labelled.from_cuad(contracts))
    names = ["liability_cap", "anti_assignment"]
    first, again = (linear.written(training.train(names, measure.examples(said, names))) for _ in range(2))
    assert first == again
    kept = contracts.with_suffix(".npz")
    kept.write_bytes(first)
    scores = model.load(kept).scores([CAP.format(one="Tenant", n=9), ASSIGN.format(one="Tenant", n=9)])
    assert scores.argmax(axis=1).tolist() == [0, 1]


def test_every_contract_is_judged_unseen(contracts: Path) -> None:
    """
    Over invented contracts of one wording both kinds of clause are found, each contract left out of its training.
    """
    said = list(labelled.from_cuad(contracts))
    clauses = measure.by_clause(said, measure.judged(said, ["liability_cap", "anti_assignment"]))
    shares = [measure.found(clauses, topic) for topic in range(2)]
    assert [share.units for share in shares] == [10, 10]
    assert min(share.average_precision for share in shares) == pytest.approx(1.0)


def test_figures_follow_from_the_order_of_scores() -> None:
    """
    Precision, recall and the mean precision are those of a list worked out by hand.
    """
    truth = np.array([[True], [False], [True], [False]])
    scores = np.array([[0.9], [0.8], [0.7], [0.1]], np.float32)
    share = measure.found(measure.Judged(scores, truth, np.array([0, 1, 2, 3])), 0)
    assert share.average_precision == pytest.approx((1 + 2 / 3) / 2)
    assert share.precision_at_recall == pytest.approx(2 / 3)


def test_words_are_folded_before_they_are_cut() -> None:
    """
    Case, figures and marks make no difference; an empty text has no n-grams.
    """
    assert np.array_equal(features.grams("제3조(해지) Either Party"), features.grams("제5조 해지 either party."))
    assert not len(features.grams(" … "))


def test_command_prints_every_category(contracts: Path) -> None:
    """
    `compliance rules topics` prints a line for each category, and says where there was nothing to learn from.
    """
    told = CliRunner().invoke(command, ["topics", str(contracts)])
    assert told.exit_code == 0, told.output
    for topic in labelled.topics().values():
        assert all(category in told.output for category in topic.cuad[:1])
    assert "Source Code Escrow" in told.output
    assert "no clause of this category" in told.output
    assert "47.8" in told.output


def test_command_refuses_a_missing_file(tmp_path: Path) -> None:
    """
    A file that is not there is wrong usage, and so is no file at all.
    """
    assert CliRunner().invoke(command, ["topics", str(tmp_path / "none.json")]).exit_code == 2
    assert CliRunner().invoke(command, ["topics"]).exit_code == 2


def test_command_guesses_with_the_shipped_model() -> None:
    """
    `--of` names what words are likely about and the rules that read such clauses; nothing there is a finding.
    """
    told = CliRunner().invoke(command, ["topics", "--of", "제8조(기타) 갑은 언제든지 본 계약을 해지할 수 있다."])
    assert told.exit_code == 0, told.output
    first = told.output.splitlines()[1]
    assert "해제·해지" in first
    assert "TERM-01" in first


def test_the_shipped_model_is_small_and_says_where_it_is_from(tmp_path: Path) -> None:
    """
    The file weighs at most 5 MB, knows exactly the topics of topics.yaml, and names CUAD with its licence.
    """
    assert model.SHIPPED.stat().st_size <= 5_000_000
    shipped = model.load()
    assert shipped.names == tuple(labelled.topics())
    assert "CUAD" in str(shipped.note["licence"])
    assert "CC BY 4.0" in str(shipped.note["licence"])
    # Other versions of Python and numpy pack the same numbers in other bytes.
    kept = tmp_path / "again.npz"
    kept.write_bytes(linear.written(shipped))
    again = model.load(kept)
    assert (again.names, again.note) == (shipped.names, shipped.note)
    assert again.weights.tobytes() == shipped.weights.tobytes()


def test_a_topic_is_never_a_finding() -> None:
    """
    What a check says holds no topic: neither a field of the answer nor a rule's outcome rests on one.
    """
    reached = {
        path.name
        for folder in ("rules", "compliance", "api")
        for path in (ROOT / folder).rglob("*.py")
        if "rules.topics" in path.read_text("utf-8") and path.parent.name != "topics"
    }
    assert reached == {"rules.py"}


def test_topics_name_rules_that_exist() -> None:
    """
    Every rule that a topic names is in the catalog or kept for it.
    """
    there = {one.rule.id for one in catalog.load().rules}
    assert {rule for topic in labelled.topics().values() for rule in topic.rules} <= there


def test_a_check_loads_no_topics() -> None:
    """
    Whoever checks a text pays nothing for topics.
    """
    code = (
        "import sys, compliance.commands.check, compliance.check, rules\n"
        "print([one for one in sys.modules if one.startswith('rules.topics')])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
