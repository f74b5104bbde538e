"""
Show that a content control of DOCX is read as Word shows it: with the value that it is bound to.
"""

from __future__ import annotations

import pytest
from lxml import etree

from ingest.formats.docx import read
from ingest.office.word_binding import follow
from tests.ingest.hostile_office import package, relations
from tests.ingest.word_xml import line, run

STORE = "{11111111-2222-3333-4444-555555555555}"
DATA = '<c:deal xmlns:c="urn:deal"><c:owner>갑의 단독 소유</c:owner><c:empty/><c:kind>2</c:kind></c:deal>'
PARTS = {
    "customXml/item1.xml": DATA,
    "customXml/itemProps1.xml": f'<ds:datastoreItem xmlns:ds="urn:ds" ds:itemID="{STORE.lower()}"/>',
    "customXml/_rels/item1.xml.rels": relations([("customXmlProps", "itemProps1.xml")]),
}


def control(path: str, stored: str, more: str = "", store: str = STORE) -> str:
    """
    Make a content control bound to a path of the store.
    """
    binding = f'<w:dataBinding w:prefixMappings="xmlns:ns0=\'urn:deal\'" w:xpath="{path}" w:storeItemID="{store}"/>'
    return f"<w:sdt><w:sdtPr>{binding}{more}</w:sdtPr><w:sdtContent>{stored}</w:sdtContent></w:sdt>"


def reading(body: str) -> tuple[str, list[tuple[str, str]], list[int]]:
    """
    Return text, asides and codes of a document with the store.
    """
    layout = read(package(body, [("customXml", "../customXml/item1.xml")], PARTS))
    return (
        layout.text,
        [(aside.kind, aside.text) for aside in layout.asides],
        [warning.code for warning in layout.warnings],
    )


def test_the_bound_value_is_what_is_seen() -> None:
    """Where a control stores other words than it is bound to, Word shows the bound ones: those are read, and told of."""
    owner = control("/ns0:deal[1]/ns0:owner[1]", run("공동 소유"))
    expected = ("성과물은 갑의 단독 소유로 한다.", [("disagreeing", "공동 소유")], [203])
    assert reading(line(run("성과물은 "), owner, run("로 한다."))) == expected


def test_a_control_around_a_paragraph_is_bound_too() -> None:
    """A control that holds a whole paragraph shows its value in a paragraph."""
    owner = control("/ns0:deal[1]/ns0:owner[1]", line(run("공동 소유")))
    assert reading(line(run("앞")) + owner + line(run("뒤")))[0] == "앞\n갑의 단독 소유\n뒤"


@pytest.mark.parametrize(
    ("path", "stored", "more", "store"),
    [
        ("/ns0:deal[1]/ns0:owner[1]", "갑의  단독 소유", "", STORE),
        ("/ns0:deal[1]/ns0:absent[1]", "저장된 글", "", STORE),
        ("/ns0:deal[1]/ns0:owner[1]", "2026. 3. 2.", "<w:date/>", STORE),
        ("/ns0:deal[1]/ns0:owner[1]", "저장된 글", "", "{0}"),
        (
            "/ns0:deal[1]/ns0:kind[1]",
            "둘째",
            '<w:dropDownList><w:listItem w:displayText="둘째" w:value="2"/></w:dropDownList>',
            STORE,
        ),
        ("//ns0:owner", "저장된 글", "", STORE),
    ],
)
def test_what_is_stored_stays_where_word_leaves_it(path: str, stored: str, more: str, store: str) -> None:
    """The same words, a value that is not there, a date in its format, an entry of a list: nothing differs."""
    assert reading(line(control(path, run(stored), more, store))) == (stored, [], [])


def test_an_empty_value_shows_nothing() -> None:
    """A control bound to an empty value shows no word of what it stores."""
    assert reading(line(run("본문"), control("/ns0:deal[1]/ns0:empty[1]", run("다만 동의한 경우"))))[:2] == (
        "본문",
        [("disagreeing", "다만 동의한 경우")],
    )


def test_a_prompt_for_an_empty_value_is_a_prompt() -> None:
    """A field that waits for an answer is bound to an empty value and shows its prompt: nothing differs."""
    prompt = control("/ns0:deal[1]/ns0:empty[1]", run("Click or tap here to enter text."), "<w:showingPlcHdr/>")
    assert reading(line(run("본문"), prompt)) == ("본문", [], [])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/a/b[2]", "둘"),
        ("/a[1]/b[1]", "하나"),
        ("/a/@x", "속성"),
        ("/a/b[3]", None),
        ("/b", None),
        ("/a/b[1]/text()", None),
        ("a/b", None),
        ("/a/b[last()]", None),
        ("", None),
    ],
)
def test_only_plain_paths_are_followed(path: str, value: str | None) -> None:
    """A path is followed name by name; anything cleverer, which Word never writes, leads nowhere."""
    assert follow(etree.fromstring('<a x="속성"><b>하나</b><b>둘</b></a>'), path, "") == value
