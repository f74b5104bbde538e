"""
Hold the figures to their definitions, and small cells to being held back however one asks.
"""

from __future__ import annotations

from datetime import date

import pytest

from compliance.fairness.desk import ANY, reckon
from compliance.fairness.records import UNSTATED, Audit, LawDay, Precision, Records, Remedy, Required, Wanted
from compliance.fairness.views import Cell, CellState, Dashboard, Metric, MetricState
from compliance.intervals import Wait
from tests.compliance.fairness.made import COMPANIES, FAIR, agreements, place, records


def board(found: Records, wanted: Wanted = ANY, *, sees_companies: bool = True) -> Dashboard:
    """
    Reckon all figures.
    """
    return reckon(found, wanted, {}, sees_companies=sees_companies)


def metric(found: Records, name: str, wanted: Wanted = ANY) -> Metric:
    """
    Reckon one figure.
    """
    return next(one for one in board(found, wanted).metrics if one.id == name)


def cells(found: Records, name: str, series: str, wanted: Wanted = ANY) -> dict[str, Cell]:
    """
    Give the cells of a series by key.
    """
    [one] = [one for one in metric(found, name, wanted).series if one.key == series]
    return {cell.key: cell for cell in one.cells}


def test_every_figure_is_defined_and_what_is_not_held_is_not_measured() -> None:
    """
    M1 to M11 come in order with their words; what cannot be measured has a reason and no number at all.
    """
    told = board(records()).metrics
    assert [one.id for one in told] == [f"M{number}" for number in range(1, 12)]
    assert all(all(one.definition) and all(one.guard) and all(one.population) for one in told)
    unmeasured = [one for one in told if one.state is MetricState.NOT_MEASURED]
    assert [one.id for one in unmeasured] == ["M1", "M2"]
    assert all(one.why and not one.series and not one.funnel for one in unmeasured)


def test_the_rate_counts_audited_documents_with_a_confirmed_finding() -> None:
    """
    Documents whose audit was aimed at somebody or weighted by risk, and those never audited, are not in the rate.
    """
    aimed = Audit("a", "risk_weighted", is_fair=False)
    found = records(*agreements(7, 20), *agreements(5, 5, audits=(aimed,)), *agreements(5, 5, audits=()))
    cell = cells(found, "M3", "headline")["2026"]
    assert (cell.part, cell.whole, cell.value, cell.low, cell.high) == (7, 20, 0.35, 0.1812, 0.5671)
    assert cells(found, "M3", "advisory")["2026"].part == 0
    assert cells(found, "M10", "audited")["2026"].part == 25


def test_few_documents_and_few_companies_are_not_shown() -> None:
    """
    Four documents are too few; five of two companies are suppressed; no number of either is given.
    """
    few = cells(records(*agreements(2, 4)), "M3", "headline")["2026"]
    known = cells(records(*agreements(2, 5, companies=COMPANIES[:2])), "M3", "headline")["2026"]
    assert (few.state, known.state) == (CellState.FEW, CellState.SUPPRESSED)
    assert {few.part, few.whole, few.value, known.part, known.whole, known.value} == {None}
    shown = cells(records(*agreements(2, 5, companies=COMPANIES[:3])), "M3", "headline")["2026"]
    assert (shown.state, shown.part, shown.whole) == (CellState.SHOWN, 2, 5)


def test_a_total_does_not_give_a_small_cell_away() -> None:
    """
    Beside a year of two documents the total is held back; where what is hidden is large together it is shown.
    """
    first = records(*agreements(1, 2, 2024), *agreements(9, 20, 2025))
    assert cells(first, "M3", "headline")["all"].state is CellState.SUPPRESSED
    more = records(*agreements(1, 4, 2023), *agreements(1, 4, 2024), *agreements(9, 20, 2025))
    assert cells(more, "M3", "headline")["all"].whole == 28


