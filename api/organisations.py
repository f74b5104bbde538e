"""
Route organisations: the large companies and funds whose agreements were registered or ordered, each as a pattern.
"""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field

from api.clusters import ClusterShape
from api.cursors import seal, unseal
from api.policy import Examiner, TheOffice
from api.responses import problems
from api.schemas import Ground, PageShape, Shape, SubmissionShape
from api.submissions import Cursor, Limit

PREFIX: Final = "/api/v1/organisations"
LONGEST_NAME: Final = 200
Name = Annotated[
    str,
    Query(max_length=LONGEST_NAME, description="The whole name; the kind of company and blanks make no difference."),
]
router = APIRouter(prefix=PREFIX, tags=["organisations"])


class OrganisationShape(Shape):
    """
    Show one organisation that is the stronger party of agreements.
    """

    id: UUID
    name: str = Field(description="As its newest agreement names it.")
    agreements: int


class OrganisationsShape(PageShape[OrganisationShape]):
    """
    Hold one page of organisations, those with most agreements first.
    """

    nameless: int = Field(description="Agreements whose stronger party could not be read: they are in no pattern.")


class RuleCountShape(Shape):
    """
    Count what one rule suspects in an organisation's agreements.
    """

    rule: str
    title: dict[str, str]
    ground: Ground
    agreements: int = Field(description="Agreements with such a finding that was not dismissed.")
    waiting: int = Field(description="Findings that nobody decided on yet: suspicions.")
    confirmed: int
    dismissed: int


class RateShape(Shape):
    """
    Hold a share with Wilson's 95 % bounds, 0 to 1.
    """

    counted: int
    total: int
    share: float
    low: float
    high: float


class YearShape(Shape):
    """
    Show the agreements signed in one year; `rate` and `advisory` are null where fewer than five were checked.
    """

    year: int | None = Field(description="Null for all years, or where no day of signing was read.")
    agreements: int
    in_part: int = Field(description="Agreements that were not read wholly.")
    rate: RateShape | None = Field(
        description="Agreements with a confirmed finding of law or programme; suspicions never count."
    )
    advisory: int | None = Field(description="Agreements with a confirmed finding of another ground.")
    catalogs: list[str] = Field(description="Digests of the rules that judged them last.")
    is_break: bool = Field(description="Other rules judged the year above: the two are not to be compared.")


class PatternShape(Shape):
    """
    Show one organisation as a pattern. It is no score, and no verdict.
    """

    organisation: OrganisationShape
    required: dict[str, int] = Field(description="Documents that its projects require, by state.")
    clusters: list[ClusterShape] = Field(description="The templates that most agreements use.")
    more_clusters: bool
    rules: list[RuleCountShape]
    years: list[YearShape]
    whole: YearShape


class AgreementShape(Shape):
    """
    Show one agreement of an organisation.
    """

    submission: SubmissionShape
    agreement_type: str | None
    findings: dict[str, int] = Field(description="Findings by state, replaced ones left out.")


@router.get("", summary="List organisations", responses=problems(400, 422))
def organisations(
    person: Examiner, office: TheOffice, cursor: Cursor = None, limit: Limit = 20, name: Name = ""
) -> OrganisationsShape:
    """
    List organisations by how many registered or ordered agreements they have. Self-checks are in none of it.
    """
    bound = {"list": "organisations", "name": name}
    page = office.organisations.organisations(person, unseal(cursor, bound), limit, name)
    items = [OrganisationShape.model_validate(one) for one in page.items]
    return OrganisationsShape(items=items, next_cursor=seal(page.next_cursor, bound), nameless=page.nameless)


@router.get("/{organisation_id}", summary="Read an organisation's pattern", responses=problems(404, 422))
def pattern(person: Examiner, office: TheOffice, organisation_id: UUID) -> PatternShape:
    """
    Show an organisation's templates, what is suspected how often, and its own trend where there is enough for one.
    """
    return PatternShape.model_validate(office.organisations.pattern(person, organisation_id))


@router.get("/{organisation_id}/agreements", summary="List its agreements", responses=problems(400, 404, 422))
def agreements(
    person: Examiner, office: TheOffice, organisation_id: UUID, cursor: Cursor = None, limit: Limit = 20
) -> PageShape[AgreementShape]:
    """
    List the agreements whose stronger party it is, newest first.
    """
    bound = {"list": "organisation", "organisation": organisation_id}
    page = office.organisations.agreements(person, organisation_id, unseal(cursor, bound), limit)
    items = [AgreementShape.model_validate(one) for one in page.items]
    return PageShape(items=items, next_cursor=seal(page.next_cursor, bound))
