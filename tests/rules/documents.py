"""
Build small documents for the rule tests, the way `rules.examples` reads an example.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from ingest.document import Declaration, DeclaredParty, Document, Role, Source
from ingest.structure import build
from rules.examples import plain_layout

if TYPE_CHECKING:
    from collections.abc import Mapping

CHECKED = date(2026, 11, 23)
SIDES = {"갑": Role.CORPORATE, "을": Role.STARTUP}


def document(
    text: str,
    kind: str = "poc",
    parties: Mapping[str, Role] = SIDES,
    facts: Mapping[str, object] | None = None,
    signed_on: date | None = date(2026, 7, 1),
) -> Document:
    """
    Read a text as an agreement of this kind between these parties.
    """
    declared = Declaration(
        kind, signed_on, tuple(DeclaredParty(label, "", role) for label, role in parties.items()), dict(facts or {})
    )
    data = text.encode()
    return build(plain_layout(text), Source("t.txt", "text/plain", sha256(data).hexdigest(), len(data)), declared)
