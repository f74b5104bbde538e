"""
Show that HWPX is read as a person sees it.
"""

from __future__ import annotations

from ingest.formats.hwpx import looks_like, read
from tests.ingest.hostile import hwpx, hwpx_paragraph

HEADER = """
<hh:numberings><hh:numbering id="1" start="0">
  <hh:paraHead level="1" start="1" numFormat="DIGIT">제^1조</hh:paraHead>
  <hh:paraHead level="2" start="1" numFormat="CIRCLED_DIGIT">^2</hh:paraHead>
  <hh:paraHead level="3" start="1" numFormat="HANGUL_SYLLABLE">^3.</hh:paraHead>
</hh:numbering></hh:numberings>
<hh:bullets><hh:bullet id="1" char="□"/></hh:bullets>
<hh:paraProperties>
  <hh:paraPr id="0"><hh:heading type="NONE" idRef="0" level="0"/></hh:paraPr>
  <hh:paraPr id="1"><hh:heading type="NUMBER" idRef="1" level="0"/></hh:paraPr>
  <hh:paraPr id="2"><hh:heading type="OUTLINE" idRef="0" level="1"/></hh:paraPr>
  <hh:paraPr id="3"><hh:heading type="NUMBER" idRef="1" level="2"/></hh:paraPr>
  <hh:paraPr id="4"><hh:heading type="BULLET" idRef="1" level="0"/></hh:paraPr>
</hh:paraProperties>
"""


def test_automatic_numbers_are_part_of_the_text() -> None:
    """Numbers of articles, paragraphs and items are written where Hangul prints them, outline numbers too."""
    body = [
        ("목적", 1),
        ("갑은", 2),
        ("도면", 3),
        ("자료", 3),
        ("을은", 2),
        ("정의", 1),
        ("갑은", 2),
        ("점", 4),
        ("글", 0),
    ]
    layout = read(hwpx("".join(hwpx_paragraph(text, str(style)) for text, style in body), HEADER))
    assert layout.text.split("\n") == [
        "제1조 목적", "① 갑은", "가. 도면", "나. 자료", "② 을은", "제2조 정의", "① 갑은", "□ 점", "글",
    ]  # fmt: skip


def test_tables_boxes_and_notes_are_read_in_place() -> None:
    """Cells, drawn boxes and footnotes follow the paragraph in which they are anchored."""
    sub = "<hp:subList>" + hwpx_paragraph("{}") + "</hp:subList>"
    cells = "".join(
        f'<hp:tc>{sub.format(text)}<hp:cellAddr colAddr="{column}" rowAddr="0"/></hp:tc>'
        for column, text in enumerate(("구분", "금액"))
    )
    hanging = (
        f"<hp:run><hp:t>본문</hp:t><hp:tbl><hp:tr>{cells}</hp:tr></hp:tbl>"
        f"<hp:rect><hp:drawText>{sub.format('상자')}</hp:drawText></hp:rect>"
        f"<hp:ctrl><hp:footNote>{sub.format('각주')}</hp:footNote></hp:ctrl></hp:run>"
    )
    layout = read(hwpx(f"<hp:p>{hanging}</hp:p>" + hwpx_paragraph("다음")))
    assert layout.text == "본문\n구분\n금액\n상자\n각주\n다음"
    assert [(cell.row, cell.column, cell.text) for cell in layout.tables[0].cells] == [(0, 0, "구분"), (0, 1, "금액")]


def test_marks_inside_text_become_letters() -> None:
    """Tabs, line breaks and wide spaces inside a text are kept as letters."""
    text = "<hp:p><hp:run><hp:t>가<hp:tab/>나<hp:lineBreak/>다<hp:fwSpace/>라</hp:t></hp:run></hp:p>"
    assert read(hwpx(text)).text == "가\t나\n다\u3000라"


def test_deletions_are_not_read() -> None:
    """What a tracked change has deleted is left out, over the ends of runs as well; a warning says so."""
    text = (
        "<hp:p><hp:run><hp:t>갑의 <hp:deleteBegin/>공동</hp:t></hp:run>"
        "<hp:run><hp:t>소유<hp:deleteEnd/>단독</hp:t></hp:run></hp:p>"
    )
    layout = read(hwpx(text))
    assert (layout.text, [warning.code for warning in layout.warnings]) == ("갑의 단독", [206])


def test_memos_are_announced_and_headers_are_read_if_they_are_sentences() -> None:
    """A memo is no text of the agreement; a running head is left out unless it is a whole sentence."""
    sub = "<hp:subList>{}</hp:subList>"
    memo = f'<hp:ctrl><hp:fieldBegin type="MEMO">{sub.format(hwpx_paragraph("의견"))}</hp:fieldBegin></hp:ctrl>'
    head = sub.format(hwpx_paragraph("표준계약서") + hwpx_paragraph("을은 이의를 제기하지 아니한다."))
    layout = read(
        hwpx(f"<hp:p><hp:run>{memo}<hp:ctrl><hp:header>{head}</hp:header></hp:ctrl><hp:t>본문</hp:t></hp:run></hp:p>")
    )
    assert layout.text == "본문\n을은 이의를 제기하지 아니한다."
    assert [warning.code for warning in layout.warnings] == [207]


def test_the_kind_is_found_by_the_package() -> None:
    """An HWPX is known by its members, not by its name."""
    assert looks_like(hwpx(""))
    assert not looks_like(b"PK\x03\x04 nothing")


def test_a_large_picture_is_announced_and_a_seal_is_not() -> None:
    """Words in a picture as large as a quarter of a page are unread, so the file does not count as read whole."""
    picture = '<hp:p><hp:run><hp:t>본문</hp:t><hp:pic><hp:sz width="{0}" height="{0}"/></hp:pic></hp:run></hp:p>'
    large = read(hwpx(picture.format(50_000)))
    assert ([warning.code for warning in large.warnings], large.coverage < 0.98) == ([201], True)
    seal = read(hwpx(picture.format(5_000)))
    assert (seal.warnings, seal.coverage) == ((), 1.0)
