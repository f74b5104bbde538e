"""
Show which numbers of clauses are mended by their order, and that nothing else is touched.
"""

from __future__ import annotations

import pytest

from ingest.ocr.repair import mend
from ingest.pages.shapes import Area, PrintedLine, PrintedPage, Strip

PAGE = Area(0, 0, 595, 842)


def mended(text: str, *, recognised: bool = True) -> str:
    """
    Lay the lines of a text on a page, mend them, and return the text.
    """
    lines = []
    for row, line in enumerate(text.splitlines()):
        lefts = [50.0 + 10 * at for at in range(len(line))]
        strip = Strip(list(line), lefts, [left + 10 for left in lefts], 20.0 * row, 20.0 * row + 12)
        lines.append(PrintedLine(strip, 1, 50, 500))
    page = PrintedPage(1, PAGE, lines=lines, recognised=[PAGE] if recognised else [])
    mend([page])
    assert all(len(line.strip.letters) == len(line.strip.lefts) == len(line.strip.rights) for line in page.lines)
    return "\n".join(line.strip.text for line in page.lines)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("제1조(목적) ◯ 갑은\n◯ 을은\n③ 갑은", "제1조(목적) ① 갑은\n② 을은\n③ 갑은"),
        ("제1조(목적) 0 갑은\n② 을은", "제1조(목적) ① 갑은\n② 을은"),
        ("제1조(목적)\n① 갑은\n@ 을은\n③ 병은", "제1조(목적)\n① 갑은\n② 을은\n③ 병은"),
        ("제1조(목적)\n① 갑은\n⑧ 을은\n③ 병은", "제1조(목적)\n① 갑은\n② 을은\n③ 병은"),
        (
            "제1조 (정의)\n(01) 갑은\n(2) 을은\n() 병은\n(4) 정은",
            "제1조 (정의)\n(1) 갑은\n(2) 을은\n(3) 병은\n(4) 정은",
        ),
        ("제1조(목적)\n(3) 갑은\n(b) 을은", "제1조(목적)\n(a) 갑은\n(b) 을은"),
        ("제14조(해지)\n저1S조(손해배상)\n제16조(관할)", "제14조(해지)\n제15조(손해배상)\n제16조(관할)"),
        ("제9조(해지)\n제l0조(손해배상)", "제9조(해지)\n제10조(손해배상)"),
        ("제14조(해지)\n제75조(손해배상)\n제16조(관할)", "제14조(해지)\n제15조(손해배상)\n제16조(관할)"),
    ],
)
def test_the_order_mends_a_number(read: str, printed: str) -> None:
    """A circled, bracketed or article number that was misread becomes the one that its neighbours prove."""
    assert printed == mended(read)


def test_the_quotation_mark_behind_a_label_is_mended() -> None:
    """What opens a quoted label proves what closes it; other marks stay."""
    assert mended("“갑*은 “을“의 동의 없이") == "“갑”은 “을”의 동의 없이"
    assert mended("“갑* 주식회사 가*은 3*을") == "“갑* 주식회사 가*은 3*을"


@pytest.mark.parametrize(
    "text",
    [
        # A reference at the start of a line is no heading, whatever its number.
        "제14조(해지) 갑은\n제5조(비밀유지)에 따라\n제16조(관할) 갑은",
        # Nothing before or after proves these.
        "제1조(목적) 0 갑은 을에게",
        "제3조(기간)\n제7조(기간)",
        "제1조(목적)\n① 갑은\n② 을은\n⑧ 병은",
        # Another way of counting inside a paragraph, and a sentence that begins with a figure.
        "제1조(목적)\n① 갑은\n(1) 하나\n(2) 둘\n② 을은",
        "제1조(목적)\n① 갑은\n30일 이내에\n③ 병은",
        # The name of a ministry that is left open.
        "제1조(목적) ◯◯부는",
    ],
)
def test_what_nothing_proves_stays(text: str) -> None:
    """A number that fits nowhere, a reference and every word stay as they were read."""
    assert text == mended(text)


def test_printed_letters_are_never_mended() -> None:
    """Letters that the file itself gives are left alone, even where their order looks wrong."""
    text = "제1조(목적)\n① 갑은\n@ 을은\n③ 병은"
    assert text == mended(text, recognised=False)
