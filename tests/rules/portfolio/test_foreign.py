"""
Tables in other languages, layouts and units end in the same findings as the Korean ones.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl

from tests.rules.portfolio.tables import cells_of, errors_of, report

HEADS = (
    ("Deal", None, None, None, None, "Terms", None, None, "Board", None, "Downside", None, "Founder", None, "Group", "Notes"),
    (
        "ID", "Vehicle", "Portfolio Co.", "Biz. Reg. No.", "Founded", "Signing date", "Security", "Amount", "Directors nominated",
        "Board size", "Liq. pref", "Redemption rate", "J&S liability", "J&S scope", "Business group", "Remarks",
    ),
    (None, None, None, None, None, None, None, "KRW mn", None, None, "x", "%", None, None, None, None),
)  # fmt: skip
GOOD: tuple[str | int | date | None, ...] = (
    "Sky Venture Investment Fund", "124-81-00998", date(2018, 3, 2), date(2026, 2, 3), "Convertible preferred", 900, 1, 5, 1, None,
    "No", None, "None", None,
)  # fmt: skip
CHANGES: dict[int, dict[str, str | int]] = {
    7: {"M": "Yes"},
    8: {"M": "Yes", "N": "any breach, revenue below plan"},
    9: {"I": 3},
    10: {"K": "2.5x"},
    11: {"G": "RCPS", "L": 11},
    12: {"G": "Convertible bond", "P": "Pledge over two patents"},
    13: {"O": "Disclosure group (Gaon)"},
    14: {"P": "chairman's daughter holds 2%"},
    15: {"D": "124-81-00997"},
    16: {"F": "2026-02-30"},
    17: {"H": "15억"},
}


def english() -> bytes:
    """
    Make an English report: two lines above, titles in two rows, units in a third, a subtotal and notes between.
    """
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Portfolio"
    sheet["A1"], sheet["A2"] = "Sky Ventures quarterly report", "As of 30 September 2026"
    for row, titles in enumerate(HEADS, 3):
        for column, title in enumerate(titles, 1):
            sheet.cell(row, column, title)
    for number in range(7, 24):
        fund, registration, *rest = GOOD
        values = (f"S-{number}", fund, f"Startup {number} Inc.", registration, *rest)
        for column, value in enumerate(values, 1):
            sheet.cell(number, column, value)
        for letter, changed in CHANGES.get(number, {}).items():
            sheet[f"{letter}{number}"] = changed
    sheet["A24"], sheet["H24"] = "Sub-total", 16200
    sheet["A26"] = "Source: fund administrator"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def test_an_english_report_is_read_under_its_titles_and_units() -> None:
    """
    Every planted breach and error of an English report is found at its cell, and nothing is found elsewhere.
    """
    told = report(english(), "report.xlsx")
    found = {rule: {name.partition("!")[2] for name in names} for rule, names in cells_of(told).items()}
    wanted = {
        "TAB-02": "M7", "TAB-03": "N8", "CVC-13": "I9", "TAB-12": "K10", "TAB-07": "L11", "TAB-15": "G12", "CVC-08": "O13",
        "CVC-07": "P14",
    }  # fmt: skip
    assert {rule: names for rule, names in found.items() if wanted.get(rule) not in names} == {}
    assert found.keys() == wanted.keys()
    assert {one.evidence[0].place.row for one in told.findings if one.evidence[0].place} == set(range(7, 15))
    assert errors_of(told) == {
        "Portfolio!D15": "bad_checksum", "Portfolio!F16": "impossible_date", "Portfolio!H17": "mixed_unit",
    }  # fmt: skip


MIXED = """\
No;펀드(Fund);투자기업 Company;BRN;설립일 Founded;계약일 Signing;증권 Instrument;투자금 Amount (억원);지분율 Stake;연대책임 J&S;상환이율 (% p.a.);해외 Y/N
1;하늘 벤처투자조합;Nuri;124-81-00998;'18.3.2;'26.2.3;RCPS;9;0.1;X;4;X
2;하늘 벤처투자조합;Bora;220-81-62517;'17.1.9;'26.3.4;RCPS;12;0.125;O;12;X
3;하늘 벤처투자조합;Daso;;'16.5.5;'26.4.5;CPS;8;0.08;X;;O
4;하늘 벤처투자조합;Mari;;'16.5.5;'26.5.6;CPS;8;0.08;X;;X
5;하늘 벤처투자조합;Rano;104-81-53190;'15.9.7;'26.6.7;CPS;700000000;0.07;X;;X
6;하늘 벤처투자조합;Baro;202-81-45295;'19.2.3;'26.7.8;CPS;6;7;X;;X
7;하늘 벤처투자조합;Saro;202-81-45295;'19.2.3;'26.8.9;CPS;6;0.06;X;;X
8;하늘 벤처투자조합;Aero;202-81-45295;'19.2.3;'26.9.1;CPS;6;0.06;X;;X
"""


def test_titles_in_two_languages_and_marks_for_yes_and_no_are_read() -> None:
    """
    Mixed titles, semicolons, short dates, 억원, shares as 0.1 and O or X are read, and wrong ones among them told.
    """
    told = report(MIXED.encode())
    assert {rule: min(names) for rule, names in cells_of(told).items() if rule in {"TAB-02", "TAB-07"}} == {
        "TAB-02": "B3",
        "TAB-07": "G3",
    }
    assert errors_of(told) == {"D5": "missing_mandatory", "H6": "mixed_unit", "I7": "percent_scale"}


def test_an_unknown_table_is_never_called_judged() -> None:
    """
    A list whose titles mean nothing to the vocabulary gives neither sheets nor findings, and each rule says so.
    """
    told = report(b"alpha,beta,gamma\n1,2,3\n4,5,6\n7,8,9\n1,2,4\n")
    assert told.sheets == ()
    assert all(told.outcomes[rule].outcome == "not_applicable" for rule in ("TAB-02", "CVC-03"))