def test_two_filters_do_not_give_a_small_cell_away() -> None:
    """
    A filter that leaves out one project of all is answered with less, and one that isolates it as well.
    """
    found = records(*agreements(9, 20, track="가"), *agreements(1, 1, track="나"))
    assert cells(found, "M3", "headline")["2026"].whole == 21
    most, one = (cells(found, "M3", "headline", Wanted(track=track))["2026"].state for track in ("가", "나"))
    assert (most, one) == (CellState.SUPPRESSED, CellState.FEW)
    assert "M3.headline.2026" in board(found, Wanted(track="나")).held_back


def test_three_filters_do_not_give_a_small_cell_away() -> None:
    """
    Beside the total, the tracks of 9 and of 20 documents would tell of the third's two: the smaller is held back too.
    """
    found = records(*agreements(3, 9, track="가"), *agreements(9, 20, track="나"), *agreements(1, 2, track="다"))
    told = {one: cells(found, "M3", "headline", Wanted(track=one))["2026"].state for one in ("가", "나", "다")}
    assert told == {"가": CellState.SUPPRESSED, "나": CellState.SHOWN, "다": CellState.FEW}
    assert cells(found, "M3", "headline")["2026"].whole == 31


def test_what_names_no_industry_does_not_follow_from_those_that_do() -> None:
    """
    Two documents without an industry are few; the industry beside them is held back where the total would tell of them.
    """
    found = records(*agreements(3, 9, industry="제조"), *agreements(1, 2))
    told = {one: cells(found, "M3", "headline", Wanted(industry=one))["2026"].state for one in ("제조", UNSTATED)}
    assert told == {"제조": CellState.SUPPRESSED, UNSTATED: CellState.FEW}
    assert board(found).choices.industries == [UNSTATED, "제조"]


def test_figures_are_narrowed_by_stage_and_industry() -> None:
    """
    Each narrows alone and together with others; a filter that nothing fits counts nothing.
    """
    found = records(*agreements(3, 9, industry="제조"), *agreements(9, 20, industry="물류"))
    narrowed = {one: cells(found, "M3", "headline", Wanted(industry=one))["2026"].whole for one in ("제조", "물류")}
    assert narrowed == {"제조": 9, "물류": 20}
    assert cells(found, "M3", "headline", Wanted(stage=UNSTATED, industry="물류"))["2026"].whole == 20
    assert cells(found, "M3", "headline", Wanted(stage="poc"))["all"].state is not CellState.SHOWN


def test_a_change_of_tracks_rules_or_law_is_a_break() -> None:
    """
    The year with other tracks, rules, sample or law in force is marked; an unchanged year is not.
    """
    other = Audit("b", "random", is_fair=True)
    found = records(
        *agreements(1, 9, 2024), *agreements(1, 9, 2025), *agreements(1, 9, 2026, track="나", audits=(other,)),
        law_days=[LawDay("벤처투자법 제52조", date(2026, 7, 1)), LawDay("오래된 법", date(2019, 1, 1))],
    )  # fmt: skip
    told = metric(found, "M3").breaks
    assert [(one.before, one.kind) for one in told] == [("2026", kind) for kind in ("track", "rules", "design", "law")]
    assert "벤처투자법 제52조(2026. 7. 1.)" in told[-1].words.ko
    assert "오래된" not in str(told)


def test_companies_are_dots_without_names() -> None:
    """
    A company far beyond what is expected stands outside the limits; those with too few documents are counted only.
    """
    found = records(
        *agreements(30, 30, companies=COMPANIES[:1]), *agreements(0, 200, companies=COMPANIES[1:3]),
        *agreements(1, 2, companies=COMPANIES[3:]),
    )  # fmt: skip
    told = metric(found, "M4")
    assert sorted(dot.place for dot in told.funnel) == ["beyond_998", "beyond_998", "beyond_998"]
    assert [dot.agreements for dot in told.funnel] == [30, 100, 100]
    assert told.notes[0].en.endswith("1 of 4")
    assert not any(name in str(told) for name in COMPANIES)
    outside = next(one for one in board(found, sees_companies=False).metrics if one.id == "M4")
    assert (outside.state, outside.funnel) == (MetricState.WITHHELD, ())


