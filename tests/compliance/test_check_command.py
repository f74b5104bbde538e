"""
Hold `compliance check` to its contract: JSON by the committed schema, exit status, declarations, languages.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import jsonschema
import pytest

from ingest.codes import REFUSALS

if TYPE_CHECKING:
    from pathlib import Path

UNFAIR = """\
기술검증(PoC) 계약서

주식회사 한빛누리전자(이하 "갑"이라 한다)와 스타트업인 주식회사 새싹로봇(이하 "을"이라 한다)은 다음과 같이 계약한다.

제1조(목적) 본 계약은 물류 로봇의 기술검증에 필요한 사항을 정한다.
제2조(지식재산권) 본 과제 수행으로 발생한 일체의 지식재산권은 "갑"에게 귀속된다.
제3조(해지) "갑"은 30일 전 서면 통지로 본 계약을 해지할 수 있다.

2026년 7월 1일
"""
DECLARED = {
    "agreement_type": "poc",
    "signed_on": "2026-07-01",
    "parties": [{"label": "갑", "name": "", "role": "corporate"}, {"label": "을", "name": "", "role": "startup"}],
    "facts": {"consignment": True, "unheard_of": 1},
}


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """
    Run the command as a user would.
    """
    command = [sys.executable, "-m", "compliance", "check", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def agreement(tmp_path: Path) -> Path:
    """
    Write an agreement with unfair clauses.
    """
    path = tmp_path / "poc.txt"
    path.write_text(UNFAIR, encoding="utf-8")
    return path


@pytest.fixture
def declared(tmp_path: Path) -> Path:
    """
    Write what the submitter knows.
    """
    path = tmp_path / "declared.json"
    path.write_text(json.dumps(DECLARED), encoding="utf-8")
    return path


def test_the_json_follows_the_committed_schema_and_quotes_verbatim(root: Path, agreement: Path, declared: Path) -> None:
    """
    One object a document that validates; every quote stands in the text at its offsets; something flagged exits 1.
    """
    done = run(agreement, "--declare", declared, "--format", "json", "--on", "2026-11-23")
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, json.loads((root / "docs" / "check.schema.json").read_text(encoding="utf-8")))
    assert done.returncode == 1
    assert {finding["rule"] for finding in answer["findings"]} >= {"IP-01", "TERM-01"}
    assert all(UNFAIR[one["start"] : one["end"]] == one["quote"] for one in answer["findings"])


def test_a_file_that_cannot_be_read_says_why_and_exits_3(tmp_path: Path) -> None:
    """
    An empty file is rejected with code 101 and never reads as "no findings".
    """
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    done = run(empty, "--format", "json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["status"], answer["codes"]) == (3, "rejected", [101])
    assert REFUSALS[101].advice_en in run(empty, "--language", "en").stdout


@pytest.mark.parametrize(
    "wrong",
    [
        {"agreement_kind": "poc"},
        {"facts": {"consignment": "yes"}},
        {"facts": {"investor_kind": "bank"}},
        {"signed_on": "yesterday"},
        {"agreement_type": "marriage"},
    ],
)
def test_a_declaration_that_makes_no_sense_is_wrong_usage(agreement: Path, tmp_path: Path, wrong: object) -> None:
    """
    Unknown top-level keys, impossible days and known facts with invalid values exit 2.
    """
    path = tmp_path / "wrong.json"
    path.write_text(json.dumps(wrong), encoding="utf-8")
    assert run(agreement, "--declare", path).returncode == 2


def test_the_gravest_file_decides_the_exit_status(agreement: Path, tmp_path: Path) -> None:
    """
    Among several files a rejected one outweighs a flagged one, judged before --min-severity hides anything.
    """
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    assert run(agreement, empty, "--min-severity", "critical").returncode == 3
    assert run(agreement, "--min-severity", "critical").returncode == 1


def test_the_text_form_speaks_korean_unless_asked(agreement: Path, declared: Path) -> None:
    """
    The default answer is Korean for people, with the clause, the law and fair wording; --language en is English.
    """
    korean = run(agreement, "--declare", declared).stdout
    english = run(agreement, "--declare", declared, "--language", "en").stdout
    assert "제2조" in korean
    assert "적용 법령" in korean
    assert "Suggested wording" in english


def test_a_folder_and_a_bundle_are_read_whole(agreement: Path) -> None:
    """
    A folder gives one object a file; --bundle gives one object whose evidence names its document.
    """
    (agreement.parent / "second.txt").write_text(UNFAIR, encoding="utf-8")
    assert len(run(agreement.parent, "--format", "json").stdout.splitlines()) == 2
    bundle = json.loads(run(agreement.parent, "--bundle", "--format", "json").stdout)
    assert len(bundle["documents"]) == 2
    assert all(piece["document"] for finding in bundle["findings"] for piece in finding["evidence"])


def test_sarif_is_offered_to_other_tools(agreement: Path, declared: Path) -> None:
    """
    The SARIF log has one result for each finding with a fingerprint that survives renumbering.
    """
    log = json.loads(run(agreement, "--declare", declared, "--format", "sarif").stdout)
    results = log["runs"][0]["results"]
    assert log["version"] == "2.1.0"
    assert {one["ruleId"] for one in results} >= {"IP-01", "TERM-01"}
    assert all(one["partialFingerprints"]["finding/v1"] for one in results)


def test_checking_loads_neither_database_nor_web_server() -> None:
    """
    `compliance check` starts without SQLAlchemy, FastAPI, the queue or Great Expectations.
    """
    script = "import sys, compliance.commands.check; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"sqlalchemy", "fastapi", "procrastinate", "great_expectations"} & set(loaded)


def test_a_table_with_few_columns_is_judged_and_never_called_checked(tmp_path: Path) -> None:
    """The object shows how the titles were read; rules whose columns are missing say so and ask for a person."""
    path = tmp_path / "portfolio.csv"
    rows = "".join(f"회사 {number},1000,보통주,5.0\n" for number in range(5))
    path.write_text(f"피투자기업,투자금액,투자수단,지분율\n{rows}", encoding="cp949")
    done = run(path, "--format", "json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["status"], answer["document"]["agreement_type"]["value"]) == (
        1,
        "needs_review",
        "portfolio",
    )
    assert answer["why"]["ko"].startswith("표에 없는 열이 많아")
    (table,) = answer["tables"]
    assert (table["sheet"], table["header_row"], table["rows"], table["kind"]) == (None, 1, 5, "investments")
    assert table["columns"] == {"A": "피투자기업", "B": "투자금액", "C": "투자수단", "D": "지분율"}
    assert answer["outcomes"]["TAB-07"]["outcome"] == "not_assessable"
    assert "상환이자율" in answer["outcomes"]["TAB-07"]["why"]["ko"]


def test_what_a_column_is_can_be_said(tmp_path: Path) -> None:
    """
    `--map` has an unknown title read as a column of the vocabulary, and refuses a column that nobody knows.
    """
    table = tmp_path / "list.csv"
    rows = "".join(f"시험{number},900,2026-02-0{number},{rate}\n" for number, rate in ((1, 14), (2, 5), (3, 5)))
    table.write_text(f"피투자기업,투자금액(백만원),계약일,상환 조건(%)\n{rows}", encoding="utf-8")
    done = run(table, "--map", "상환 조건(%)=redemption_rate", "--format", "json", "--on", "2026-11-24")
    told = json.loads(done.stdout)
    assert [one["evidence"][0]["cell"] for one in told["findings"] if one["rule"] == "TAB-07"] == ["D2"]
    assert [one["how"] for one in told["tables"][0]["mapping"] if one["letter"] == "D"] == ["declared"]
    refused = run(table, "--map", "상환 조건(%)=nonsense")
    assert (refused.returncode, "nonsense" in refused.stderr) == (2, True)
