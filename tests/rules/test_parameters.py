"""
Show that every number that decides is dated, has a unit and a source, and is given for the right day.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from rules.errors import RuleError
from rules.parameters import load_parameters, value

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = load_parameters()
SIGNED = date(2026, 3, 19)

LENDING_CAP = [
    ("2014-07-14", "0.30"),
    ("2014-07-15", "0.25"),
    ("2018-02-07", "0.25"),
    ("2018-02-08", "0.24"),
    ("2021-07-06", "0.24"),
    ("2021-07-07", "0.20"),
    ("2026-11-23", "0.20"),
]


@pytest.mark.parametrize(("day", "expected"), LENDING_CAP)
def test_the_lending_cap_is_that_of_the_day(day: str, expected: str) -> None:
    """
    The highest lawful interest is the value in force on the day of the contract.
    """
    assert value("max_interest_rate", date.fromisoformat(day)) == Decimal(expected)


LAW = {
    "payment_days": "60",
    "price_talk_start_days": "10",
    "inspection_notice_days": "10",
    "nda_items_consignment": "11",
    "nda_items_subcontract": "7",
    "linkage_share_of_price": "0.10",
    "linkage_trigger_share": "0.10",
    "linkage_exempt_days": "90",
    "linkage_exempt_amount": "100000000",
    "damages_multiple_ordinary": "3",
    "damages_multiple_misuse": "5",
    "cvc_ownership_share": "1",
    "cvc_debt_multiple": "2",
    "cvc_external_money_share": "0.40",
    "cvc_overseas_share": "0.20",
    "cvc_report_months": "4",
    "control_share": "0.50",
    "venture_duty_share": "0.40",
    "sme_status_share": "0.30",
    "group_affiliation_share": "0.30",
    "non_voting_share": "0.25",
    "max_interest_rate": "0.20",
}


@pytest.mark.parametrize(("name", "expected"), LAW.items())
def test_limits_of_the_law(name: str, expected: str) -> None:
    """
    The limits that statutes and decrees set are marked as law and have the statute's value.
    """
    assert KNOWN[name].status == "law"
    assert value(name, SIGNED) == Decimal(expected)


DEFAULTS = {
    "redemption_rate_notice": "0.08",
    "redemption_rate_warning": "0.10",
    "redemption_rate_grave": "0.15",
    "default_interest_notice": "0.12",
    "default_interest_grave": "0.20",
    "penalty_share_notice": "0.10",
    "penalty_share_grave": "0.20",
    "penalty_share_of_price": "1",
    "ld_daily_rate": "0.003",
    "ld_total_share": "0.30",
    "nda_tail_months": "12",
    "nda_tail_months_notice": "24",
    "poc_exclusivity_months": "3",
    "noncompete_years_startup": "1",
    "noncompete_years_founder": "2",
    "founder_lockup_years": "5",
    "rofr_days": "60",
    "liquidation_preference_multiple": "1",
    "veto_subjects": "12",
    "refixing_floor_share": "0.70",
    "deemed_consent_days": "7",
}


@pytest.mark.parametrize(("name", "expected"), DEFAULTS.items())
def test_the_products_own_limits_say_so(name: str, expected: str) -> None:
    """
    Limits that no law sets are marked as defaults and hold on every day.
    """
    assert KNOWN[name].status == "default"
    assert value(name, date(2010, 1, 1)) == Decimal(expected)
    assert "기본값" in KNOWN[name].steps[0].reference.title


def test_every_number_is_explained_and_sourced() -> None:
    """
    Each parameter has words in both languages, a unit, a source for each value, and a link unless it is ours.
    """
    for one in KNOWN.values():
        assert one.description.ko
        assert one.description.en
        assert one.unit
        assert all(step.reference.title for step in one.steps)
        assert [step.since for step in one.steps] == sorted(step.since for step in one.steps)
        if one.status == "law" and one.verification == "text":
            assert all(step.reference.href for step in one.steps), one.name


def test_the_time_to_invest_grew() -> None:
    """
    A change of law is one dated value: the time to reach the investment duty is five years from 2026-07-01.
    """
    assert value("venture_duty_years", date(2026, 6, 30)) == 3
    assert value("venture_duty_years", date(2026, 7, 1)) == 5


def test_no_value_is_invented_for_an_earlier_day() -> None:
    """
    Before the first value there is none, and the error names the parameter and the day.
    """
    with pytest.raises(RuleError, match="2007-06-29"):
        value("max_interest_rate", date(2007, 6, 29))


def test_an_unknown_number_is_refused() -> None:
    """
    A name that no file holds is an error.
    """
    with pytest.raises(RuleError, match="no such parameter"):
        value("max_patience", SIGNED)


MALFORMED = {
    "no source": "values:\n  2020-01-01: {value: 1}\nreference: {}\n",
    "source of another day": "values:\n  2020-01-01: {value: 1}\nreference:\n  2021-01-01: {title: x}\n",
    "no values": "values: {}\nreference: {}\n",
    "unknown key": "value: 1\nvalues:\n  2020-01-01: {value: 1}\nreference:\n  2020-01-01: {title: x}\n",
    "no number": "values:\n  2020-01-01: {value: many}\nreference:\n  2020-01-01: {title: x}\n",
}


@pytest.mark.parametrize("kind", MALFORMED)
def test_malformed_files_are_refused(kind: str, tmp_path: Path) -> None:
    """
    A value without source, a source without value, no value at all, an unknown key and a word for a number are refused.
    """
    head = "description: {ko: 가, en: a}\nunit: days\nstatus: law\n"
    (tmp_path / "x.yaml").write_text(head + MALFORMED[kind], encoding="utf-8")
    with pytest.raises(RuleError):
        load_parameters(tmp_path)
