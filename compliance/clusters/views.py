"""
Hold what the office shows of template clauses: frozen values without any database behind them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class ClusterView:
    """
    Show one template clause: whose it is as one agreement names them, where it stands, and how its findings stand.

    `wordings` counts its forms, `agreements` those that use it, `findings` counts by state; `finding_id` is the newest.
    """

    id: UUID
    rule: str
    title: Mapping[str, str]
    organisation: str
    clause: str
    wordings: int
    agreements: int
    findings: Mapping[str, int]
    finding_id: UUID


@dataclass(frozen=True, slots=True)
class NoteView:
    """
    Show what a person noted for a whole template: a remark, or other wording to propose.
    """

    id: UUID
    author: str
    created_at: datetime
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class SameTemplate:
    """
    Say of a finding in which cluster it is, how many agreements use that template, and how many findings rest on it.
    """

    cluster_id: UUID
    agreements: int
    findings: int
