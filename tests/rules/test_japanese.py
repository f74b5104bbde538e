"""
Hold Japanese agreements to this: judged by the rules that read Japanese, never passed by the others.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from ingest.document import Declaration, Document, Source, Span
from ingest.structure import build
from rules import catalog, engine, lexicon_japanese
from rules.errors import RuleError
from rules.examples import plain_layout
from rules.finding import Outcome
from rules.sentences import cut

if TYPE_CHECKING:
    from pathlib import Path

    from rules.finding import Report

POC = """技術検証（PoC）契約書

大日精機株式会社（以下「委託者」という。）と株式会社ソラテック（以下「受託者」という。）は、以下のとおり合意する。

第1条（目的） 本契約は、受託者が開発した技術の検証の条件を定める。
"""


def read(text: str, kind: str | None = None) -> Document:
    """
    Read a text whose parties are not declared.
    """
    source = Source("t.txt", "text/plain", sha256(text.encode()).hexdigest(), len(text))
    return build(plain_layout(text), source, Declaration(kind))


def report_of(text: str, kind: str | None = None) -> Report:
    """
    Check a text with all rules.
    """
    return engine.check(read(text, kind), catalog.load(), date(2026, 11, 27))


def test_no_rule_passes_japanese_that_it_does_not_read() -> None:
    """
    A rule without Japanese wordings ends as not assessable, with that reason.
    """
    report = report_of(POC)
    reading = {one.rule.id for one in catalog.load().rules if one.rule.reads_japanese}
    clear = {name for name, one in report.outcomes.items() if one.outcome is Outcome.CLEAR}
    assert clear <= reading
    assert engine.UNREAD_JAPANESE in report.outcomes.values()


def test_what_is_neither_korean_english_nor_japanese_is_never_passed() -> None:
    """
    A Chinese agreement cannot be judged.
    """
    report = report_of("保密协议\n\n甲方：大日公司\n乙方：初创公司\n\n第一条 乙方应当保守甲方的商业秘密。\n", "nda")
    assert Outcome.CLEAR not in {one.outcome for one in report.outcomes.values()}


def test_a_korean_agreement_with_a_japanese_part_is_not_passed_by_rules_that_read_korean_only() -> None:
    """
    Half an agreement is no agreement: what was not found in the Korean part may stand in the Japanese one.
    """
    korean = (
        '비밀유지계약서\n\n주식회사 대한(이하 "갑")과 스타트업 주식회사 새싹(이하 "을")은 다음과 같이 계약한다.\n\n'
    )
    report = report_of(
        korean + "제1조(목적) 갑과 을은 정보를 교환한다.\n" + "第2条（秘密） 乙は秘密を守る。\n" * 3, "nda"
    )
    reading = {one.rule.id for one in catalog.load().rules if one.rule.reads_japanese}
    clear = {name for name, one in report.outcomes.items() if one.outcome is Outcome.CLEAR}
    assert clear <= reading


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("甲は支払う。乙は納める。", ["甲は支払う。", "乙は納める。"]),
        ("甲は文書(図面を含む。以下同じ。)を返す。", ["甲は文書(図面を含む。以下同じ。)を返す。"]),
        ('甲は"承諾する。"と記す。', ['甲は"承諾する。"と記す。']),
    ],
)
def test_a_japanese_full_stop_ends_a_sentence(text: str, pieces: list[str]) -> None:
    """
    Not within brackets or quotes.
    """
    assert [text[span.start : span.end] for span in cut(text, Span(0, len(text)))] == pieces


def test_a_japanese_wording_of_an_unknown_meaning_is_refused(tmp_path: Path) -> None:
    """
    Japanese files only say again what the lexicon already means.
    """
    (tmp_path / "test.yaml").write_text("no_such_meaning:\n  - '無償'\n", encoding="utf-8")
    with pytest.raises(RuleError, match="unknown"):
        lexicon_japanese.load(tmp_path)


def test_every_japanese_pattern_runs() -> None:
    """
    Each is RE2.
    """
    for entry in lexicon_japanese.load().values():
        entry.find("")
