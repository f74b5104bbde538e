"""
Doubts of what rules read: where the words sound fair, or like another rule's, far more.
"""

from __future__ import annotations

import pytest

from rules import catalog, check, engine
from rules.classifier import doubting
from rules.doubted import CERTAINTY, believable, is_doubted
from rules.engine import matches, prepare
from rules.matchers.base import Context
from rules.units import units_of
from tests.rules.documents import CHECKED, document
from tests.rules.test_likened import READ

BOOK = catalog.load()


def test_nothing_is_lost_by_not_reading_what_would_not_be_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A rule reads the few sentences in which it is heard at all; in the others all that it reads is doubted.
    """
    read = document(f"{READ}\n{REMEMBERED}\n{TAKEN_BACK}\n제7조(비용) 각 당사자는 자기의 비용을 부담한다.")
    told = check(read, BOOK, CHECKED)
    assert told.findings
    monkeypatch.setattr(engine, "believable", lambda *_: None)
    assert check(read, BOOK, CHECKED).findings == told.findings


def test_no_question_is_about_what_is_heard_less_than_a_rule_reads() -> None:
    """
    What is kept of a reading would tell them no more.
    """
    bounds = (doubting.FAIR, doubting.FAIR_FIGURES, doubting.FAIR_SHORT, doubting.FAIR_CARRIED, doubting.FAIR_IN_WHOLE)
    assert min(bounds) > doubting.UNHEARD


def test_an_agreement_in_which_nothing_binds_anybody_is_read_without_a_failure() -> None:
    """
    All that it says is that it was concluded.
    """
    read = document("갑과 을은 다음과 같이 계약을 체결한다.", "supply")
    assert not units_of("sentence", prepare(read, CHECKED))
    report = check(read, BOOK, CHECKED)
    assert not any("failed" in outcome.why.en for outcome in report.outcomes.values())


def test_a_rule_reads_no_sentence_that_is_about_something_else() -> None:
    """
    Whatever may be told of one is asked: the figures that a rule weighs, however fair the sentence sounds.
    """
    read = document(
        "제5조(지급) 갑은 검수일부터 30일 이내에 대금을 지급한다.\n제6조(준거법) 이 계약은 대한민국 법에 따른다.",
        "supply",
    )
    context = Context(prepare(read, CHECKED), BOOK.parameters)
    rules = {one.rule.id: one.rule for one in BOOK.rules}
    assert rules["SUP-01"].find.weighs_figures
    places = {name: len(believable(rules[name], context) or ()) for name in ("SUP-01", "IP-01")}
    assert places == {"SUP-01": 1, "IP-01": 0}


def test_a_clause_that_resembles_fair_ones_far_more_is_not_believed() -> None:
    """
    Every flag of every rule's own examples is believed, so the doubt concerns other wordings.
    """
    context = Context(prepare(document(READ), CHECKED), BOOK.parameters)
    (rule,) = [one for one in BOOK.rules if one.rule.id == "POC-02"]
    assert [is_doubted(rule.rule, unit, match, context) for unit, match in matches(rule, context)] == [False]


TAKEN_BACK = "제5조(개발) 각 당사자는 제3자와 유사한 개발을 하지 못한다."


@pytest.mark.parametrize(
    ("more", "rules"),
    [
        ("", 0),
        (" 단, 갑에게는 이를 적용하지 아니한다.", 1),
        (" 단, 상대방이 동의한 때에는 그러하지 아니하다.", 0),
    ],
)
def test_a_ban_on_both_that_the_next_sentence_lifts_for_one_is_no_fair_clause(more: str, rules: int) -> None:
    """
    By itself the first sentence sounds fair; what takes it back for the larger side stands in another.
    """
    found = check(document(TAKEN_BACK + more), BOOK, CHECKED).findings
    assert sum(one.rule == "JD-09" for one in found) == rules


@pytest.mark.parametrize(
    ("clause", "rules"),
    [
        ("제5조(비용) 연구비는 각자 부담하며, 결과물은 갑에게 귀속한다. 을은 이에 협력한다.", {"IP-01"}),
        ("제5조(비용) 연구비는 각자 부담하며, 결과물은 각자에게 귀속한다. 을은 이에 협력한다.", set()),
    ],
)
def test_what_one_part_says_of_both_makes_the_other_part_no_fair_clause(clause: str, rules: set[str]) -> None:
    """
    That each bears its own costs sounds fair; who gets the results is another matter.
    """
    found = {one.rule for one in check(document(clause), BOOK, CHECKED).findings}
    assert found & {"IP-01"} == rules


REMEMBERED = "제9조(기밀) 갑의 심사역이 을의 자료를 살펴보며 익힌 발상과 요령은 문서를 다시 보지 않는 한 갑의 다른 업무에 자유롭게 살려 쓸 수 있다."
"""What stays in people's heads (NDA-06), in words that PRG-01 reads as papers handed in for nothing."""


@pytest.mark.parametrize(("further", "rules"), [(doubting.FURTHER, {"NDA-06"}), (9.0, {"PRG-01"})])
def test_a_rule_that_reads_something_is_not_believed_where_another_is_heard_far_more(
    further: float, rules: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The harm is told once, under the rule that the sentence is about.
    """
    monkeypatch.setattr(doubting, "FURTHER", further)
    found = check(document(REMEMBERED, "nda"), BOOK, CHECKED).findings
    assert {one.rule for one in found if one.evidence and one.evidence[0].quote in REMEMBERED} == rules


def test_a_rule_run_alone_gives_way_to_one_that_does_not_run() -> None:
    """
    An audit of one changed rule tells nothing that the whole book would leave to another.
    """
    assert check(document(REMEMBERED, "nda"), BOOK.only({"PRG-01"}), CHECKED).findings == ()
    alone = check(document(REMEMBERED, "nda"), BOOK.only({"NDA-06"}), CHECKED).findings
    assert [one.rule for one in alone if one.evidence] == ["NDA-06"]


@pytest.mark.parametrize(("doubtful", "is_sure"), [(-9.0, True), (9.0, False)])
def test_what_is_read_in_words_that_hardly_sound_unfair_is_told_with_little_certainty(
    monkeypatch: pytest.MonkeyPatch, doubtful: float, *, is_sure: bool
) -> None:
    """
    Of such flags seven in ten were nobody's.
    """
    monkeypatch.setattr(doubting, "DOUBTFUL", doubtful)
    [finding] = [one for one in check(document(READ), BOOK, CHECKED).findings if one.rule == "POC-02"]
    assert (finding.certainty > CERTAINTY) is is_sure


@pytest.mark.parametrize(("bound", "told"), [(doubting.FAIR_IN_WHOLE, 0), (-9.0, 1)])
def test_a_rule_over_the_whole_is_not_believed_where_all_that_it_found_sounds_fair(
    bound: float, told: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Information that the larger side keeps behind a lock is not kept instead of given back (NDA-02).
    """
    monkeypatch.setattr(doubting, "FAIR_IN_WHOLE", bound)
    words = "제9조(비밀) 갑은 을에게서 받은 비밀정보를 잠금장치가 있는 곳에 보관한다."
    assert [one.rule for one in check(document(words, "licence"), BOOK, CHECKED).findings].count("NDA-02") == told


def test_what_only_the_whole_makes_one_sided_is_told_however_fair_its_sentence_sounds() -> None:
    """
    An end with thirty days' notice is usual by itself, and not where the other side has none.
    """
    words = "제9조(해지) 갑은 30일 전 서면 통지로 이 계약을 해지할 수 있다."
    assert "TERM-01" in {one.rule for one in check(document(words, "supply"), BOOK, CHECKED).findings}
