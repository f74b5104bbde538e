"""
Keep the words of every catalog that judged, so that an old finding is explained by the rules that it rests on.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from compliance.store.audit_tables import CatalogKnown
from compliance.views import CatalogView, RuleView

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def keep_words(session: Session, view: CatalogView) -> None:
    """
    Keep the words of a catalog that is remembered; those kept before stay.
    """
    written = json.dumps([asdict(one) for one in view.rules], ensure_ascii=False)
    missing = update(CatalogKnown).where(CatalogKnown.digest == view.digest, CatalogKnown.rules.is_(None))
    session.execute(missing.values(rules=zlib.compress(written.encode())))


def words(session: Session, digest: str) -> CatalogView | None:
    """
    Fetch the words of a catalog; None where they were never kept.
    """
    found = session.scalars(select(CatalogKnown.rules).where(CatalogKnown.digest == digest)).one_or_none()
    if found is None:
        return None
    return CatalogView(digest, tuple(_rule(one) for one in json.loads(zlib.decompress(found))))


def _rule(told: dict[str, Any]) -> RuleView:
    return RuleView(**told | {name: tuple(told[name]) for name in ("applies_to", "law")})
