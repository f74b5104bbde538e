"""
Read the terms of investment papers on the command line, one paper or several side by side.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PAPER = """\
상환전환우선주식 투자계약서

투자자: 느티나무벤처스 주식회사
회사: 주식회사 새벽로봇
이해관계인: 홍길동

제2조(투자) ① 투자금 총액은 {amount}원으로 한다.
제15조(위약벌) 회사가 이 계약을 위반하면 투자금의 {penalty}%를 위약벌로 지급한다.

2026년 7월 1일
"""


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """
    Run the command as a user would.
    """
    command = [sys.executable, "-m", "compliance", "terms", "--on", "2026-11-27", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    """
    Write two papers that differ in one term, and one that is about no investment.
    """
    written = {
        "a.txt": PAPER.format(amount="500,000,000", penalty=10),
        "b.txt": PAPER.format(amount="500,000,000", penalty=30),
        "c.txt": "비밀유지계약서\n\n제1조(목적) 이 계약은 비밀정보의 보호를 목적으로 한다.",
    }
    for name, text in written.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / name for name in written]


def test_papers_stand_side_by_side(papers: list[Path]) -> None:
    """
    Each term has a cell for each investment paper, says where they differ, and names other papers as not read.
    """
    said = run("--format", "json", *papers)
    assert said.returncode == 0, said.stderr
    table = json.loads(said.stdout)
    assert [paper["is_read"] for paper in table["papers"]] == [True, True, False]
    rows = {row["term"]: row for row in table["terms"]}
    assert [[value["number"] for value in cell] for cell in rows["penalty"]["papers"]] == [[0.1], [0.3]]
    assert rows["penalty"]["differs"] is True
    assert rows["penalty"]["positions"] == ["within", "beyond"]
    assert rows["amount"]["differs"] is False
    assert rows["amount"]["papers"][0][0]["evidence"]["clause"] == "제2조 제1항"
    assert rows["non_compete"]["papers"] == [[], []]


def test_the_table_says_what_was_not_found(papers: list[Path]) -> None:
    """
    For people: values with clause, the usual position with its marks, and never a default for what is not there.
    """
    said = run(*papers)
    assert said.returncode == 0, said.stderr
    assert "30% 제15조" in said.stdout
    assert "[기본값]" in said.stdout
    assert "이 문서에서 찾지 못함" in said.stdout
    assert "조건을 읽지 않음" in said.stdout


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """
    Nothing that was rejected looks like a paper without terms.
    """
    (tmp_path / "empty.pdf").write_bytes(b"%PDF-1.7\n")
    assert run("--format", "json", tmp_path / "empty.pdf").returncode == 3
