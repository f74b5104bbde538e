"""
Suspicions by likeness: where no rule reads the words.
"""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook

from ingest import read
from rules import catalog, check
from rules.classifier import resembling
from rules.doubted import CERTAINTY
from rules.engine import matches, prepare
from rules.errors import RuleError
from rules.finding import Outcome
from rules.matchers.base import Context
from tests.rules.documents import CHECKED, document

BOOK = catalog.load()
VEILED = (
    "제5조(수정) 담당 부서가 고개를 끄덕일 때까지 을은 몇 번이고 다시 손을 보며 그 수고의 값은 처음 금액에 들어 있다."
)
"""Endless rework without pay, in words that the rule POC-02 does not read."""
READ = "제5조(수정) 을은 갑이 만족할 때까지 횟수의 제한 없이 무상으로 재작업한다."


def test_a_veiled_clause_is_a_suspicion_of_little_certainty_that_says_how_it_was_found() -> None:
    """
    What only resembles known wordings is told as that, and never as certain as what was read.
    """
    (finding,) = [one for one in check(document(VEILED), BOOK, CHECKED).findings if one.rule == "POC-02"]
    assert finding.certainty <= CERTAINTY
    assert "문장 구조로 확인된 것은 아니나" in finding.message.ko
    assert finding.evidence[0].quote in VEILED


def test_the_rule_counts_as_flagged_where_only_a_likeness_was_found() -> None:
    """
    A suspicion never stands beside an outcome that says nothing was found.
    """
    assert check(document(VEILED), BOOK, CHECKED).outcomes["POC-02"].outcome is Outcome.FLAGGED


def test_a_rule_that_reads_the_words_speaks_alone() -> None:
    """
    No likeness is told of words that a rule has flagged.
    """
    told = [
        one for one in check(document(READ), BOOK, CHECKED).findings if one.evidence and one.evidence[0].quote in READ
    ]
    assert [one.rule for one in told if "확인된 것은 아니나" in one.message.ko] == []
    assert told


def test_a_rule_run_alone_finds_by_likeness_what_it_finds_among_all() -> None:
    """
    An audit that runs one changed rule again neither loses nor invents a suspicion.
    """
    alone = check(document(VEILED), BOOK.only({"POC-02"}), CHECKED).findings
    among = check(document(VEILED), BOOK, CHECKED).findings
    assert [one.fingerprint for one in alone] == [one.fingerprint for one in among if one.rule == "POC-02"]
    assert check(document(READ), BOOK.only({"SUP-10"}), CHECKED).findings == ()


