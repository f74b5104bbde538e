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
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from compliance.errors import Unavailable
from compliance.long_findings import packed, unpacked
from compliance.store import signing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from pydantic import SecretStr

KEY_BYTES = 32
NONCE_BYTES = 12
MARK_BYTES = 8
UNNAMED = 60
"""Length of a wrapped key that does not name the key it is wrapped by: nonce, key and tag."""
NEXT_KEK_FILE = "keys/kek.next"
RETIRED = "keys/retired"
"""Folder of replaced keys, by their marks: needed only to restore back-ups from before."""
KEK_FILE = "keys/kek"
"""Place of the key in the data folder, where the settings hold none."""
FORM = "1|A256GCM"
"""Version and algorithm of the sealed form; part of what every value is bound to."""

Look: TypeAlias = "Callable[[], tuple[bytes, ...]]"
"""What gives the keys of this moment."""


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
    Hold the key-encryption keys of this installation: the first wraps, and all of them open.

    There is one, and a second while it is replaced. `mark` names the first without giving it away. What tells things
    apart (repetitions, templates) goes by the seed, which outlives the keys; what vouches for lines by the keys.
    """

    def __init__(self, kek: bytes, *others: bytes, seed: bytes | None = None, look: Look | None = None) -> None:
        """
        Take keys of 32 random bytes; `look` gives the keys of this moment, where they may have been replaced since.
        """
        self._keks = (kek, *others)
        self._seed = seed or self._keks[-1]
        self._look = look
        self.templates = _derive(self._seed, "templates")
        """The key of what tells like clauses: of all tenants, as a template is one organisation's with many."""

    def __repr__(self) -> str:
        """
        Show the marks only.
        """
        return f"KeyRing({', '.join(self.marks)})"

    @property
    def mark(self) -> str:
        """
        Name the key that wraps.
        """
        return self.marks[0]

    @property
    def marks(self) -> tuple[str, ...]:
        """
        Name all keys.
        """
        return tuple(_mark(kek) for kek in self._keks)

    def with_seed(self, seed: bytes) -> KeyRing:
        """
        Return a ring of the same keys that tells things apart by this seed.
        """
        return KeyRing(*self._keks, seed=seed, look=self._look)

    def seeded_by(self, mark: str) -> KeyRing:
        """
        Return a ring whose seed is one of the keys, as it was before there were seeds.
        """
        return self.with_seed(self._named(mark))

    def sealed_seed(self, mark: str) -> bytes:
        """
        Seal the seed under one of the keys.
        """
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self._named(mark)).encrypt(nonce, self._seed, _seed_bound_to(mark))

    def open_seed(self, mark: str, sealed: bytes) -> KeyRing:
        """
        Return a ring that goes by a seed which was sealed under one of the keys.
        """
        return self.with_seed(_decrypt(self._named(mark), sealed, _seed_bound_to(mark)))

    def look_again(self) -> None:
        """
        Take up the keys of this moment.
        """
        if self._look:
            self._keks = self._look()

    def new_envelope(self, tenant_id: UUID, document_id: UUID) -> tuple[Envelope, bytes]:
        """
        Make a key for a document; return the envelope and the wrapped key to store beside the document.
        """
        envelope = Envelope(tenant_id, document_id, AESGCM.generate_key(256))
        return envelope, self._wrapped(envelope)

    def envelope(self, tenant_id: UUID, document_id: UUID, wrapped: bytes) -> Envelope:
        """
        Unwrap a document's key.
        """
        return Envelope(tenant_id, document_id, self._key(tenant_id, document_id, wrapped))

    def rewrap(self, tenant_id: UUID, document_id: UUID, wrapped: bytes) -> bytes:
        """
        Wrap a document's key by the first key; the document stays sealed.
        """
        return self._wrapped(Envelope(tenant_id, document_id, self._key(tenant_id, document_id, wrapped)))

    def keyed_hash(self, tenant_id: UUID, content: bytes) -> bytes:
        """
        Hash content so that only this tenant's own repetitions can be told: the same file of another hashes otherwise.
        """
        return hmac.digest(_derive(self._seed, f"duplicates|{tenant_id}"), content, "sha256")

    def template_hash(self, content: bytes) -> bytes:
        """
        Hash whose template a clause is, so that the same organisation is told again in agreements of all tenants.
        """
        return hmac.digest(self.templates, content, "sha256")[:16]

    def ticket_hash(self, content: bytes) -> bytes:
        """
        Vouch for what a browser keeps while somebody signs in elsewhere.
        """
        return hmac.digest(_derive(self._seed, "sign-in"), content, "sha256")

    def sign(self, text: str) -> str:
        """
        Vouch for a line that is kept outside the database (tombstones, the journal's checkpoints).
        """
        self.look_again()
        return signing.sign(self._keks[0], text)

    def public_key(self) -> str:
        """
        Name what everybody may know to verify such lines, in hexadecimal; another key-encryption key has another.
        """
        self.look_again()
        return signing.public_key(self._keks[0])

    def vouches(self, text: str, signature: str) -> bool:
        """
        Tell whether one of the keys vouched for a line.
        """
        if any(signing.is_vouched(kek, text, signature) for kek in self._keks):
            return True
        self.look_again()
        return any(signing.is_vouched(kek, text, signature) for kek in self._keks)

    def _wrapped(self, envelope: Envelope) -> bytes:
        self.look_again()
        wrapper = Envelope(envelope.tenant_id, envelope.document_id, self._keks[0])
        return bytes.fromhex(self.mark) + wrapper.seal(envelope.key, "key")

    def _key(self, tenant_id: UUID, document_id: UUID, wrapped: bytes) -> bytes:
        if (opened := self._unwrapped(tenant_id, document_id, wrapped)) is None:
            self.look_again()
            opened = self._unwrapped(tenant_id, document_id, wrapped)
        if opened is None:
            raise _not_opening()
        return opened

    def _unwrapped(self, tenant_id: UUID, document_id: UUID, wrapped: bytes) -> bytes | None:
        # Keys wrapped before marks were written down are shorter, and name no key.
        named, sealed = (wrapped[:MARK_BYTES].hex(), wrapped[MARK_BYTES:]) if len(wrapped) > UNNAMED else ("", wrapped)
        for kek in self._keks:
            if named in {"", _mark(kek)}:
                try:
                    return Envelope(tenant_id, document_id, kek).open(sealed, "key")
                except Unavailable:
                    continue
        return None

    def _named(self, mark: str) -> bytes:
        return next(kek for kek in self._keks if _mark(kek) == mark)


