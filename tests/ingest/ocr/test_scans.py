"""
Show that a scanned agreement is read like the same agreement as text: pictures in, clauses and tables out.
"""

from __future__ import annotations

import math
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import ImageDraw

import ingest
from ingest.cage import DEFAULT_LIMITS
from ingest.errors import NoTextLayer
from ingest.notices import UNREAD
from tests.ingest.ocr import scans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.document import Clause

TEXT = """공동기술개발계약서
한빛전자 주식회사(이하 “갑”이라 한다)와 주식회사 나래테크(이하 “을”이라 한다)는 다음과 같이 계약을 체결한다.
제1조(목적) 이 계약은 갑과 을이 차세대 배터리 관리 기술을 공동으로 개발하는 데 필요한 사항을 정함을 목적으로 한다.
제2조(성과물의 귀속) ① 이 계약에 따라 발생한 모든 성과물에 대한 지식재산권은 갑에게 단독으로 귀속된다.
② 을은 성과물에 대하여 어떠한 권리도 주장하지 아니하며, 갑이 요구하는 경우 이전에 필요한 서류를 7일 이내에 제출한다.
③ 을은 갑의 사전 서면 동의 없이 성과물을 이용할 수 없다.
제3조(비밀유지) ① 을은 갑으로부터 제공받은 정보를 계약기간 중은 물론 계약 종료 후에도 영구히 비밀로 유지한다.
② 을이 제1항을 위반한 경우 계약금액의 300%를 위약벌로 지급한다.
제4조(대금) 갑은 을에게 개발비로 금 50,000,000원을 검수 완료일부터 90일 이내에 지급한다."""
TABLE = "<table><tr><td>구분</td><td>금액</td></tr><tr><td>선급금</td><td>금 이천만원(20,000,000원)</td></tr></table>"


def numbers(clauses: Iterable[Clause]) -> list[str]:
    """
    List the numbers of a clause tree in reading order.
    """
    return [number for clause in clauses for number in (clause.number, *numbers(clause.children))]


def squeezed(text: str) -> str:
    """
    Return a text without blanks.
    """
    return "".join(text.split())


@pytest.fixture(scope="module")
def page() -> bytes:
    """
    Give one printed page with articles, paragraphs and a table.
    """
    return scans.printed(scans.paragraphs(TEXT) + TABLE)


def test_a_bad_scan_is_read_like_its_text(page: bytes) -> None:
    """A page scanned askew with seals over its print gives the clauses, the table and the parties of its text."""
    picture = scans.scanned(scans.sealed(scans.pictures(page)[0], (0.3, 0.2), (0.6, 0.4)), degrees=1.7)
    read = ingest.read(scans.as_pdf([picture]), "scan.pdf")
    text = ingest.read(TEXT.encode(), "text.txt")
    assert numbers(text.clauses) == numbers(read.clauses)
    assert [party.name for party in text.parties] == [party.name for party in read.parties]
    assert [squeezed(cell.text) for cell in read.tables[0].cells] == [
        "구분", "금액", "선급금", "금이천만원(20,000,000원)",
    ]  # fmt: skip
    assert squeezed("모든 성과물에 대한 지식재산권은 갑에게 단독으로 귀속된다") in squeezed(read.text)
    assert read.coverage >= 0.98
    assert read.warnings == ()


def test_without_time_for_it_a_scan_is_unread(page: bytes) -> None:
    """A scan that nothing recognises is refused as unread, never passed as empty."""
    scan = scans.as_pdf(scans.pictures(page, 100), 100)
    with pytest.raises(NoTextLayer):
        ingest.read(scan, "scan.pdf", limits=replace(DEFAULT_LIMITS, ocr=0))


def test_what_time_allows_is_read() -> None:
    """When the time for recognising ends the pages that are left are named as unread, and those read stay."""
    pages = 90
    small = scans.printed(scans.paragraphs(TEXT[:200]), "@page { size: 180mm 90mm; margin: 10mm }")
    scan = scans.as_pdf(scans.pictures(small) * pages)
    read = ingest.read(scan, "scan.pdf", limits=replace(DEFAULT_LIMITS, ocr=6))
    if read.page_coverage[0] < 0.9:  # a busy machine needs longer for its first page
        read = ingest.read(scan, "scan.pdf", limits=replace(DEFAULT_LIMITS, ocr=30))
    assert read.page_coverage[0] > 0.9
    assert read.page_coverage[-1] == 0.0
    assert (pages, UNREAD) in {(warning.page, warning.code) for warning in read.warnings}


def test_pages_that_were_recognised_are_told(page: bytes) -> None:
    """An auditor sees which letters come from character recognition, and how sure it was; print in the file is not."""
    printed = ingest.read(page, "printed.pdf")
    scan = ingest.read(scans.as_pdf(scans.pictures(page, 150), 150), "scan.pdf")
    assert printed.page_confidence == ()
    assert [sure is not None and sure > 0.8 for sure in scan.page_confidence] == [True]


def test_without_the_models_a_scan_names_what_to_install(page: bytes) -> None:
    """Where the data of the models is missing, everything else is read, and a scan says which packages it needs."""
    program = (
        "import sys; from ingest.ocr import engine; engine.DATA_FOLDERS = (); engine.start();"
        "from ingest.formats import pdf; pdf.read(sys.stdin.buffer.read())"
    )
    scan = scans.as_pdf(scans.pictures(page, 50), 50)
    ended = subprocess.run([sys.executable, "-c", program], input=scan, capture_output=True, check=False)
    assert b"NoTextLayer" in ended.stderr
    assert b"tesseract-ocr-kor" in ended.stderr


def test_handwriting_is_told_of(page: bytes) -> None:
    """What is written by hand between the lines is not read, and a page with it never counts as read whole."""
    picture = scans.pictures(page)[0]
    draw = ImageDraw.Draw(picture)
    for start in range(900, 1400, 60):
        places = [(start + 3 * at, 1900 + 40 * math.sin(at / 2 + start)) for at in range(18)]
        draw.line(places, fill="black", width=5)
    read = ingest.read(scans.as_pdf([picture]), "scan.pdf")
    assert numbers(read.clauses)[-1] == "제4조"
    assert read.coverage < 0.98
    assert [(warning.code, warning.page) for warning in read.warnings] == [(UNREAD, 1)]


def test_red_print_is_read_and_seals_are_not() -> None:
    """A clause printed in red is read where it stands; the letters of red seals make no words."""
    red = "<p style='color: #d01818'>특약: 을은 계약 종료 후 3년간 갑의 경쟁사와 거래하지 아니한다.</p>"
    html = (
        "<p>제1조(목적) 이 계약은 갑과 을의 협력에 관하여 정한다.</p>" + red + "<p>제2조(관할) 관할은 서울로 한다.</p>"
    )
    picture = scans.pictures(scans.printed(html, "@page { size: 180mm 100mm; margin: 12mm }"))[0]
    read = ingest.read(scans.as_pdf([scans.sealed(picture, (0.3, 0.75), (0.7, 0.75))]), "scan.pdf")
    words = squeezed(read.text)
    assert (
        squeezed("협력에 관하여 정한다. 특약: 을은 계약 종료 후 3년간 갑의 경쟁사와 거래하지 아니한다. 제2조") in words
    )
    assert words.endswith("서울로한다.")
