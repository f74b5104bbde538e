"""
A long list is read row by row without becoming a text, and its last row is judged as its first.
"""

from __future__ import annotations

from tests.rules.portfolio.tables import cells_of, document, errors_of, report

TITLES = "관리번호,조합명,피투자기업,설립일,투자수단,투자금액(백만원),지분율(%),연대책임,계약일,비고\n"
ROW = "M{0},하늘 벤처투자조합,시험기업{0},2015-03-04,전환우선주,{1},10,{2},2026-02-03,해당 없음으로 확인된 건이며 특별한 사정이 없음\n"
ROWS = 9_000


def long_list() -> bytes:
    """
    Write a list longer than is read as a text, with one breach and one error in its last rows.
    """
    rows = [ROW.format(number, 500 + number % 7 * 100, "N") for number in range(ROWS)]
    rows[-1] = ROW.format(ROWS, 700, "Y")
    rows[-2] = ROW.format(ROWS + 1, -700, "N")
    return (TITLES + "".join(rows)).encode()


def test_the_last_rows_of_a_long_list_are_judged() -> None:
    """
    The only breach and the only error are found at their cells, though these rows are no part of the text.
    """
    content = long_list()
    told = report(content)
    assert len(document(content).text) < len(content) / 10
    assert f"H{ROWS + 1}" in cells_of(told)["TAB-02"]
    assert errors_of(told) == {f"F{ROWS}": "negative_amount"}
