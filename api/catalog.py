"""
Route the rule catalogue (what is checked, by which law, with which wording) and the outcome codes.
"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query

from api.policy import Somebody, TheOffice
from api.responses import problems
from api.schemas import CatalogShape, CodeShape, CodesShape, RuleShape
from compliance.errors import NotFound
from compliance.views import CatalogView, RuleView
from ingest.codes import REASONS, REFUSALS

PREFIX: Final = "/api/v1/catalog"
router = APIRouter(prefix=PREFIX, tags=["catalog"])
OfCatalog = Annotated[str, Query(pattern="^([0-9a-f]{64})?$")]
"""The digest of a catalogue; empty for the one in force."""


@router.get("", summary="Read the catalogue", responses=problems())
def catalog(_person: Somebody, office: TheOffice) -> CatalogShape:
    """
    List all rules under the digest that findings name.
    """
    return CatalogShape.model_validate(office.catalog())


@router.get("/codes", summary="Read the outcome codes", responses=problems())
def codes(_person: Somebody) -> CodesShape:
    """
    List every code a file can end in: refused, or read but for a person to look at.
    """
    refused, review = ([CodeShape.model_validate(one) for one in known.values()] for known in (REFUSALS, REASONS))
    return CodesShape(refused=refused, needs_review=review)


@router.get("/rules/{rule_id}", summary="Read a rule", responses=problems(404, 422))
def rule(_person: Somebody, office: TheOffice, rule_id: str, catalog: OfCatalog = "") -> RuleShape:
    """
    Show one rule, as of the catalogue of a digest where one is named and its words were kept.
    """
    return RuleShape.model_validate(rule_by_id(office.catalog_of(catalog), rule_id))


def rule_by_id(catalog: CatalogView, rule_id: str) -> RuleView:
    """
    Find a rule by its id.

    Raises:
        NotFound: the catalogue has no such rule.
    """
    for view in catalog.rules:
        if view.id == rule_id:
            return view
    raise NotFound
