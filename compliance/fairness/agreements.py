"""
Reckon what is counted of projects' documents: confirmed findings, coverage, missing documents, remedies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compliance.fairness.breaks import breaks
from compliance.fairness.counting import of_year, series, within
from compliance.fairness.definitions import NO_SIZES, STAGE_WORDS
from compliance.fairness.suppression import Unit
from compliance.programmes.words import REGISTERED, STAGES
from compliance.vocabulary import GROUNDS, HEADLINE_GROUNDS, Word

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from compliance.fairness.counting import Extract, Scope
    from compliance.fairness.records import Place, Records
    from compliance.fairness.views import Break, Series


def confirmed(scope: Scope) -> tuple[list[Series], list[Break], list[Word]]:
    """
    Reckon M3 by year: the rate of the headline grounds, and those of the other grounds beside it.
    """
    named = (
        ("headline", Word("법령·사업 기준", "statute or programme rule"), HEADLINE_GROUNDS),
        ("possibly_void", GROUNDS["possibly_void"], frozenset({"possibly_void"})),
        ("advisory", GROUNDS["advisory"], frozenset({"advisory"})),
    )
    listed = [series(scope, key, name, _confirmed(grounds), of_year) for key, name, grounds in named]
    return listed, breaks(scope.records), []


def remedied(scope: Scope) -> tuple[list[Series], list[Break], list[Word]]:
    """
    Reckon M7 by year.
    """

    def extract(records: Records) -> Mapping[str, Sequence[Unit]]:
        return _by_year(
            records,
            ((one.place, one.id, each.is_self_corrected) for one in records.agreements for each in one.findings),
        )

    name = Word("자진개선", "self-corrected")
    return [series(scope, "self_corrected", name, extract, of_year)], breaks(scope.records), []


def covered(scope: Scope) -> tuple[list[Series], list[Break], list[Word]]:
    """
    Reckon M10 by year: registered of required, audited of registered.
    """

    def registered(records: Records) -> Mapping[str, Sequence[Unit]]:
        return _by_year(records, ((one.place, one.thing, one.state == REGISTERED) for one in records.required))

    def audited(records: Records) -> Mapping[str, Sequence[Unit]]:
        return _by_year(records, ((one.place, one.id, bool(one.audits)) for one in records.agreements))

    listed = [
        series(scope, "registered", Word("등록 ÷ 필요 문서", "registered ÷ required"), registered, of_year),
        series(scope, "audited", Word("점검 ÷ 등록 문서", "audited ÷ registered"), audited, of_year),
    ]
    return listed, breaks(scope.records), [NO_SIZES]


def missing(scope: Scope) -> tuple[list[Series], list[Break], list[Word]]:
    """
    Reckon M6 by stage: absent at all, and of these 없음 and 미제출.
    """
    named = (
        ("missing", Word("등록되지 않음", "not registered"), frozenset({"none", "not_submitted"})),
        ("none", Word("없음", "none"), frozenset({"none"})),
        ("not_submitted", Word("미제출", "not submitted"), frozenset({"not_submitted"})),
    )
    listed = [series(scope, key, name, _missing(kinds), STAGE_WORDS.__getitem__) for key, name, kinds in named]
    undated = sum(one.is_due is None for one in scope.records.required)
    notes = [
        Word(
            "기한을 알 수 없는 필요 문서가 있어 세지 않았습니다.",
            "Required documents whose day nobody knows are left out.",
        )
    ]
    return listed, [], notes if undated else []


def durations(scope: Scope) -> tuple[list[Series], list[Break], list[Word]]:
    """
    Reckon M5 by ground: days until half and three quarters are remedied, and the share of deadlines kept.
    """

    def waits(records: Records) -> Mapping[str, Sequence[Unit]]:
        found: dict[str, list[Unit]] = {ground: [] for ground in GROUNDS}
        for one in records.remedies:
            found[one.ground].append(Unit(one.agreement_id, one.place.corporations, one.wait.is_over, one.wait))
        return found

    def kept(records: Records) -> Mapping[str, Sequence[Unit]]:
        found: dict[str, list[Unit]] = {ground: [] for ground in GROUNDS}
        for one in records.remedies:
            found[one.ground] += [Unit(one.agreement_id, one.place.corporations, each) for each in one.deadlines]
        return found

    label = GROUNDS.__getitem__
    listed = [
        series(
            scope, "median", Word("절반이 시정되기까지(일)", "days until half are remedied"), waits, label, within(0.5)
        ),
        series(
            scope,
            "three_quarters",
            Word("75 %가 시정되기까지(일)", "days until 75 % are remedied"),
            waits,
            label,
            within(0.75),
        ),
        series(scope, "in_time", Word("기한 안에 답한 비율", "share within the deadline"), kept, label),
    ]
    return listed, [], []


def _confirmed(grounds: frozenset[str]) -> Extract:
    def extract(records: Records) -> Mapping[str, Sequence[Unit]]:
        counted = [one for one in records.agreements if one.is_counted]
        return _by_year(
            records, ((one.place, one.id, any(each.ground in grounds for each in one.findings)) for one in counted)
        )

    return extract


def _missing(kinds: frozenset[str]) -> Extract:
    def extract(records: Records) -> Mapping[str, Sequence[Unit]]:
        found: dict[str, list[Unit]] = {stage: [] for stage in STAGES}
        for one in records.required:
            if one.is_due:
                found[one.stage].append(Unit(one.thing, one.place.corporations, one.state in kinds))
        return found

    return extract


def _by_year(records: Records, told: Iterable[tuple[Place, Hashable, bool]]) -> dict[str, list[Unit]]:
    """
    Sort units by year; a year of which nothing is counted stands there as well.
    """
    found: dict[str, list[Unit]] = {str(place.year): [] for place in records.places}
    for place, thing, is_part in told:
        found[str(place.year)].append(Unit(thing, place.corporations, is_part))
    return dict(sorted(found.items()))
