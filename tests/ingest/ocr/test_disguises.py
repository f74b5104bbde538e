"""
Show that what is judged is what is seen: fonts that lie and text layers that say something else are found out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ingest
from ingest.notices import DISAGREES, LOW_CONFIDENCE
from tests.ingest.ocr import disguises, scans

if TYPE_CHECKING:
    from ingest.document import Document

TEXT = """한빛전자 주식회사(이하 “갑”이라 한다)와 주식회사 나래테크(이하 “을”이라 한다)는 다음과 같이 계약을 체결한다.
제1조(성과물의 귀속) ① 이 계약에 따라 발생한 모든 성과물에 대한 지식재산권은 갑에게 단독으로 귀속된다.
② 을은 성과물에 대하여 어떠한 권리도 주장하지 아니하며, 갑이 요구하는 경우 필요한 서류를 제출한다.
제2조(위약벌) 을이 제1조를 위반한 경우 계약금액의 300%를 갑에게 지급한다."""
SWAP = {"갑": "을", "을": "갑"}
# The same clauses the other way round, of the same length.
FAIR = "".join(SWAP.get(letter, letter) for letter in TEXT).replace("단독으로", "공동으로").replace("300", "100")
LETTERS = sorted({letter for letter in TEXT if "가" <= letter <= "힣"})
ANOTHER = dict(zip(LETTERS, LETTERS[7:] + LETTERS[:7], strict=True))
COMPANIES = ("한빛전자", "나래테크")
NAMES = dict(zip("".join(COMPANIES), "".join(reversed(COMPANIES)), strict=True))
# Its labels stand in quotation marks only.
PARTIES = (
    TEXT.split("\n", maxsplit=1)[0]
    + """
제1조(목적) 이 계약은 공동개발에 필요한 사항을 정함을 목적으로 한다.
제2조(성과물의 귀속) 모든 성과물에 대한 지식재산권은 “갑”에게 단독으로 귀속되며, “을”은 권리를 주장하지 아니한다.
“갑” 한빛전자 주식회사 대표이사 ○○○
“을” 주식회사 나래테크 대표이사 ○○○"""
)


@pytest.fixture(scope="module")
def page() -> bytes:
    """
    Give one printed page.
    """
    return scans.printed(scans.paragraphs(TEXT))


def squeezed(text: str) -> str:
    """
    Return a text without blanks.
    """
    return "".join(text.split())


def codes(document: Document) -> list[int]:
    """
    List the codes of a document's warnings.
    """
    return [warning.code for warning in document.warnings]


def test_a_font_that_swaps_the_parties_is_found_out(page: bytes) -> None:
    """Where a font shows 갑 and calls it 을 the page is read as it looks, and both readings are named."""
    read = ingest.read(disguises.lying(page, SWAP), "a.pdf")
    assert "갑에게단독으로귀속된다" in squeezed(read.text)
    assert codes(read) == [DISAGREES]
    aside = next(each for each in read.asides if each.kind == "disagreeing" and each.text.startswith("을에게"))
    assert aside.span is not None
    assert squeezed(read.text[aside.span.start : aside.span.end]).startswith("갑에게")
    assert "을에게" in read.warnings[0].ko or "갑" in read.warnings[0].ko


def test_a_font_that_shows_another_text_is_found_out(page: bytes) -> None:
    """Where a font calls its letters by wrong names throughout, the page is read as it looks."""
    read = ingest.read(disguises.lying(page, ANOTHER), "a.pdf")
    assert squeezed("모든 성과물에 대한 지식재산권은 갑에게 단독으로 귀속된다") in squeezed(read.text)
    assert codes(read) == [DISAGREES]


@pytest.mark.parametrize("style", ["", "b{font-family:'Noto Sans CJK KR'}"])
@pytest.mark.parametrize("called", [SWAP, NAMES], ids=["labels", "names"])
def test_a_font_that_swaps_names_or_labels_is_found_out(called: dict[str, str], style: str) -> None:
    """Names in a font of their own, and labels that only ever stand in quotation marks, are looked at as well (E22)."""
    lines = scans.paragraphs(PARTIES)
    for name in COMPANIES:
        lines = lines.replace(name, f"<b>{name}</b>")
    honest = scans.printed(f"<style>{style}</style>{lines}")
    assert codes(ingest.read(honest, "a.pdf")) == []
    read = ingest.read(disguises.lying(honest, called), "a.pdf")
    assert DISAGREES in codes(read)
    names = {party.label: squeezed(party.name) for party in read.parties}
    assert names == {"갑": "한빛전자주식회사", "을": "주식회사나래테크"}


def test_an_honest_page_is_read_from_its_letters(page: bytes) -> None:
    """A page whose fonts tell the truth gives no warning, and its text letter by letter."""
    read = ingest.read(page, "a.pdf")
    assert squeezed(read.text) == squeezed(TEXT)
    assert (codes(read), read.asides) == ([], ())


def test_a_text_layer_that_agrees_with_its_picture_is_used(page: bytes) -> None:
    """A searchable scan is read from its invisible text once the picture is seen to say the same."""
    read = ingest.read(disguises.layered(scans.scanned(scans.pictures(page)[0]), page), "a.pdf")
    assert squeezed(read.text) == squeezed(TEXT)
    assert (codes(read), read.coverage) == ([], 1.0)


def test_a_text_layer_with_other_parties_and_figures_is_not_used(page: bytes) -> None:
    """Where the layer swaps parties and figures of a clause, the picture is what is judged."""
    read = ingest.read(disguises.layered(scans.pictures(page)[0], scans.printed(scans.paragraphs(FAIR))), "a.pdf")
    assert squeezed("갑에게 단독으로 귀속된다") in squeezed(read.text)
    assert "300%" in squeezed(read.text)
    assert LOW_CONFIDENCE not in codes(read)


def test_a_text_layer_that_says_something_else_is_told_of(page: bytes) -> None:
    """Where an invisible text is another text than the picture's, the picture is judged and the difference told."""
    other = scans.printed(scans.paragraphs("".join(ANOTHER.get(letter, letter) for letter in TEXT)))
    read = ingest.read(disguises.layered(scans.pictures(page)[0], other), "a.pdf")
    assert squeezed("갑에게 단독으로 귀속된다") in squeezed(read.text)
    assert DISAGREES in codes(read)
