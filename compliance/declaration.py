"""
Turn a declaration into plain JSON values and back, strictly: what the submitter knows about the agreement.

Source: ../shared/design/CHECK_JSON.md, `--declare`.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, get_args

from compliance import columns
from compliance.errors import Rejected
from compliance.gate_facts import refuse_senseless
from ingest.document import Declaration, DeclaredColumn, DeclaredParty, Role
from rules.rule import AgreementTypeName

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS = frozenset({"agreement_type", "signed_on", "parties", "facts", "columns"})
PARTY_KEYS = frozenset({"label", "name", "role"})
COLUMN_KEYS = frozenset({"title", "column", "table", "remembered"})


def parse(fields: Mapping[str, object]) -> Declaration:
    """
    Read a declaration from JSON values; unknown keys inside `facts` are kept.

    Raises:
        Rejected: code "declaration", naming the key that is unknown or holds an unusable value.
    """
    unknown = sorted(set(fields) - KEYS)
    if unknown:
        raise _refused(unknown[0])
    return Declaration(
        agreement_type=_kind(fields),
        signed_on=_day(fields, "signed_on"),
        parties=_parties(fields.get("parties") or []),
        facts=_facts(fields.get("facts") or {}),
        columns=_columns(fields.get("columns") or []),
    )


def as_json(declaration: Declaration) -> dict[str, object]:
    """
    Write a declaration as JSON values that `parse` reads back to an equal one.
    """
    signed_on = declaration.signed_on
    # Left out where there are none: a declaration without columns is the same as before columns could be declared.
    said = {"columns": [asdict(one) for one in declaration.columns]} if declaration.columns else {}
    return {
        "agreement_type": declaration.agreement_type,
        "signed_on": signed_on.isoformat() if signed_on else None,
        "parties": [
            {"label": party.label, "name": party.name, "role": party.role.value} for party in declaration.parties
        ],
        "facts": dict(declaration.facts),
        **said,
    }


def _refused(key: str) -> Rejected:
    return Rejected(f"신고 내용의 항목을 쓸 수 없습니다: {key}", f"unusable in the declaration: {key}", "declaration")


def _word(fields: Mapping[str, object], key: str) -> str | None:
    value = fields.get(key)
    if value is not None and not isinstance(value, str):
        raise _refused(key)
    return value or None


def _kind(fields: Mapping[str, object]) -> str | None:
    kind = _word(fields, "agreement_type")
    if kind is not None and kind not in get_args(AgreementTypeName):
        raise _refused("agreement_type")
    return kind


def _day(fields: Mapping[str, object], key: str) -> date | None:
    word = _word(fields, key)
    try:
        return date.fromisoformat(word) if word else None
    except ValueError as wrong:
        raise _refused(key) from wrong


def _facts(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _refused("facts")
    refuse_senseless(value)
    return {str(key): fact for key, fact in value.items()}


def _columns(value: object) -> tuple[DeclaredColumn, ...]:
    if not isinstance(value, list):
        raise _refused("columns")
    return tuple(_column(entry) for entry in value)


def _column(entry: object) -> DeclaredColumn:
    if not isinstance(entry, dict) or set(entry) - COLUMN_KEYS or not str(entry.get("title") or "").strip():
        raise _refused("columns")
    title, column, table = str(entry["title"]), _word(entry, "column"), _word(entry, "table")
    if not columns.is_known(column, table):
        raise _refused(f"columns: {table + '.' if table else ''}{column}")
    return DeclaredColumn(title, column, table, remembered=entry.get("remembered") is True)


def _parties(value: object) -> tuple[DeclaredParty, ...]:
    if not isinstance(value, list):
        raise _refused("parties")
    return tuple(_party(entry) for entry in value)


def _party(entry: object) -> DeclaredParty:
    if not isinstance(entry, dict) or set(entry) - PARTY_KEYS:
        raise _refused("parties")
    try:
        return DeclaredParty(
            label=str(entry.get("label") or ""), name=str(entry.get("name") or ""), role=Role(str(entry.get("role")))
        )
    except ValueError as wrong:
        raise _refused("parties.role") from wrong
