"""
Write down whose agreement was screened, and mark the clauses its findings rest on, so that a template is found again.

Only what the authority may see is marked: registered and ordered agreements, never a self-check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compliance.clusters import likeness
from compliance.clusters.wording import organisation, wording
from compliance.store import clusters, organisations
from compliance.views import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from compliance.store.door import Door
    from compliance.store.tables import Screening
    from ingest.document import Document


def mark(door: Door, screening: Screening, document: Document, bodies: Iterable[Mapping[str, Any]]) -> None:
    """
    Mark the findings of a screening that were entered with these bodies; one that is marked already stays as it is.
    """
    if screening.origin == Origin.SELF_CHECK:
        return
    whose = organisation(document.parties)
    if whose is None:
        organisations.put(door.session, screening, None)
        return
    name, plain = whose
    owner = door.keys.template_hash(plain.encode())
    seal = door.sealing(screening.submission_id)
    organisations.put(door.session, screening, (owner, seal({"organisation": name}, organisations.PURPOSE)))
    entered = clusters.entered(door.session, screening.id)
    marks = []
    for body in bodies:
        key = (body["rule"], body["fingerprint"])
        words = wording(document, body["start"]) if key in entered and body.get("start") is not None else ""
        if words:
            finding_id = entered[key]
            marked = likeness.mark(words, door.keys.templates, owner + body["rule"].encode())
            label = seal({"organisation": name, "clause": body.get("clause")}, f"template|{finding_id}")
            marks.append(clusters.Marked(finding_id, body["rule"], marked, label))
    clusters.put(door.session, screening, owner, marks)
