"""
Show which law reaches which agreement on which day, and that every citation stands in the statute's text.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import re2

from rules import law_page
from rules.basis import load_bases
from rules.errors import RuleError
from rules.ids import load_ids
from rules.law import Applied, Dates, Ground, apply, ground
from rules.rule import Text
from tests.rules.statute_text import Place, places

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BASES = load_bases()
TODAY = date(2026, 11, 23)
PLACE = r"제(\d+)조(?:의(\d+))?(?: 제(\d+)항)?(?: 제(\d+)호(?:의(\d+))?)?(?: ([가-하])목)?(?: 및 별표 \d+)?"
ADDENDUM = "ADDENDUM_2026H2.md"
NOT_EXCERPTED = {
    "winwin.28-9": "제28조의9 is not among the stored articles",
    "fair-trade.31-1": "제31조 is not among the stored articles",
    "unfair-competition.9-2-3": "제9조의2 is not among the stored articles",
    "unfair-competition.2-3-sa": "the new item is told in the addendum, not printed",
}

JOINT_LIABILITY = {
    "venture_investment_company": "venture.39-1-2-2",
    "venture_investment_fund": "venture.52-2-4-2",
    "accelerator": "venture.27-1-2-2",
    "individual_investment_fund": "venture.14-2-4-2",
}


def dates(
    concluded: str | None = None,
    *,
    renewed: str | None = None,
    provided: str | None = None,
    checked: date = TODAY,
) -> Dates:
    """
    Make the days of an agreement from ISO text.
    """
    facts = {"renewed_on": renewed, "material_provided_on": provided}
    return Dates.from_facts(date.fromisoformat(concluded) if concluded else None, facts, checked)


def answer(basis: str, facts: Mapping[str, object], days: Dates, kind: str = "other") -> bool | None:
    """
    Ask whether a basis applies.
    """
    return apply(BASES[basis], facts, days, kind).applies


def test_every_citation_stands_in_the_statute(shared: Path) -> None:
    """
    Each article, paragraph, item and sub-item cited from a stored statute is found in its text or the addendum.
    """
    folder = shared / "law" / "statutes"
    added = places(folder / ADDENDUM)
    texts = {name: places(folder / name) for name in {b.statute.excerpt for b in BASES.values()} if name}
    missing = [
        basis.id
        for basis in BASES.values()
        if basis.in_excerpt and basis.at
        if _place(basis.at) not in texts[basis.statute.excerpt or ""] and _place(basis.at) not in added
    ]
    assert missing == []


def test_citations_outside_the_stored_text_are_few_and_named() -> None:
    """
    A basis of a stored statute that cannot be looked up is listed here with its reason.
    """
    unseen = {basis.id for basis in BASES.values() if basis.statute.excerpt and not basis.in_excerpt}
    assert unseen == set(NOT_EXCERPTED)


def test_law_numbers_stand_in_the_statute(shared: Path) -> None:
    """
    A day called verified names an act that the stored statute or the addendum prints with its promulgation.
    """
    folder = shared / "law" / "statutes"
    added = (folder / ADDENDUM).read_text(encoding="utf-8")
    wrong = []
    for basis in BASES.values():
        if basis.certain and basis.statute.excerpt:
            text = (folder / basis.statute.excerpt).read_text(encoding="utf-8") + added
            if not basis.law_number or basis.law_number.strip("제호") not in text:
                wrong.append(basis.id)
    assert wrong == []


def test_days_in_force_are_plausible() -> None:
    """
    No basis is in force before it was promulgated, before the Civil Act, or beyond the acts promulgated so far.
    """
    early = [b.id for b in BASES.values() if b.promulgated and b.in_force < b.promulgated]
    outside = [b.id for b in BASES.values() if not date(1960, 1, 1) <= b.in_force <= date(2028, 2, 20)]
    ended = [b.id for b in BASES.values() if b.until and b.until <= b.in_force]
    assert (early, outside, ended) == ([], [], [])


def months_later(day: date, months: int) -> date:
    """
    Give the day on which "N months have passed since promulgation": N months and one day later.
    """
    year, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last)) + timedelta(days=1)


STORED_PAIRS = [
    ("2021-08-17", 6, "2022-02-18"),
    ("2025-12-02", 6, "2026-06-03"),
    ("2025-12-30", 6, "2026-07-01"),
    ("2026-02-10", 6, "2026-08-11"),
    ("2026-09-29", 6, "2027-03-30"),
    ("2025-12-02", 12, "2026-12-03"),
    ("2026-02-19", 24, "2028-02-20"),
]


@pytest.mark.parametrize(("promulgated", "months", "expected"), STORED_PAIRS)
def test_months_after_promulgation(promulgated: str, months: int, expected: str) -> None:
    """
    "N months after promulgation" is N months and a day later.
    """
    assert months_later(date.fromisoformat(promulgated), months) == date.fromisoformat(expected)


def test_days_in_force_follow_from_promulgation() -> None:
    """
    Each verified day is that of promulgation, a whole number of months later, or a day fixed by name.
    """
    fixed = {("제36381호", date(2026, 6, 3)), ("제34491호", date(2024, 5, 17))}
    odd = {
        (basis.law_number, basis.in_force)
        for basis in BASES.values()
        if basis.certain and basis.promulgated and basis.in_force != basis.promulgated
        if basis.in_force not in {months_later(basis.promulgated, months) for months in (3, 6, 12, 24)}
    }
    assert odd == fixed


def test_open_standards_never_accuse() -> None:
    """
    A basis that turns on a judgement no text shows (부당하게) is a yardstick.
    """
    assert {b.effect for b in BASES.values() if b.open_standard} == {"yardstick"}


def test_what_is_not_law_never_accuses() -> None:
    """
    Guidelines, standard contracts, policies and unread texts only measure.
    """
    soft = [b for b in BASES.values() if b.kind in {"guideline", "standard_contract", "policy"} or b.unverified]
    assert {b.effect for b in soft} == {"yardstick"}


@pytest.mark.parametrize(("kind", "basis"), JOINT_LIABILITY.items())
def test_joint_liability_turns_on_its_day(kind: str, basis: str) -> None:
    """
    The ban on a founder's joint liability reaches contracts concluded from 2025-12-30, not the day before.
    """
    facts = {"investor_kind": kind}
    assert answer(basis, facts, dates("2025-12-29"), "investment") is False
    assert answer(basis, facts, dates("2025-12-30"), "investment") is True


@pytest.mark.parametrize("kind", ["new_technology_financier", "corporate_direct", "other"])
def test_joint_liability_reaches_its_investors_only(kind: str) -> None:
    """
    None of the four articles binds a new-technology financier or a corporation investing directly.
    """
    verdicts = {answer(b, {"investor_kind": kind}, dates("2026-06-08")) for b in JOINT_LIABILITY.values()}
    assert verdicts == {False}


@pytest.mark.parametrize(("kind", "basis"), JOINT_LIABILITY.items())
def test_each_investor_has_its_own_article(kind: str, basis: str) -> None:
    """
    Exactly one of the four articles applies to each kind of investor.
    """
    applying = [b for b in JOINT_LIABILITY.values() if answer(b, {"investor_kind": kind}, dates("2026-03-19"))]
    assert applying == [basis]


def test_unknown_facts_are_to_be_checked() -> None:
    """
    An unknown kind of investor never becomes a violation, and the reason says what to check.
    """
    applied = apply(BASES["venture.39-1-2-2"], {}, dates("2026-03-19"), "investment")
    assert applied.applies is None
    assert applied.why.ko == "확인 필요: 투자자 종류"
    assert ground([applied]) is Ground.ADVISORY


EARLY_REDEMPTION = [
    ("2027-03-29", "venture_investment_fund", False),
    ("2027-03-30", "venture_investment_fund", True),
    ("2027-05-11", "venture_investment_company", False),
    ("2027-05-11", "new_technology_financier", False),
]


@pytest.mark.parametrize(("signed", "kind", "expected"), EARLY_REDEMPTION)
@pytest.mark.parametrize("basis", ["venture.52-2-1-1", "venture.52-2-1-2", "venture.52-2-1-3", "venture.52-2-2"])
def test_future_law_waits_for_its_day(basis: str, signed: str, kind: str, *, expected: bool) -> None:
    """
    Article 52-2 reaches funds that first conclude a contract from 2027-03-30, and nobody else.
    """
    days = dates(signed, checked=date(2027, 6, 1))
    assert answer(basis, {"investor_kind": kind}, days, "investment") is expected


CONSIGNMENT = [
    ({"consignment": True}, True),
    ({"consignment": False}, False),
    ({}, None),
    ({"consignment": True, "startup_is_sme": True}, True),
    ({"consignment": True, "startup_is_sme": False}, False),
    ({"startup_is_sme": False}, False),
]


@pytest.mark.parametrize(("facts", "expected"), CONSIGNMENT)
def test_consignment_law_needs_a_consignment(facts: dict[str, object], *, expected: bool | None) -> None:
    """
    The Win-Win Act needs a consignment to an SME; unknown stays open, and a startup that is no SME is outside.
    """
    assert answer("winwin.25-1-12", facts, dates("2026-02-24"), "nda") is expected


@pytest.mark.parametrize(("fact", "expected"), [(True, True), (False, False), (None, None)])
def test_subcontract_law_needs_a_subcontract(*, fact: bool | None, expected: bool | None) -> None:
    """
    The Subcontracting Act follows the subcontract fact.
    """
    facts = {} if fact is None else {"subcontract": fact}
    assert answer("subcontract.12-3-1", facts, dates("2026-02-24"), "poc") is expected


def test_void_special_terms_begin_when_set() -> None:
    """
    Unfair special terms are void where the contract was concluded from 2025-10-02.
    """
    facts = {"subcontract": True}
    assert answer("subcontract.3-4-3", facts, dates("2025-10-01"), "supply") is False
    assert answer("subcontract.3-4-3", facts, dates("2025-10-02"), "supply") is True
    assert answer("subcontract.3-4-3", facts, dates(None), "supply") is None


def test_standard_terms_never_reach_company_law() -> None:
    """
    The Standard Terms Act does not reach investment agreements, even where they are standard terms.
    """
    facts = {"standard_terms": True}
    assert answer("terms.9", facts, dates("2026-01-05"), "supply") is True
    assert answer("terms.9", {}, dates("2026-01-05"), "supply") is None
    for kind in ("investment", "shareholders", "convertible", "safe", "term_sheet"):
        assert answer("terms.9", facts, dates("2026-01-05"), kind) is False


RECEIPT = [
    ("2025-01-10", "2025-07-21", False),
    ("2025-01-10", "2025-07-22", True),
    ("2025-01-10", None, None),
    ("2026-02-24", None, True),
    (None, None, None),
    ("2026-02-24", "2025-07-01", False),
]


@pytest.mark.parametrize(("signed", "provided", "expected"), RECEIPT)
def test_nda_duty_turns_on_the_day_of_receipt(
    signed: str | None, provided: str | None, *, expected: bool | None
) -> None:
    """
    The principal's NDA duty counts from 2025-07-22 by receipt; a later agreement answers for an unknown day.
    """
    days = dates(signed, provided=provided)
    assert answer("winwin.21-2-1", {"consignment": True}, days, "nda") is expected


def test_an_older_text_of_the_nda_duty_answers_for_older_material() -> None:
    """
    The duty of 2022 answers for material provided before 2025-07-22, and only for that.
    """
    facts = {"consignment": True}
    assert answer("winwin.21-2-1-2022", facts, dates("2024-05-02"), "nda") is True
    assert answer("winwin.21-2-1-2022", facts, dates("2024-05-02", provided="2022-02-17"), "nda") is False
    assert answer("winwin.21-2-1-2022", facts, dates("2026-02-24"), "nda") is False


def test_a_founder_put_may_be_limited_but_is_no_violation() -> None:
    """
    A founder's own duty to buy the shares is possibly void with a venture fund and advice with a financier.
    """
    law = [
        BASES[one.basis].adapted(effect=one.effect, only_if={})
        for one in load_ids()["inv-buyback-founder-no-fault"].law
    ]
    grounds = {
        kind: ground([apply(basis, {"investor_kind": kind}, dates("2026-07-03"), "investment") for basis in law])
        for kind in ("venture_investment_fund", "new_technology_financier")
    }
    assert grounds == {
        "venture_investment_fund": Ground.POSSIBLY_VOID,
        "new_technology_financier": Ground.ADVISORY,
    }


RENEWAL = [
    ("2026-08-11", None, True),
    ("2025-05-01", "2026-09-01", True),
    ("2025-05-01", "2026-01-01", False),
    ("2025-05-01", None, None),
]


@pytest.mark.parametrize(("signed", "renewed", "expected"), RENEWAL)
def test_energy_linkage_reaches_renewals(signed: str, renewed: str | None, *, expected: bool | None) -> None:
    """
    Energy linkage reaches contracts concluded or renewed from 2026-08-11; an unknown renewal stays open.
    """
    days = dates(signed, renewed=renewed)
    assert answer("subcontract.3-2-3-energy", {"subcontract": True}, days, "supply") is expected


def test_a_day_that_is_no_date_is_unknown() -> None:
    """
    A declared day that cannot be read counts as unknown, never as a violation.
    """
    days = Dates.from_facts(None, {"renewed_on": "sometime", "material_provided_on": date(2026, 1, 2)}, TODAY)
    assert (days.renewed, days.material_provided) == (None, date(2026, 1, 2))


def test_suits_are_to_be_checked() -> None:
    """
    A rule of procedure that turns on the day of a suit is never settled by a contract.
    """
    facts = {"consignment": True}
    assert answer("winwin.25-2-burden", facts, dates("2026-01-05"), "supply") is None


def test_misuse_before_the_agreement_waits_until_2028() -> None:
    """
    The amended ban on misuse before the agreement is not applied before 2028-02-20.
    """
    facts = {"consignment": True}
    assert answer("winwin.25-2-pre", facts, dates("2026-01-05"), "nda") is False
    assert answer("winwin.25-2-pre", facts, dates("2026-01-05", checked=date(2028, 2, 20)), "nda") is True


def test_licensed_lenders_are_outside_the_interest_cap() -> None:
    """
    The interest cap does not reach a new-technology financier and stays open for an unknown lender.
    """
    days = dates("2026-01-05")
    assert answer("usury.2-3", {"investor_kind": "corporate_direct"}, days, "convertible") is True
    assert answer("usury.2-3", {"investor_kind": "new_technology_financier"}, days, "convertible") is False
    assert answer("usury.2-3", {}, days, "convertible") is None


def test_a_holding_company_cvc_is_bound_by_the_fair_trade_act() -> None:
    """
    Article 20 reaches only a CVC that belongs to a general holding company.
    """
    assert answer("fair-trade.20-2", {"holding_company_cvc": True}, dates(), "portfolio") is True
    assert answer("fair-trade.20-2", {"holding_company_cvc": False}, dates(), "portfolio") is False


def test_reasons_name_day_and_fact() -> None:
    """
    The reason tells an auditor the day, the day in force and the fact, in both languages.
    """
    facts = {"investor_kind": "venture_investment_company"}
    late = apply(BASES["venture.39-1-2-2"], facts, dates("2025-12-29"), "investment")
    assert late.why == Text(
        ko="계약 체결일 2025-12-29에는 시행 전(2025-12-30 시행)",
        en="not yet in force on 2025-12-29, the day of conclusion (from 2025-12-30)",
    )
    good = apply(BASES["venture.39-1-2-2"], facts, dates("2026-03-19"), "investment")
    assert good.why.ko == "요건 충족: 투자자 종류 '벤처투자회사'; 계약 체결일 2026-03-19 기준 시행 중(2025-12-30 시행)"


GROUNDS = [
    (["prohibits", "voids", "yardstick"], Ground.SUSPECTED_VIOLATION),
    (["yardstick", "voids", "programme"], Ground.POSSIBLY_VOID),
    (["programme", "yardstick"], Ground.PROGRAMME_RULE),
    (["yardstick"], Ground.ADVISORY),
    ([], Ground.ADVISORY),
]


@pytest.mark.parametrize(("effects", "expected"), GROUNDS)
def test_the_strongest_effect_gives_the_ground(effects: list[str], expected: Ground) -> None:
    """
    The strongest effect among the bases that apply gives the ground; with none it is advice.
    """
    assert ground([_applied(effect, applies=True) for effect in effects]) is expected


@pytest.mark.parametrize("applies", [False, None])
def test_only_bases_that_apply_give_a_ground(*, applies: bool | None) -> None:
    """
    A ban that does not apply, or may, accuses nobody.
    """
    assert ground([_applied("prohibits", applies=applies), _applied("yardstick", applies=True)]) is Ground.ADVISORY


def test_a_rule_may_use_a_basis_more_gently() -> None:
    """
    A rule's own effect and gates are added; the gates of the basis stay.
    """
    basis = BASES["venture.39-1-2-2"]
    gentle = basis.adapted(effect="yardstick", only_if={"holding_company_cvc": [True]})
    assert gentle.effect == "yardstick"
    assert set(gentle.gates) == {"investor_kind", "holding_company_cvc"}
    narrowed = basis.adapted(effect=None, only_if={"investor_kind": ["new_technology_financier"]})
    assert (narrowed.effect, narrowed.gates) == ("prohibits", {"investor_kind": ()})


MALFORMED = {
    "unknown key": "bases:\n  x.1: {at: 제1조, titel: {ko: 가, en: a}}\n",
    "unknown gate": "bases:\n  x.1: {at: 제1조, title: {ko: 가, en: a}, gates: {is_nice: [true]}}\n",
    "no day": "bases:\n  x.1: {at: 제1조, title: {ko: 가, en: a}, effect: voids, keys_on: act}\n",
    "wrong prefix": (
        "bases:\n  y.1: {at: 제1조, title: {ko: 가, en: a}, effect: voids, keys_on: act, in_force: 2020-01-01}\n"
    ),
}


@pytest.mark.parametrize("kind", MALFORMED)
def test_malformed_files_are_refused(kind: str, tmp_path: Path) -> None:
    """
    A misspelt key, an unknown gate, a missing day and an id of another file are refused.
    """
    head = "name: {ko: 법, en: Act}\nshort: {ko: 법, en: Act}\nkind: statute\nurl: https://example.test\n"
    (tmp_path / "x.yaml").write_text(head + MALFORMED[kind], encoding="utf-8")
    with pytest.raises(RuleError):
        load_bases(tmp_path)


def test_the_page_of_the_law_is_fresh(root: Path) -> None:
    """
    The page docs/law.md is what the registry gives now; `make docs` renews it.
    """
    written = (root / "docs" / "law.md").read_text(encoding="utf-8")
    assert written == law_page.current()


def _place(at: str) -> Place:
    found = re2.fullmatch(PLACE, at)
    assert found is not None, at
    article, article_of, paragraph, item, item_of, subitem = (found[n] or "" for n in range(1, 7))
    return Place(
        article + (f"의{article_of}" if article_of else ""),
        paragraph,
        item + (f"의{item_of}" if item_of else ""),
        subitem,
    )


def _applied(effect: str, *, applies: bool | None) -> Applied:
    like = {"prohibits": "winwin.25-1-12", "voids": "terms.9", "yardstick": "jftc.nda"}
    basis = BASES[like.get(effect, "jftc.nda")]
    if effect == "programme":
        basis = basis.adapted(effect="programme", only_if={})
    return Applied(basis, applies, Text(ko="", en=""))
