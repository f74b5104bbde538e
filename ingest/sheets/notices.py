"""
Word the warnings of spreadsheets: what is hidden, what shows another figure than is stored, what was not saved.
"""

from __future__ import annotations

from typing import Final

from ingest.document import Notice
from ingest.naming import clean_name
from ingest.notices import ACTIVE, CUT_SHORT, DISAGREES, EXTERNAL_TERMS, HIDDEN, UNREAD

_STATES: Final = {"hidden": ("숨겨진", "hidden"), "veryHidden": ("메뉴로도 열 수 없게 숨겨진", "very hidden")}

FETCHING_FORMULA: Final = Notice(
    ACTIVE,
    "외부에서 값을 가져오거나 프로그램을 부르는 수식이 있으나 실행하지 않았습니다",
    "formulas would fetch from elsewhere or start programs; nothing was run",
)
LOST_WORDS: Final = Notice(
    CUT_SHORT,
    "칸의 글이 파일에서 빠져 있어 읽지 못했습니다",
    "words of cells are missing from the file and were not read",
)
DATA_CONNECTION: Final = Notice(
    ACTIVE,
    "외부 데이터 연결이 있으나 연결하지 않았습니다",
    "the workbook connects to data elsewhere; nothing was fetched",
)


def hidden_sheet(name: str, state: str) -> Notice:
    """
    Say that a sheet cannot be seen; it was set aside.
    """
    ko, en = _STATES.get(state, _STATES["hidden"])
    return Notice(
        HIDDEN,
        f"{ko} 시트가 있어 판단에서 뺐습니다: {clean_name(name)}",
        f"a {en} sheet was set aside: {clean_name(name)}",
    )


def lost_sheet(name: str) -> Notice:
    """
    Say that a sheet is listed and missing.
    """
    return Notice(
        CUT_SHORT,
        f"시트가 파일에서 빠져 있어 읽지 못했습니다: {clean_name(name)}",
        f"a sheet is missing from the file and was not read: {clean_name(name)}",
    )


def hidden_cells(name: str) -> Notice:
    """
    Say that a sheet has cells with content that nobody can see; they were set aside.
    """
    return Notice(
        HIDDEN,
        f"숨겨진 행·열이나 보이지 않는 칸이 있어 판단에서 뺐습니다: {clean_name(name)}",
        f"hidden rows, columns or cells were set aside: {clean_name(name)}",
    )


def filtered_rows(name: str) -> Notice:
    """
    Say that a filter hides rows of a sheet; they were set aside.
    """
    return Notice(
        HIDDEN,
        f"필터로 가려진 행이 있어 판단에서 뺐습니다. 필터를 풀고 다시 올려 주십시오: {clean_name(name)}",
        f"rows hidden by a filter were set aside; clear the filter and send it again: {clean_name(name)}",
    )


def lying_cells(places: str) -> Notice:
    """
    Say that a number format shows other figures than the cells hold.
    """
    return Notice(
        DISAGREES,
        f"표시 형식 때문에 저장된 값과 다르게 보이는 칸이 있습니다: {places}",
        f"number formats show other values than the cells hold: {places}",
    )


def stale_cells(places: str) -> Notice:
    """
    Say that what is seen of formulas is not what they work out to.
    """
    return Notice(
        DISAGREES,
        f"저장된 결과가 수식을 계산한 값과 다른 칸이 있습니다: {places}",
        f"saved results of formulas differ from what they work out to: {places}",
    )


def other_unit(name: str) -> Notice:
    """
    Say that a sheet names one unit and its formats scale figures to another.
    """
    return Notice(
        DISAGREES,
        f"시트에 적힌 단위와 표시 형식의 단위가 서로 다릅니다: {clean_name(name)}",
        f"the unit that the sheet names is not the one its number formats show: {clean_name(name)}",
    )


def unsaved_results(places: str) -> Notice:
    """
    Say that formulas came without results, so what is seen in their cells is not known.
    """
    return Notice(
        UNREAD,
        f"결과가 저장되지 않은 수식이 있어 읽지 못했습니다. 엑셀에서 열어 저장한 뒤 다시 올려 주십시오: {places}",
        f"formulas without saved results were not read; open and save the file in Excel and send it again: {places}",
    )


def other_workbook(name: str) -> Notice:
    """
    Say that figures come from another workbook, which may change.
    """
    return Notice(
        EXTERNAL_TERMS,
        f"다른 통합 문서에서 가져온 값이 있습니다(마지막으로 저장된 값을 읽음): {clean_name(name)}",
        f"figures are taken from another workbook (the last saved ones were read): {clean_name(name)}",
    )
