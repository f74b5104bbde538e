"""
Show that PDF pages become running text whose every letter has its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.document import Span
from ingest.formats.pdf import read
from tests.ingest import hostile

if TYPE_CHECKING:
    from pathlib import Path

BODY = (
    "Article 1 (Purpose) The parties enter into this agreement in order to test the technology of the Startup under",
    "fair conditions, and each of them bears its own costs unless this agreement says otherwise in so many words.",
    "Article 2 (Results) All rights in the results belong to both parties.",
)


def grid(columns: int, rows: int, *, left: int = 72, top: int = 600, width: int = 150, height: int = 30) -> bytes:
    """
    Draw the rules of a table; `top` is its upper edge from the bottom of the page.
    """
    right, bottom = left + columns * width, top - rows * height
    across = [b"%d %d m %d %d l S" % (left, top - row * height, right, top - row * height) for row in range(rows + 1)]
    down = [
        b"%d %d m %d %d l S" % (left + column * width, top, left + column * width, bottom)
        for column in range(columns + 1)
    ]
    return b"\n".join(across + down) + b"\n"


def test_lines_are_joined_where_a_sentence_runs_on() -> None:
    """The end of a full line is a wrap; the end of a sentence and of a heading is not."""
    layout = read(hostile.text_pdf(BODY))
    assert layout.text == "\n".join(BODY)
    assert layout.wraps == (len(BODY[0]),)


def test_every_letter_has_its_place() -> None:
    """A span gives one box for each line it touches, as narrow as the words."""
    layout = read(hostile.text_pdf(BODY))
    start = layout.text.index("Results")
    (box,) = layout.boxes_for(Span(start, start + len("Results")))
    assert (box.page, round(box.top)) == (1, round(layout.lines[2].top))
    assert 110 < box.x0 < box.x1 < 170
    over = layout.boxes_for(Span(5, len(BODY[0]) + 5))
    assert len(over) == 2
    assert all(
        len(edges) == line.span.end - line.span.start + 1
        for line, edges in zip(layout.lines, layout.edges, strict=True)
    )


def test_places_follow_a_turned_page() -> None:
    """On a page turned by a quarter the boxes are those of the page as shown."""
    drawing = b"q 0 1 -1 0 595 0 cm " + hostile.written(*BODY, top=300) + b" Q"
    content = hostile.paged_pdf([drawing]).replace(b"/MediaBox[0 0 595 842]", b"/Rotate 90 /MediaBox[0 0 595 842]")
    layout = read(content)
    upright = read(hostile.paged_pdf([hostile.written(*BODY, top=300)]))
    assert layout.text == upright.text
    assert [line.x0 for line in layout.lines] == [line.x0 for line in upright.lines]
    assert round(layout.lines[1].top - layout.lines[0].top) == 16


def test_a_page_may_inherit_its_size() -> None:
    """A page without a size of its own has that of the page tree, and its boxes are measured from there."""
    own = hostile.paged_pdf([hostile.written(*BODY)])
    inherited = own.replace(b"/MediaBox[0 0 595 842]", b" " * 22).replace(b"/Kids[", b"/MediaBox[0 0 595 842]/Kids[")
    assert read(inherited).lines == read(own).lines


def test_running_heads_and_page_numbers_are_taken_off() -> None:
    """What repeats on every page is no text of the agreement, and a sentence over a page end stays one."""
    pages = []
    for number in range(1, 5):
        head = hostile.written("Standard Agreement", top=30)
        foot = hostile.written(f"- {number} -", x=290, top=800)
        body = hostile.written(
            f"Article {number} (Term) The party of the first part shall within a reasonable time and at its own cost and",
            "bear all that is needed.",
            top=150,
        )
        pages.append(head + body + foot)
    layout = read(hostile.paged_pdf(pages))
    assert "Standard Agreement" not in layout.text
    assert "- 2 -" not in layout.text
    assert layout.text.count("\n") == 7
    assert layout.pages == 4


def test_a_sentence_that_repeats_is_kept_once() -> None:
    """A whole sentence in the running foot may be a term, so its first printing stays."""
    term = "The Startup waives all objections."
    pages = [hostile.written(*BODY) + hostile.written(term, top=810) for _ in range(4)]
    assert read(hostile.paged_pdf(pages)).text.count(term) == 1


def test_ruled_tables_are_read_cell_by_cell() -> None:
    """Text in a ruled table stays in its cell, in the text and in the table, and is not joined over cells."""
    drawing = grid(2, 2)
    cells = (("Item", 80, 255), ("Price", 230, 255), ("Pilot", 80, 285), ("100 won", 230, 285))
    for text, x, top in cells:
        drawing += hostile.written(text, x=x, top=top)
    layout = read(hostile.paged_pdf([hostile.written("Before") + drawing + hostile.written("After", top=400)]))
    assert layout.text == "Before\nItem\nPrice\nPilot\n100 won\nAfter"
    (table,) = layout.tables
    assert {(cell.row, cell.column): cell.text for cell in table.cells} == {
        (0, 0): "Item", (0, 1): "Price", (1, 0): "Pilot", (1, 1): "100 won",
    }  # fmt: skip
    assert layout.wraps == ()


def test_columns_are_read_one_after_the_other() -> None:
    """Two columns of prose are read down the left and then down the right."""
    left = [f"left column line number {number} is filled" for number in range(10)]
    right = [f"right column line number {number} is full" for number in range(10)]
    page = hostile.written(*left, x=60) + hostile.written(*right, x=320)
    assert read(hostile.paged_pdf([page])).text.split("\n") == left + right


def test_labels_and_values_are_read_line_by_line() -> None:
    """A form with labels on the left and values on the right is no pair of columns."""
    labels, values = [f"Label {number}" for number in range(8)], [f"value {number}" for number in range(8)]
    page = hostile.written(*labels, x=60) + hostile.written(*values, x=320)
    assert read(hostile.paged_pdf([page])).text.split("\n")[0] == "Label 0 value 0"


def test_a_scanned_page_among_text_is_announced() -> None:
    """A page that is only a picture lowers the coverage and is named in a warning."""
    layout = read(hostile.scan_pdf(pages_of_text=3))
    assert layout.page_coverage == (1.0, 1.0, 1.0, 0.0)
    assert 0 < layout.coverage < 0.75
    assert [(warning.code, warning.page) for warning in layout.warnings] == [(201, 4)]


def test_text_outside_the_page_is_not_read() -> None:
    """What lies outside the visible page is not judged, and a warning says so."""
    layout = read(hostile.paged_pdf([hostile.written(*BODY) + hostile.written("shares the results", top=900)]))
    assert "shares" not in layout.text
    assert [warning.code for warning in layout.warnings] == [202]


def test_parties_that_sign_side_by_side_are_read_one_after_the_other() -> None:
    """Two blocks with the same labels are read down the left one and then down the right one."""
    left = ("The Corporation", "Name: Alpha Corporation", "Address: 1 First Street", "Sign: (seal)")
    right = ("The Startup", "Name: Beta Startup", "Address: 2 Second Street", "Sign: (seal)")
    page = hostile.written("In witness whereof the parties sign below.")
    page += hostile.written(*left, top=200) + hostile.written(*right, x=320, top=200) + hostile.written("End", top=300)
    lines = read(hostile.paged_pdf([page])).text.split("\n")
    assert lines == ["In witness whereof the parties sign below.", *left, *right, "End"]


def test_writing_up_the_margin_is_one_line() -> None:
    """Text turned by a quarter on an upright page is read as one line after the others."""
    turned = b"q 0 1 -1 0 560 0 cm BT /F 10 Tf 100 0 Td (The Startup waives its rights.) Tj ET Q\n"
    layout = read(hostile.paged_pdf([hostile.written(*BODY) + turned]))
    assert layout.text.split("\n")[-1] == "The Startup waives its rights."
    assert layout.text.count("\n") == len(BODY)


def test_no_control_characters_get_into_the_text(shared: Path) -> None:
    """Marks that pdfium puts for hyphens at line ends become hyphens; nothing unprintable is left."""
    for path in sorted((shared / "corpus" / "en_cuad" / "pdf").glob("*.pdf"))[:3]:
        text = read(path.read_bytes()).text
        assert not [letter for letter in text if letter < " " and letter not in "\n\t"]
