"""
Prove that sealed values open, and that the bytes of documents are those that came in, without handing any of it out.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compliance.errors import Unavailable

if TYPE_CHECKING:
    from uuid import UUID

    from compliance.store.envelope import KeyRing


@dataclass(frozen=True, slots=True)
class Prover:
    """
    Hold the keys; answers are only ever yes or no.
    """

    keys: KeyRing

    def opens(self, tenant_id: UUID, document_id: UUID, wrapped: bytes | None, sealed: bytes, purpose: str) -> bool:
        """
        Tell whether a value opens as what it should be.
        """
        if wrapped is None:
            return False
        try:
            self.keys.envelope(tenant_id, document_id, wrapped).open(sealed, purpose)
        except Unavailable:
            return False
        return True

    def is_as_received(
        self, tenant_id: UUID, document_id: UUID, wrapped: bytes, content: bytes, particulars: bytes
    ) -> bool:
        """
        Tell whether the sealed bytes of a document have the hash that was written down when they came in.
        """
        try:
            envelope = self.keys.envelope(tenant_id, document_id, wrapped)
            told = envelope.open_json(particulars, "particulars")["sha256"]
            return bool(hashlib.sha256(envelope.open(content, "original")).hexdigest() == told)
        except Unavailable:
            return False
