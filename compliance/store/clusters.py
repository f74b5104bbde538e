"""
Keep wordings of template clauses connected, and ask for the clusters they make.

A cluster is a connected component: two wordings of one organisation under one rule are joined where they share a band
and are alike. Each new wording is compared with all that share a band, whatever their order, so that the clusters
depend on the wordings alone; joining is done under a lock for the organisation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from compliance.clusters.likeness import ALIKE, likeness
from compliance.errors import NotFound
from compliance.store.cluster_tables import ClusterNote, TemplateBand, TemplateClause, TemplateForm
from compliance.store.organisation_tables import OrganisationAgreement
from compliance.store.tables import Finding, Human, Screening

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.audits.comparing import Key
    from compliance.clusters.likeness import Mark

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:scope, 0))")


@dataclass(frozen=True, slots=True)
class Marked:
    """
    Hold a finding with the mark of the clause it rests on, and the sealed words for people.
    """

    finding_id: UUID
    rule: str
    mark: Mark
    sealed_label: bytes


@dataclass(frozen=True, slots=True)
class Summed:
    """
    Hold a cluster in numbers: wordings, agreements, and findings by state; `finding_id` is its newest finding.
    """

    id: UUID
    rule: str
    wordings: int
    agreements: int
    states: dict[str, int]
    finding_id: UUID


def unmarked(session: Session, submission_ids: Sequence[UUID]) -> list[Screening]:
    """
    Fetch the screenings of submissions that have findings of which none is marked, or of which nobody noted whose.
    """
    marked = select(TemplateClause.finding_id).join(Finding, Finding.id == TemplateClause.finding_id)
    whose = select(OrganisationAgreement.submission_id).where(
        OrganisationAgreement.submission_id == Screening.submission_id
    )
    has_findings = select(Finding.id).where(Finding.screening_id == Screening.id).exists()
    wanted = select(Screening).where(
        Screening.submission_id.in_(submission_ids),
        (has_findings & ~marked.where(Finding.screening_id == Screening.id).exists()) | ~whose.exists(),
    )
    return list(session.scalars(wanted.order_by(Screening.id)))


def entered(session: Session, screening_id: UUID) -> dict[Key, UUID]:
    """
    Fetch the findings of a screening by rule and fingerprint.
    """
    rows = session.execute(
        select(Finding.rule, Finding.fingerprint, Finding.id).where(Finding.screening_id == screening_id)
    )
    return {(rule, fingerprint): finding_id for rule, fingerprint, finding_id in rows}


def put(session: Session, screening: Screening, organisation: bytes, marks: Sequence[Marked]) -> None:
    """
    Tie findings to the wordings they rest on, and join these with wordings like them.
    """
    if not marks:
        return
    session.execute(_LOCK, {"scope": organisation.hex()})
    forms = _forms(session, organisation, marks)
    rows = [
        {
            "finding_id": one.finding_id,
            "form_id": forms[one.rule, one.mark.signature],
            "submission_id": screening.submission_id,
            "tenant_id": screening.tenant_id,
            "origin": screening.origin,
            "sealed_label": one.sealed_label,
        }
        for one in marks
    ]
    session.execute(insert(TemplateClause).on_conflict_do_nothing(index_elements=["finding_id"]), rows)


def _forms(session: Session, organisation: bytes, marks: Sequence[Marked]) -> dict[tuple[str, bytes], UUID]:
    """
    Find the wordings of an organisation, and add those that are new, each joined with those like it.
    """
    wanted = {(one.rule, one.mark.signature): one.mark for one in marks}
    rows = session.execute(
        select(TemplateForm.rule, TemplateForm.signature, TemplateForm.id).where(
            TemplateForm.organisation == organisation,
            TemplateForm.rule.in_({rule for rule, _ in wanted}),
            TemplateForm.signature.in_({signature for _, signature in wanted}),
        )
    )
    known = {(rule, signature): form_id for rule, signature, form_id in rows}
    new = {key: mark for key, mark in wanted.items() if key not in known}
    if new:
        near = _near(session, {band for mark in new.values() for band in mark.bands})
        known |= _add(session, organisation, new, near)
    return known


@dataclass(slots=True)
class Near:
    """
    Hold wordings by the bands they have, their signatures and clusters; what is added here is found as well.
    """

    by_band: dict[bytes, set[UUID]]
    signatures: dict[UUID, bytes]
    clusters: dict[UUID, UUID]
    moved: dict[UUID, UUID]

    def join(self, form_id: UUID, mark: Mark) -> None:
        """
        Add a wording and put it into one cluster with those like it: that of the oldest.
        """
        met = {other for band in mark.bands for other in self.by_band.get(band, ())}
        alike = {self.clusters[one] for one in met if likeness(mark.signature, self.signatures[one]) >= ALIKE}
        oldest = min(alike, default=form_id)
        for band in mark.bands:
            self.by_band.setdefault(band, set()).add(form_id)
        self.signatures[form_id], self.clusters[form_id] = mark.signature, oldest
        for form, cluster in self.clusters.items():
            if cluster in alike:
                self.clusters[form] = oldest
        self.moved |= dict.fromkeys(alike - {oldest}, oldest)


def _near(session: Session, bands: set[bytes]) -> Near:
    rows = session.execute(
        select(TemplateBand.value, TemplateForm.id, TemplateForm.signature, TemplateForm.cluster_id)
        .join(TemplateForm, TemplateForm.id == TemplateBand.form_id)
        .where(TemplateBand.value.in_(bands))
    )
    near = Near({}, {}, {}, {})
    for band, form_id, signature, cluster in rows:
        near.by_band.setdefault(band, set()).add(form_id)
        near.signatures[form_id], near.clusters[form_id] = signature, cluster
    return near


def _add(
    session: Session, organisation: bytes, new: Mapping[tuple[str, bytes], Mark], near: Near
) -> dict[tuple[str, bytes], UUID]:
    added = {key: uuid7() for key in new}
    for key, form_id in added.items():
        near.join(form_id, new[key])
    forms = [
        {
            "id": form_id,
            "organisation": organisation,
            "rule": rule,
            "signature": signature,
            "cluster_id": near.clusters[form_id],
        }
        for (rule, signature), form_id in added.items()
    ]
    bands = [{"value": band, "form_id": added[key]} for key, mark in new.items() for band in sorted(set(mark.bands))]
    session.execute(insert(TemplateForm), forms)
    session.execute(insert(TemplateBand), bands)
    for cluster in near.moved:
        # A cluster may have been joined to one that was joined in turn.
        oldest = near.moved[cluster]
        while oldest in near.moved:
            oldest = near.moved[oldest]
        session.execute(update(TemplateForm).where(TemplateForm.cluster_id == cluster).values(cluster_id=oldest))
    return added


def cluster_of(session: Session, cluster_id: UUID) -> UUID:
    """
    Give the cluster that a wording is in today: clusters grow together, and old addresses still lead there.

    Raises:
        NotFound: there is none by that id.
    """
    found = session.scalars(select(TemplateForm.cluster_id).where(TemplateForm.id == cluster_id)).one_or_none()
    if found is None:
        raise NotFound
    return found


def some(
    session: Session,
    after: tuple[int, UUID] | None,
    limit: int,
    rule: str | None = None,
    organisation: bytes | None = None,
    least: int = 2,
) -> list[Summed]:
    """
    Fetch clusters of at least so many agreements, largest first.
    """
    agreements = func.count(TemplateClause.submission_id.distinct())
    wanted = (
        select(TemplateForm.cluster_id, agreements)
        .join(TemplateClause, TemplateClause.form_id == TemplateForm.id)
        .group_by(TemplateForm.cluster_id)
        .having(agreements >= least)
        .order_by(agreements.desc(), TemplateForm.cluster_id.desc())
        .limit(limit)
    )
    if rule:
        wanted = wanted.where(TemplateForm.rule == rule)
    if organisation:
        wanted = wanted.where(TemplateForm.organisation == organisation)
    if after:
        size, last = after
        wanted = wanted.having((agreements < size) | ((agreements == size) & (TemplateForm.cluster_id < last)))
    summed = {one.id: one for one in sums(session, [cluster for cluster, _ in session.execute(wanted)])}
    return sorted(summed.values(), key=lambda one: (one.agreements, one.id), reverse=True)


def sums(session: Session, clusters: Sequence[UUID]) -> list[Summed]:
    """
    Add clusters up.
    """
    rows = session.execute(
        select(
            TemplateForm.cluster_id,
            func.min(TemplateForm.rule),
            func.count(TemplateForm.id.distinct()),
            func.count(TemplateClause.submission_id.distinct()),
            # Ids begin with the time at which they were made: the last is the newest.
            func.array_agg(TemplateClause.finding_id),
        )
        .join(TemplateClause, TemplateClause.form_id == TemplateForm.id)
        .where(TemplateForm.cluster_id.in_(clusters))
        .group_by(TemplateForm.cluster_id)
    ).all()
    states = _states(session, clusters)
    return [
        Summed(cluster, rule, forms, agreements, states[cluster], max(ids))
        for cluster, rule, forms, agreements, ids in rows
    ]


def _states(session: Session, clusters: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    rows = session.execute(
        select(TemplateForm.cluster_id, Finding.state, func.count())
        .join(TemplateClause, TemplateClause.form_id == TemplateForm.id)
        .join(Finding, Finding.id == TemplateClause.finding_id)
        .where(TemplateForm.cluster_id.in_(clusters))
        .group_by(TemplateForm.cluster_id, Finding.state)
    )
    counted: dict[UUID, dict[str, int]] = {one: {} for one in clusters}
    for cluster, state, count in rows:
        counted[cluster][state] = count
    return counted


def of_findings(session: Session, finding_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """
    Fetch in which cluster findings are; those that rest on no template clause are left out.
    """
    rows = session.execute(
        select(TemplateClause.finding_id, TemplateForm.cluster_id)
        .join(TemplateForm, TemplateForm.id == TemplateClause.form_id)
        .where(TemplateClause.finding_id.in_(finding_ids))
    )
    return dict(rows.all())


def labels(session: Session, finding_ids: Sequence[UUID]) -> list[TemplateClause]:
    """
    Fetch what ties findings to their templates, with the sealed words for people.
    """
    return list(session.scalars(select(TemplateClause).where(TemplateClause.finding_id.in_(finding_ids))))


def add_note(session: Session, row: ClusterNote) -> None:
    """
    Add a note.
    """
    session.add(row)
    session.flush()


def notes(session: Session, cluster_id: UUID) -> list[tuple[ClusterNote, str | None]]:
    """
    Fetch the notes on a cluster, newest first, those included that were made before it grew.
    """
    rows = session.execute(
        select(ClusterNote, Human.name)
        .join(TemplateForm, TemplateForm.id == ClusterNote.form_id)
        .outerjoin(Human, Human.id == ClusterNote.person_id)
        .where(TemplateForm.cluster_id == cluster_id)
        .order_by(ClusterNote.id.desc())
    )
    return [(note, name) for note, name in rows]