def key_ring(kek: SecretStr | None, data_dir: Path, following: SecretStr | None = None) -> KeyRing:
    """
    Take the key from the settings, else from the file keys/kek in the data folder, made at first use.

    `following` is the key that is about to replace it; without one in the settings the file keys/kek.next is it.

    Raises:
        Unavailable: a key is not 32 bytes in base64.
    """

    def look() -> tuple[bytes, ...]:
        return present_keys(kek, data_dir, following)

    return KeyRing(*look(), look=look)


def present_keys(kek: SecretStr | None, data_dir: Path, following: SecretStr | None = None) -> tuple[bytes, ...]:
    """
    Read the keys of this moment, the one that wraps first.
    """
    # The following key first: what replaces the other in between is then read at least once.
    path = data_dir / NEXT_KEK_FILE
    try:
        named = following.get_secret_value() if following else None if kek else path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        named = None
    words = [named, kept_key(kek, data_dir)] if named else [kept_key(kek, data_dir)]
    return tuple(dict.fromkeys(key_of(each) for each in words))


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


def make_key_file(path: Path) -> None:
    """
    Make a file with a new key, unless somebody was faster.
    """
    _kept(path)


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
        raise _not_opening() from wrong


def _not_opening() -> Unavailable:
    return Unavailable("보관된 자료를 열 수 없습니다(열쇠 또는 자료 불일치)", "a stored value does not open", "sealed")


@lru_cache(maxsize=8)
def _mark(kek: bytes) -> str:
    return _derive(kek, "mark").hex()[: 2 * MARK_BYTES]


def _seed_bound_to(mark: str) -> bytes:
    return f"seed|{mark}|{FORM}".encode()


def derived(secret: bytes, purpose: str) -> bytes:
    """
    Make a key of a secret that somebody else keeps.
    """
    return _derive(secret, purpose)


def _derive(secret: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(secret)


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
