"""
Direct audits from the command line, in the name of an examiner, as in the interface.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from typer.testing import CliRunner

from compliance.audits import running
from compliance.audits.periods import Rhythm, ahead
from compliance.audits.views import RunView
from compliance.commands.audit import audit
from compliance.following import follow
from compliance.views import Origin
from ingest import read
from tests.compliance.conftest import owner
from tests.compliance.processes import environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typer.testing import Result

    from compliance.office import Office
    from tests.compliance.conftest import Cast, Desk


@pytest.fixture
def command(office: Office, cast: Cast) -> Callable[..., Result]:
    """
    Give `compliance audit` in the name of the auditor, or of whom is named.
    """

    def run(*arguments: str, name: str = cast.auditor.name) -> Result:
        said = ["--tenant", "기관", "--name", name, *arguments]
        return CliRunner().invoke(audit, said, env=environment(office.settings))

    return run


def told(result: Result) -> Any:  # noqa: ANN401 - whatever JSON is printed
    """
    Return what a command printed as JSON.
    """
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_an_audit_is_drawn_up_run_directed_and_reported(
    office: Office, desk: Desk, cast: Cast, command: Callable[..., Result], tmp_path: Path
) -> None:
    """
    Each command does what the interface does, and the journal has it in the examiner's name, and that the host did it.
    """
    view = desk.screened(cast.startup, origin=Origin.REGISTERED)
    plan = told(command("draw-up", "정기 점검", "--from", "2999-01-01", "--rhythm", "weekly", "--json"))
    assert (plan["state"], plan["next_due"], plan["plan"]["rhythm"]) == ("active", "2999-01-01", "weekly")
    assert "정기 점검" in command("plans").stdout
    run = told(command("run", "정기 점검", "--json"))
    assert (run["state"], run["done"], run["total"]) == ("running", 0, 1)
    assert command("run", plan["id"]).exit_code == 1
    assert told(command("pause", run["id"], "--json"))["state"] == "paused"
    assert command("pause", run["id"]).exit_code == 1
    assert told(command("resume", run["id"], "--json"))["state"] == "running"
    running.check_chunk(office.bench(), UUID(run["id"]), range(1))
    assert "1/1" in command("progress", run["id"], "--follow").stdout
    assert [one["id"] for one in told(command("runs", "정기 점검", "--json"))] == [run["id"]]
    for suffix in ("pdf", "hwpx"):
        file = tmp_path / f"결과서.{suffix}"
        assert command("report", run["id"], str(file)).exit_code == 0
        assert view.sha256 in "".join(read(file.read_bytes(), file.name, None).text.split())
    assert command("report", run["id"], str(tmp_path / "결과서.exe")).exit_code == 2
    assert told(command("end", "정기 점검", "--json"))["state"] == "ended"
    with owner(office) as connection:
        asked = "SELECT act, actor, person_id FROM journal WHERE act LIKE 'audit_planned' OR detail::jsonb ? 'by'"
        lines = connection.execute(asked).fetchall()
    assert ("audit_planned", "auditor", cast.auditor.id) in lines
    assert ("signed_in", "administrator", None) in lines


def test_nobody_acts_in_the_name_of_nobody(command: Callable[..., Result], cast: Cast) -> None:
    """
    An unknown name and a part that does not examine are refused; a reviewer follows and does not direct.
    """
    assert command("plans", name="없는 사람").exit_code == 1
    assert command("plans", name=cast.administrator.name).exit_code == 1
    assert command("plans", name=cast.reviewer.name).exit_code == 0
    assert command("draw-up", "점검", "--from", "2999-01-01", name=cast.reviewer.name).exit_code == 1


@pytest.mark.parametrize(
    "wrong",
    [("--origin", "self_check"), ("--size", "3"), ("--population", "[]"), ("--population", '{"unknown": 1}')],
)
def test_a_plan_that_makes_no_sense_is_wrong_usage(command: Callable[..., Result], wrong: tuple[str, str]) -> None:
    """
    A self-check as population, a size without a sample, an unknown word: nothing is drawn up.
    """
    assert command("draw-up", "점검", "--from", "2999-01-01", *wrong).exit_code == 2
    assert told(command("plans", "--json")) == []


def test_the_calendar_lists_days_in_order() -> None:
    """
    The days ahead begin with the next one that is due and end with the last day asked for.
    """
    days = ahead(Rhythm.MONTH_END, date(2026, 11, 2), date(2026, 11, 30), date(2027, 2, 28))
    assert [day.isoformat() for day in days] == ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]
    assert list(ahead(Rhythm.ONCE, date(2026, 11, 2), None, date(2027, 1, 1))) == []


def test_a_run_is_followed_in_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """
    Where nobody looks at a terminal, each step is a line with the counts and the estimated end.
    """
    at = datetime(2026, 11, 27, 5, 0, tzinfo=UTC)
    first = RunView(
        uuid4(), uuid4(), "점검", at.date(), "running", at.date(), "", at, None, {"waiting": 3}, {}, ends_at=at
    )
    steps = [
        first,
        first,
        replace(first, agreements={"waiting": 1, "checked": 2}),
        replace(first, agreements={"checked": 2, "failed": 1}, state="finished", ends_at=None),
    ]
    assert follow(iter(steps).__next__, lambda _: None).state == "finished"
    lines = capsys.readouterr().err.splitlines()
    assert [line.split("  ")[3:] for line in lines] == [
        ["0/3", "11-27 14:00 예상 종료"],
        ["2/3", "11-27 14:00 예상 종료"],
        ["3/3"],
    ]