def test_what_clears_a_suspicion_is_only_shown_beside_one_that_plainly_sounds_unfair(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """
    What another clause says may be of something else: it is shown beside the suspicion, which stands.
    """
    beside = VEILED.replace("제5조(수정) ", "제5조(수정) ① ") + "\n② 교재는 변경계약에 따라 추가 대가를 지급한다."

    def answers() -> list[list[str]]:
        told = check(document(beside), BOOK, CHECKED).findings
        return [[one.answer for one in finding.counter_checks] for finding in told if finding.rule == "POC-02"]

    assert answers() == [["yes"]]
    monkeypatch.setattr(resembling, "PLAIN", 9.0)
    assert answers() == []


@pytest.mark.parametrize(
    "clause",
    [
        "제5조(수정) 갑과 을은 각자 맡은 부분을 상대방이 만족할 때까지 다시 손본다.",
        "제5조(수정) 갑은 을이 찾아볼 수 있도록 자료를 몇 번이고 새로 고쳐 준다.",
        "제5조(수정) 을은 갑의 잘못으로 늘어난 일의 값을 따로 청구할 수 있다.",
        "제5조(정의) 개발성과물이란 본 개발로 새로 얻은 것을 말하며 당사자의 기존 기술을 포함하지 아니한다.",
        "제5조(지체) 납기를 지체한 당사자는 지체일수마다 계약금액의 0.1%를 지체상금으로 지급하되 계약금액의 10%를 넘지 아니한다.",
    ],
)
def test_what_binds_both_sides_favours_the_weaker_or_has_its_figures_weighed_is_no_suspicion(clause: str) -> None:
    """
    Words alone make no suspicion where the norm says otherwise.
    """
    assert check(document(clause), BOOK, CHECKED).findings == ()


@pytest.mark.parametrize(
    ("clause", "kind", "rule"),
    [
        (
            "제5조(열람) 갑 안에서 누가 언제 을의 자료를 열어 보았는지는 적어 두지 아니하며 을에게 알리지도 아니한다.",
            "nda",
            "NDA-10",
        ),
        (
            "제5조(효력) 이 협약은 두 회사의 우의가 이어지는 동안 끝나는 날을 따로 두지 아니하고 본계약을 의논할 날도 정하지 아니한다.",
            "mou",
            "MOU-02",
        ),
    ],
)
def test_what_plainly_sounds_unfair_is_told_though_its_norms_bind_both_or_the_larger_company(
    clause: str, kind: str, rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A harm may be said as what the larger company need not do, or as what both leave out.
    """
    assert rule in {one.rule for one in check(document(clause, kind), BOOK, CHECKED).findings}
    monkeypatch.setattr(resembling, "PLAIN", 9.0)
    assert rule not in {one.rule for one in check(document(clause, kind), BOOK, CHECKED).findings}


def test_what_briefly_forbids_the_larger_company_something_is_no_suspicion(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A ban says nearly the words of the harm that it forbids.
    """
    clause = "제5조(제공) 갑은 을의 허락 없이 을의 자료를 계열회사나 협력업체에 줄 수 없다."
    told = {one.rule for one in check(document(clause, "nda"), BOOK, CHECKED).findings}
    monkeypatch.setattr(resembling, "BRIEF", 0)
    assert {one.rule for one in check(document(clause, "nda"), BOOK, CHECKED).findings} - told == {"NDA-09"}


LEFT_OUT = "제5조(직원) 갑이 을의 직원에게 접촉하였는지에 관하여 을은 조사하거나 해명을 요구할 수 없다."
"""Sounds like JD-18 (staff hired away), whose conditions leave out what is denied."""


@pytest.mark.parametrize(("plain", "rules"), [(9.0, []), (resembling.PLAIN, ["JD-18"])])
def test_what_a_rule_leaves_out_is_told_by_its_likeness_only_where_that_is_plain(
    plain: float, rules: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What is left out was written for what the rule reads; a sentence that plainly sounds unfair is told nevertheless.
    """
    monkeypatch.setattr(resembling, "PLAIN", plain)
    found = check(document(LEFT_OUT, "joint_development"), BOOK, CHECKED).findings
    assert [one.rule for one in found if one.evidence] == rules


def test_what_the_larger_company_had_before_is_no_loss_of_the_startup() -> None:
    """
    JD-19 is about what the startup loses at the end.
    """
    words = "제5조(배경) “갑”이 체결일 전부터 가진 특허는 “갑”의 것으로 남는다."
    assert check(document(words), BOOK, CHECKED).findings == ()


WIDE = "제9조(위반) 기밀을 흘린 때에는 벌칙 성격의 돈 천만 원을 내며, 그 돈은 배상할 손해에서 빼지 않는다."
"""Meets only the wider conditions of GEN-05 (penalty and damages), and sounds like it."""


@pytest.mark.parametrize(("loose", "told"), [(resembling.LOOSE, 1), (9.0, 0)])
def test_wider_conditions_are_believed_where_the_classifier_hears_the_rule_too(
    loose: float, told: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What only the wider conditions of a rule read is told if it resembles the rule's sayings, and else not.
    """
    monkeypatch.setattr(resembling, "LOOSE", loose)
    monkeypatch.setattr(resembling, "UNFAIR", 9.0)
    monkeypatch.setattr(resembling, "PLAIN", 9.0)
    [compiled] = BOOK.only({"GEN-05"}).rules
    reading = prepare(document(WIDE, "nda"), CHECKED)
    context = Context(reading, BOOK.parameters)
    [(unit, _)] = matches(compiled, context)
    assert compiled.reads(unit, context) is None
    assert (unit.span.start in resembling.sounding_unfair("GEN-05", reading)) is bool(told)
    findings = check(reading.document, BOOK.only({"GEN-05"}), CHECKED).findings
    assert [one.rule for one in findings] == ["GEN-05"] * told
    assert all(one.certainty > CERTAINTY for one in findings)


def test_a_word_of_the_wider_conditions_is_one_that_the_rule_names() -> None:
    """
    An audit runs a rule again when an entry changes that only its wider conditions ask for.
    """
    [compiled] = BOOK.only({"GEN-05"}).rules
    assert "sanction_sum" in compiled.entries
    assert "sanction_sum" not in str(compiled.rule.find.where)


def test_only_sentences_are_read_loosely() -> None:
    """
    The classifier hears sentences, so a rule over more than one has no wider conditions.
    """
    [compiled] = BOOK.only({"GEN-05"}).rules
    rule = compiled.rule.model_copy(update={"find": compiled.rule.find.model_copy(update={"each": "article"})})
    with pytest.raises(RuleError, match="only sentences can be read loosely"):
        catalog.compile_rule(rule, BOOK.lexicon, BOOK.parameters, BOOK.bases)


def test_the_titles_above_a_table_are_no_suspicion() -> None:
    """
    What heads the columns names what the rows say; the rows themselves are heard.
    """
    titles = "| 구분 | 납품(수령) 기간 | 마감 | 지급 |"
    row = "| 정기분 | 매월 1일부터 말일까지 | 그달 말일 | 마감한 달의 다다음 달 말일, 현금 |"
    text = f"제5조(대금) 갑은 을에게 대금을 별표 1에 따라 지급한다.\n\n별표 1. 마감과 지급\n {titles}\n {row}\n"
    told = [one for one in check(document(text, "supply"), BOOK, CHECKED).findings if one.rule == "SUP-01"]
    assert [one.evidence[0].quote for one in told] == [row]


def test_the_titles_of_a_sheet_are_no_suspicion() -> None:
    """
    The first title stands before the first bar there, and so does the first cell of the row below.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "출자자"
    sheet.append(
        ["조합명", "출자자명", "출자자구분", "업종", "출자약정액(원)", "기업집단 소속 여부", "동일인과의 관계", "비고"]
    )
    for fund in ("여울 소재혁신 투자조합", "여울 지역혁신 투자조합", "여울 창업 투자조합"):
        sheet.append([fund, "새벽기금", "특별조합원", "제조업", 100_000_000, "Y", "계열회사", ""])
        sheet.append([fund, "여울기술금융 주식회사", "업무집행조합원", "신기술금융", 40_000_000, "Y", "계열회사", ""])
    written = BytesIO()
    book.save(written)
    reading = prepare(read(written.getvalue(), "투자현황.xlsx"), CHECKED)
    assert [reading.quote(unit.span) for unit, _ in resembling.resembling(reading, {"CVC-16"})] == []
