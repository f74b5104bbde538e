"""
Seal what agreements say: a key of its own for every document, wrapped by one key that never enters the database.

A dump of the database without that key yields no contract text, quote, file name or declared party. Every sealed value
is bound to its tenant, document and purpose, so a value moved to another row does not open.
Source: ../shared/security/SECURITY.md T4 and T7. AES-256-GCM, HKDF and HMAC come from `cryptography`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from compliance.errors import Unavailable
from compliance.long_findings import packed, unpacked

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from pydantic import SecretStr

KEY_BYTES = 32
NONCE_BYTES = 12
KEK_FILE = "keys/kek"
"""Place of the key in the data folder, where the settings hold none."""
FORM = "1|A256GCM"
"""Version and algorithm of the sealed form; part of what every value is bound to."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """
    Seal and open values of one document with its own key.
    """

    tenant_id: UUID
    document_id: UUID
    key: bytes

    def seal(self, content: bytes, purpose: str) -> bytes:
        """
        Encrypt bytes for one purpose ("original", "report", …).
        """
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self.key).encrypt(nonce, content, self._bound_to(purpose))

    def open(self, sealed: bytes, purpose: str) -> bytes:
        """
        Decrypt bytes that were sealed for this document and purpose.

        Raises:
            Unavailable: the value was altered, moved from another row, or sealed by another key.
        """
        return _decrypt(self.key, sealed, self._bound_to(purpose))

    def seal_json(self, value: object, purpose: str) -> bytes:
        """
        Encrypt a JSON value, compressed.
        """
        return self.seal(packed(value), purpose)

    def seal_packed(self, content: bytes, purpose: str) -> bytes:
        """
        Encrypt bytes, compressed.
        """
        return self.seal(zlib.compress(content), purpose)

    def open_packed(self, sealed: bytes, purpose: str) -> bytes:
        """
        Decrypt what `seal_packed` made, or `seal_json` of a value without long findings, as bytes.
        """
        return zlib.decompress(self.open(sealed, purpose))

    def open_json(self, sealed: bytes, purpose: str) -> Any:  # noqa: ANN401 - JSON is any of six types
        """
        Decrypt what `seal_json` made.
        """
        return unpacked(self.open(sealed, purpose))

    def _bound_to(self, purpose: str) -> bytes:
        return f"{self.tenant_id}|{self.document_id}|{purpose}|{FORM}".encode()


class KeyRing:
    """
    Hold the key-encryption key of this installation; `mark` names it without giving it away.
    """

    def __init__(self, kek: bytes) -> None:
        """
        Take 32 random bytes.
        """
        self._kek = kek
        self.mark = self._derived("mark").hex()[:16]
        self.templates = self._derived("templates")
        """The key of what tells like clauses: of all tenants, as a template is one organisation's with many."""

    def __repr__(self) -> str:
        """
        Show the mark only.
        """
        return f"KeyRing({self.mark})"

    def new_envelope(self, tenant_id: UUID, document_id: UUID) -> tuple[Envelope, bytes]:
        """
        Make a key for a document; return the envelope and the wrapped key to store beside the document.
        """
        envelope = Envelope(tenant_id, document_id, AESGCM.generate_key(256))
        return envelope, self._wrapper(tenant_id, document_id).seal(envelope.key, "key")

    def envelope(self, tenant_id: UUID, document_id: UUID, wrapped: bytes) -> Envelope:
        """
        Unwrap a document's key.
        """
        return Envelope(tenant_id, document_id, self._wrapper(tenant_id, document_id).open(wrapped, "key"))

    def keyed_hash(self, tenant_id: UUID, content: bytes) -> bytes:
        """
        Hash content so that only this tenant's own repetitions can be told: the same file of another hashes otherwise.
        """
        return hmac.digest(self._derived(f"duplicates|{tenant_id}"), content, "sha256")

    def template_hash(self, content: bytes) -> bytes:
        """
        Hash whose template a clause is, so that the same organisation is told again in agreements of all tenants.
        """
        return hmac.digest(self.templates, content, "sha256")[:16]

    def sign(self, text: str) -> str:
        """
        Vouch for a line that is kept outside the database (the journal's checkpoints).
        """
        return hmac.digest(self._derived("checkpoints"), text.encode(), "sha256").hex()

    def _wrapper(self, tenant_id: UUID, document_id: UUID) -> Envelope:
        return Envelope(tenant_id, document_id, self._kek)

    def _derived(self, purpose: str) -> bytes:
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(self._kek)


def key_ring(kek: SecretStr | None, data_dir: Path) -> KeyRing:
    """
    Take the key from the settings, else from the file keys/kek in the data folder, made at first use.

    Raises:
        Unavailable: the key is not 32 bytes in base64.
    """
    return KeyRing(key_of(kept_key(kek, data_dir)))


def kept_key(kek: SecretStr | None, data_dir: Path) -> str:
    """
    Return the key in base64, made at first use where it is kept in the data folder.
    """
    return kek.get_secret_value() if kek else _kept(data_dir / KEK_FILE)


def key_of(words: str) -> bytes:
    """
    Read a key from base64.

    Raises:
        Unavailable: it is not 32 bytes in base64.
    """
    try:
        key = base64.b64decode(words, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise Unavailable("암호화 열쇠(KEK)는 32바이트 base64여야 합니다", "the KEK must be 32 bytes in base64", "kek")
    return key


def token_hash(token: str) -> bytes:
    """
    Hash an API key, session token or link for keeping.

    Plain SHA-256 is enough and a slow hash would add nothing: these are 256 random bits, no dictionary holds them.
    """
    return hashlib.sha256(token.encode()).digest()


def _decrypt(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to)
    except (InvalidTag, ValueError) as wrong:
        raise Unavailable(
            "보관된 자료를 열 수 없습니다(열쇠 또는 자료 불일치)", "a stored value does not open", "sealed"
        ) from wrong


def _kept(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    making = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        making.touch(mode=0o600)
        making.write_text(base64.b64encode(os.urandom(KEY_BYTES)).decode(), encoding="ascii")
        try:
            # A hard link is made only if nobody was faster: two first starts end with one key.
            os.link(making, path)
        except FileExistsError:
            pass
        finally:
            making.unlink()
    return path.read_text(encoding="ascii").strip()
