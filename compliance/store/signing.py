"""
Sign lines that are kept outside the database, so that whoever has the public key can verify them without any secret.

Source: RFC 8032 (Ed25519). Lines from before are vouched for by HMAC-SHA256, which only the key itself can tell.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from compliance.errors import Unavailable

KEY_BYTES: Final = 32
EARLIER_LENGTH: Final = 64
"""Length of an HMAC in hexadecimal; a signature has twice as many."""
SIGNERS_KEPT: Final = 4


class Voucher(Protocol):
    """
    Tell whether a line is as it was signed.
    """

    def vouches(self, text: str, signature: str) -> bool:
        """
        Tell whether the installation signed these words.
        """
        ...


@dataclass(frozen=True, slots=True)
class PublicKey:
    """
    Hold the public half of an installation's key, for whoever verifies without the other.
    """

    key: Ed25519PublicKey

    @classmethod
    def of(cls, words: str) -> Self:
        """
        Read a key from hexadecimal.

        Raises:
            Unavailable: it is none.
        """
        try:
            return cls(Ed25519PublicKey.from_public_bytes(bytes.fromhex(words.strip())))
        except ValueError as wrong:
            raise Unavailable("공개 열쇠가 아닙니다", "this is no public key", "public_key") from wrong

    def vouches(self, text: str, signature: str) -> bool:
        """
        Tell whether the other half signed these words.

        Raises:
            Unavailable: the line is from before there were signatures.
        """
        if len(signature) == EARLIER_LENGTH:
            raise Unavailable(
                "서명 방식이 바뀌기 전의 줄은 설치본의 열쇠로만 확인할 수 있습니다",
                "a line from before there were signatures needs the installation's own key",
                "public_key",
            )
        return _is_signed(self.key, text, signature)


def sign(kek: bytes, text: str) -> str:
    """
    Sign words by a key that follows from the KEK.
    """
    return _signer(kek).sign(text.encode()).hex()


def public_key(kek: bytes) -> str:
    """
    Name the public half in hexadecimal.
    """
    return _signer(kek).public_key().public_bytes_raw().hex()


def is_vouched(kek: bytes, text: str, signature: str) -> bool:
    """
    Tell whether the key that follows from a KEK signed these words, or vouched for them as it was done before.
    """
    if len(signature) == EARLIER_LENGTH:
        return hmac.compare_digest(hmac.digest(_derived(kek, "checkpoints"), text.encode(), "sha256").hex(), signature)
    return _is_signed(_signer(kek).public_key(), text, signature)


def _is_signed(key: Ed25519PublicKey, text: str, signature: str) -> bool:
    try:
        key.verify(bytes.fromhex(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=SIGNERS_KEPT)
def _signer(kek: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_derived(kek, "signatures"))


def _derived(kek: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(kek)
