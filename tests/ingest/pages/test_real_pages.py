"""
Show that honest pages, printed by programs or gathered from the world, hold nothing that would be set aside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.formats.pdf import read
from tests.ingest.pages.printed import page, paragraphs

if TYPE_CHECKING:
    from pathlib import Path

# The program that made one real file set lines wider than the page: nobody sees the ends of these words.
CUT_OFF = {"MED", "TTER", "WITH", "SSLY", "MENT", "F\xa0AN", "RTY", "t"}
STYLE = """
th{background:#123a6b;color:#fff}td,th{border:0.5pt solid #888;padding:2pt}.note{color:#b4b4b4;font-size:6pt}
mark{background:#ff0}.white{color:#fff}.veil{opacity:0.6}.shadow{text-shadow:0.4pt 0.4pt 0 #999}.foot{font-size:4pt}
"""
TABLE = "<table><tr><th>구분</th><th>금액</th></tr><tr><td>계약금</td><td>1,000만원</td></tr></table>"
CLAUSES = (
    "제1조(목적) 이 계약은 갑과 을의 공동 기술개발에 필요한 사항을 정한다.",
    "제2조(성과물의 귀속) <mark>개발 성과물은 갑과 을이 공동으로 소유한다.</mark>",
    "<b class=shadow>제3조(대금)</b> 갑은 <u>을에게 대금을</u> <s>현금으로</s> 지급한다.",
    "<span class=veil>제4조(비밀유지) 당사자는 상대방의 비밀정보를 누설하지 아니한다.</span>",
    "<span class=note>※ 이 양식은 참고용입니다.</span>",
    "<span class=foot>¹ 성과물에는 을이 보유한 기술이 포함되지 아니한다.</span>",
)


def test_what_korean_programs_print_is_all_seen() -> None:
    """Dark headings, grey notes, highlights, shadows, strikes and tiny footnotes hide nothing."""
    layout = read(page(TABLE + paragraphs(*CLAUSES), STYLE))
    plain = "".join(layout.text.split())
    for words in (
        "구분",
        "공동으로소유한다",
        "제3조(대금)",
        "을에게대금을현금으로지급한다",
        "상대방의비밀정보를",
        "참고용입니다",
    ):
        assert words in plain
    assert "포함되지아니한다" in plain
    assert ([notice.code for notice in layout.warnings], layout.asides, layout.coverage) == ([], (), 1.0)


def test_white_korean_words_are_taken_out_of_their_sentence() -> None:
    """White letters and a white proviso between printed Korean words are set aside (E15, E16)."""
    clause = (
        "제5조 성과물은 갑<span class=white>을</span>에게 <span class=white>비</span>귀속한다."
        "<span class=white> 다만, 을이 서면으로 동의한 경우에 한한다.</span>"
    )
    layout = read(page(paragraphs(*CLAUSES[:2], clause), STYLE))
    plain = "".join(layout.text.split())
    assert "성과물은갑에게귀속한다." in plain
    assert "동의한" not in plain
    assert "".join(layout.asides[0].text.split()) == "을비다만,을이서면으로동의한경우에한한다."
    assert [notice.code for notice in layout.warnings] == [202]


def test_real_agreements_hide_nothing(shared: Path) -> None:
    """On 452 pages of real agreements only words that run off their page are set aside."""
    folders = (shared / "corpus" / "ko_forms", shared / "corpus" / "en_cuad" / "pdf")
    paths = [path for folder in folders for path in sorted(folder.iterdir()) if path.suffix.lower() == ".pdf"]
    hidden: set[str] = set()
    pages = unread = 0
    for path in paths:
        layout = read(path.read_bytes())
        pages += layout.pages
        unread += sum(share < 0.98 for share in layout.page_coverage)
        hidden.update(word for aside in layout.asides if aside.kind == "hidden" for word in aside.text.split("\n"))
        assert layout.coverage > 0.98
    # One page shows a logo with a motto.
    assert (pages, unread, hidden) == (452, 1, CUT_OFF)
