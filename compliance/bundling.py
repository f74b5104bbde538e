"""
Read the documents of one bundle, for the command line and the office alike.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.document import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ingest.document import Clause, Declaration, Document

UNKNOWN_TYPE = "other"


def read_member(
    read: Callable[[bytes, str, Declaration | None], Document], content: bytes, name: str, declared: Declaration | None
) -> Document:
    """
    Read one document of a bundle; the kind of agreement that was declared is meant for its main contract.

    Laid on annexes and side letters it would have every rule of that kind miss its clauses in them.

    Raises:
        IngestError: see ingest.read.
    """
    if declared is None or declared.agreement_type is None:
        return read(content, name, declared)
    document = read(content, name, replace(declared, agreement_type=None))
    stands_alone = not document.ties and _is_signed(document.clauses)
    return read(content, name, declared) if document.agreement.value == UNKNOWN_TYPE and stands_alone else document


def _is_signed(clauses: Sequence[Clause]) -> bool:
    """
    Tell whether a document ends with a place for signatures, as contracts do and annexes do not.
    """
    return any(clause.level is Level.SIGNATURE for clause in clauses)
