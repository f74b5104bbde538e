"""
A table goes the same way through the office as an agreement: handed in, screened once, shown with its cells.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from compliance.views import FindingFilter, SubmissionState, Upload
from ingest.document import Declaration
from tests.compliance.conftest import Cast, Desk, owner
from tests.rules.portfolio import planted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from compliance.office import Office


TABLE = """\
조합명,피투자기업,사업자등록번호,투자수단,계약일,투자금액(백만원),상환이자율(%),연대책임
하늘 벤처투자조합,시험일,124-81-00998,상환전환우선주,2026-02-03,900,5,N
하늘 벤처투자조합,시험이,124-81-00997,상환전환우선주,2026-03-04,800,14,N
하늘 벤처투자조합,시험삼,220-81-62517,전환우선주,2026-04-05,700,,Y
""".encode()
FACTS = Declaration("portfolio", None, (), {"holding_company_cvc": True})


def findings_kept(office: Office) -> int:
    """
    Count the findings in the store.
    """
    with owner(office) as connection:
        counted = connection.execute("SELECT count(*) FROM findings").fetchone()
    assert counted
    return int(counted[0])


def _first_cell(finding: Mapping[str, object]) -> str:
    evidence = finding["evidence"]
    assert isinstance(evidence, list)
    return str(evidence[0]["cell"])


def test_a_table_handed_in_gives_findings_and_wrong_cells(real: Desk, cast: Cast) -> None:
    """
    The findings of a table are kept with their cells, its wrong cells stand in the report, and doing it again adds nothing.
    """
    office = real.office
    view = office.submit(cast.startup, Upload("투자내역.csv", TABLE, "text/csv"), FACTS)
    real.run_job(view.id)
    assert office.submission(cast.startup, view.id).state is SubmissionState.SCREENED
    shown = office.findings(cast.startup, FindingFilter(submission_id=view.id)).items
    cells = {one.rule: _first_cell(one.finding) for one in shown}
    assert cells["TAB-07"] == "G3"
    assert cells["TAB-02"] == "H4"
    wrong = office.screening(cast.startup, view.id)["data_errors"]
    assert isinstance(wrong, list)
    assert [(one["cell"], one["kind"]) for one in wrong] == [("C3", "bad_checksum")]
    report = office.screening(cast.startup, view.id)
    unmet = {one["id"]: one["cells"] for one in report["validations"] if one["unexpected"]}
    assert (unmet["bad_checksum"], unmet["TAB-07"]) == (["C3"], ["G3"])
    exposure = next(one for one in report["figures"] if one["name"] == "exposure")
    assert exposure["groups"][0]["values"] == [2.4e9]
    kept = findings_kept(office)
    real.run_job(view.id)
    again = office.submit(cast.startup, Upload("투자내역.csv", TABLE, "text/csv"), FACTS)
    assert again.id == view.id or again.repeated
    assert findings_kept(office) == kept


def test_scenario_26_a_workbook_of_300_rows_is_imported_once_with_its_bad_rows_told(real: Desk, cast: Cast) -> None:
    """
    Of a portfolio of 300 rows bad rows are told with cell and reason, good rows load, and importing it again changes nothing.
    """
    office, made = real.office, planted.make()
    given = Upload("투자현황.xlsx", made.content, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    view = office.submit(cast.startup, given, FACTS)
    real.run_job(view.id)
    report = office.screening(cast.startup, view.id)
    wrong = {(one["row"], one["column"]): one["why"]["ko"] for one in report["data_errors"]}
    assert set(wrong) == {(int(cell[1:]), cell[0]) for cell in made.errors}
    assert all(wrong.values())
    assert [table["rows"] >= 300 for table in report["tables"]] == [True]
    kept = findings_kept(office)
    assert kept == len(made.breaches)
    again = office.submit(cast.startup, given, FACTS)
    real.run_job(again.id)
    assert (again.id, findings_kept(office)) == (view.id, kept)
    assert office.screening(cast.startup, view.id) == report


def test_the_library_behind_tables_is_no_part_of_the_api() -> None:
    """
    Loading the API loads neither Great Expectations nor pandas.
    """
    program = "import sys; import api.app; print('great_expectations' in sys.modules, 'pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"
