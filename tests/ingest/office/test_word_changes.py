"""
Show that tracked changes and comments of DOCX keep their authors and places, and that deletions never count.
"""

from __future__ import annotations

import pytest

from ingest.document import Span
from ingest.formats.docx import read
from tests.ingest.hostile import docx
from tests.ingest.word_xml import beside, cell, codes, line, row, run, table, text_of

WHO = 'w:id="1" w:author="Kim" w:date="2026-03-02T09:00:00Z"'
INSERTED_MARK = f"<w:rPr><w:ins {WHO}/></w:rPr>"
DELETED_MARK = f"<w:rPr><w:del {WHO}/></w:rPr>"
NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="제%1조"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def inserted(*runs: str) -> str:
    """
    Make a tracked insertion.
    """
    return f"<w:ins {WHO}>{''.join(runs)}</w:ins>"


def deleted(text: str) -> str:
    """
    Make a tracked deletion.
    """
    return f"<w:del {WHO}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def test_changes_keep_author_date_and_place() -> None:
    """An insertion is text and said whose it is; a deletion hangs, empty, where it was, and is not text."""
    body = line(run("성과물은 "), inserted(run("갑의 "), run("단독")), deleted("공동"), run(" 소유로 한다."))
    layout = read(docx(line(run("제1조")) + body))
    assert layout.text == "제1조\n성과물은 갑의 단독 소유로 한다."
    assert [(each.kind, each.text, each.author, each.at, each.span) for each in layout.asides] == [
        ("inserted", "갑의 단독", "Kim", "2026-03-02T09:00:00Z", Span(9, 14)),
        ("deleted", "공동", "Kim", "2026-03-02T09:00:00Z", Span(14, 14)),
    ]
    assert layout.text[9:14] == "갑의 단독"
    assert [warning.code for warning in layout.warnings] == [206]


@pytest.mark.parametrize(
    ("body", "text", "asides"),
    [
        (line(inserted(run("새로")), deleted("옛")), "새로", ["inserted", "deleted"]),
        (line(run("a"), f"<w:moveFrom {WHO}>{run('옮긴')}</w:moveFrom>"), "a", ["deleted"]),
        (line(f"<w:moveTo {WHO}>{run('옮긴')}</w:moveTo>"), "옮긴", ["inserted"]),
        (line(run("본문"), f"<w:ins {WHO}>{deleted('둘')}</w:ins>"), "본문", ["deleted"]),
        (line(f'<w:hyperlink r:id="x">{inserted(run("링크"))}</w:hyperlink>'), "링크", ["inserted"]),
    ],
)
def test_every_kind_of_change_is_read(body: str, text: str, asides: list[str]) -> None:
    """Moves count as a deletion and an insertion; what one person inserted and another deleted is deleted."""
    assert (text_of(body), [kind for kind, _ in beside(body)], codes(body)) == (text, asides, [206])


def test_a_deleted_paragraph_mark_joins_and_is_not_counted() -> None:
    """Where the mark between two paragraphs is deleted they are one, with the number of the second."""
    body = (
        line(run("목적"), properties=NUMBERED)
        + line(run("앞은 "), properties=NUMBERED + DELETED_MARK)
        + line(run("뒤와 이어진다."), properties=NUMBERED)
        + line(deleted("삭제된 조"), properties=NUMBERED + DELETED_MARK)
        + line(run("정의"), properties=NUMBERED)
    )
    assert text_of(body, numbering=NUMBERING).split("\n") == ["제1조 목적", "제2조 앞은 뒤와 이어진다.", "제3조 정의"]


def test_an_inserted_paragraph_is_counted() -> None:
    """A paragraph whose mark is inserted is a paragraph of its own."""
    body = line(inserted(run("목적")), properties=NUMBERED + INSERTED_MARK) + line(run("정의"), properties=NUMBERED)
    assert text_of(body, numbering=NUMBERING).split("\n") == ["제1조 목적", "제2조 정의"]


def test_a_deleted_paragraph_before_a_table_leaves_no_line() -> None:
    """A paragraph deleted with its mark leaves nothing but the aside, though a table follows."""
    body = line(run("앞")) + line(deleted("없앤 줄"), properties=DELETED_MARK) + table(row(cell("칸")))
    assert (text_of(body), beside(body)) == ("앞\n칸", [("deleted", "없앤 줄")])


def test_changes_of_properties_change_no_text() -> None:
    """That somebody changed a number or a style is no change of the text, and the old number is not read."""
    old = f"<w:pPrChange {WHO}><w:pPr>{NUMBERED}</w:pPr></w:pPrChange>"
    body = line(run("본문", f"<w:rPrChange {WHO}><w:rPr><w:vanish/></w:rPr></w:rPrChange>"), properties=old)
    assert (text_of(body, numbering=NUMBERING), codes(body)) == ("본문", [])


def test_deleted_rows_and_cells_are_no_part_of_the_table() -> None:
    """The cells of a deleted row are asides; an inserted row is a row, and its text inserted."""
    body = table(
        row(cell("금액")),
        row(cell("없앤 금액"), properties=f"<w:del {WHO}/>"),
        row(cell("새 금액"), properties=f"<w:ins {WHO}/>"),
        row(cell("없앤 칸", f"<w:cellDel {WHO}/>"), cell("남은 칸")),
    )
    layout = read(docx(body))
    assert layout.text == "금액\n새 금액\n남은 칸"
    assert [(each.kind, each.text) for each in layout.asides] == [
        ("deleted", "없앤 금액"),
        ("inserted", "새 금액"),
        ("deleted", "없앤 칸"),
    ]
    assert [(each.row, each.text) for each in layout.tables[0].cells if each.text] == [
        (0, "금액"), (1, "새 금액"), (2, "남은 칸"),
    ]  # fmt: skip


def test_comments_hang_on_their_range() -> None:
    """A comment keeps its author, date and the words that it is about, over paragraphs too; it is not text."""
    body = line(run("가 "), '<w:commentRangeStart w:id="4"/>', run("나")) + line(
        run("다"), '<w:commentRangeEnd w:id="4"/>', '<w:r><w:commentReference w:id="4"/></w:r>', run("라")
    )
    comment = f'<w:comment w:id="4" w:author="Lee" w:date="2026-01-01T00:00:00Z">{line(run("단독 소유로"))}{line(run("변경"))}</w:comment>'
    layout = read(docx(body, comments=comment))
    (aside,) = layout.asides
    assert (aside.kind, aside.text, aside.author, aside.at) == (
        "comment",
        "단독 소유로\n변경",
        "Lee",
        "2026-01-01T00:00:00Z",
    )
    assert aside.span is not None
    assert layout.text[aside.span.start : aside.span.end] == "나\n다"
    assert [warning.code for warning in layout.warnings] == [207]


def test_a_comment_without_a_range_hangs_where_it_is_referred_to() -> None:
    """A comment with a reference alone hangs there; one that nothing refers to hangs at the end."""
    body = line(run("가"), '<w:r><w:commentReference w:id="1"/></w:r>', run("나"))
    comments = "".join(f'<w:comment w:id="{each}">{line(run("의견"))}</w:comment>' for each in (1, 2))
    layout = read(docx(body, comments=comments))
    assert [each.span for each in layout.asides] == [Span(1, 1), Span(2, 2)]
