"""
Name the other documents of a deal that findings of one document rest on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from compliance.access import Person
from compliance.office import Office
from compliance.views import SubmissionView


def siblings(
    office: Office, person: Person, submission_id: UUID, findings: Iterable[Mapping[str, Any]]
) -> dict[str, SubmissionView]:
    """
    Return by sha256 the documents handed in with this one; empty where no finding points to another.
    """
    if not any(part.get("document") for finding in findings for part in finding.get("evidence") or ()):
        return {}
    bundle = office.submission(person, submission_id).bundle
    files = office.submission(person, bundle).files if bundle else None
    return {file.submission.sha256: file.submission for file in files or () if file.submission}
