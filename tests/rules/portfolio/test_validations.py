"""
Every expectation asked of a table leaves its answer: rows, the first cells that do not meet it, or why it was not asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules import catalog
from rules.parameters import load_parameters
from rules.portfolio import plain, suites, vocabulary
from rules.portfolio.expectations import expectation_of
from tests.rules.portfolio.tables import ON, report

if TYPE_CHECKING:
    from rules.portfolio.validations import Validation

TABLE = """\
조합명,피투자기업,사업자등록번호,투자수단,계약일,투자금액(백만원),상환이자율(%),연대책임,비고
하늘 벤처투자조합,시험일,124-81-00998,상환전환우선주,2026-02-03,900,5,N,
하늘 벤처투자조합,시험이,124-81-00997,상환전환우선주,2026-03-04,800,14,N,
하늘 벤처투자조합,시험삼,,전환우선주,2026-04-05,700,,Y,고의에 한함
"""


def validations(table: str) -> dict[tuple[str, str, str], Validation]:
    """
    Give the answers by id, table and the first column.
    """
    return {(one.id, one.table, one.columns[0]): one for one in report(table.encode()).validations}


def test_an_expectation_of_the_data_tells_rows_and_cells() -> None:
    """
    A wrong check figure is counted with its cell, and an empty cell is neither right nor wrong.
    """
    one = validations(TABLE)["bad_checksum", "investments", "business_number"]
    assert (one.part, one.rows, one.empty, one.unexpected) == ("data", 3, 1, 1)
    assert [place.name for place in one.places] == ["C3"]
    assert one.skipped is None


def test_a_condition_of_a_rule_tells_its_bound() -> None:
    """
    The limit is filled in, marked as the product's default, and the row beyond it is counted.
    """
    one = validations(TABLE)["TAB-07", "investments", "redemption_rate"]
    assert (one.part, one.rows, one.empty, one.unexpected) == ("condition", 3, 1, 1)
    assert "8% 이하" in one.words.ko
    assert "[기본값]" in one.words.ko
    assert [place.name for place in one.places] == ["G3"]


def test_what_was_not_asked_says_why() -> None:
    """
    A column or another table that is not there is named, for data and rules alike.
    """
    found = validations(TABLE)
    assert found["TAB-08", "investments", "late_interest"].skipped is not None
    absent = next(one for (name, _, _), one in found.items() if name == "percent_scale" and one.skipped)
    assert "stake" in absent.columns
    assert absent.skipped is not None
    assert absent.skipped.ko == "표에 없는 열"
    orphan = found["orphan_reference", "investments", "fund"].skipped
    assert orphan is not None
    assert "견줄 다른 표" in orphan.ko


def test_exceptions_are_told_apart_from_conditions() -> None:
    """
    What spares a row is no condition that accuses it.
    """
    parts = {(one.id, one.columns): one.part for one in report(TABLE.encode()).validations}
    assert parts["TAB-10", ("refixing_trigger",)] == "exception"
    assert parts["TAB-10", ("refixing_floor",)] == "condition"


def test_the_answers_agree_with_the_errors_and_findings() -> None:
    """
    Each error and each finding of a table is among the rows that did not meet an expectation.
    """
    told = report(TABLE.encode())
    unmet = {one.id for one in told.validations if one.unexpected}
    assert {one.kind for one in told.data_errors} <= unmet
    assert {one.rule for one in told.findings} <= unmet
    assert told.findings


def test_every_rule_over_tables_is_said_in_words() -> None:
    """
    No condition of a rule falls back to the library's own name, and every column and code it uses has words.
    """
    parameters = load_parameters()
    for one in (compiled for compiled in catalog.load().rules if compiled.is_tabular):
        for leaf in [leaf for tree in (one.rows, one.rows_unless) if tree is not None for leaf in tree.leaves()]:
            kind = one.rule.find.of[0]
            words = plain.expected(
                expectation_of(leaf, lambda name: float(parameters[name].value(ON))), kind, parameters
            )
            assert "expect_" not in words.ko, one.rule.id
            for name in leaf.columns:
                assert plain.column(name, kind).ko != name, (one.rule.id, name)
            codes = (leaf.written or {}).get("value_set", [])
            assert isinstance(codes, list)
            assert {str(code) for code in codes} <= plain.load().codes.keys(), one.rule.id


def test_every_check_of_the_data_is_asked_or_says_why() -> None:
    """
    For every column that a check is made for there is an answer, whether or not the table has it.
    """
    found = {(one.words, name) for one in report(TABLE.encode()).validations for name in one.columns}
    for check in suites.load():
        for columns in suites.targets(check, "investments"):
            if any(name in vocabulary.load().kinds["investments"].columns for name in columns):
                assert any((check.why, name) in found for name in columns), (check.kind, columns)
