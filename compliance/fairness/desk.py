"""
Be the door to the fairness figures: all of them for one day and one filter; what was held back is written down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from compliance import journal, seoul
from compliance.access import EXAMINERS, Actor
from compliance.errors import Forbidden
from compliance.fairness import agreements, quality
from compliance.fairness.counting import Scope
from compliance.fairness.definitions import DEFINITIONS, NOT_MEASURED, VERSION, WITHHELD
from compliance.fairness.funnel import funnel
from compliance.fairness.gathering import gather
from compliance.fairness.records import UNSTATED, Wanted
from compliance.fairness.views import Choices, Dashboard, Metric, MetricState
from compliance.journal import Act
from compliance.programmes.words import STAGES
from compliance.vocabulary import Word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from compliance.access import Person
    from compliance.fairness.records import Records
    from compliance.fairness.views import Series
    from compliance.queue import Bench

READERS: Final = EXAMINERS | {Actor.PROGRAMME_OFFICER}
"""Who reads the figures: whoever examines, of all projects; programme officers of their own organisation's."""
ANY: Final = Wanted()
OF_AGREEMENTS: Final = {
    "M3": agreements.confirmed,
    "M5": agreements.durations,
    "M6": agreements.missing,
    "M7": agreements.remedied,
    "M10": agreements.covered,
}


@dataclass(frozen=True, slots=True)
class FairnessDesk:
    """
    Offer the figures.
    """

    bench: Bench

    def dashboard(self, person: Person, wanted: Wanted = ANY) -> Dashboard:
        """
        Reckon all figures of today for a filter; written into the journal with the cells that are held back.

        Raises:
            Forbidden: this actor reads no figures.
        """
        if person.actor not in READERS:
            raise Forbidden("현황판을 볼 권한이 없습니다", "this actor reads no figures")
        instruments = self.bench.instruments
        with self.bench.database.transaction(person) as session:
            records = gather(session, person, instruments.duties(), seoul.today())
            titles = {rule.id: Word(rule.title["ko"], rule.title["en"]) for rule in instruments.catalog().rules}
            told = reckon(records, wanted, titles, sees_companies=person.actor in EXAMINERS)
            detail = {"wanted": repr(wanted), "held_back": told.held_back}
            journal.write(session, person, Act.VIEWED_FIGURES, "fairness", detail)
        return told


def reckon(records: Records, wanted: Wanted, titles: Mapping[str, Word], *, sees_companies: bool) -> Dashboard:
    """
    Reckon all figures of some records; companies are compared only for whoever may see that.
    """
    scope = Scope.of(records, wanted)
    metrics = [_metric(metric, scope, titles, sees_companies=sees_companies) for metric in DEFINITIONS]
    return Dashboard(records.on, VERSION, wanted, metrics, _choices(records))


def _metric(metric: str, scope: Scope, titles: Mapping[str, Word], *, sees_companies: bool) -> Metric:
    known = DEFINITIONS[metric]
    parts = (metric, known.title, known.definition, known.guard, known.population)
    if metric in NOT_MEASURED:
        return Metric(*parts, state=MetricState.NOT_MEASURED, why=NOT_MEASURED[metric])
    if metric in WITHHELD:
        if not sees_companies:
            return Metric(*parts, state=MetricState.WITHHELD, why=WITHHELD[metric])
        dots, notes = funnel(scope.records)
        return Metric(*parts, funnel=dots, notes=notes)
    if metric in OF_AGREEMENTS:
        series, breaks, notes = OF_AGREEMENTS[metric](scope)
        return Metric(*parts, series=series, breaks=breaks, notes=notes)
    listed, notes = _of_office(metric, scope.records, titles)
    return Metric(*parts, series=listed, notes=notes)


def _of_office(metric: str, records: Records, titles: Mapping[str, Word]) -> tuple[list[Series], list[Word]]:
    if metric == "M8":
        return quality.precision(records, titles)
    return quality.likeness(records) if metric == "M9" else quality.kept(records)


def _choices(records: Records) -> Choices:
    places = records.places
    return Choices(
        sorted({place.programme for place in places}),
        sorted({place.track for place in places}),
        sorted({place.year for place in places}, reverse=True),
        sorted({place.stage for place in places}, key=[*STAGES, UNSTATED].index),
        sorted({place.industry for place in places}),
        sorted({place.document_type for place in places}),
    )
