"""
Hold page, API and workbook of the figures to the same numbers, and the page to words wherever there is no number.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from openpyxl import load_workbook

from compliance.fairness.definitions import CELL_STATES
from compliance.fairness.views import CellState

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

PREFIX = "/api/v1/fairness"


def rows_of(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """
    Read the tables of a workbook by figure.
    """
    book = load_workbook(BytesIO(content))
    found: dict[str, list[tuple[Any, ...]]] = {}
    for sheet in book.worksheets:
        rows = list(sheet.iter_rows(values_only=True))
        heads = [at for at, row in enumerate(rows) if len([one for one in row if one]) > 4]
        found[sheet.title.split(" ")[1]] = rows[heads[0] + 1 :] if heads else []
    return found


@pytest.mark.parametrize("query", ["", "?year=2026", "?track=가"])
def test_the_workbook_has_the_figures_of_the_api(program: Callable[[str], TestClient], query: str) -> None:
    """
    Every cell that programs get stands in the workbook as the same number, and what is held back in neither.
    """
    client = program("auditor-key")
    told = client.get(PREFIX + query).json()
    tables = rows_of(client.get(f"{PREFIX}/report/xlsx{query}").content)
    compared = 0
    for metric in told["metrics"]:
        expected = [
            (
                series["name"]["ko"],
                cell["label"]["ko"],
                CELL_STATES[CellState(cell["state"])].ko,
                *(cell[name] for name in ("part", "whole", "value", "low", "high")),
            )
            for series in metric["series"]
            for cell in series["cells"]
        ]
        expected += [
            tuple(dot[name] for name in ("expected", "agreements", "observed", "ratio", "low", "high"))
            for dot in metric["funnel"]
        ]
        width = len(expected[0]) if expected else 0
        assert [row[:width] for row in tables[metric["id"]][: len(expected)]] == expected
        compared += len(expected)
    assert compared > 40
    hidden = [
        c for m in told["metrics"] for s in m["series"] for c in s["cells"] if c["state"] in {"few", "suppressed"}
    ]
    assert hidden
    assert all(cell[name] is None for cell in hidden for name in ("part", "whole", "value", "low", "high"))


def test_what_is_not_measured_says_so(program: Callable[[str], TestClient]) -> None:
    """
    M1 and M2 carry a reason in both languages and no series; an officer gets M4 as withheld.
    """
    told = {one["id"]: one for one in program("officer-key").get(PREFIX).json()["metrics"]}
    for name, state in (("M1", "not_measured"), ("M2", "not_measured"), ("M4", "withheld")):
        assert (told[name]["state"], told[name]["series"], told[name]["funnel"]) == (state, [], [])
        assert set(told[name]["why"]) == {"ko", "en"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "ko",
            [
                "측정하지 않음",
                "비식별 처리",
                "표본 부족",
                "추이 단절",
                "35.29% (30 / 85)",
                "적용 중지 검토 제안",
                "39일",
            ],
        ),
        ("en", ["not measured", "suppressed", "insufficient sample", "Break", "39 days", "suspension suggested"]),
    ],
)
def test_the_page_tells_what_its_drawings_show(
    browser: Callable[[str], TestClient], language: str, words: list[str]
) -> None:
    """
    Each drawing has its title and words, each figure its definition and a table; what is unknown is said, never nought.
    """
    answer = browser("auditor-key").get(f"/fairness?lang={language}")
    assert answer.status_code == 200
    assert all(word in answer.text for word in words)
    page: Any = etree.HTML(answer.text)
    drawings = page.xpath("//svg[@role='img']")
    assert len(drawings) > 10
    for one in drawings:
        assert one.xpath("string(*[local-name()='title'])").strip()
        assert one.xpath("string(*[local-name()='desc'])").strip()
    assert len(page.xpath("//article")) == 11
    assert len(page.xpath("//article[.//table]")) == 9
    assert "0" not in page.xpath("string(//article[1]//strong)")


def test_a_filter_that_isolates_a_project_is_answered_without_numbers(browser: Callable[[str], TestClient]) -> None:
    """
    The two documents of 2023 are nowhere told, and the filter stays chosen.
    """
    text = browser("officer-key").get("/fairness?year=2023").text
    page: Any = etree.HTML(text)
    [card] = page.xpath("//article[@aria-labelledby='figure-M3']")
    assert "표본 부족" in "".join(card.itertext())
    assert "/ 2)" not in text
    assert page.xpath("//select[@id='year']/option[@selected]/text()") == ["2023"]
    assert "year=2023" in page.xpath("string(//a[contains(@href, 'xlsx')]/@href)")


def test_the_paper_says_the_same_in_print(program: Callable[[str], TestClient]) -> None:
    """
    PDF and Hangul documents come as such.
    """
    heads = {"pdf": b"%PDF", "hwpx": b"PK"}
    for form, head in heads.items():
        assert program("officer-key").get(f"{PREFIX}/report/{form}").content.startswith(head)
