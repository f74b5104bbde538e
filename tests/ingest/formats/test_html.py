"""
Show that a page is read as a person sees it.
"""

from __future__ import annotations

import pytest

import ingest
from ingest.errors import IngestError

SEEN = "성과물은 갑에게 귀속된다."
UNSEEN = "다만, 을의 동의를 받는다."


def read(body: str, head: str = "") -> ingest.document.Document:
    """
    Read a page.
    """
    return ingest.read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")


def test_blocks_tables_and_lists_come_in_order() -> None:
    """Paragraphs, line breaks, numbered items and cells are lines of the text, the cells with their places."""
    document = read(
        "<h1>합의서</h1><p>제1조  (<b>목적</b>)<br>협력한다.</p><ol type=a start=2><li>하나<li>둘</ol><ul><li>셋</ul>"
        "<table><tr><th>항목<th>금액<tr><td colspan=2>위약금</table>끝"
    )
    assert document.text.split("\n") == [
        "합의서", "제1조 (목적)", "협력한다.", "b. 하나", "c. 둘", "• 셋", "항목", "금액", "위약금", "끝",
    ]  # fmt: skip
    assert [(cell.row, cell.column, cell.text) for cell in document.tables[0].cells] == [
        (0, 0, "항목"),
        (0, 1, "금액"),
        (1, 0, "위약금"),
    ]


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "visibility: hidden",
        "font-size:0",
        "font-size:1px",
        "opacity:0.0",
        "color:#fff",
        "color:#fefefe",
        "color:rgb(255, 255, 255)",
        "color:white !important",
        "color:transparent",
        "color:rgba(0,0,0,0)",
        "color:rgb(0 0 0 / 0.01)",
        "color:hsl(0, 0%, 100%)",
        "color:ghostwhite",
        "position:absolute;left:-9999px",
        "text-indent:-999em",
        "max-height:0;overflow:hidden",
        "mso-hide:all",
        "background:#000 url(x)",
        "color:white;background:url(black.png)",
    ],
)
def test_what_nobody_sees_does_not_acquit(style: str) -> None:
    """Hidden text is set aside with a warning, however it is hidden."""
    document = read(f'<p>{SEEN}</p><p><span style="{style}">{UNSEEN}</span></p>')
    assert document.text == SEEN
    assert [(aside.kind, aside.text) for aside in document.asides] == [("hidden", UNSEEN)]
    assert 202 in {warning.code for warning in document.warnings}


@pytest.mark.parametrize(
    ("head", "mark"),
    [
        ("<style>.a{display:none}</style>", "class=a"),
        ("<style>p, #b > i {display:none}</style>", "id=b"),
        ("<style>@media screen { div .a { color: white } }</style>", "class='x a'"),
        ("", "hidden"),
        ("<style>.a{color:red}</style>", "bgcolor=black"),
    ],
)
def test_the_pages_own_rules_count(head: str, mark: str) -> None:
    """A class that hides, and an attribute that does, are seen through."""
    document = read(f"<div>{SEEN}</div><p {mark}><i>{UNSEEN}</i></p>", head)
    assert UNSEEN not in document.text


@pytest.mark.parametrize(
    "twin",
    [
        "<p style='color:#333;background:#fff'>{}</p>",
        "<p style='color:white;background:#003366'>{}</p>",
        "<table bgcolor='#000'><tr><td><font color=white>{}</font></table>",
        "<style>@media print{{p{{display:none}}}} @media (max-width:600px){{p{{display:none}}}}</style><p>{}</p>",
        "<p style='color:white;background: no-repeat rgb(0, 51, 102)'>{}</p>",
        "<p style='color:rgba(0,0,0,.87);background:hsl(60, 90%, 90%)'>{}</p>",
        "<p style='font-size:0.9em;opacity:.9;margin-left:-5px'>{}</p>",
        "<div style='overflow:hidden;height:300px'>{}</div>",
    ],
)
def test_what_people_see_is_read(twin: str) -> None:
    """The same properties with values that hide nothing set nothing aside."""
    document = read(twin.format(SEEN))
    assert document.text == SEEN
    assert document.warnings == ()


def test_struck_out_text_is_set_aside() -> None:
    """Struck-out words are no terms any more, and are told of."""
    document = read(f"<p>{SEEN}</p><p><s>{UNSEEN}</s></p>")
    assert document.text == SEEN
    assert [aside.kind for aside in document.asides] == ["deleted"]
    assert 206 in {warning.code for warning in document.warnings}


def test_programs_and_comments_are_no_text() -> None:
    """Scripts, styles, comments and templates say nothing to people."""
    document = read(
        f"<script>x</script><style>y</style><!-- z --><template>w</template><p>{SEEN}</p>", "<title>t</title>"
    )
    assert document.text == SEEN


@pytest.mark.parametrize("picture", ["<img src='http://x/a.png'>", "<iframe src=x></iframe>"])
def test_what_could_not_be_read_is_told(picture: str) -> None:
    """A picture that lies elsewhere, or a page in the page, may hold terms."""
    document = read(f"<p>{SEEN}</p>{picture}")
    assert 201 in {warning.code for warning in document.warnings}
    assert document.coverage < 0.98


@pytest.mark.parametrize("encoding", ["utf-8", "euc-kr", "utf-16"])
def test_the_encoding_is_found(encoding: str) -> None:
    """A page is read by its mark, by what it declares, or by what fits."""
    page = f'<html><meta http-equiv="content-type" content="text/html; charset={encoding}"><p>{SEEN}</p></html>'
    assert ingest.read(page.encode(encoding), "a.htm").text == SEEN


def test_a_page_nested_without_end_is_malformed() -> None:
    """A page deeper than any that people write is refused, not read in part."""
    with pytest.raises(IngestError) as caught:
        read("<div>" * 5000 + SEEN)
    assert caught.value.code == 105
