"""
Hold Japanese agreements to this: judged by the rules that read Japanese, never passed by the others.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import re2

from ingest.document import Declaration, Document, Role, Source, Span
from ingest.structure import build
from rules import catalog, engine, lexicon_japanese
from rules.errors import RuleError
from rules.examples import plain_layout
from rules.finding import Outcome
from rules.sentences import cut

if TYPE_CHECKING:
    from rules.finding import Report

POC = """技術検証（PoC）契約書

大日精機株式会社（以下「委託者」という。）と株式会社ソラテック（以下「受託者」という。）は、以下のとおり合意する。

第1条（目的） 本契約は、受託者が開発した技術の検証の条件を定める。
"""
BALANCED = (Path(__file__).parent / "japanese_balanced.txt").read_text(encoding="utf-8")
OPENING = (
    "大日精機株式会社（以下「甲」という。）とスタートアップである株式会社ソラテック（以下「乙」という。）とは、"
    "乙が開発した制御技術の導入の検討（以下「本目的」という。）に関し、以下のとおり契約を締結する。"
)
TITLES = {
    "nda": "秘密保持契約書",
    "poc": "技術検証（PoC）契約書",
    "joint_development": "共同研究開発契約書",
    "licence": "ライセンス契約書",
}


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


@pytest.mark.parametrize("kind", TITLES)
def test_a_balanced_japanese_agreement_is_not_flagged_whatever_its_kind(kind: str) -> None:
    """
    The usual clauses of a fair agreement between a corporation and a startup pass every rule that reads Japanese.
    """
    document = read(f"{TITLES[kind]}\n\n{OPENING}\n\n{BALANCED}")
    assert (document.language, document.agreement.value) == ("ja", kind)
    assert [(party.label, party.role) for party in document.parties] == [("甲", Role.CORPORATE), ("乙", Role.STARTUP)]
    report = engine.check(document, catalog.load(), date(2026, 11, 27))
    assert [(one.rule, one.evidence[0].quote) for one in report.findings] == []
    assert Outcome.CLEAR in {one.outcome for one in report.outcomes.values()}


@pytest.mark.parametrize(("number", "kind"), list(enumerate(TITLES, 1)))
def test_the_contract_text_of_the_model_agreements_is_judged_and_not_flagged(
    shared: Path, number: int, kind: str
) -> None:
    """
    The ministry's models without their commentary: kind and sides are read, and the rules that read Japanese end clear.
    """
    [path] = (shared / "corpus" / "ja_meti").glob(f"{number}_*.md")
    written = path.read_text(encoding="utf-8").split("```")
    text = "\n\n".join([TITLES[kind], *written[1::2]])
    opening = re2.search(r"## 前文\n+([^#`][^\n]+)", written[0])
    report_on = read(text if opening is None else text.replace("\n\n", f"\n\n{opening.group(1)}\n\n", 1))
    assert report_on.agreement.value == kind
    assert {party.role for party in report_on.parties} == {Role.STARTUP, Role.CORPORATE}
    report = engine.check(report_on, catalog.load(), date(2026, 11, 27))
    assert [(one.rule, one.evidence[0].quote) for one in report.findings] == []
    reading = {one.rule.id for one in catalog.load().rules if one.rule.reads_japanese and kind in one.rule.applies_to}
    assert {report.outcomes[name].outcome for name in reading} == {Outcome.CLEAR}
