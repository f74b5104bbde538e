"""
Sign lines outside the database so that others can verify them without a secret.
"""

from __future__ import annotations

import hmac

import pytest

from compliance.errors import Unavailable
from compliance.store.envelope import KEY_BYTES, KeyRing, derived
from compliance.store.signing import PublicKey

KEK = bytes(range(KEY_BYTES))
WORDS = "7 " + "ab" * 32


def test_whoever_has_the_public_key_verifies() -> None:
    """
    The public half tells the true line from a changed one and from another installation's, and signs nothing.
    """
    keys = KeyRing(KEK)
    public, signature = PublicKey.of(keys.public_key()), keys.sign(WORDS)
    assert public.vouches(WORDS, signature)
    assert keys.vouches(WORDS, signature)
    assert not public.vouches(WORDS + "0", signature)
    assert not public.vouches(WORDS, KeyRing(bytes(KEY_BYTES)).sign(WORDS))
    assert not public.vouches(WORDS, "no signature")


def test_lines_from_before_need_the_key_itself() -> None:
    """
    A line that was vouched for by HMAC still holds for the installation, and is never called forged by others.
    """
    earlier = hmac.digest(derived(KEK, "checkpoints"), WORDS.encode(), "sha256").hex()
    assert KeyRing(KEK).vouches(WORDS, earlier)
    assert not KeyRing(KEK).vouches(WORDS + "0", earlier)
    with pytest.raises(Unavailable):
        PublicKey.of(KeyRing(KEK).public_key()).vouches(WORDS, earlier)


@pytest.mark.parametrize("words", ["", "zz", "ab"])
def test_what_is_no_public_key_is_refused(words: str) -> None:
    """
    A mistyped key verifies nothing, rather than everything or nothing being forged.
    """
    with pytest.raises(Unavailable):
        PublicKey.of(words)
