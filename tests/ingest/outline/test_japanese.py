"""
Japanese agreements are read in their own way of counting: 条, unnumbered first 項, 号, 別紙, 附則.
"""

from __future__ import annotations

import pytest

from ingest.canonical import canonical
from ingest.document import Level
from ingest.outline import outline, walk

AGREEMENT = """共同研究開発契約書

大木株式会社（以下「甲」という。）と新芽株式会社（以下「乙」という。）とは契約する。

第１条（定義）　本契約の用語は次のとおりとする。
２　次に掲げるものは除く。
(1) 公知の情報
(2) 既知の情報
３　第１項は３か月で終わる。
第２条（解除）　次の各号の場合、解除できる。
① 支払停止
② 破産
第二条の二（通知）　書面による。
第３条に定める事項は第４条に定めない。

本契約締結の証として、本書2通を作成し、甲乙記名押印の上、各1通を保有する。
2025年4月1日
甲　大木株式会社　代表取締役　○○　印
乙　新芽株式会社　代表取締役　○○　印

別紙１　対価
100万円
"""


def test_tree() -> None:
    """
    Clauses are numbered as they are quoted; a line that begins with a reference opens none.
    """
    tree = outline(canonical(AGREEMENT))
    assert [clause.number for clause in walk(tree)] == [
        "前文",
        "第1条",
        "第1条 第2項",
        "第1条 第2項 第1号",
        "第1条 第2項 第2号",
        "第1条 第3項",
        "第2条",
        "第2条 第1号",
        "第2条 第2号",
        "第二条の2",
        "署名欄",
        "別紙 1",
    ]


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        ("第１条　甲は支払う。\n第１条　乙は支払う。\n第２条　終わる。", ["第1条", "第1条", "第2条"]),
        ("## 第１条（目的）\n```\n第１条　甲は支払う。\n```\n第２条　終わる。", ["第1条", "第2条"]),
        ("第１条　甲は支払う。\n第２条　終わる。\n附則\n第１条　施行する。", ["第1条", "第2条", "附則", "附則 第1条"]),
    ],
)
def test_repeated_articles(lines: str, numbers: list[str]) -> None:
    """
    Alternatives of one article are two, a title with its text below is one, and 附則 counts anew.
    """
    found = outline(canonical(f"契約書である。\n{lines}\n"))
    wanted = {Level.ARTICLE, Level.ANNEX}
    assert [clause.number for clause in walk(found) if clause.level in wanted] == numbers


def test_bare_numbers_are_paragraphs_in_japanese_only() -> None:
    """
    "2 items" at the start of a Korean or English line is no paragraph, nor is a number that does not count on.
    """
    for text in (
        "제1조(목적) 다음과 같다.\n2 개의 항목이 있다.\n제2조(기타) 끝.\n",
        "第１条　甲は次を払う。\n７　個の部品とする。\n第２条　終わる。\n",
    ):
        assert not [clause for clause in walk(outline(canonical(text))) if clause.level is Level.PARAGRAPH]
