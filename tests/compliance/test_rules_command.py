"""
Try rules on the command line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from compliance.commands.rules import rules

if TYPE_CHECKING:
    from pathlib import Path

TAKES_ALL = "제5조(지식재산권) 본 과제에서 발생한 일체의 지식재산권은 갑에게 귀속된다."


def run(*arguments: str, status: int = 0) -> str:
    """
    Run `compliance rules` and take what it says.
    """
    result = CliRunner().invoke(rules, list(arguments))
    assert result.exit_code == status, result.output
    return result.output


def test_words_are_explained_by_norm_and_by_condition() -> None:
    """The norm read in the words is told with its bearer, and a rule with each of its conditions."""
    told = run("explain", TAKES_ALL, "--type", "poc", "--rule", "IP-01")
    assert "nobody known is: 갑에게 귀속된다." in told
    assert "IP-01 FIRES" in told
    assert "✓ says: foreground" in told


def test_parties_go_by_their_own_labels() -> None:
    """Whoever is neither 갑 nor 을 is named with a role; an unknown role is wrong usage."""
    words = TAKES_ALL.replace("갑", "발주사")
    assert "IP-01 FIRES" in run(
        "explain", words, "--rule", "IP-01", "--party", "발주사=corporate", "--party", "을=startup"
    )
    assert "roles: " in run("explain", words, "--party", "발주사=boss", status=2)


def test_a_change_is_told_by_what_appears_and_vanishes(tmp_path: Path) -> None:
    """The first run keeps its findings; later runs name what is new and what is gone."""
    folder, record = tmp_path / "agreements", tmp_path / "before.json"
    folder.mkdir()
    kept = "공동개발계약서\n갑: 주식회사 가나\n을: 주식회사 다라\n"
    (folder / "a.txt").write_text(f"{kept}{TAKES_ALL}\n", "utf-8")
    run("impact", str(folder), "--record", str(record))
    assert "0 appeared, 0 vanished" in run("impact", str(folder), "--record", str(record))
    record.write_text("[]", "utf-8")
    assert "0 vanished" in run("impact", str(folder), "--record", str(record))


def test_no_file_is_begun_for_what_is_not_settled() -> None:
    """A slug without an id is refused."""
    assert "settle its id" in run("new", "no-such-slug", status=2)


@pytest.mark.parametrize("identity", ["IP-01", "GEN-04"])
def test_a_rule_is_shown_with_its_law(identity: str) -> None:
    """A rule is printed with the bases that it rests on."""
    assert '"bases"' in run("show", identity)
