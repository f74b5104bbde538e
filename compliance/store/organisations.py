"""
Write down whose agreement each is, and ask what is known of one organisation's; who may see it is PostgreSQL's to say.

A self-check is in none of it. What replaced findings say counts, the replaced ones do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import Integer, Select, Subquery, extract, func, select
from sqlalchemy.dialects.postgresql import distinct_on, insert

from compliance import review
from compliance.organisations.views import RuleCount, YearCount
from compliance.store import submissions
from compliance.store.organisation_tables import OrganisationAgreement
from compliance.store.tables import Finding, Screening, Submission
from compliance.views import FindingState
from compliance.vocabulary import HEADLINE_GROUNDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from compliance.store.submissions import Entry

PURPOSE: Final = "organisation"
"""What a sealed name is bound to."""
WAITING, CONFIRMED = ([one.value for one in states] for states in (review.WAITING, review.CONFIRMED))


@dataclass(frozen=True, slots=True)
class Ranked:
    """
    Hold an organisation by its hash: how many agreements are its, and the newest of them, which names it.
    """

    organisation: bytes
    agreements: int
    newest: OrganisationAgreement


def put(session: Session, screening: Screening, whose: tuple[bytes, bytes] | None) -> None:
    """
    Write down whose agreement was screened, by hash and sealed name; None says that it names no stronger party.
    """
    organisation, sealed_name = whose or (None, None)
    added = insert(OrganisationAgreement).values(
        submission_id=screening.submission_id,
        tenant_id=screening.tenant_id,
        origin=screening.origin,
        organisation=organisation,
        sealed_name=sealed_name,
    )
    # A later check may read the name better; one that reads none takes nothing back.
    newer = {"organisation": organisation, "sealed_name": sealed_name}
    differs = OrganisationAgreement.organisation.is_distinct_from(organisation)
    session.execute(
        added.on_conflict_do_update(index_elements=["submission_id"], set_=newer, where=differs)
        if whose
        else added.on_conflict_do_nothing()
    )


def of_submissions(session: Session, submission_ids: Collection[UUID]) -> list[OrganisationAgreement]:
    """
    Fetch whose some agreements are; those of which nobody knows are left out.
    """
    wanted = OrganisationAgreement.submission_id.in_(submission_ids), OrganisationAgreement.organisation.is_not(None)
    return list(session.scalars(select(OrganisationAgreement).where(*wanted)))


def some(session: Session, after: tuple[int, UUID] | None, limit: int, only: bytes | None = None) -> list[Ranked]:
    """
    Fetch organisations, those with most agreements first; `after` is where a page ended, its hash as an id.
    """
    agreements = func.count(OrganisationAgreement.submission_id)
    whose = OrganisationAgreement.organisation
    wanted = (
        select(whose, agreements)
        .where(whose.is_not(None))
        .group_by(whose)
        .order_by(agreements.desc(), whose.desc())
        .limit(limit)
    )
    if only:
        wanted = wanted.where(whose == only)
    if after:
        size, last = after
        wanted = wanted.having((agreements < size) | ((agreements == size) & (whose < last.bytes)))
    counted = [(organisation, count) for organisation, count in session.execute(wanted) if organisation]
    newest = {one.organisation: one for one in _newest_of(session, [one for one, _ in counted])}
    return [Ranked(organisation, count, newest[organisation]) for organisation, count in counted]


def nameless(session: Session) -> int:
    """
    Count the agreements that name no stronger party.
    """
    wanted = select(func.count()).where(OrganisationAgreement.organisation.is_(None))
    return session.scalars(wanted.select_from(OrganisationAgreement)).one()


def agreements(session: Session, organisation: bytes, before: UUID | None, limit: int) -> list[Entry]:
    """
    Fetch an organisation's agreements with their latest checks, newest first.
    """
    wanted = (
        submissions.entries_of().where(Submission.id.in_(_of(organisation))).order_by(Submission.id.desc()).limit(limit)
    )
    if before:
        wanted = wanted.where(Submission.id < before)
    return [submissions.Entry(*row) for row in session.execute(wanted)]


def states(session: Session, submission_ids: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    """
    Count the findings of agreements by state, replaced ones left out.
    """
    rows = session.execute(
        select(Finding.submission_id, Finding.state, func.count())
        .where(Finding.submission_id.in_(submission_ids), Finding.state != FindingState.SUPERSEDED.value)
        .group_by(Finding.submission_id, Finding.state)
    )
    counted: dict[UUID, dict[str, int]] = {one: {} for one in submission_ids}
    for submission_id, state, count in rows:
        counted[submission_id][state] = count
    return counted


def by_rule(session: Session, organisation: bytes) -> list[RuleCount]:
    """
    Count what each rule suspects, in most agreements first.
    """
    of_org = Finding.submission_id.in_(_of(organisation))
    current = Finding.state != FindingState.SUPERSEDED.value
    stands = Finding.state.in_([*WAITING, *CONFIRMED])
    in_agreements = func.count(Finding.submission_id.distinct()).filter(stands)
    rows = session.execute(
        select(
            Finding.rule,
            in_agreements,
            *(func.count().filter(Finding.state.in_(states)) for states in (WAITING, CONFIRMED, ("DISMISSED",))),
        )
        .where(of_org, current)
        .group_by(Finding.rule)
        .order_by(in_agreements.desc(), Finding.rule)
    ).all()
    latest = (
        select(Finding.rule, Finding.title, Finding.ground)
        .where(of_org, current)
        .ext(distinct_on(Finding.rule))
        .order_by(Finding.rule, Finding.id.desc())
    )
    words = {rule: (title, ground) for rule, title, ground in session.execute(latest)}
    return [RuleCount(rule, *words[rule], *counts) for rule, *counts in rows]


def by_year(session: Session, organisation: bytes) -> list[YearCount]:
    """
    Count agreements by the year of signing, newest first, those without a day last.
    """
    last = _last_checks(organisation)
    is_counted = Finding.ground.in_(HEADLINE_GROUNDS)
    confirmed = (
        select(
            Finding.submission_id, func.bool_or(is_counted).label("counted"), func.bool_or(~is_counted).label("other")
        )
        .where(Finding.submission_id.in_(_of(organisation)), Finding.state.in_(CONFIRMED))
        .group_by(Finding.submission_id)
        .subquery()
    )
    year = extract("year", last.c.signed_on).cast(Integer)
    rows = session.execute(
        select(
            year,
            func.count(),
            func.count().filter(last.c.status != "analysed"),
            func.count().filter(confirmed.c.counted),
            func.count().filter(confirmed.c.other),
            func.array_agg(last.c.catalog.distinct()),
        )
        .select_from(last)
        .outerjoin(confirmed, confirmed.c.submission_id == last.c.submission_id)
        .group_by(year)
        .order_by(year.desc().nulls_last())
    )
    return [
        YearCount(signed_in, total, in_part, counted, other, tuple(sorted(filter(None, catalogs))))
        for signed_in, total, in_part, counted, other, catalogs in rows
    ]


def _last_checks(organisation: bytes) -> Subquery:
    """
    Ask for the last finished check of each agreement, with the catalog whose result it holds.
    """
    return (
        select(
            Screening.submission_id,
            Screening.signed_on,
            Screening.status,
            func.coalesce(Screening.reaffirmed_digest, Screening.catalog_digest).label("catalog"),
        )
        .where(Screening.submission_id.in_(_of(organisation)), Screening.finished_at.is_not(None))
        .ext(distinct_on(Screening.submission_id))
        .order_by(Screening.submission_id, Screening.id.desc())
        .subquery()
    )


def _of(organisation: bytes) -> Select[UUID]:
    return select(OrganisationAgreement.submission_id).where(OrganisationAgreement.organisation == organisation)


def _newest_of(session: Session, organisations: Iterable[bytes]) -> list[OrganisationAgreement]:
    """
    Fetch the newest agreement of each organisation.
    """
    wanted = (
        select(OrganisationAgreement)
        .where(OrganisationAgreement.organisation.in_(list(organisations)))
        .ext(distinct_on(OrganisationAgreement.organisation))
        .order_by(OrganisationAgreement.organisation, OrganisationAgreement.submission_id.desc())
    )
    return list(session.scalars(wanted))