def test_remedies_are_timed_with_the_open_ones() -> None:
    """
    By ground and in all: the median with open cases censored, and the share of deadlines kept.
    """
    waits = [(10, True), (20, True), (30, True), (40, False), (50, True), (60, False)]
    remedies = [
        Remedy(one.id, one.place, "programme_rule", Wait(days, is_over), [is_over])
        for one, (days, is_over) in zip(agreements(0, 6), waits, strict=True)
    ]
    found = records(remedies=remedies)
    median = cells(found, "M5", "median")
    assert [(one.part, one.whole, one.value) for key, one in median.items() if key in {"programme_rule", "all"}] == [
        (4, 6, 30.0), (4, 6, 30.0)
    ]  # fmt: skip
    assert cells(found, "M5", "three_quarters")["all"].value == 50
    assert cells(found, "M5", "in_time")["all"].value == pytest.approx(0.6667)
    assert median["advisory"].state is CellState.EMPTY


def test_missing_documents_are_none_or_not_submitted() -> None:
    """
    Only documents whose day has passed are in the rate; 없음 and 미제출 stand apart.
    """
    states = ["registered"] * 4 + ["none"] * 2 + ["not_submitted"] * 3
    required = [Required(place(2026, COMPANIES[at % 4]), "poc", state, is_due=True) for at, state in enumerate(states)]
    required += [Required(place(), "poc", "none", is_due=due) for due in (False, None)]
    found = records(required=required)
    parts = {key: cells(found, "M6", key)["poc"] for key in ("missing", "none", "not_submitted")}
    assert {key: (one.part, one.whole) for key, one in parts.items()} == {
        "missing": (5, 9), "none": (2, 9), "not_submitted": (3, 9)
    }  # fmt: skip
    assert metric(found, "M6").notes
    assert cells(found, "M10", "registered")["2026"].whole == 11


def test_self_correction_is_of_confirmed_findings() -> None:
    """
    What was remedied before a demand stands over what was confirmed.
    """
    cell = cells(records(*agreements(10, 20, self_corrected=8)), "M7", "self_corrected")["2026"]
    assert (cell.part, cell.whole) == (8, 10)


def test_quality_figures_suggest_and_people_decide() -> None:
    """
    A rule of low precision over thirty decisions is suggested for suspension; low agreement asks for a meeting.
    """
    found = records(
        precision=[Precision("PC-01", "1", 18, 14), Precision("PC-02", "1", 2, 10), Precision("PC-03", "1", 1, 1)],
        blind={("confirm", "confirm"): 10, ("confirm", "dismiss"): 10, ("dismiss", "dismiss"): 10},
        objections=[True, False, False, False, False], own_deadlines=[True] * 9 + [False],
    )  # fmt: skip
    told = metric(found, "M8")
    assert [cell.state for cell in told.series[0].cells] == [CellState.SHOWN, CellState.SHOWN, CellState.FEW]
    assert [note.ko for note in told.notes] == ["적용 중지 검토 제안: PC-01 (1)"]
    alike, kappa, ac1 = metric(found, "M9").series
    assert (alike.cells[0].value, kappa.cells[0].value) == (0.6667, 0.4)
    assert ac1.cells[0].value is not None
    assert metric(found, "M9").notes
    assert [one.cells[0].value for one in metric(found, "M11").series] == [0.2, 0.9]
    assert metric(records(blind={("confirm", "confirm"): 9}), "M9").series[1].cells[0].value is None


def test_fair_audits_are_the_ones_counted() -> None:
    """
    A document that both an aimed and a full audit checked is counted once.
    """
    aimed = Audit("a", "all", is_fair=False)
    assert cells(records(*agreements(1, 6, audits=(aimed, FAIR))), "M3", "headline")["2026"].whole == 6
